/** What could be written at a place of a query, as the parser expects it there and as this shop has it. */
import type { SegmentValues } from '../../contract/segments.ts';
import type { Expectation, Fault } from '../../core/segment/faults.ts';
import { findFunction } from '../../core/segment/functions.ts';
import { CONDITION_NAMES } from '../../core/segment/names.ts';
import { operatorText } from '../../core/segment/operators.ts';
import { parse } from '../../core/segment/parse.ts';

export interface Suggestion {
  /** As it is to be read: the name, sign or value. */
  readonly label: string;
  readonly kind: 'name' | 'operator' | 'word' | 'value' | 'parameter';
  /** What is written. */
  readonly text: string;
}

export interface Completion {
  /** What is replaced. */
  readonly from: number;
  readonly to: number;
  /** What of it has been typed before the cursor. */
  readonly typed: string;
  /** The best first; never empty. */
  readonly suggestions: readonly Suggestion[];
}

const MOST = 60;
const PARTIAL = /(?:[+-]?[\p{L}\p{N}_.][\p{L}\p{N}_.:-]*|[+-]|[!<>=]+)$/u;
const DATES = ['today', 'yesterday', '-7d', '-30d', '-90d', '-6m', '-1y', '+7d', '+30d'];

/** Null when nothing can be offered. `inWords` says what a name means, for finding it by that. */
export function completionAt(
  text: string,
  cursor: number,
  values: SegmentValues | null,
  inWords: (name: string) => string,
): Completion | null {
  const before = text.slice(0, cursor);
  if (/--[^\n]*$/.test(before)) return null;
  const open = openQuote(before);
  const partial = PARTIAL.exec(before)?.[0] ?? '';
  const from = open ?? cursor - partial.length;
  const typed = open === null ? partial : before.slice(open + 1);
  const expected = expectedAfter(before.slice(0, from));
  if (!expected) return null;
  const offered = suggestionsFor(expected, before.slice(0, from), values);
  if (open !== null && !offered.some(({ kind }) => kind === 'value')) return null;
  const to = endOf(text, cursor, open !== null);
  const fits = fitting(offered, typed, inWords);
  const spaced = /[^\s(]$/.test(before.slice(0, from)) ? fits.map(afterSpace) : fits;
  const suggestions = text[to] === ' ' ? spaced.map(withoutSpace) : spaced;
  return suggestions.length > 0 ? { from, to, typed, suggestions } : null;
}

/** For where a space follows already. */
function withoutSpace(suggestion: Suggestion): Suggestion {
  return { ...suggestion, text: suggestion.text.trimEnd() };
}

/** For where the letters before would run into it. */
function afterSpace(suggestion: Suggestion): Suggestion {
  return /^[\w']/.test(suggestion.text)
    ? { ...suggestion, text: ` ${suggestion.text}` }
    : suggestion;
}

/** Where the text that the cursor stands in was opened; null outside of texts. */
function openQuote(before: string): number | null {
  const read = parse(before);
  if (read.ok || read.fault.cause.code !== 'text not closed') return null;
  return read.fault.place.offset;
}

function endOf(text: string, cursor: number, quoted: boolean): number {
  if (quoted) return text[cursor] === "'" ? cursor + 1 : cursor;
  const rest = /^[\p{L}\p{N}_.]+/u.exec(text.slice(cursor))?.[0] ?? '';
  return cursor + rest.length;
}

/** What the parser would go on with where the text ends; null when something before is wrong. */
function expectedAfter(text: string): Expectation | null {
  const read = parse(text);
  if (read.ok) {
    const empty = read.query.kind === 'everyone';
    return empty ? { kind: 'condition' } : { kind: 'words', words: ['AND', 'OR'] };
  }
  return isAtEnd(text, read.fault) ? expectationOf(read.fault) : null;
}

function isAtEnd(text: string, { place }: Fault): boolean {
  return place.offset >= text.trimEnd().length;
}

function expectationOf({ cause }: Fault): Expectation | null {
  if (cause.code === 'expected') return cause.expected;
  if (cause.code === 'function without MATCHES')
    return { kind: 'words', words: ['MATCHES', 'NOT MATCHES'] };
  return null;
}

function suggestionsFor(
  expected: Expectation,
  before: string,
  values: SegmentValues | null,
): readonly Suggestion[] {
  switch (expected.kind) {
    case 'condition':
      return [...CONDITION_NAMES.map(conditionSuggestion), word('NOT'), word('(')];
    case 'attribute':
      return expected.names.map((name) => ({ kind: 'name', label: name, text: `${name})` }));
    case 'operator':
      return operatorSuggestions(expected, before);
    case 'words':
      return expected.words.map((each) => word(each));
    case 'parameter':
      return unusedParameters(expected, before);
    case 'name of segment':
      return (values?.segments ?? []).map((name) => quoted(name, ')'));
    case 'name of scenario':
      return (values?.scenarios ?? []).map((name) => quoted(name, ')'));
    case 'value':
      return valueSuggestions(expected, values);
  }
}

function word(text: string): Suggestion {
  const isWord = /\w$/.test(text) && text !== 'NULL' && text !== 'NOT NULL';
  return { kind: 'word', label: text, text: isWord ? `${text} ` : text };
}

function conditionSuggestion(name: string): Suggestion {
  if (findFunction(name)) return { kind: 'name', label: name, text: `${name} MATCHES (` };
  const opens = ['anniversary', 'in_segment', 'in_scenario'].includes(name);
  return { kind: 'name', label: name, text: opens ? `${name}(` : `${name} ` };
}

/** After a NOT that is there already, only the rest of the operator is written. */
function operatorSuggestions(
  { operators }: Extract<Expectation, { kind: 'operator' }>,
  before: string,
): readonly Suggestion[] {
  const afterNot = /\bNOT\s+$/i.test(before);
  return operators.map((operator) => {
    const label = operatorText(operator);
    const rest = afterNot ? label.replace(/^NOT /, '') : label;
    const opens = operator.endsWith('in') ? `${rest} (` : `${rest} `;
    return { kind: 'operator', label: rest, text: operator.endsWith('null') ? rest : opens };
  });
}

function unusedParameters(
  { names }: Extract<Expectation, { kind: 'parameter' }>,
  before: string,
): readonly Suggestion[] {
  const own = before.slice(before.lastIndexOf('MATCHES'));
  const unused = names.filter((name) => !new RegExp(`[(,]\\s*${name}\\b`, 'i').test(own));
  return unused.map((name) => ({ kind: 'parameter', label: name, text: `${name} ` }));
}

function valueSuggestions(
  { of, type, values }: Extract<Expectation, { kind: 'value' }>,
  existing: SegmentValues | null,
): readonly Suggestion[] {
  switch (type) {
    case 'boolean':
      return ['true', 'false'].map(value);
    case 'instant':
    case 'day':
      return DATES.map(value);
    case 'enumeration':
      return values.map((each) => quoted(each));
    case 'text':
    case 'list':
      return existingValues(of, existing).map((each) => quoted(each));
    default:
      return [];
  }
}

function value(text: string): Suggestion {
  return { kind: 'value', label: text, text };
}

function quoted(text: string, after = ''): Suggestion {
  const written = `'${text.replace(/[\\']/g, '\\$&')}'`;
  return { kind: 'value', label: text, text: `${written}${after}` };
}

const EXISTING: Readonly<Record<string, Exclude<keyof SegmentValues, 'counting'>>> = {
  customer_tags: 'tags',
  customer_countries: 'countries',
  customer_language: 'languages',
  customer_email_domain: 'emailDomains',
  last_purchased_category: 'productTypes',
  value_tier: 'valueTiers',
  loyalty_tier: 'loyaltyTiers',
  'products_purchased product_type': 'productTypes',
  'products_purchased title': 'productTitles',
};

/** The values that this shop has of an attribute or of a function's parameter. */
export function existingValues(of: string, values: SegmentValues | null): readonly string[] {
  const kind = EXISTING[of];
  return kind && values ? values[kind] : [];
}

/** Those that begin with what was typed, then those that hold it, in the name or in what it means. */
function fitting(
  suggestions: readonly Suggestion[],
  typed: string,
  inWords: (name: string) => string,
): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  if (wanted === '') return suggestions.slice(0, MOST);
  const ranked = suggestions.flatMap((suggestion) => {
    const label = suggestion.label.toLowerCase();
    if (label.startsWith(wanted)) return [{ suggestion, rank: 0 }];
    if (label.includes(wanted)) return [{ suggestion, rank: 1 }];
    const meaning = inWords(suggestion.label).toLowerCase();
    return meaning.includes(wanted) ? [{ suggestion, rank: 2 }] : [];
  });
  const [only] = ranked;
  if (ranked.length === 1 && only?.suggestion.label.toLowerCase() === wanted) return [];
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .map(({ suggestion }) => suggestion)
    .slice(0, MOST);
}
