import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  PairedScore,
  Verdict,
} from '../../admin-app/core/prediction/backtest/model-comparison.ts';
import { MOST_GUEST_ORDERS, type Need } from '../../admin-app/core/prediction/model-needs.ts';
import { verdictInWords } from '../../admin-app/ui/components/predictions/in-words.ts';
import {
  needInWords,
  weightInWords,
} from '../../admin-app/ui/components/predictions/needs-in-words.ts';
import { english } from '../../admin-app/ui/language/predictions/english.ts';
import { french } from '../../admin-app/ui/language/predictions/french.ts';
import { polish } from '../../admin-app/ui/language/predictions/polish.ts';
import { learn, speak, UI_LANGUAGES } from '../../admin-app/ui/language/t.ts';

const TEXTS = { en: english, fr: french, pl: polish };

beforeEach(() => learn(english));
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

const NEEDS: readonly (readonly [Need, string])[] = [
  [
    {
      code: 'not enough to look back',
      days: 41,
      neededDays: 90,
      repeatOrders: 12,
      neededRepeatOrders: 30,
    },
    '41 of 90 days: To test on the past, Rondo needs 90 days of orders and 30 repeat orders. There are 41 and 12.',
  ],
  [
    {
      code: 'not enough to look back',
      days: 141,
      neededDays: 90,
      repeatOrders: 12,
      neededRepeatOrders: 30,
    },
    '12 of 30 repeat orders: To test on the past, Rondo needs 90 days of orders and 30 repeat orders. There are 141 and 12.',
  ],
  [
    { code: 'short history', days: 413, neededDays: 600 },
    '413 of 600 days: From 600 days of orders on, seasons can be told from growth. There are 413.',
  ],
  [
    { code: 'history under two gaps', days: 100, neededDays: 241 },
    '100 of 241 days: The usual gap between two orders is 120.5 days, and the orders known reach back 100 days. Until they cover two such gaps, the longer ones are missed and dates come too early.',
  ],
  [
    { code: 'few repeat orders', repeatOrders: 250, neededRepeatOrders: 1000 },
    '250 of 1,000 repeat orders: From 1,000 on, your store’s own past carries the predictions. There are 250.',
  ],
  [
    { code: 'ends at a peak', timesUsual: 2.345 },
    '2.3× the usual orders: The last 60 days held 2.3 times the usual orders, and what follows a peak is easily overstated.',
  ],
  [
    { code: 'amounts missing', share: 0.23 },
    '23% of the orders: 23% of the orders have none, so values rest on the others.',
  ],
  [
    { code: 'amounts missing', share: 1 },
    '100% of the orders: The orders have none, so no value can be predicted.',
  ],
  [
    { code: 'value goes with frequency', rankCorrelation: 0.4 },
    '0.4 correlation; values only: Who orders often also spends more per order, so what is expected of them is rather too little.',
  ],
  [
    { code: 'value goes with frequency', rankCorrelation: -0.4 },
    '-0.4 correlation; values only: Who orders often spends less per order, so what is expected of them is rather too much.',
  ],
  [
    { code: 'few returns', returned: 12, neededReturned: 100 },
    '12 of 100 returns: 12 predictions ended with an order in the days tested. From 100 on, the figures on this page are firm.',
  ],
  [
    { code: 'orders older than 60 days hidden' },
    '100% of the customers: Shopify shows this app only the last 60 days, and long rhythms stay hidden.',
  ],
  [
    { code: 'one order', customers: 1, share: 0.012, errorShare: null, meanAbsoluteDays: null },
    '1.2% of the customers: 1 customer (1.2%) has ordered once only. The date rests on similar customers.',
  ],
  [
    { code: 'two orders', customers: 40, share: 0.2, errorShare: 0.31, meanAbsoluteDays: 12.04 },
    '31% of the error in dates: 40 customers (20%) have ordered twice: one gap, which is no rhythm yet. On average their dates were off by 12 days.',
  ],
  [
    { code: 'irregular', customers: 40, share: 0.2, errorShare: 0, meanAbsoluteDays: null },
    '0% of the error in dates: 40 customers (20%) order at gaps that differ by more than they usually last. No model can name such dates closely.',
  ],
  [
    { code: 'orders not read', orders: 1, share: 0.00001 },
    '< 0.1% of the orders: 1 order arrived but could not be read. Its customer seems silent since the order before.',
  ],
  [
    { code: 'orders without customer', orders: 99_999, share: 0.5 },
    '50% of the orders: 99,999 orders have no customer, as sales at the till often do. No rhythm is learned from them.',
  ],
  [
    { code: 'orders without customer', orders: MOST_GUEST_ORDERS, share: 0.5 },
    '50% of the orders: At least 100,000 orders have no customer, as sales at the till often do. No rhythm is learned from them.',
  ],
  [
    { code: 'heavy buyers', customers: 2, orderShare: 0.12, fromOrders: 60 },
    '12% of the orders: 2 customers with 60 orders or more hold 12% of all orders, as resellers would. What is learned from such orders need not hold for others.',
  ],
  [
    { code: 'turned down', fits: 2, verdict: { code: 'worse', ...compared, pinball: null } },
    '2 calculations turned down: The last 2 calculations were turned down, the newest for this: Worse than the one in use on 1,500 customers: error of the chances +2.5%. So the one in use stayed.',
  ],
];

const said = (need: Need) => {
  const { figure, of } = weightInWords(need);
  return `${figure} ${of}: ${needInWords(need)}`;
};

describe('a verdict on a refit', () => {
  it.each(VERDICTS)('is said in words: %j', (verdict, words) => {
    expect(verdictInWords(verdict)).toBe(words);
  });
});

describe('what the model needs', () => {
  it.each(NEEDS)('is said with its numbers: %j', (need, words) => {
    expect(said(need)).toBe(words);
  });
});

it.each(UI_LANGUAGES)('leaves no hole open in %s', async (language) => {
  await speak(language);
  learn(TEXTS[language]);
  const all = [
    ...VERDICTS.map(([verdict]) => verdictInWords(verdict)),
    ...NEEDS.map(([need]) => said(need)),
  ];
  expect(all.filter((text) => /[{}]|undefined|NaN|need\./.test(text))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});
