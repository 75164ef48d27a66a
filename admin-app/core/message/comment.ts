/** Characters (code points) of a comment that are kept. */
export const LONGEST_COMMENT = 1_000;

/** What a customer wrote beside an answer, fit to be kept and shown; null when that is nothing. */
export function readComment(written: string): string | null {
  const text = written
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .trim();
  return text === '' ? null : [...text].slice(0, LONGEST_COMMENT).join('');
}
