/** What to offer while somebody types a field into a text. Pure. */
import { insertOf, MESSAGE_FIELDS, type MessageField } from '../../core/message/field-table.ts';
import type { Language } from '../../core/message/types.ts';

export interface Completion {
  /** What is replaced, as positions in the text. */
  readonly from: number;
  readonly to: number;
  /** Between {{ }} the whole field is written, with its filter; in {% %} only its name. */
  readonly whole: boolean;
  readonly fields: readonly MessageField[];
}

const MOST_OFFERED = 8;

/** The fields that fit what was typed before the cursor; null where no field is being typed. */
export function completionAt(text: string, cursor: number, language: Language): Completion | null {
  const before = text.slice(0, cursor);
  const open = /\{(\{|%)([^{}%|]*)$/.exec(before);
  if (!open) return null;
  const whole = open[1] === '{';
  const typed = /[\w.]*$/.exec(open[2] ?? '')?.[0] ?? '';
  // In a tag the first word is the tag's own; only what follows it can be a field.
  if (!whole && !/^-?\s*\w+\s/.test(open[2] ?? '')) return null;
  // Between the braces stands one field: after another word nothing fits.
  if (whole && (open[2] ?? '').trim() !== typed) return null;
  const fields = fitting(typed, language);
  if (fields.length === 0) return null;
  const after = whole ? (/^[\w.]*\s*\}\}/.exec(text.slice(cursor))?.[0].length ?? 0) : 0;
  return { from: whole ? open.index : cursor - typed.length, to: cursor + after, whole, fields };
}

/** By the beginning of the name, then of any word in the description. */
function fitting(typed: string, language: Language): readonly MessageField[] {
  const wanted = fold(typed);
  const byName = MESSAGE_FIELDS.filter(({ name }) => name.startsWith(wanted));
  const others = MESSAGE_FIELDS.filter(
    (field) =>
      !byName.includes(field) &&
      (field.name.includes(wanted) || startsAWord(field.description[language], wanted)),
  );
  return [...byName, ...others].slice(0, wanted === '' ? undefined : MOST_OFFERED);
}

function startsAWord(description: string, wanted: string): boolean {
  return fold(description)
    .split(/[\s,’']+/)
    .some((word) => word.startsWith(wanted));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ł/g, 'l').toLowerCase();
}

/** The text with the field in it, and where the cursor goes on. */
export function complete(
  text: string,
  { from, to, whole }: Pick<Completion, 'from' | 'to' | 'whole'>,
  field: MessageField,
): { readonly text: string; readonly cursor: number } {
  const written = whole ? insertOf(field) : field.name;
  return { text: text.slice(0, from) + written + text.slice(to), cursor: from + written.length };
}
