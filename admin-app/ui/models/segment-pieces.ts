/** The text of a query in coloured pieces, whatever is wrong with it. */
import { CONDITION_NAMES } from '../../core/segment/names.ts';
import type { Place } from '../../core/segment/types.ts';

export type PieceKind = 'plain' | 'word' | 'name' | 'value' | 'text' | 'comment';
export interface Piece {
  readonly text: string;
  readonly kind: PieceKind;
  /** It is (part of) what is wrong. */
  readonly faulty: boolean;
}

const WORDS = new Set(
  'AND OR NOT BETWEEN IN IS NULL CONTAINS MATCHES NOT_MATCHES STARTS ENDS WITH'.split(' '),
);
const VALUES = new Set(['TRUE', 'FALSE', 'TODAY', 'YESTERDAY']);
const NAMES = new Set(CONDITION_NAMES);
const TOKEN =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>'(?:\\[\s\S]|[^'\\])*'?|"(?:\\[\s\S]|[^"\\])*"?)|(?<value>[+-]?\d[\w.:-]*)|(?<word>[A-Za-z_][\w.]*)/g;

export function piecesOf(text: string, fault: Place | null): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const add = (from: number, to: number, kind: PieceKind): void => {
    for (const part of partedBy(fault, from, to))
      pieces.push({ text: text.slice(part.from, part.to), kind, faulty: part.faulty });
  };
  for (const match of text.matchAll(TOKEN)) {
    add(end, match.index, 'plain');
    end = match.index + match[0].length;
    add(match.index, end, kindOf(match));
  }
  add(end, text.length, 'plain');
  return pieces;
}

function kindOf({ groups = {} }: RegExpMatchArray): PieceKind {
  if (groups.comment !== undefined) return 'comment';
  if (groups.text !== undefined) return 'text';
  if (groups.value !== undefined) return 'value';
  const word = groups.word ?? '';
  if (WORDS.has(word.toUpperCase())) return 'word';
  if (VALUES.has(word.toUpperCase())) return 'value';
  return NAMES.has(word.toLowerCase()) ? 'name' : 'plain';
}

function partedBy(fault: Place | null, from: number, to: number) {
  const begin = Math.max(from, Math.min(to, fault?.offset ?? to));
  const end = Math.max(begin, Math.min(to, fault ? fault.offset + fault.length : to));
  return [
    { from, to: begin, faulty: false },
    { from: begin, to: end, faulty: true },
    { from: end, to, faulty: false },
  ].filter((part) => part.to > part.from);
}
