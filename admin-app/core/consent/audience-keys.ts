/**
 * Addresses and numbers in the form in which social networks hash theirs, so that the hashes of the same person are the
 * same: an address without space around it and in small letters, a number as its digits with the country's first.
 */
import { toE164 } from './phone.ts';

/** Empty for what is no address. */
export function normaliseEmail(email: string | null): string {
  const address = email?.trim().toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@]+$/.test(address) ? address : '';
}

/** Empty for what is no number with its country. */
export function normalisePhone(phone: string | null): string {
  return toE164(phone)?.slice(1) ?? '';
}
