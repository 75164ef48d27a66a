import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCap, checkCaps } from '../../../admin-app/core/priority/cap.ts';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const TWO_A_DAY = { max: 2, windowMs: 24 * HOUR };
const hoursAgo = (...hours: number[]) => hours.map((each) => NOW - each * HOUR);

describe('a cap of two messages in 24 hours', () => {
  const cases = [
    ['nothing sent yet', [], { kind: 'allowed' }],
    ['one sent', hoursAgo(1), { kind: 'allowed' }],
    ['two sent', hoursAgo(1, 5), { kind: 'capped', freeAt: NOW + 19 * HOUR }],
    [
      'two sent, given the other way round',
      hoursAgo(5, 1),
      { kind: 'capped', freeAt: NOW + 19 * HOUR },
    ],
    ['one of two exactly a window back', hoursAgo(1, 24), { kind: 'allowed' }],
    ['more sent than the cap', hoursAgo(1, 2, 3), { kind: 'capped', freeAt: NOW + 22 * HOUR }],
    ['one already on its way', hoursAgo(3, -1), { kind: 'capped', freeAt: NOW + 21 * HOUR }],
    ['many long ago', hoursAgo(100, 200, 300), { kind: 'allowed' }],
  ] as const;
  it.each(cases)('with %s', (_, sentAt, verdict) => {
    expect(checkCap(TWO_A_DAY, sentAt, NOW)).toEqual(verdict);
  });

  it('never holds more than its number in any window, when sends wait until it is free', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 5, maxLength: 30 }),
        (gaps) => {
          const sentAt: number[] = [];
          let now = NOW;
          for (const gap of gaps) {
            now += gap * HOUR;
            const verdict = checkCap(TWO_A_DAY, sentAt, now);
            if (verdict.kind === 'capped') now = verdict.freeAt ?? now;
            expect(checkCap(TWO_A_DAY, sentAt, now).kind).toBe('allowed');
            sentAt.push(now);
          }
          for (const end of sentAt) {
            const within = sentAt.filter((at) => at <= end && at > end - TWO_A_DAY.windowMs);
            expect(within.length).toBeLessThanOrEqual(TWO_A_DAY.max);
          }
        },
      ),
    );
  });
});

describe('caps', () => {
  it('allow nothing ever when the number is zero', () => {
    expect(checkCap({ max: 0, windowMs: HOUR }, [], NOW)).toEqual({ kind: 'capped', freeAt: null });
  });

  it('hold together until the last of them is free', () => {
    const week = { max: 3, windowMs: 7 * 24 * HOUR };
    const sent = hoursAgo(1, 2, 30);
    expect(checkCaps([TWO_A_DAY, week], sent, NOW)).toEqual({
      kind: 'capped',
      freeAt: NOW + (7 * 24 - 30) * HOUR,
    });
    expect(checkCaps([TWO_A_DAY, week], hoursAgo(30, 31), NOW)).toEqual({ kind: 'allowed' });
    expect(checkCaps([], sent, NOW)).toEqual({ kind: 'allowed' });
  });
});
