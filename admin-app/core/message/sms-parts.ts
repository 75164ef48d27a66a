/**
 * How many SMS a text takes, as every phone network counts (3GPP TS 23.038 and 23.040): 160 characters of the GSM
 * alphabet, or 70 of Unicode as soon as one character is not in it; of a longer text each part gives up the place of
 * its header and holds 153 or 67.
 */

export interface SmsParts {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** What providers charge for; 0 for an empty text. */
  readonly parts: number;
  /** Places taken: septets, of which some characters take two, or UTF-16 units. */
  readonly units: number;
  /** Places free in the last part before another one begins. */
  readonly left: number;
  /** The characters that turned the whole text into Unicode, each once, in the order of the text. */
  readonly outsideGsm: readonly string[];
}

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Written as an escape and a second septet. */
const EXTENDED = '\f^{}\\[~]|€';

const SEPTETS = new Map<string, number>([
  ...[...BASIC].map((character) => [character, 1] as const),
  ...[...EXTENDED].map((character) => [character, 2] as const),
]);

const ROOM = {
  'GSM-7': { alone: 160, each: 153 },
  'UCS-2': { alone: 70, each: 67 },
} as const;

/** Counts a text as it will be sent, with its values put in. */
export function smsParts(text: string): SmsParts {
  const characters = [...text];
  const outsideGsm = [...new Set(characters.filter((character) => !SEPTETS.has(character)))];
  const encoding = outsideGsm.length === 0 ? 'GSM-7' : 'UCS-2';
  // A character outside the first Unicode plane is two UTF-16 units.
  const sizes = characters.map((it) => (encoding === 'GSM-7' ? (SEPTETS.get(it) ?? 1) : it.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, each } = ROOM[encoding];
  if (units <= alone) {
    return { encoding, parts: units === 0 ? 0 : 1, units, left: alone - units, outsideGsm };
  }
  return { encoding, ...fill(sizes, each), units, outsideGsm };
}

/** No character is cut in two: one that takes two places goes over to the next part whole. */
function fill(sizes: readonly number[], room: number): { parts: number; left: number } {
  let parts = 1;
  let left = room;
  for (const size of sizes) {
    if (size > left) {
      parts += 1;
      left = room;
    }
    left -= size;
  }
  return { parts, left };
}
