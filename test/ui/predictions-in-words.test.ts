import { afterEach, describe, expect, it } from 'vitest';
import type {
  PairedScore,
  Verdict,
} from '../../admin-app/core/prediction/backtest/model-comparison.ts';
import type { Improvement } from '../../admin-app/core/prediction/backtest/types.ts';
import {
  improvementInWords,
  verdictInWords,
} from '../../admin-app/ui/components/predictions/in-words.ts';
import { speak, UI_LANGUAGES } from '../../admin-app/ui/language/t.ts';

afterEach(() => speak('en'));

const score = (current: number, candidate: number): PairedScore => ({
  current,
  candidate,
  difference: candidate - current,
  low: candidate - current,
  high: candidate - current,
});
const compared = { customers: 1500, logLoss: score(0.4, 0.41), pinball: score(5, 4.9) };

const VERDICTS: readonly (readonly [Verdict, string])[] = [
  [{ code: 'first' }, 'The first one.'],
  [
    { code: 'unreadable before' },
    'The one before came from another version of Rondo and could not be compared.',
  ],
  [{ code: 'not enough orders', repeatOrders: 1 }, '1 repeat order is not enough to compare.'],
  [
    { code: 'enough orders now', repeatOrders: 31 },
    'With 31 repeat orders there is now enough to predict.',
  ],
  [
    { code: 'worse', ...compared },
    'Worse than the one in use on 1,500 customers: error of the chances +2.5% and error of the dates -2%. So the one in use stayed.',
  ],
  [
    { code: 'better', ...compared, pinball: null },
    'Better than the one before on 1,500 customers: error of the chances +2.5%.',
  ],
  [
    { code: 'no worse', ...compared, logLoss: score(0, 0), pinball: null },
    'As good as the one before on 1,500 customers: error of the chances 0%.',
  ],
];

const IMPROVEMENTS: readonly (readonly [Improvement, string])[] = [
  [
    {
      code: 'not enough to look back',
      days: 41,
      neededDays: 90,
      repeatOrders: 12,
      neededRepeatOrders: 30,
    },
    'To test on the past, Rondo needs 90 days of orders and 30 repeat orders. There are 41 and 12.',
  ],
  [
    { code: 'short history', days: 413, neededDays: 600 },
    'A longer past: from 600 days of orders on, seasons can be told from growth. There are 413.',
  ],
  [
    { code: 'few repeat orders', repeatOrders: 250, neededRepeatOrders: 1000 },
    'More repeat orders: from 1,000 on, your store’s own past carries the predictions. There are 250.',
  ],
  [
    { code: 'ends at a peak', timesUsual: 2.345 },
    'Time: the last 60 days held 2.3 times the usual orders, and what follows a peak is easily overstated.',
  ],
  [
    { code: 'amounts missing', share: 0.23 },
    'Amounts: 23% of the orders have none, so values rest on the others.',
  ],
  [
    { code: 'amounts missing', share: 1 },
    'Amounts: the orders have none, so no value can be predicted.',
  ],
  [
    { code: 'value goes with frequency', rankCorrelation: 0.4 },
    'Value: who orders often also spends more per order, so what is expected of them is rather too little.',
  ],
  [
    { code: 'value goes with frequency', rankCorrelation: -0.4 },
    'Value: who orders often spends less per order, so what is expected of them is rather too much.',
  ],
  [
    { code: 'few returns', returned: 12, neededReturned: 100 },
    'More returns: 12 ended with an order in the days tested. From 100 on, the figures on this page are firm.',
  ],
  [
    { code: 'orders older than 60 days hidden' },
    'Permission to see all orders: Shopify shows this app only the last 60 days, and long rhythms stay hidden.',
  ],
];

describe('a verdict on a refit', () => {
  it.each(VERDICTS)('is said in words: %j', (verdict, words) => {
    expect(verdictInWords(verdict)).toBe(words);
  });
});

describe('what would make predictions better', () => {
  it.each(IMPROVEMENTS)('is said with its numbers: %j', (improvement, words) => {
    expect(improvementInWords(improvement)).toBe(words);
  });
});

it.each(UI_LANGUAGES)('leaves no hole open in %s', async (language) => {
  await speak(language);
  const said = [
    ...VERDICTS.map(([verdict]) => verdictInWords(verdict)),
    ...IMPROVEMENTS.map(([improvement]) => improvementInWords(improvement)),
  ];
  expect(said.filter((text) => /[{}]|undefined|NaN/.test(text))).toEqual([]);
  expect(new Set(said).size).toBe(said.length);
});
