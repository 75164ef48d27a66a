import { expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { accessibilityFaults, overflow, shareAdmin } from './admin-in-browser.ts';
import { CALENDAR } from './fixture/calendar.ts';

const admin = shareAdmin();

const PAGE = '/calendar?locale=en-GB';

it('says for each day what is planned for how many and what holds it, and opens the customers', async () => {
  const opened = await admin.open(`/campaigns?locale=en-GB`);
  const { app, page, complaints } = opened;
  await app
    .getByRole('navigation', { name: 'Campaigns' })
    .getByRole('link', { name: 'Calendar' })
    .click();
  const days = app.getByRole('list', { name: 'Days' });
  await days.waitFor();
  expect(await app.getByRole('heading', { level: 2 }).first().textContent()).toMatch(/^Today/);
  const tuesday = days.getByRole('listitem').filter({ hasText: 'Tuesday' }).first();
  await expectGone(tuesday.getByText('Nothing planned'));
  await tuesday.getByRole('button', { name: '≈ 1,900 customers' }).waitFor();
  await tuesday.getByText('leave from Thu 26 Nov, 09:00').waitFor();
  await tuesday.getByRole('button', { name: '3 have had enough messages for now' }).waitFor();
  await days.getByRole('button', { name: 'up to 54 customers' }).waitFor();
  await app.getByText('4,000 of about 7,200 customers were looked at').waitFor();

  await tuesday
    .getByRole('button', { name: '≈ 412 wait for “Winter collection”, Wed 25 Nov, 09:00' })
    .click();
  const drawer = app.getByRole('dialog', { name: 'Planned for 24 Nov 2026, waiting' });
  await drawer.getByText('waits for “Winter collection”').first().waitFor();
  await drawer.getByText('they stand for all of them').waitFor();
  await drawer.getByRole('button', { name: 'Show more' }).click();
  await drawer.getByRole('listitem').nth(60).waitFor();
  expect(await accessibilityFaults(app)).toEqual([]);
  await page.keyboard.press('Escape');
  await expectGone(drawer);

  expect(await accessibilityFaults(app)).toEqual([]);
  expect(complaints).toEqual([]);
  await days.getByRole('link', { name: 'Winter collection', exact: true }).click();
  await app.waitForURL(/\/campaigns\/31/);
  await opened.close();
});

it('shows a month by class and channel, with what is held back by what, and opens a day', async () => {
  const opened = await admin.open(PAGE);
  const { app, page, complaints } = opened;
  await app.getByRole('link', { name: 'Month' }).click();
  const month = app.getByRole('list', { name: 'Days of the coming five weeks' });
  await month.waitFor();
  expect(await month.getByRole('listitem').count()).toBe(35);
  const tuesday = month.getByRole('button', { name: /Tuesday 24 Nov/ });
  for (const text of [
    'Once a year 6',
    'Lifecycle ≈ 1,900',
    'E-mail ≈ 1,906',
    '≈ 415 wait: “Winter collection”, enough was sent before',
  ])
    await tuesday.getByText(text, { exact: true }).waitFor();
  await month.getByRole('button', { name: /14 Dec.*SMS 7/s }).waitFor();
  // Today is a Sunday, below its weekday: a week on is one row down.
  await month.getByRole('button', { name: /Today/ }).focus();
  const focused = () => app.evaluate(() => document.activeElement?.textContent ?? '');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toContain('29 Nov');
  await page.keyboard.press('ArrowLeft');
  expect(await focused()).toContain('28 Nov');
  expect(await accessibilityFaults(app)).toEqual([]);

  await tuesday.click();
  const day = app.getByRole('dialog', { name: 'Tuesday 24 November' });
  await day.getByText('leave from Thu 26 Nov, 09:00').waitFor();
  expect(app.url()).toContain('day=2026-11-24');
  expect(await accessibilityFaults(app)).toEqual([]);
  await day.getByRole('button', { name: '≈ 1,900 customers' }).click();
  await app.getByRole('dialog', { name: 'Planned for 24 Nov 2026' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expectGone(day);
  expect(complaints).toEqual([]);
  await opened.close();
});

it('is a list of the days with something on a phone', async () => {
  const opened = await admin.open(`${PAGE}&view=month`, { viewport: { width: 320, height: 640 } });
  const month = opened.app.getByRole('list', { name: 'Days of the coming five weeks' });
  await month.waitFor();
  expect(await month.getByRole('listitem').count()).toBe(7);
  expect(await overflow(opened.app)).toBeLessThanOrEqual(0);
  await opened.close();
});

it('shows what one customer gets, and why not sooner', async () => {
  const opened = await admin.open(PAGE);
  const { app } = opened;
  const field = app.getByRole('combobox', { name: 'Find a customer' });
  await field.fill('a');
  const first = app.getByRole('option').first();
  await first.waitFor();
  await first.click();
  await app.getByText('Leaves Wed 25 Nov, 09:00').waitFor();
  await app
    .getByText('“Winter collection” goes first (Wed 25 Nov, 09:00): it is more urgent')
    .waitFor();
  await app.getByRole('link', { name: 'All decisions about this customer' }).waitFor();
  expect(app.url()).toMatch(/customer=\d+/);
  expect(await accessibilityFaults(app)).toEqual([]);
  await opened.close();
});

it('is one stop of the Tab key, with arrows from entry to entry and from day to day', async () => {
  const opened = await admin.open(PAGE);
  const { app, page } = opened;
  const days = app.getByRole('list', { name: 'Days' });
  await days.getByRole('button').first().focus();
  const focused = () => app.evaluate(() => document.activeElement?.textContent ?? '');
  expect(await focused()).toBe('38 messages leave');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe('Win back regulars');
  // Tomorrow has nothing: the arrow leads past it.
  await page.keyboard.press('ArrowRight');
  expect(await focused()).toBe('≈ 1,491 messages leave');
  await page.keyboard.press('Tab');
  expect(await days.evaluate((list) => list.contains(document.activeElement))).toBe(false);
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('≈ 1,491 messages leave');
  await opened.close();
});

it('is an agenda on a phone, and says when there is nothing, nothing yet, or a failure', async () => {
  const opened = await admin.open(PAGE, { viewport: { width: 320, height: 640 } });
  await opened.app.getByRole('list', { name: 'Days' }).waitFor();
  expect(await overflow(opened.app)).toBeLessThanOrEqual(0);
  const { state } = admin.fixture;
  state.calendar = { ...CALENDAR, computedAt: null };
  await (await opened.go(PAGE)).getByText('being worked out for the first time').waitFor();
  const days = CALENDAR.days.map((day) => ({ ...day, messages: [] }));
  state.calendar = { ...CALENDAR, days, onSite: [], error: 'The disk is full' };
  const failed = await opened.go(PAGE);
  await failed.getByText('Nothing is planned for these days').waitFor();
  await failed.getByText('The disk is full').waitFor();
  await opened.close();
});

it.each(['fr-FR', 'pl-PL'])('speaks %s', async (locale) => {
  const opened = await admin.open(`/calendar?locale=${locale}`);
  const { app, complaints } = opened;
  await app.getByRole('heading', { level: 2 }).first().waitFor();
  expect(await app.locator('main').textContent()).not.toMatch(/calendar\.|\{\w+\}/);
  expect(await accessibilityFaults(app)).toEqual([]);
  expect(complaints).toEqual([]);
  await opened.close();
});
