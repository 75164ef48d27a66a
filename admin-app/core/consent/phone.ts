/** From the sign, a country code that begins with 1 to 9, at most 15 digits in all (E.164), at least seven in practice. */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * A phone number as providers want it, "+33612345678"; null for what is none. Shopify keeps numbers in this form;
 * spaces, dots, dashes and brackets that came from elsewhere are taken out. A number without its country is none: ours
 * is not to guess.
 */
export function toE164(phone: string | null): string | null {
  const compact = phone?.replace(/[\s().\-/\u00a0\u2010-\u2015]/g, '') ?? '';
  return E164.test(compact) ? compact : null;
}
