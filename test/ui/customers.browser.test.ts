import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectGone } from '../support/gone.ts';
import {
  accessibilityFaults,
  back,
  expectToasts,
  type OpenAdmin,
  overflow,
  shareAdmin,
} from './admin-in-browser.ts';

const admin = shareAdmin();
/** One of each width for all tests. */
const windows = new Map<number, OpenAdmin>();

async function open(path: string, width = 1280): Promise<Frame> {
  const known = windows.get(width);
  if (known) return await known.go(path);
  const opened = await admin.open(path, { viewport: { width, height: 860 } });
  windows.set(width, opened);
  return opened.app;
}

function someone(
  fits: (customer: (typeof admin.fixture.state.customers)[number]) => boolean,
): string {
  const found = admin.fixture.state.customers.find(fits);
  return `/customers/${found?.row.customerId}`;
}

describe('finding customers', () => {
  it('looks among everybody, and keeps list and search in the address for links and the back button', async () => {
    const app = await open('/customers');
    // The token of the launch is good for once; it must not be in an address that somebody copies.
    expect(new URL(app.url()).searchParams.has('id_token')).toBe(false);
    await app.getByRole('searchbox').fill('zofia');
    await app.waitForURL(/list=all.*search=zofia|search=zofia.*list=all/);
    const row = app.getByRole('link', { name: /Zofia/ }).first();
    const name = await row.textContent();
    await row.click();
    await app.getByRole('heading', { level: 1, name: name ?? '' }).waitFor();
    await back(app);
    await app.waitForURL(/search=zofia/);
    expect(await app.getByRole('searchbox').inputValue()).toBe('zofia');
    expect(new URL(app.url()).searchParams.get('shop')).toBe('fixture.myshopify.com');
  });

  it('finds the customer of an order, and says when more match than are shown', async () => {
    const order = admin.fixture.state.customers[7]?.view.recentOrders[0]?.name ?? '';
    const app = await open('/customers');
    await app.getByRole('searchbox').fill(order);
    await app.getByText(`Order ${order}`).first().waitFor();
    await app.getByRole('searchbox').fill('e');
    await app.getByText('type more to find the others').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
  });

  it('sorts and narrows by what the address says, and lets go of it with one click', async () => {
    const app = await open('/customers?list=all');
    const chances = () => app.locator('.customer-chance').allTextContents();
    await app.locator('tbody tr').first().waitFor();
    const tenths = (await chances()).map((text) => Number.parseInt(text, 10) || 0);
    expect(tenths).toEqual(tenths.toSorted((one, other) => other - one));
    await app.getByLabel('Sort').selectOption('Worth most in the next year first');
    await app.waitForURL(/order=value/);
    await app.getByLabel('Reach').selectOption('Reachable by e-mail');
    await app.getByLabel('Overdue', { exact: true }).selectOption('30 days late or more');
    await app.waitForURL(/overdue=30/);
    await expect.poll(() => app.getByText('No e-mail', { exact: true }).count()).toBe(0);
    const values = await app.locator('.customer-value').allTextContents();
    const euros = values.map((text) => Number(text.replace(/[^\d.]/g, '')));
    expect(euros).toEqual(euros.toSorted((one, other) => other - one));
    await app.getByRole('button', { name: 'Clear filters' }).click();
    await app.waitForURL(
      (url) => !url.searchParams.has('overdue') && !url.searchParams.has('reach'),
    );
    expect(new URL(app.url()).searchParams.get('order')).toBe('value');
  });

  it('adds the next page behind the rows that are there', async () => {
    const app = await open('/customers?list=all');
    const rows = app.locator('tbody tr');
    await rows.nth(49).waitFor();
    await app.getByRole('button', { name: 'Show more' }).click();
    await rows.nth(99).waitFor();
    expect(await rows.count()).toBe(100);
    const last = rows.nth(99).getByRole('link');
    await last.click();
    await app.getByRole('heading', { name: 'Next order' }).waitFor();
    await back(app);
    await last.waitFor();
    await expect.poll(() => app.evaluate(() => scrollY)).toBeGreaterThan(1000);
  });

  it('folds its filters away on a phone', async () => {
    const app = await open('/customers', 320);
    await app.locator('tbody tr').first().waitFor();
    expect(await app.getByLabel('Reach').isVisible()).toBe(false);
    await app.getByRole('button', { name: 'Filters' }).click();
    await app.getByLabel('Reach').waitFor();
    expect(await overflow(app)).toBe(0);
    expect(await accessibilityFaults(app)).toEqual([]);
  });
});

describe('one customer', () => {
  it('has the drawing’s dates in a table behind it', async () => {
    const app = await open(someone(({ row }) => row.orders > 4 && (row.daysOverdue ?? 0) > 20));
    const drawing = app.getByRole('img', { name: /orders; Due .*days overdue; Today:/ });
    await drawing.waitFor();
    await app.getByText('See the dates').click();
    const table = app.getByRole('table', { name: 'Next order' });
    await table.getByRole('rowheader', { name: 'Today' }).waitFor();
    await table.getByRole('rowheader', { name: 'If they come back, then around' }).waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
  });

  it('shows why this was sent, why not that, and what comes next', async () => {
    const app = await open(someone(() => true));
    const card = app.getByRole('region', { name: 'What comes next, and why' });
    await card.getByText('Sent: “The winter collection is here” of “Winter collection”').waitFor();
    for (const text of [
      '“Winter collection” goes first: it is more urgent',
      'Not sent: Birthday wishes of “Birthday”',
      'no consent',
      'enough was sent: at most 1 message in 24 hours',
      'when they react',
      'You moved E-mail of “Winter collection” to “ad hoc”: opening of the shop in Lyon',
    ])
      await card.getByText(text).first().waitFor();
  });

  it('narrows the activity by channel and by who did it, and leads from it to order and scenario', async () => {
    const app = await open(someone(({ row }) => row.orders > 2));
    const card = app.getByRole('region', { name: 'Activity' });
    await card.getByLabel('Done by').selectOption('Machines');
    await expect.poll(() => card.locator('ol > li').count()).toBe(1);
    await card.getByText('by a machine').waitFor();
    await card.getByLabel('Done by').selectOption('People and machines');
    await card.getByLabel('Channel').selectOption('Store');
    await expect.poll(() => card.locator('ol > li').allTextContents()).not.toContain('Opened');
    const order = card.locator('ol a').first();
    const name = await order.textContent();
    await order.click();
    await expect.poll(() => app.locator('tr:target').textContent()).toContain(name ?? 'no order');
  });
});

describe('writing to one customer', () => {
  const reachable = () => someone(({ row }) => row.mayEmail && row.orders > 2);

  it('begins with a filled text, shows the mail, and sends once however often it is clicked', async () => {
    const app = await open(reachable());
    await app.getByRole('button', { name: 'Write' }).click();
    const dialog = app.getByRole('dialog');
    await expect
      .poll(() => dialog.getByLabel('Subject').inputValue())
      .toMatch(/^Your next order of /);
    await dialog.frameLocator('iframe').getByText('Is there anything we can do for you?').waitFor();
    await dialog.getByLabel('Text').fill('Just a line from us.');
    await dialog.frameLocator('iframe').getByText('Just a line from us.').waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
    await dialog.getByRole('button', { name: /^Send to / }).dblclick();
    await expectGone(dialog);
    const { written } = admin.fixture.state.doneToCustomers;
    expect(written.map(({ message }) => message)).toEqual([
      expect.objectContaining({ channel: 'email', text: 'Just a line from us.' }),
    ]);
    await expectToasts(app, [expect.stringContaining('is on its way')]);

    await app.getByRole('button', { name: 'Write' }).click();
    await app.getByText(/An earlier message to .* has not gone yet/).waitFor();
    expect(await app.getByRole('button', { name: /^Send to / }).isDisabled()).toBe(true);
  });

  it('says in words why a customer cannot be written to', async () => {
    const app = await open(
      someone(({ view }) => view.emailRefusal === 'unsubscribed'),
      390,
    );
    await app.getByRole('button', { name: 'Write' }).click();
    await app.getByText(/cannot be written to by E-mail: unsubscribed/).waitFor();
    expect(await app.getByRole('button', { name: /^Send to / }).isDisabled()).toBe(true);
    expect(await overflow(app)).toBe(0);
  });
});

describe('a customer’s data', () => {
  it('are handed over as one file', async () => {
    const app = await open(someone(() => true));
    await app.getByRole('button', { name: 'More actions' }).click();
    const [download] = await Promise.all([
      app.page().waitForEvent('download'),
      app.getByRole('menuitem', { name: 'Export everything held' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^rondo-customer-\d+\.json$/);
  });

  it('are forgotten only when the name has been typed', async () => {
    const app = await open(someone(({ row }) => row.orders > 1));
    const name = (await app.getByRole('heading', { level: 1 }).textContent()) ?? '';
    await app.getByRole('button', { name: 'More actions' }).click();
    await app.getByRole('menuitem', { name: 'Forget this customer…' }).click();
    const dialog = app.getByRole('dialog', { name: `Forget ${name}?` });
    await dialog.getByText('Shopify still holds this customer').waitFor();
    const forget = dialog.getByRole('button', { name: `Forget ${name} for good` });
    expect(await forget.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('Somebody else');
    expect(await forget.isDisabled()).toBe(true);
    expect(await accessibilityFaults(app)).toEqual([]);
    await dialog.getByRole('textbox').fill(name.toUpperCase());
    await forget.click();
    await app.waitForURL(/\/customers\?/);
    expect(admin.fixture.state.doneToCustomers.redacted).toHaveLength(1);
    await expectToasts(app, [`${name} was forgotten`]);
  });
});
