/**
 * Who is held out is decided by a hash of shop, scenario and customer: stable for ever, different from scenario to
 * scenario, and as good as random to everything else known about the customer.
 */

/** The customer's place between 0 (included) and 1 (excluded); held out when below the scenario's share. */
export function holdoutPlace(shopId: number, scenarioId: number, customerId: number): number {
  return placeOf(`${shopId}:${scenarioId}:${customerId}`);
}

/** A place between 0 (included) and 1 (excluded) that this ASCII text has for ever. */
export function placeOf(text: string): number {
  return mix(fnv1a(text)) / 2 ** 32;
}

export function isHeldOut(place: number, share: number): boolean {
  return place < share;
}

/** FNV-1a, 32 bits, of ASCII text (Fowler, Noll, Vo; draft-eastlake-fnv). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The 32-bit finaliser of MurmurHash3 (Appleby): spreads the last digits, which FNV-1a alone leaves close together. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
