/** Decides whether a record is found by a search. */
import { parseInstant } from '../scalars.ts';
import { type Comparison, parseSearch, type Search, type Term } from './parse.ts';

/** What a field of a record looks like to the search. */
export type Searchable =
  | { readonly kind: 'text'; readonly value: string | null }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'instant'; readonly value: number | null }
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'flag'; readonly value: boolean };

/** The fields that a kind of record can be searched by, and where bare words are looked for. */
export interface SearchIndex<Item> {
  readonly fields: Readonly<Record<string, (item: Item) => Searchable>>;
  readonly words: (item: Item) => readonly (string | null)[];
}

export interface Matcher<Item> {
  readonly matches: (item: Item) => boolean;
  /** Fields that do not exist; Shopify ignores them and warns. */
  readonly unknownFields: readonly string[];
}

/** A matcher for a search text; everything matches an empty one. */
export function matcherFor<Item>(
  text: string | null | undefined,
  index: SearchIndex<Item>,
): Matcher<Item> {
  if (!text?.trim()) return { matches: () => true, unknownFields: [] };
  const search = parseSearch(text);
  const unknownFields = fieldsOf(search).filter((field) => !Object.hasOwn(index.fields, field));
  return { unknownFields, matches: (item) => isFound(search, item, index) };
}

function isFound<Item>(search: Search, item: Item, index: SearchIndex<Item>): boolean {
  switch (search.kind) {
    case 'and':
      return search.parts.every((part) => isFound(part, item, index));
    case 'or':
      return search.parts.some((part) => isFound(part, item, index));
    case 'not':
      return !isFound(search.part, item, index);
    case 'term':
      return meetsTerm(search, item, index);
  }
}

function meetsTerm<Item>(term: Term, item: Item, index: SearchIndex<Item>): boolean {
  if (term.field === null)
    return index.words(item).some((text) => text !== null && containsWord(text, term.value));
  const read = Object.hasOwn(index.fields, term.field) ? index.fields[term.field] : undefined;
  return read ? meetsValue(term, read(item)) : true;
}

function meetsValue(term: Term, found: Searchable): boolean {
  switch (found.kind) {
    case 'text':
      return found.value !== null && meetsText(term, found.value);
    case 'list':
      return found.values.some((value) => meetsText(term, value));
    case 'flag':
      return String(found.value) === term.value.toLowerCase();
    case 'number':
      return compare(term.comparison, found.value, Number(term.value));
    case 'instant':
      return found.value !== null && meetsInstant(term, found.value);
  }
}

function meetsText({ value, isPrefix }: Term, found: string): boolean {
  if (isPrefix || value === '') return found.toLowerCase().startsWith(value.toLowerCase());
  return found.toLowerCase() === value.toLowerCase();
}

/** Instants are compared by the second, because that is all Shopify shows of them. */
function meetsInstant({ comparison, value }: Term, found: number): boolean {
  const wanted = parseInstant(value);
  if (wanted === null) return false;
  const foundSecond = Math.floor(found / 1000) * 1000;
  if (comparison === '=' && value.length === 10)
    return foundSecond >= wanted && foundSecond < wanted + 86_400_000;
  return compare(comparison, foundSecond, wanted);
}

function compare(comparison: Comparison, one: number, other: number): boolean {
  switch (comparison) {
    case '=':
      return one === other;
    case '>':
      return one > other;
    case '>=':
      return one >= other;
    case '<':
      return one < other;
    case '<=':
      return one <= other;
  }
}

function containsWord(text: string, word: string): boolean {
  return text.toLowerCase().includes(word.toLowerCase());
}

function fieldsOf(search: Search): readonly string[] {
  switch (search.kind) {
    case 'term':
      return search.field === null ? [] : [search.field];
    case 'not':
      return fieldsOf(search.part);
    default:
      return search.parts.flatMap(fieldsOf);
  }
}
