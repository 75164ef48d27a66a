/**
 * Texts are compared without regard to case and to how accents are composed: both sides are folded first. White space
 * counts, and so does the empty text, which is a value and not a missing one.
 */

export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
