/** What queries name by its name gets another: they follow, and stay as they were written otherwise. */
import { fold } from './fold.ts';
import { parse } from './parse.ts';
import { tokensOf } from './tokens.ts';
import type { Place, Query } from './types.ts';

export interface Rename {
  readonly of: 'segment' | 'scenario' | 'value tier';
  /** New names by old ones; capitals do not make another name. Two may swap theirs. */
  readonly names: ReadonlyMap<string, string>;
}

interface Literal {
  readonly place: Place;
  readonly name: string;
}

/** The text with new names in place of old ones. One that cannot be read, or names none of them, comes back as it is. */
export function renameInQuery(text: string, rename: Rename): string {
  const names = foldedNames(rename);
  return literalsOf(text, rename)
    .filter(({ name }) => names.has(fold(name)))
    .sort((one, other) => other.place.offset - one.place.offset)
    .reduce((renamed, { place: { offset, length }, name }) => {
      const written = quoted(names.get(fold(name)) ?? name, text[offset] ?? "'");
      return renamed.slice(0, offset) + written + renamed.slice(offset + length);
    }, text);
}

/** Whether a query names one of the old names. */
export function namesAny(text: string, rename: Rename): boolean {
  const names = foldedNames(rename);
  return literalsOf(text, rename).some(({ name }) => names.has(fold(name)));
}

/** Whether a text cannot be read as a query, and says an old name somewhere. */
export function isUnreadNaming(text: string, rename: Rename): boolean {
  if (parse(text).ok) return false;
  const said = fold(text.replace(/\\|(['"])(?=\1)/g, ''));
  return [...foldedNames(rename).keys()].some((name) => said.includes(name));
}

function foldedNames({ names }: Rename): ReadonlyMap<string, string> {
  return new Map([...names].map(([from, to]) => [fold(from), to]));
}

/** Every text in the query that stands for a whole name of this kind. */
function literalsOf(text: string, { of }: Pick<Rename, 'of'>): readonly Literal[] {
  const parsed = parse(text);
  if (!parsed.ok) return [];
  const naming = [...parsed.places].filter(([query]) => isNaming(query, of));
  if (naming.length === 0) return [];
  return tokensOf(text).flatMap((token) => {
    if (token.kind !== 'value' || token.value.kind !== 'text') return [];
    const { place } = token;
    return naming.some(([, around]) => isWithin(place, around))
      ? [{ place, name: token.value.text }]
      : [];
  });
}

/** Part of a name, as in CONTAINS, names nothing. */
const WHOLE_NAMES: readonly string[] = ['=', '!=', 'in', 'not in'];

function isNaming(query: Query, of: Rename['of']): boolean {
  switch (query.kind) {
    case 'in segment':
      return of === 'segment';
    case 'in scenario':
      return of === 'scenario';
    case 'attribute':
      return (
        of === 'value tier' &&
        query.attribute === 'value_tier' &&
        WHOLE_NAMES.includes(query.test.operator)
      );
    default:
      return false;
  }
}

function isWithin(place: Place, around: Place): boolean {
  return place.offset >= around.offset && place.offset < around.offset + around.length;
}

function quoted(text: string, quote: string): string {
  const special = quote === '"' ? /[\\"]/g : /[\\']/g;
  return `${quote}${text.replace(special, '\\$&')}${quote}`;
}
