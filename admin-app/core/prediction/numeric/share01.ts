/**
 * A number in [0, 1) that looks random but depends only on the two integers: draws samples without chance, so that the
 * same shop always gives the same model. (32-bit finaliser as in MurmurHash3)
 */
export function share01(first: number, second: number): number {
  let hash = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(second + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  hash ^= hash >>> 15;
  return (hash >>> 0) / 2 ** 32;
}
