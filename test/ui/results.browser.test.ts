import { expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import { accessibilityFaults, hostLog, overflow, shareAdmin } from './admin-in-browser.ts';

const admin = shareAdmin();

const cents = (text: string) => Number(text.replaceAll(/[^\d]/g, ''));

it('adds up, shows all side by side, and keeps its period on the way to one of them', async () => {
  const opened = await admin.open('/results?from=2026-09-01&locale=en-GB');
  const { app, complaints } = opened;
  await app.getByText('166 orders worth €11,774 came after a message.').waitFor();
  const sums = await app.locator('.reconcile .sum').allInnerTexts();
  const [attributed = 0, rest = 0, total = 0] = sums.map(cents);
  expect(attributed + rest).toBe(total);
  const sale = app.getByRole('row').filter({ hasText: 'Autumn sale' });
  await sale.getByText('Campaign', { exact: true }).waitFor();
  // 22 are held out, but nobody's 30 days are over.
  await sale.getByText('too early', { exact: true }).waitFor();
  await app.getByText('Day by day').waitFor();
  await app.getByText('See the numbers').click();
  await app.getByRole('table', { name: 'Day by day' }).getByRole('row').nth(60).waitFor();

  await app.getByRole('link', { name: '€11,774.38' }).click();
  await app
    .getByRole('dialog', { name: 'Attributed orders' })
    .getByRole('listitem')
    .nth(3)
    .waitFor();
  await app.getByRole('button', { name: 'Close' }).click();

  await app.getByRole('checkbox', { name: 'Compare with the period before' }).check();
  await app.getByText('Compared with 10 Jun 2026 to 31 Aug 2026').waitFor();
  await app.getByRole('link', { name: 'Win back, autumn' }).click();
  await app.getByRole('heading', { level: 1, name: 'Results of Win back, autumn' }).waitFor();
  expect(new URL(app.url()).searchParams.get('from')).toBe('2026-09-01');
  expect(new URL(app.url()).searchParams.get('compare')).toBe('1');
  expect(complaints).toEqual([]);
  await opened.close();
});

it('breaks all results down, and says who is missing in a list', async () => {
  const opened = await admin.open('/results?locale=en-GB');
  const { app } = opened;
  await app.getByText('in 19 of 20 shops none that does nothing is ever called').waitFor();
  await app.getByRole('tab', { name: 'Trade' }).click();
  await app
    .getByRole('tabpanel', { name: 'Trade' })
    .getByRole('link', { name: '1,342' })
    .first()
    .click();
  const list = app.getByRole('dialog', { name: 'Entered: Pet' });
  await list.getByText('3 of 27 were forgotten at their wish and are no longer listed.').waitFor();
  await app.getByRole('button', { name: 'Close' }).click();
  await app.getByRole('tab', { name: 'Subject line' }).click();
  const subject = app.getByRole('row').filter({ hasText: 'Hello, … · E-mail 1: hello again' });
  await subject.getByRole('link', { name: '476' }).click();
  await app.getByRole('heading', { level: 1, name: 'Results of Win back, autumn' }).waitFor();
  await app.getByText('Made for the trade Pet.').waitFor();
  await app.getByText('12 of the entries are of customers who had entered before').waitFor();
  await opened.close();
});

it('changes what counts, says that the history is counted again, and can be left', async () => {
  const opened = await admin.open('/results');
  const { app } = opened;
  await app.getByRole('button', { name: 'What counts' }).click();
  const dialog = app.getByRole('dialog', { name: 'What counts as brought by a message' });
  const save = dialog.getByRole('button', { name: 'Save and count again' });
  await dialog.getByLabel('E-mail: Counts when').selectOption('clicked');
  await dialog.getByLabel('SMS: Counts when').selectOption('none');
  expect(await dialog.getByLabel('SMS: For an order within').isDisabled()).toBe(true);
  await dialog.getByLabel('E-mail: For an order within').fill('14');
  expect(await accessibilityFaults(app)).toEqual([]);
  await save.click();
  await app.getByText('400 of 1,300 customers').waitFor();
  const { rules } = admin.fixture.state.attribution;
  expect([rules.email, rules.sms.from]).toEqual([{ from: 'clicked', days: 14 }, null]);
  // It goes on by itself.
  admin.fixture.state.attribution = { ...admin.fixture.state.attribution, recounting: null };
  await expectGone(app.getByText('400 of 1,300 customers'));
  await opened.close();
});

it('opens the customers of every kind of figure, within the period', async () => {
  const opened = await admin.open('/scenarios/1/results?from=2026-10-06&group=language');
  const { app } = opened;
  await app.getByText(/^167 customers came back within 30 days; since .*2026, about/).waitFor();
  await app.getByText(/^Counted since .*2026, the first entry, whatever the period/).waitFor();
  for (const [link, title] of [
    ['188', 'Returned: Within 60 days'],
    ['96', 'Attributed orders: E-mail 1: hello again'],
    ['939', 'Entered: French'],
  ] as const) {
    const opener = app.getByRole('link', { name: link, exact: true }).first();
    await opener.click();
    await app
      .getByRole('dialog', { name: title, exact: true })
      .getByRole('listitem')
      .first()
      .waitFor();
    expect(admin.fixture.state.requests.at(-1)).toContain('/customers');
    await app.getByRole('button', { name: 'Close' }).click();
  }
  await app.getByRole('tab', { name: 'Variant' }).click();
  await app.getByRole('cell', { name: 'Subject: the price' }).waitFor();
  await app.getByRole('button', { name: 'Copy link' }).click();
  await expect
    .poll(async () =>
      (await hostLog(app)).toasts.length > 0
        ? 'copied'
        : await app.getByRole('textbox', { name: 'Copy this address' }).inputValue(),
    )
    .toMatch(/^copied$|group=variant/);
  await opened.close();
});

it.each(['/results?compare=1', '/scenarios/1/results?compare=1'])(
  '%s is clean at any width, in both themes, and prints without controls',
  async (path) => {
    const opened = await admin.open(path);
    const { app, page, complaints } = opened;
    await app.locator('.results').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 860 });
        await expect.poll(() => overflow(app)).toBe(0);
        expect(await accessibilityFaults(app), `${colorScheme}, ${width}`).toEqual([]);
      }
    }
    // The width of A4 between its margins.
    await page.setViewportSize({ width: 703, height: 860 });
    const looks = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ media: 'print', colorScheme });
      looks.push(
        await app
          .locator('.results .table.cards')
          .first()
          .evaluate((table) => [getComputedStyle(table).display, getComputedStyle(table).color]),
      );
    }
    expect(looks[1]).toEqual(looks[0]);
    expect(looks[0]?.[0]).toBe('table');
    expect(await app.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await app.getByText(/^Rondo · /).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await opened.close();
  },
);
