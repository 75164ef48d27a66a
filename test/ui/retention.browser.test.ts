import { expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { accessibilityFaults, overflow, shareAdmin } from './admin-in-browser.ts';
import { RETENTION } from './fixture/retention.ts';

const admin = shareAdmin();

const PAGE = '/customers/retention?locale=en-GB';

it('shows cohorts, curves and groups, and opens the customers behind each', async () => {
  const opened = await admin.open(PAGE);
  const { app, page, complaints } = opened;
  const cohorts = app.getByRole('table', { name: 'Month by month' });
  await cohorts.waitFor();
  const row = (name: string) => cohorts.getByRole('row').filter({ hasText: name });
  const cells = async (name: string) =>
    (await row(name).getByRole('cell').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  // Young months are not there yet, and one that is not over says so; nothing is 0 % because it is young.
  const october = await cells('Oct 2026');
  expect(october.slice(0, 3)).toEqual(['118', '1.7%', 'not yet']);
  await row('Oct 2026').getByRole('link', { name: 'so far' }).waitFor();
  // A cohort of nineteen gives its range with each share.
  expect((await cells('Apr 2026')).slice(0, 3)).toEqual(['19', '0% 0%–17%', '16% 5.5%–38%']);
  const total = RETENTION.fresh.customers.toLocaleString('en-GB');
  expect((await cells('All together'))[0]).toBe(total);

  await app.getByRole('button', { name: 'Revenue' }).click();
  const [, sameMonth] = await cells('Nov 2025');
  expect(sameMonth).toMatch(/^€[\d,]+$/);
  await app.getByRole('button', { name: 'Customers', exact: true }).click();
  expect((await cells('Nov 2025'))[1]).toMatch(/^\d+$/);
  await app.getByRole('button', { name: /older months/ }).click();
  expect(await row('Jun 2024').count()).toBe(1);

  await app
    .getByRole('img', { name: /After the first order: 8.5% within 30 days, .* within 365 days/ })
    .waitFor();
  const shares = app.getByRole('table', { name: 'How long until the next order' });
  await shares.getByRole('link', { name: /^After the second order, within 90 days/ }).click();
  const drawer = app.getByRole('dialog', { name: 'First order Jun 2024 to Nov 2026' });
  await drawer.getByText('third order within 90 days of the second').waitFor();
  await drawer.getByRole('listitem').nth(49).waitFor();
  await drawer.getByRole('button', { name: 'Show more' }).click();
  await drawer.getByRole('listitem').nth(99).waitFor();
  expect(await accessibilityFaults(app)).toEqual([]);
  await page.keyboard.press('Escape');
  await expectGone(drawer);

  await app.getByRole('button', { name: 'First product' }).click();
  const groups = app.getByRole('table', { name: 'By what the first order was' });
  await groups.getByRole('link', { name: /^Night cream, within 60 days/ }).click();
  await app.getByText('Night cream · second order within 60 days').waitFor();
  expect(complaints).toEqual([]);
  await opened.close();
});

it('compares two periods, in the address, side by side', async () => {
  const opened = await admin.open(`${PAGE}&from=2026-01&to=2026-09`);
  const { app } = opened;
  await app.getByRole('button', { name: 'Compare' }).click();
  const other = app.getByRole('group', { name: 'Compared with' });
  expect(await other.getByRole('combobox').first().inputValue()).toBe('2025-04');
  await other.getByRole('combobox').first().selectOption('2025-01');
  await other.getByRole('combobox').last().selectOption('2025-09');
  await app.getByRole('row').filter({ hasText: 'Jan 2025 to Sept 2025' }).first().waitFor();
  const curves = app.getByRole('table', { name: 'How long until the next order' });
  const rows = async () =>
    (await curves.getByRole('row').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  await expect.poll(rows).toHaveLength(3);
  const [, later, earlier] = await rows();
  // Nobody of the later period has been followed for a year.
  expect(later).toMatch(/^Jan 2026 to Sept 2026 780 customers .*% not yet$/);
  expect(earlier).toMatch(/^Jan 2025 to Sept 2025 737 customers .*%$/);
  await app.getByRole('combobox', { name: 'After which order' }).selectOption('2');
  await expect.poll(async () => (await rows())[1]).not.toBe(later);
  await app.getByRole('button', { name: 'Stop comparing' }).click();
  await app.getByRole('row').filter({ hasText: 'All together' }).waitFor();
  await opened.close();
});

it('is one stop of the Tab key, with arrows from cell to cell', async () => {
  const opened = await admin.open(PAGE);
  const { app, page } = opened;
  const cohorts = app.getByRole('table', { name: 'Month by month' });
  await cohorts.getByRole('link').first().focus();
  const focused = () =>
    app.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? 'something else');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown'])
    await page.keyboard.press(key);
  // November has no months after it: from the row of all the way leads past it.
  expect(await focused()).toMatch(/^Aug 2026, 1 month later: /);
  await page.keyboard.press('Tab');
  expect(await focused()).not.toMatch(/month later/);
  await page.keyboard.press('Shift+Tab');
  expect(await focused()).toMatch(/^Aug 2026, 1 month later: /);
  await page.keyboard.press('Enter');
  await app.getByRole('dialog', { name: 'First order Aug 2026' }).waitFor();
  await opened.close();
});

it('says what it is waiting for, what failed, and that there is nothing yet', async () => {
  const { state } = admin.fixture;
  state.retention = RETENTION.never;
  const opened = await admin.open(PAGE);
  const { app } = opened;
  await app.getByText('Looking at your orders for the first time').waitFor();
  expect(state.requests).toContain('POST /api/retention/refresh');
  state.retention = RETENTION.empty;
  await app.getByText('No orders yet').waitFor();
  state.retention = RETENTION.failed;
  const again = await opened.go(PAGE);
  await again.getByText('The newest computation failed').waitFor();
  await again.getByText('The disk is full').waitFor();
  await again.getByRole('button', { name: 'Compute again' }).click();
  await again.getByText('Computing. The figures change when it is done.').waitFor();
  state.retention = RETENTION.fresh;
  await again.getByText('Orders up to 21 Nov 2026, net of refunds').waitFor();
  await opened.close();
});

it('is accessible and fits, on a phone and a desk, by day and by night', async () => {
  const compared = 'from=2026-01&to=2026-09&vsFrom=2025-01&vsTo=2025-09';
  const opened = await admin.open(`/customers/retention?locale=pl-PL&${compared}`);
  const { app, page, complaints } = opened;
  await app.getByRole('table', { name: 'Ile czasu do następnego zamówienia' }).waitFor();
  await app.getByRole('table', { name: 'Według pierwszego zamówienia' }).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 860 });
      await expect.poll(() => overflow(app)).toBe(0);
      expect(await accessibilityFaults(app), `${colorScheme}, ${width}`).toEqual([]);
    }
  }
  expect(complaints).toEqual([]);
  await opened.close();
});
