/**
 * Codes that nobody guesses and everybody can read aloud: eight of 32 letters, 40 bits of chance. With ten thousand
 * codes alive, one guess in a hundred million finds one. 0 and O, 1 and I are not among the letters.
 */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUPS = 2;
const GROUP_LENGTH = 4;
export const MOST_PREFIX = 12;

/** Random bytes that one code is made of. */
export const BYTES_OF_CODE = GROUPS * GROUP_LENGTH;

/** PREFIX-7K2M-9QXA. Each byte gives one letter, all equally often. */
export function couponCode(prefix: string, bytes: Uint8Array): string {
  if (bytes.length !== BYTES_OF_CODE) {
    throw new RangeError(`A code is made of ${BYTES_OF_CODE} random bytes; got ${bytes.length}`);
  }
  const letters = Array.from(bytes, (byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    letters.slice(index * GROUP_LENGTH, (index + 1) * GROUP_LENGTH),
  );
  const start = cleanPrefix(prefix);
  return [...(start === '' ? [] : [start]), ...groups].join('-');
}

/** What of a prefix can stand in a code: capitals and digits, "zurück 10" → "ZURUCK10". */
export function cleanPrefix(prefix: string): string {
  return prefix
    .normalize('NFD')
    .replace(/[łŁ]/g, 'L')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, MOST_PREFIX);
}
