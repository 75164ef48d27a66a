/**
 * Texts are compared without regard to case and to how accents are composed: both sides are folded first. White space
 * counts, and so does the empty text, which is a value and not a missing one.
 */

export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** The same in SQL, for an expression of type text. Needs a Postgres built with ICU, as all usual builds are. */
export function foldSql(expression: string): string {
  return `lower(normalize(${expression}, NFC) collate "und-x-icu")`;
}
