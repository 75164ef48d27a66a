/** Why an entry of the store could not be read, as it was written down in English, in the person's language. */
import { t, textFor } from '../t.ts';
import './texts.ts';

/** What has no text of ours, such as another service's own words, is shown as it was written. */
export function unreadableInWords(reason: string): string {
  const [, field, found, expected] = /^(\S+) holds (.*); expected (.*)$/s.exec(reason) ?? [];
  if (field !== undefined && found !== undefined && expected !== undefined)
    return t('problem.holds', { field, found, expected: expectedInWords(expected) });
  const order = /^A line item of order (\d+), which is not known$/.exec(reason)?.[1];
  if (order !== undefined) return t('problem.orderUnknown', { order });
  const refused = /^Shopify refused [^:]+: (.*)$/s.exec(reason)?.[1];
  if (refused !== undefined) return t('problem.refused', { reason: refused });
  const known = BEGINNINGS.find(([beginning]) => reason.startsWith(beginning));
  return known ? t(known[1]) : reason;
}

const BEGINNINGS = [
  ['The line is not JSON', 'problem.notJson'],
  ['The body is not JSON', 'problem.notJson'],
  ['The line is cut off', 'problem.cutOff'],
  ['price times quantity is', 'problem.tooLarge'],
] as const;

function expectedInWords(expected: string): string {
  const isGid = expected.startsWith('gid://shopify/');
  return textFor('problem.expected', isGid ? 'a gid' : expected) ?? expected;
}
