import { expect, it } from 'vitest';
import { deferral } from '../../../admin-app/core/priority/deferral.ts';

const cases = [
  ['waits for its chance when it never expires', null, 500, { kind: 'deferred', until: 500 }],
  ['waits when the chance comes before it expires', 501, 500, { kind: 'deferred', until: 500 }],
  ['is outranked when it expires as the chance comes', 500, 500, { kind: 'outranked' }],
  ['is outranked when it expires before the chance', 499, 500, { kind: 'outranked' }],
  ['is outranked when there is no further chance', null, null, { kind: 'outranked' }],
] as const;

it.each(cases)('a send that lost %s', (_, expiresAt, nextChanceAt, expected) => {
  expect(deferral(expiresAt, nextChanceAt)).toEqual(expected);
});
