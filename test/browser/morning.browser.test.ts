import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomersPage } from '../../admin-app/contract/customers.ts';
import type { HomeView } from '../../admin-app/contract/home.ts';
import type { InactiveView } from '../../admin-app/contract/inactive.ts';
import type { ResultsOverview, ResultsView } from '../../admin-app/contract/results.ts';
import {
  activateWinBack,
  eventually,
  type RunningRondo,
  startRondo,
} from '../support/running-rondo.ts';
import { type StoreOwner, sitDown, storeRead } from '../support/store-owner.ts';

const CUSTOMERS = 200;

/** What each page is called, and something that only it says. */
const PAGES: readonly (readonly [path: string, heading: string | RegExp, content: RegExp])[] = [
  ['/customers', 'Customers', /Due soon/],
  ['/customers/inactive', 'Inactive customers', /Who is silent on all channels/],
  ['/customers/append', 'Append', /CSV/],
  ['/customers/retention', 'Retention', /months/i],
  ['/segments', 'Segments', /customers/],
  ['/segments/new', 'New segment', /customers/],
  ['/predictions', 'Predictions', /Calculations so far/],
  ['/results', 'Results', /Every order of the shop, once/],
  ['/scenarios', 'Scenarios', /Win back/],
  ['/scenarios/1', /^Win back/, /Inside now/],
  ['/scenarios/1/results', /Win back/, /Held out/],
  ['/campaigns', 'Campaigns', /campaign/],
  ['/calendar', 'Calendar', /Win back/],
  ['/on-site', 'On-site messages', /Good to see you again/],
  ['/not-sent?channel=email&state=blocked&reason=no%20consent', 'Not sent', /E-mail/],
  ['/settings', 'Settings', /Sender/],
  ['/settings/channels', 'Channels', /Check the sender’s domain/],
  ['/settings/priorities', 'Caps and order', /birthday/i],
  ['/settings/tiers', 'Value tiers', /Gold/],
  ['/settings/audiences', 'Social audiences', /network/],
  ['/settings/log', 'Staff log', /Win back/],
  ['/settings/data', 'Data', /days/],
  ['/settings/status', 'Status', /./],
  ['/sync/problems', 'What could not be read', /./],
];

/** The store has been read, a win-back has written to its first customers, and one of them came back. */
describe('one morning in the life of a store', () => {
  let rondo: RunningRondo;
  let owner: StoreOwner;

  beforeAll(async () => {
    rondo = await startRondo({ customers: CUSTOMERS, seed: 23 });
    await rondo.install();
    await storeRead(rondo);
    await activateWinBack(rondo);
    await mailed();
    owner = await sitDown(rondo);
    const { page, problems } = owner;
    page.on('console', (line) => {
      if (['error', 'warning'].includes(line.type()))
        problems.push(`${page.url()}: ${line.text()}`);
    });
    await letOneReturn();
  });
  afterAll(async () => {
    await owner?.browser.close();
    await rondo?.stop();
  });

  const home = () => rondo.api<HomeView>('/home');
  const results = () => rondo.api<ResultsView>('/scenarios/1/results');
  const mailed = () =>
    eventually(
      'the first mails',
      results,
      ({ figures }) => figures.sent > 10 && figures.sent + figures['held out'] === figures.entered,
    );
  const heading = (name: string | RegExp) =>
    owner.admin.getByRole('heading', { level: 1, name, exact: true }).waitFor();

  /** Opens the mail, and orders an hour later. */
  async function letOneReturn(): Promise<void> {
    const { page, control } = owner;
    const [mail] = rondo.pages.mailbox.list({}, { offset: 0, limit: 1 }).mails;
    const customers = rondo.devStore.shop().customers();
    const buyer = customers.find(({ email }) => email === mail?.to[0]);
    await control('clock/advance', { hours: 1 });
    await page.goto(`${rondo.devStore.origin}/inbox/mails/${mail?.id}`);
    await page.frameLocator('iframe').getByRole('heading').first().waitFor();
    await eventually('the open', results, ({ figures }) => figures.opened === 1);
    await control('clock/advance', { hours: 1 });
    await control('orders', { customerId: buyer?.id });
    await eventually('the return', home, ({ month }) => month.orders === 1);
  }

  it('says on Home what the list of customers says', async () => {
    const { admin, openAdmin } = owner;
    const { overdue, overdueReachable } = (await home()).counts ?? {
      overdue: 0,
      overdueReachable: 0,
    };
    await openAdmin('/');
    await heading('Today at Morning Harbour Coffee & Tea');
    expect(await admin.locator('.overdue-figure strong').textContent()).toBe(String(overdue));
    await admin.getByText(`${overdueReachable} can be e-mailed`).waitFor();
    const listed = await listOverdue();
    expect(listed).toHaveLength(overdue);
    expect(listed.filter(({ mayEmail }) => mayEmail)).toHaveLength(overdueReachable);
    await admin.getByRole('link', { name: 'See who is overdue' }).click();
    await heading('Customers');
    await admin
      .getByRole('link', { name: listed[0]?.name ?? '' })
      .first()
      .waitFor();
  });

  it('says on Home what Results say of the month', async () => {
    const { admin, openAdmin } = owner;
    await openAdmin('/');
    const brought = await admin.locator('.month-figure strong').textContent();
    await admin.getByText('1 order by 1 customer').waitFor();
    await admin.getByRole('link', { name: 'See results' }).click();
    await heading('Results');
    const attributed = admin.locator('.reconcile .attributed');
    await attributed.getByText(brought ?? '', { exact: true }).waitFor();
    await attributed.getByText(/^1 order$/).waitFor();
    const { month } = await home();
    const { shop } = await rondo.api<ResultsOverview>(`/results?from=${month.from}&to=${month.to}`);
    expect([shop.attributedMinor, shop.revenueMinor]).toEqual([
      month.revenueMinor,
      month.shopRevenueMinor,
    ]);
    expect(shop.attributedMinor).toBeLessThanOrEqual(shop.revenueMinor);
  });

  it('says on Home what the scenario itself shows', async () => {
    const { admin, openAdmin } = owner;
    await openAdmin('/');
    const work = admin.locator('.work li').filter({ hasText: 'Win back' });
    const inside = Number.parseInt((await work.locator('.soft').textContent()) ?? '', 10);
    expect(inside).toBeGreaterThan(10);
    await work.getByText('1 returned').waitFor();
    await work.getByRole('link', { name: 'Win back' }).click();
    await heading(/^Win back/);
    const figures = admin.locator('.figures-row');
    await figures.waitFor();
    expect(await figures.textContent()).toContain(`Inside now${inside}`);
  });

  it('opens one customer with what is predicted of them', async () => {
    const { admin, openAdmin } = owner;
    const [first] = await listOverdue();
    await openAdmin(`/customers/${first?.customerId}`);
    await heading(first?.name ?? '');
    await admin
      .getByText(new RegExp(`${first?.daysOverdue} days late`))
      .first()
      .waitFor();
    await admin
      .getByRole('button', { name: /^Write/ })
      .first()
      .waitFor();
  });

  it('counts every customer once among the active and the inactive', async () => {
    const { openAdmin, admin } = owner;
    await openAdmin('/customers/inactive');
    await heading('Inactive customers');
    const { counts } = await eventually(
      'the counts',
      () => rondo.api<InactiveView>('/inactive'),
      (view) => view.counts !== null && !view.counting,
    );
    const inCells = counts?.cells.reduce((sum, { customers }) => sum + customers, 0);
    expect(inCells).toBe(CUSTOMERS);
    await admin
      .locator('table')
      .first()
      .getByText(String(CUSTOMERS), { exact: true })
      .last()
      .waitFor();
  });

  it.each(PAGES)('shows %s', async (path, name, content) => {
    const { admin, openAdmin } = owner;
    await openAdmin(path);
    await heading(name);
    await admin.locator('main').getByText(content).first().waitFor();
    await expect.poll(() => admin.locator('main [aria-busy="true"]').count()).toBe(0);
    expect(await admin.getByRole('alert').allInnerTexts()).toEqual([]);
  });

  it('has nothing to complain of', () => {
    expect(owner.problems).toEqual([]);
  });

  async function listOverdue(): Promise<CustomersPage['customers']> {
    const found: CustomersPage['customers'][number][] = [];
    let after: string | null = '';
    while (after !== null) {
      const query: string = new URLSearchParams({
        list: 'overdue',
        order: 'likeliest',
        after,
      }).toString();
      const page: CustomersPage = await rondo.api(`/customers?${query}`);
      found.push(...page.customers);
      after = page.after;
    }
    return found;
  }
});
