import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomersPage } from '../../admin-app/contract/customers.ts';
import {
  FIGURES,
  type FigureCustomersPage,
  type ResultsView,
} from '../../admin-app/contract/results.ts';
import type { ScenarioView } from '../../admin-app/contract/scenarios.ts';
import { expectGone } from '../support/gone.ts';
import { eventually, type RunningRondo, startRondo } from '../support/running-rondo.ts';
import { type StoreOwner, sitDown, storeRead } from '../support/store-owner.ts';
import { winBack } from '../support/win-back.ts';

/** The whole road as a store owner walks it, in one store, step after step. */
describe('a store owner’s first win-back', () => {
  let rondo: RunningRondo;
  let owner: StoreOwner;
  let page: Page;
  let admin: FrameLocator;

  beforeAll(async () => {
    rondo = await startRondo({ customers: 250, seed: 7 });
    owner = await sitDown(rondo);
    ({ page, admin } = owner);
  });
  afterAll(async () => {
    await owner?.browser.close();
    await rondo?.stop();
  });

  const openAdmin = (path: string) => owner.openAdmin(path);
  /** The admin's save bar stands in the frame around the app. */
  const save = () => page.getByRole('button', { name: 'Save' }).click();
  const saved = (subject: string) =>
    eventually(
      'the draft to be saved',
      () => rondo.api<ScenarioView>('/scenarios/1'),
      ({ definition }) =>
        definition.blocks.some(
          (block) =>
            block.kind === 'message' &&
            block.channel === 'email' &&
            block.content.en?.subject === subject,
        ),
    );
  const mailsTo = (address: string) =>
    rondo.pages.mailbox.list({ to: address }, { offset: 0, limit: 50 }).mails;
  const advance = (hours: number) => owner.control('clock/advance', { hours });

  /** A new device: nothing remembered, consent given, the silent customer logged in. */
  async function logIn(shop: string): Promise<Page> {
    const device = await owner.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const visit = await device.newPage();
    visit.on('pageerror', (error) => owner.problems.push(String(error)));
    await visit.goto(`${shop}/account/login`);
    await visit
      .getByRole('textbox')
      .first()
      .fill(silent ?? '');
    await visit.keyboard.press('Enter');
    await visit.waitForURL((url) => !url.pathname.includes('login'));
    await visit.goto(`${shop}/`);
    // Only now: what the log-in page shows a guest must not count as this visit's one message.
    await visit.getByRole('button', { name: /^Yes/ }).click();
    return visit;
  }

  /** Everybody who was mailed, one mail each, in the order of arrival. */
  let mailed: string[] = [];
  let [opener, clicker, buyer, leaver, silent]: string[] = [];

  it('installs itself, reads the store and says who is overdue', async () => {
    await openAdmin('/');
    const home = await storeRead(rondo);
    expect(home.counts?.customers).toBe(250);
    await admin.getByText('customers of 250 are past the day of their next order').waitFor();
    await admin.getByText('Customers and orders are here').waitFor();
  });

  it('lists customers by how overdue they are and explains each', async () => {
    await openAdmin('/customers?order=overdue');
    const { customers } = await rondo.api<CustomersPage>('/customers?list=overdue');
    const overdue = customers.map((row) => row.daysOverdue ?? 0);
    expect(overdue).toEqual([...overdue].sort((a, b) => b - a));
    const first = customers[0];
    await admin
      .getByRole('link', { name: first?.name ?? '' })
      .first()
      .click();
    await admin.getByRole('heading', { name: first?.name ?? '' }).waitFor();
    await admin.getByText(/last order \d+ days ago; \d+ days late/).waitFor();
  });

  it('says who the mails come from', async () => {
    await openAdmin('/settings');
    await admin.getByLabel('Name').fill('Morning Harbour');
    await admin.getByLabel('E-mail address').fill('hello@morning-harbour.example');
    await admin.getByLabel('Postal address').fill('1 Quai du Port, Marseille');
    await save();
    await eventually(
      'the sender to be saved',
      () => rondo.api<{ settings: { senderName: string } | null }>('/settings'),
      (view) => view.settings?.senderName === 'Morning Harbour',
    );
  });

  it('creates the win-back, edits a text and activates it', async () => {
    await openAdmin('/scenarios');
    await admin.getByRole('button', { name: 'Create (Win back inactive customers)' }).click();
    await admin.getByRole('dialog').getByRole('textbox').first().fill('Bring them back');
    await admin.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await admin.getByRole('heading', { name: 'Bring them back' }).waitFor();
    // Journeys run the template as it is; three mails without quiet hours say enough here.
    const small = JSON.stringify({ name: 'Bring them back', definition: winBack });
    await rondo.api('/scenarios/1', { method: 'PUT', body: small });
    await openAdmin('/scenarios/1');
    await admin.getByText('not opened within 2 days').first().waitFor();
    await admin.getByText('opened, no order').first().waitFor();
    await admin.getByRole('button', { name: /^E-mail: E-mail 1/ }).click();
    await admin.getByLabel('Subject').fill('');
    await save();
    await saved('');
    await expect(rondo.api('/scenarios/1/activate', { method: 'POST' })).rejects.toThrow('subject');
    await admin.getByLabel('Subject').fill('We miss you, {{ customer.first_name }}');
    await save();
    await saved('We miss you, {{ customer.first_name }}');
    await admin.getByRole('button', { name: 'Activate' }).click();
    await admin
      .getByRole('dialog')
      .getByText(/customers enter now/)
      .waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
    await admin.getByText('Active', { exact: true }).first().waitFor();
  });

  it('mails everybody once who is inactive, reachable and not held out', async () => {
    const results = await eventually(
      'all first mails',
      () => rondo.api<ResultsView>('/scenarios/1/results'),
      ({ figures }) =>
        figures.entered > 20 &&
        figures['held out'] > 0 &&
        figures.sent === figures.entered - figures['held out'],
    );
    const { mails } = rondo.pages.mailbox.list({}, { offset: 0, limit: 1_000 });
    mailed = mails.map((mail) => mail.to[0] ?? '');
    expect(mails).toHaveLength(results.figures.sent);
    expect(new Set(mailed).size).toBe(mailed.length);
    const english = mails.filter((mail) => mail.subject.startsWith('We miss you, '));
    [opener, clicker, buyer, leaver, silent] = english.map((mail) => mail.to[0] ?? '');
    expect(silent).toBeDefined();
  });

  it('takes an open, a click, an order and an unsubscription', async () => {
    await advance(2);
    await page.goto(`${rondo.devStore.origin}/inbox/mails/${mailsTo(opener ?? '')[0]?.id}`);
    await page.frameLocator('iframe').getByRole('heading').first().waitFor();
    const clicked = await rondo.pages.mailbox.read(mailsTo(clicker ?? '')[0]?.id ?? 0);
    const link = /href="([^"]*\/r\/c\/[^"]*)"/.exec(clicked?.html ?? '')?.[1] ?? '';
    await page.goto(link);
    await page.goto(`${rondo.devStore.origin}/inbox/mails/${mailsTo(buyer ?? '')[0]?.id}`);
    await page.frameLocator('iframe').getByRole('heading').first().waitFor();
    const store = rondo.devStore.shop();
    const bought = store.customers().find((customer) => customer.email === buyer);
    await owner.control('orders', { customerId: bought?.id });
    await page.goto(`${rondo.devStore.origin}/inbox/mails/${mailsTo(leaver ?? '')[0]?.id}`);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await eventually(
      'the reactions',
      () => rondo.api<ResultsView>('/scenarios/1/results'),
      ({ figures }) =>
        // A click says that the mail was read, and who unsubscribes has opened it.
        figures.opened === 4 &&
        figures.clicked === 1 &&
        figures.unsubscribed === 1 &&
        figures.returned === 1,
    );
  });

  it('gives everybody exactly the follow-up that fits, 48 hours later', async () => {
    await advance(48);
    await eventually(
      'the follow-ups',
      () => mailed.filter((address) => mailsTo(address).length > 1).length,
      // Everybody gets one more but the buyer and the one who left.
      (followedUp) => followedUp >= mailed.length - 2,
    );
    const followUp = (address = '') => mailsTo(address).map((mail) => mail.subject);
    expect(followUp(opener)).toHaveLength(2);
    expect(followUp(opener)[0]).toMatch(/may we ask/i);
    expect(followUp(clicker)[0]).toMatch(/may we ask/i);
    expect(followUp(silent)[0]).toMatch(/good reasons/i);
    expect(followUp(buyer)).toHaveLength(1);
    expect(followUp(leaver)).toHaveLength(1);
    for (const address of mailed) {
      const leftAlone = address === buyer || address === leaver;
      expect(mailsTo(address), address).toHaveLength(leftAlone ? 1 : 2);
    }
  });

  it('hears the answer to “what kept you?” with one click', async () => {
    const question = await rondo.pages.mailbox.read(mailsTo(opener ?? '')[0]?.id ?? 0);
    const answer = /href="([^"]*\/r\/a\/[^"]*)"/.exec(question?.html ?? '')?.[1] ?? '';
    await advance(1);
    await page.goto(answer);
    const results = await eventually(
      'the answer',
      () => rondo.api<ResultsView>('/scenarios/1/results'),
      ({ figures }) => figures.answered === 1,
    );
    expect(results.answers).toHaveLength(1);

    await page.getByRole('textbox').fill('The sizes run small.');
    await page.getByRole('button').click();
    await expectGone(page.getByRole('textbox'));
    const { customers } = await rondo.api<FigureCustomersPage>(
      '/scenarios/1/results/customers?figure=answered',
    );
    expect(customers).toMatchObject([{ comment: 'The sizes run small.' }]);
  });

  it('shows results whose every number opens its customers', async () => {
    await openAdmin('/scenarios/1/results');
    await admin.getByText('Held out').first().waitFor();
    const { revenueMinor, shopRevenueMinor } = await rondo.api<ResultsView>('/scenarios/1/results');
    expect(revenueMinor).toBeGreaterThan(0);
    expect(revenueMinor).toBeLessThanOrEqual(shopRevenueMinor);
    // The new day's work still brings customers in; each figure is compared with a list read just after it.
    for (const figure of FIGURES) {
      await eventually(
        `the customers of "${figure}"`,
        async () => ({
          count: (await rondo.api<ResultsView>('/scenarios/1/results')).figures[figure],
          listed: await listAll(rondo, figure),
        }),
        ({ count, listed }) => count === listed,
      );
    }
    await admin.locator('a[href*="figure=returned"]').first().click();
    const bought = rondo.devStore
      .shop()
      .customers()
      .find(({ email }) => email === buyer);
    await admin.getByText(`${bought?.firstName} ${bought?.lastName}`).first().waitFor();
  });

  it('shows one message on the shop’s page: launch before birthday before welcome back', async () => {
    const store = rondo.devStore.shop();
    const today = new Date(rondo.devStore.clock.now()).toISOString().slice(5, 10);
    const guest = store.customers().find((customer) => customer.email === silent);
    await owner.control(`customers/${guest?.id}/birthday`, { date: `1990-${today}` });
    await owner.control('embeds', { active: ['rondo'] });
    await openAdmin('/on-site');
    for (const title of [
      'The new collection is here',
      'Happy birthday!',
      'Good to see you again',
    ]) {
      await admin.getByRole('switch', { name: title }).click();
      await admin.getByRole('switch', { name: title, checked: true }).waitFor();
    }
    const shop = rondo.pages.storefrontOrigin;
    await eventually(
      'the facts on the shop’s page',
      async () => (await fetch(`${shop}/`)).text(),
      (html) => html.includes('login return'),
    );
    const visit = await logIn(shop);
    const message = visit.locator('rondo-message');
    await message.getByText('The new collection is here').waitFor();
    expect(await message.count()).toBe(1);
    await message.getByRole('button', { name: 'Close' }).click();
    // Kept once the shop has said that the visitor allows it.
    await visit.waitForFunction(() => /"closed":\{"/.test(localStorage.getItem('rondo') ?? ''));
    await visit.reload();
    await visit.getByRole('heading').first().waitFor();
    expect(await message.getByText('The new collection is here').count()).toBe(0);
    await visit.context().close();
  });

  it('leaves what was closed closed on the customer’s other devices, and shows the next in rank', async () => {
    await eventually(
      'the closing and the birthday to reach the customer’s facts',
      () =>
        rondo.devStore
          .shop()
          .metafields.all()
          .some(
            ({ key, value }) =>
              key === 'facts' && /"closed":\{"1"/.test(value) && !/"birthday":null/.test(value),
          ),
      (published) => published,
    );
    const visit = await logIn(rondo.pages.storefrontOrigin);
    await visit.locator('rondo-message').getByText('Happy birthday!').waitFor();
    expect(await visit.getByText('The new collection is here').count()).toBe(0);
    await visit.context().close();
  });

  it('leaves no error in the pages', () => {
    expect(owner.problems).toEqual([]);
  });
});

async function listAll(rondo: RunningRondo, figure: string): Promise<number> {
  let after: string | null = '';
  let listed = 0;
  while (after !== null) {
    const query: string = new URLSearchParams({ figure, after }).toString();
    const found: { customers: unknown[]; after: string | null } = await rondo.api(
      `/scenarios/1/results/customers?${query}`,
    );
    listed += found.customers.length;
    after = found.after;
  }
  return listed;
}
