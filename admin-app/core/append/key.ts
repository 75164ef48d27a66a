import { fold } from '../segment/fold.ts';
import type { KeyKind } from './types.ts';

const LONGEST_ADDRESS = 254;

/** A field of the key column in the form in which customers are looked for; null when it cannot be a key of this kind. */
export function parseKey(field: string, kind: KeyKind): string | null {
  const text = field.trim();
  switch (kind) {
    case 'customer id': {
      // Also as Shopify's API writes it.
      const digits = /^(?:gid:\/\/shopify\/Customer\/)?'?(\d{1,15})$/.exec(text)?.[1];
      return digits === undefined ? null : String(Number(digits));
    }
    case 'email':
      return /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= LONGEST_ADDRESS ? fold(text) : null;
    default:
      return /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : null;
  }
}
