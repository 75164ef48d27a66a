import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerView } from '../../admin-app/contract/customers.ts';
import type { HomeView } from '../../admin-app/contract/home.ts';
import type { ResultsView } from '../../admin-app/contract/results.ts';
import type {
  CustomersAtBlock,
  StaffAlertsView,
} from '../../admin-app/contract/scenario-running.ts';
import type { ScenarioView } from '../../admin-app/contract/scenarios.ts';
import type { TiersSuggestion, TiersView } from '../../admin-app/contract/tiers.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually, type RunningRondo, startRondo } from '../support/running-rondo.ts';

const PERSONS_BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

/** As the question lists them, and where each leads. */
const ANSWERS = [
  ['not needed any more', 'not needed any more'],
  ['gift', 'paused for six months'],
  ['too expensive', null],
  ['bad experience', 'staff were told'],
  ['not now', 'paused for six months'],
  ['other', 'staff were told'],
] as const;

/** Both great templates, from the gallery to their last block, on the store's movable clock. */
describe('a template of the gallery', () => {
  let rondo: RunningRondo;
  let browser: Browser;
  let page: Page;
  let admin: FrameLocator;

  beforeAll(async () => {
    rondo = await startRondo({ customers: 150, seed: 11 });
    browser = await openBrowser();
    page = await browser.newPage({
      userAgent: PERSONS_BROWSER,
      viewport: { width: 1280, height: 1000 },
    });
    admin = page.frameLocator('iframe').first();
    await rondo.install();
    await eventually(
      'the first sync and its predictions',
      () => rondo.api<HomeView>('/home'),
      ({ sync }) => sync.state === 'done' && sync.predictions === 'done',
    );
    const sender = {
      senderName: 'Morning Harbour',
      senderEmail: 'hello@morning-harbour.example',
      postalAddress: '',
    };
    await rondo.api('/settings', { method: 'PUT', body: JSON.stringify(sender) });
  });
  afterAll(async () => {
    await browser?.close();
    await rondo?.stop();
  });

  const openAdmin = (path: string) => page.goto(`${rondo.devStore.origin}/admin/apps/rondo${path}`);
  const post = async (path: string, body: object) => {
    const response = await fetch(`${rondo.devStore.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  const advance = (days: number) => post('/control/api/clock/advance', { hours: days * 24 });
  /** Who reacts within seconds of a mail's arrival is taken for a machine. */
  const breathe = () => post('/control/api/clock/advance', { hours: 1 });
  const view = (id: number) => rondo.api<ScenarioView>(`/scenarios/${id}`);
  const mailsTo = (address: string) =>
    rondo.pages.mailbox.list({ to: address }, { offset: 0, limit: 50 }).mails;
  const newestTo = async (address: string) =>
    await rondo.pages.mailbox.read(mailsTo(address)[0]?.id ?? 0);
  const open = async (address: string) => {
    await page.goto(`${rondo.devStore.origin}/inbox/mails/${mailsTo(address)[0]?.id}`);
    await page.frameLocator('iframe').getByRole('heading').first().waitFor();
  };

  /** New customers become inactive every day; the story is about those who entered before this moment. */
  let storyOf = Number.POSITIVE_INFINITY;
  async function at(id: number, block: string): Promise<CustomersAtBlock['customers']> {
    const path = `/scenarios/${id}/blocks/${block}/customers`;
    const { customers } = await rondo.api<CustomersAtBlock>(path);
    return customers.filter(({ enteredAt, heldOut }) => enteredAt <= storyOf && !heldOut);
  }

  /** Waits until nobody of the story is at these blocks any more. */
  const passed = (id: number, blocks: readonly string[]) =>
    eventually(
      `everybody to have passed ${blocks.join(', ')}`,
      async () => await Promise.all(blocks.map(async (block) => (await at(id, block)).length)),
      (left) => left.every((count) => count === 0),
    );

  async function addressesAt(id: number, block: string): Promise<readonly string[]> {
    const customers = await at(id, block);
    const store = rondo.devStore.shop();
    return customers.map(
      ({ customerId }) => store.customers().find(({ id }) => id === customerId)?.email ?? '',
    );
  }

  /** Chooses a template in the gallery, answers what it asks and activates what comes of it. */
  async function activateFromGallery(name: string, choices: Readonly<Record<string, string>>) {
    await openAdmin('/scenarios');
    const card = admin.locator('.template').filter({ hasText: name });
    await card.getByRole('button', { name: 'Create' }).click();
    const dialog = admin.getByRole('dialog');
    for (const [label, choice] of Object.entries(choices)) {
      await dialog.getByLabel(label).selectOption({ label: choice });
    }
    await dialog.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(/scenarios\/\d+/);
    const id = Number(/scenarios\/(\d+)/.exec(page.url())?.[1]);
    await admin.getByRole('button', { name: 'Activate' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Activate' }).click();
    await admin.getByText('Active', { exact: true }).first().waitFor();
    return id;
  }

  const outcomes = async (id: number) => {
    const rows = await withShop(rondo.db, 1, (tx) =>
      tx.query<{ outcome: string | null; email: string }>(
        `select e.outcome, c.email from enrolments e
           join customers c using (shop_id, customer_id) where e.scenario_id = $1`,
        [id],
      ),
    );
    return new Map(rows.map(({ email, outcome }) => [email, outcome]));
  };

  describe('for inactive customers', () => {
    let id = 0;
    let [buyer, kept]: string[] = [];
    let openers: readonly string[] = [];
    let silent: readonly string[] = [];

    it('lets them in and greets each with a coupon of their own at their best hour', async () => {
      id = await activateFromGallery('Win back inactive customers', {
        'What do you sell?': 'Something else',
        'When is a customer inactive?': 'After a number of days without an order',
      });
      await eventually(
        'the customers to enter',
        async () => (await view(id)).waiting,
        (waiting) => Object.values(waiting).reduce((sum, count) => sum + count, 0) > 15,
      );
      storyOf = rondo.devStore.clock.now();
      await passed(id, ['coupon']);
      // Everybody's best hour comes within a day.
      await advance(1);
      await passed(id, ['hello']);
      const [first, ...others] = await addressesAt(id, 'hello-reaction');
      buyer = first ?? '';
      openers = others.slice(0, ANSWERS.length);
      silent = others.slice(ANSWERS.length);
      expect(silent.length).toBeGreaterThan(5);
      const codes = await Promise.all(others.map(async (to) => codeIn(await newestTo(to), 'BACK')));
      expect(new Set(codes).size).toBe(others.length);
    });

    it('asks who opened what kept them, tries two subjects with the others, leaves the buyer alone', async () => {
      await breathe();
      for (const address of openers) await open(address);
      const store = rondo.devStore.shop();
      const bought = store.customers().find(({ email }) => email === buyer);
      await post('/control/api/orders', { customerId: bought?.id });
      await eventually(
        'the opens and the order',
        () => rondo.api<ResultsView>(`/scenarios/${id}/results`),
        ({ figures }) => figures.opened === openers.length && figures.returned === 1,
      );
      await advance(2);
      await passed(id, ['hello-reaction', 'subjects']);
      await advance(1);
      await passed(id, ['reminder-a', 'reminder-b', 'question']);
      expect(mailsTo(buyer ?? '')).toHaveLength(1);
      expect((await addressesAt(id, 'answer')).toSorted()).toEqual(openers.toSorted());
      const subjects = new Set(silent.map((address) => mailsTo(address)[0]?.subject));
      expect(subjects.size).toBeGreaterThan(1);
    });

    it('does what each answer asks for', async () => {
      await breathe();
      for (const [index, address] of openers.entries()) {
        await page.goto(answerLinks(await newestTo(address))[index] ?? '');
      }
      await passed(id, ['answer', 'better-coupon']);
      const answered = await outcomes(id);
      for (const [index, [answer, outcome]] of ANSWERS.entries()) {
        expect(answered.get(openers[index] ?? ''), answer).toBe(outcome);
      }
      const { alerts } = await rondo.api<StaffAlertsView>('/staff-alerts');
      expect(alerts).toHaveLength(2);
    });

    it('makes the better offer, and sends an SMS to the silent who allow it', async () => {
      await advance(2);
      await passed(id, ['reminder-a-reaction', 'reminder-b-reaction', 'better-offer']);
      await advance(1);
      await passed(id, ['sms']);
      // Whom no SMS reaches gets a push message, at the next best hour.
      await advance(1);
      await passed(id, ['push']);
      expect(codeIn(await newestTo(openers[2] ?? ''), 'FORYOU')).not.toBeNull();
      const numbers = new Set(rondo.pages.sms.network.messages().map(({ to }) => to));
      const allowing = rondo.devStore
        .shop()
        .customers()
        .filter(({ email, smsConsent }) => {
          return silent.includes(email ?? '') && smsConsent.state === 'SUBSCRIBED';
        });
      expect(allowing.length).toBeGreaterThan(0);
      for (const { phone } of allowing) expect(numbers).toContain(phone);
    });

    it('says goodbye after thirty more silent days, and keeps who wants to be kept', async () => {
      await advance(30);
      await passed(id, ['silence']);
      await advance(1);
      await passed(id, ['farewell']);
      const asked = await addressesAt(id, 'farewell-answer');
      kept = asked[0] ?? '';
      const farewell = await newestTo(kept);
      expect(farewell?.subject).toMatch(/stop writing|cesser de vous écrire|przestać do Ciebie/);
      await breathe();
      await page.goto(answerLinks(farewell)[0] ?? '');
      await eventually(
        'the answer',
        async () => (await outcomes(id)).get(kept ?? ''),
        (outcome) => outcome === 'wants to be kept',
      );
      await advance(14);
      await passed(id, ['farewell-answer']);
      const ended = await outcomes(id);
      for (const address of asked.slice(1)) expect(ended.get(address)).toBe('farewell');
      const suppressed = await withShop(rondo.db, 1, (tx) =>
        tx.one<{ count: number }>(
          `select count(*) as count from suppressions where reason = 'farewell' and channel = 'email'`,
        ),
      );
      const stopped = [...(await outcomes(id)).values()].filter(
        (outcome) => outcome === 'farewell' || outcome === 'not needed any more',
      );
      expect(suppressed.count).toBe(stopped.length);
    });
  });

  it('congratulates those who rise, and asks those who read it', async () => {
    const suggestion = await rondo.api<TiersSuggestion>('/tiers/suggestion', {
      method: 'POST',
      body: JSON.stringify({ basis: 'orders', window: 'always', limits: 'thresholds' }),
    });
    storyOf = Number.POSITIVE_INFINITY;
    const { version } = await rondo.api<TiersView>('/tiers');
    await rondo.api('/tiers', {
      method: 'PUT',
      body: JSON.stringify({ definition: suggestion.definition, version }),
    });
    await eventually(
      'everybody to have a tier',
      () => rondo.api<TiersView>('/tiers'),
      ({ assigning, assignedAt }) => !assigning && assignedAt !== null,
    );
    const id = await activateFromGallery('Congratulate those who rise', {});
    expect((await view(id)).entered).toBe(0);

    // Some of those who are one order short of a tier place it. Whom the win-back said goodbye to would not enter.
    const store = rondo.devStore.shop();
    const thresholds = suggestion.definition.tiers.map(({ from }) => from);
    const short = store
      .customers()
      .filter(({ id: customerId }) =>
        thresholds.includes(ordersOf(store.orders(), customerId) + 1),
      );
    const views = await Promise.all(
      short.map(({ id: customerId }) => rondo.api<CustomerView>(`/customers/${customerId}`)),
    );
    const risers = short.filter((_, nth) => views[nth]?.emailRefusal === null).slice(0, 8);
    expect(risers.length).toBeGreaterThan(4);
    for (const { id: customerId } of risers) await post('/control/api/orders', { customerId });
    await eventually(
      'those who rose to enter',
      () => view(id),
      ({ entered }) => (entered ?? 0) >= risers.length,
    );
    await advance(1);
    await passed(id, ['congratulation']);
    const greeted = await addressesAt(id, 'congratulation-reaction');
    expect(greeted.length).toBeGreaterThan(2);
    const [reader = '', ...others] = greeted;
    expect(mailsTo(reader)[0]?.subject).toMatch(
      /^(Welcome to|Bienvenue au niveau|Witamy na poziomie) \w+/,
    );
    await breathe();
    await open(reader);
    await eventually(
      'the open',
      () => rondo.api<ResultsView>(`/scenarios/${id}/results`),
      ({ figures }) => figures.opened === 1,
    );

    await advance(2);
    await passed(id, ['congratulation-reaction', 'reminders']);
    await advance(1);
    await passed(id, ['sms-reminder', 'invitation']);
    await advance(1);
    await passed(id, ['reminder']);
    const question = await newestTo(reader);
    expect(question?.subject).toMatch(/better for you|plaire davantage|poprawić/);
    await breathe();
    await page.goto(answerLinks(question)[0] ?? '');
    await passed(id, ['invitation-answer']);
    const ended = await outcomes(id);
    expect(ended.get(reader)).toBe('answered');
    for (const address of others) expect(ended.get(address), address).toBe('reminded');
  });
});

type Mail = { readonly html: string | null } | null | undefined;

function codeIn(mail: Mail, prefix: string): string | null {
  return new RegExp(`${prefix}-\\w{4}-\\w{4}`).exec(mail?.html ?? '')?.[0] ?? null;
}

function answerLinks(mail: Mail): readonly string[] {
  return [...(mail?.html ?? '').matchAll(/href="([^"]*\/r\/a\/[^"]*)"/g)].map(
    ([, link]) => link ?? '',
  );
}

function ordersOf(orders: readonly { readonly customerId: number | null }[], id: number): number {
  return orders.filter(({ customerId }) => customerId === id).length;
}
