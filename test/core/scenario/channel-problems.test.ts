import { describe, expect, it } from 'vitest';
import { NO_DISCOUNT_PERMISSION } from '../../../admin-app/core/coupon/permission.ts';
import * as Problems from '../../../admin-app/core/scenario/channel-problems.ts';

const { problemInWords, ...ofChannels } = Problems;
const known = { ...ofChannels, NO_DISCOUNT_PERMISSION };

describe('what stands in the way of a channel', () => {
  it.each(Object.entries(known))('%s is said in every language', (_, problem) => {
    expect(problemInWords(problem, 'en')).toBe(problem);
    const words = (['fr', 'pl'] as const).map((language) => problemInWords(problem, language));
    expect(new Set([problem, ...words]).size).toBe(3);
  });

  it('stays as it is where it comes from outside', () => {
    expect(problemInWords('Authenticate (20003)', 'pl')).toBe('Authenticate (20003)');
  });
});
