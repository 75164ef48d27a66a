import { describe, expect, it } from 'vitest';
import type { PredictionsView } from '../../admin-app/contract/predictions.ts';
import {
  accessibilityFaults,
  expectToasts,
  type OpenAdmin,
  overflow,
  shareAdmin,
  shareWindow,
} from './admin-in-browser.ts';
import { CASES, PREDICTIONS } from './fixture/predictions.ts';

const admin = shareAdmin();

type State = keyof typeof PREDICTIONS;

/** What each state must say, and what it must not. */
const STATES: readonly (readonly [State, shows: readonly string[], hides: readonly string[]])[] = [
  [
    'fresh',
    [
      'The predictions are fresh',
      '6 hours ago',
      '2 Dec 2023 to 22 Nov 2026',
      '3,831',
      '11,750 of them repeat orders',
      'or after 780 new orders, 34 so far',
      'Closer than the usual guess',
      'The usual guess, last order plus usual gap, was off by 14.5 days.',
      '± 21 days',
      'On 4 past days (27 Nov 2025, 25 Feb 2026, 26 May 2026 and 24 Aug 2026)',
      '9,902 predictions for 3,202 customers; 2,755 ended with an order.',
      'lie 1.2 percentage points on average',
      'Write to the 20% of the overdue with the highest chance, and you reach 73% of all who come back.',
      'beginning with the longest overdue, 1.1%',
      '3.7 times better than at random',
      '79% of the orders came within the range of dates given before. Promised: 80%.',
      'Together the predictions were 9.1% too high.',
      '6,805',
      '6,235',
      'Permission to see all orders',
      'What the model needs to get better',
      '35% of the error in dates Second orders 1,904 customers (50%) have ordered once only.',
      'On average their dates were off by 17.9 days.',
      'What to do: Win the second order with a scenario',
      '413 of 600 days A longer past From 600 days of orders on, seasons can be told from growth.',
      'The last 60 days held 2.3 times the usual orders',
      '< 0.1% of the orders Orders that could not be read 4 orders arrived',
      '23% of the orders have none',
      'Better than the one before on 3,702 customers: error of the chances -1.6% and error of the dates -2%.',
      'As good as the one before',
      'The first one.',
    ],
    ['Turned down', 'to come', 'Too few to be sure'],
  ],
  [
    'running',
    ['Learning from your orders', '42% done', 'You can leave this page', 'Tested on your own past'],
    ['Calculate again now'],
  ],
  ['interrupted', ['begins again within a minute'], ['Calculate again now', '42% done']],
  [
    'rejected',
    [
      'Turned down',
      'Worse than the one in use on 3,702 customers: error of the chances +7.9% and error of the dates -4.1%. So the one in use stayed.',
      'In use',
      '1 calculation turned down A calculation that is accepted 1 calculation, the newest, was turned down. Worse than the one in use',
    ],
    [],
  ],
  [
    'failed',
    [
      'The last calculation failed',
      'It stopped while: Predicting every customer',
      'The disk is full: no space left to write predictions',
      'The predictions from before stay in use.',
      'Calculate again now',
    ],
    ['The predictions are fresh'],
  ],
  ['stale', ['The predictions are getting old', 'but not in the last two'], []],
  [
    'never',
    ['Nothing has been predicted yet', 'Make the first predictions'],
    [
      'Tested on your own past',
      'Calculations so far',
      'What the predictions rest on',
      'What the model needs',
    ],
  ],
  [
    'notEnough',
    [
      'Not enough orders yet',
      '12 of 30',
      '41 of 60',
      'needs 90 days of orders and 30 repeat orders. There are 41 and 12.',
      'on too little yet',
    ],
    ['Tested on your own past', 'Every case as CSV'],
  ],
  [
    'nobodyReturned',
    [
      'Nobody with two or more orders came back',
      'Nobody who was overdue came back',
      'Nobody ordered in the days tested',
      'No order was placed in the days tested.',
      'Too few to be sure',
      'From 100 on, the figures on this page are firm.',
    ],
    ['They hold', 'Closer than the usual guess'],
  ],
];

function show(view: PredictionsView): void {
  admin.fixture.state.predictions = view;
}

/** Opens the page in a state; answers what is to be read on it. */
async function goTo(opened: Pick<OpenAdmin, 'go'>, state: State, locale: string) {
  show(PREDICTIONS[state]);
  const app = await opened.go(`/predictions?locale=${locale}`);
  await app.locator('.predictions .standing').waitFor();
  const texts = await app.locator('main').allInnerTexts();
  return { app, text: texts.join(' ').replace(/\s+/g, ' ') };
}

describe('the page', () => {
  const opened = shareWindow(admin, { width: 1280 });

  it.each(STATES)('says how things stand: %s', async (state, shows, hides) => {
    const { text } = await goTo(opened, state, 'en-GB');
    for (const each of shows) expect(text).toContain(each);
    for (const each of hides) expect(text).not.toContain(each);
    expect(opened.complaints).toEqual([]);
  });
});

it.each([
  [
    'fr-FR',
    'light',
    ['Plus juste que l’estimation habituelle', '± 14,5 jours', '9 902 prédictions'],
    ['fresh', 'running'],
  ],
  [
    'pl-PL',
    'dark',
    ['Bliżej niż zwykłe zgadywanie', '± 14,5 dnia', '9902 prognozy'],
    ['fresh', 'failed', 'notEnough'],
  ],
] as const)(
  'fits into 320 pixels, is accessible, speaks %s (%s)',
  async (locale, colorScheme, texts, states) => {
    const viewport = { width: 320, height: 640 };
    const opened = await admin.open('/predictions', { viewport, colorScheme });
    for (const state of states) {
      const { app, text } = await goTo(opened, state, locale);
      if (state === 'fresh') for (const each of texts) expect(text).toContain(each);
      await app.evaluate(() => {
        for (const each of document.querySelectorAll('details')) each.open = true;
      });
      expect(await overflow(app), state).toBe(0);
      expect(await accessibilityFaults(app), state).toEqual([]);
    }
    await opened.close();
  },
);

it('keeps the numbers behind each chart one click away, also for the keyboard', async () => {
  const { app, page, close } = await admin.open('/predictions?locale=en-GB');
  const table = app.getByRole('table', { name: 'Do the chances hold?' });
  expect(await table.count()).toBe(0);
  const card = app.getByRole('region', { name: 'Do the chances hold?' });
  await card.getByText('See the numbers').focus();
  await page.keyboard.press('Enter');
  const rows = await table.getByRole('row').allInnerTexts();
  expect(rows).toHaveLength(11);
  expect(rows.at(-1)?.split(/\s+/)).toEqual(['88%', '87%', '990']);
  await app.getByRole('region', { name: 'Whom to write to first' }).getByText('numbers').click();
  const found = app.getByRole('table', { name: 'Whom to write to first' });
  const [last = ''] = await found.getByRole('row').last().allInnerTexts();
  expect(last.split(/\s+/)).toEqual(['50%', '95%', '8.9%', '50%']);
  expect(await accessibilityFaults(app)).toEqual([]);
  await app.getByRole('img', { name: /^Calibration curve.* 88% promised, 87% ordered/ }).waitFor();
  await app
    .getByRole('img', { name: /among the first 20%, 73% by highest chance, 1.1%/ })
    .waitFor();
  await card.locator('circle.target').last().hover();
  await app.getByText('990 predictions: 88% promised, 87% ordered').waitFor();
  await close();
});

it('starts a fit by hand and follows it to its end', async () => {
  const { app, close } = await admin.open('/predictions?locale=en-GB');
  await app.getByRole('button', { name: 'Calculate again now' }).click();
  await app.getByText('42% done').waitFor();
  await expectToasts(app, ['The calculation has begun']);
  const { running, rejected } = PREDICTIONS;
  show({ ...running, fit: { ...running.fit, stage: 'predicting', share: 0.1 } });
  await app.locator('[aria-current="step"]', { hasText: 'Predicting every customer' }).waitFor();
  show(rejected);
  await app.getByText('So the one in use stayed.').last().waitFor();
  // Somebody else starts one meanwhile.
  show(running);
  await app.getByRole('button', { name: 'Calculate again now' }).click();
  await app.getByText('42% done').waitFor();
  await expectToasts(app, [
    'The calculation has begun',
    'The predictions are being calculated already',
  ]);
  await close();
});

it('hands out every case behind the figures as a file', async () => {
  const { app, page, close } = await admin.open('/predictions?locale=en-GB');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    app.getByRole('button', { name: 'Every case as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('rondo-back-test-2026-11-22.csv');
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer); // no encoding is set
  expect(Buffer.concat(chunks).toString()).toBe(CASES);
  await close();
});

it('shows on a customer’s page how sure, how soon and how much', async () => {
  const own = admin.fixture.state.customers.find(({ row }) => row.confidence === 'own rhythm');
  const { app, close } = await admin.open(`/customers/${own?.row.customerId}?locale=en-GB`);
  const card = app.getByRole('region', { name: 'Next order' });
  await card.getByText(`Rests on ${own?.view.prediction?.reason?.repeatOrders} repeat`).waitFor();
  const names = await card.getByRole('term').allInnerTexts();
  expect(names).toEqual([
    'Due date',
    'If they come back, then around',
    'Orders within 30 days',
    'Orders within 90 days',
    'Orders within a year',
    'Has not left for good',
    'Orders expected in a year',
    'Worth in the next year',
    'Worth in the next five years',
  ]);
  const facts = await card.getByRole('definition').allInnerTexts();
  expect(facts[0]).toContain('8 in 10 between');
  expect(facts[2]).toMatch(/in 10|nearly certain/);
  expect(facts[8]).toContain('€');
  await card.getByRole('link', { name: 'How good are these predictions?' }).click();
  await app.getByText('Tested on your own past').waitFor();
  await close();
});
