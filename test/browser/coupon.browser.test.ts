import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomersPage } from '../../admin-app/contract/customers.ts';
import type { ScenarioView } from '../../admin-app/contract/scenarios.ts';
import type { EmailContent } from '../../admin-app/core/message/types.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import { eventually, type RunningRondo, startRondo } from '../support/running-rondo.ts';

let rondo: RunningRondo;
beforeAll(async () => {
  rondo = await startRondo({ customers: 120 });
  await rondo.install();
}, 120_000);
afterAll(() => rondo.stop());

const json = (method: string, body: object) => ({ method, body: JSON.stringify(body) });

const MAIL: EmailContent = {
  subject: 'Yours, {{ customer.first_name }}: {{ coupon.amount }}',
  preheader: '',
  body: [
    { kind: 'text', text: 'Your code: {{ coupon.code }}, until {{ coupon.expires_on | date }}' },
    { kind: 'button', label: 'Use it', url: '{{ links.coupon }}' },
    {
      kind: 'products',
      title: 'For you',
      source: { kind: 'last category' },
      fallback: { kind: 'bestsellers' },
      count: 2,
    },
  ],
};

/** Everybody who has ordered gets a code and a mail with it; used, it ends the passage through its own exit. */
const DEFINITION = {
  goal: { kind: 'none' },
  quiet: null,
  blocks: [
    {
      kind: 'start',
      id: 'start',
      trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } },
      condition: null,
      reentry: { kind: 'never' },
      holdoutShare: 0,
      next: 'coupon-1',
    },
    {
      kind: 'coupon',
      id: 'coupon-1',
      name: 'Fifteen percent',
      discount: { kind: 'percentage', percent: 15 },
      minimumMinor: null,
      prefix: 'BACK',
      validDays: 14,
      next: 'email-1',
      unavailable: null,
    },
    {
      kind: 'message',
      id: 'email-1',
      name: 'With the code',
      channel: 'email',
      priorityClass: 'lifecycle',
      sendTime: { kind: 'at once' },
      content: { en: MAIL },
      fallbackLanguage: 'en',
      next: 'reaction-1',
      unreachable: null,
      outranked: null,
    },
    {
      kind: 'wait for reaction',
      id: 'reaction-1',
      messageBlock: 'email-1',
      limitHours: 48,
      exits: [{ reaction: 'coupon used', answer: null, when: 'at once', next: 'used' }],
      otherwise: 'unused',
    },
    { kind: 'exit', id: 'used', outcome: 'coupon used' },
    { kind: 'exit', id: 'unused', outcome: 'not used' },
  ],
};

async function activate(): Promise<void> {
  const { api } = rondo;
  await api(
    '/settings',
    json('PUT', {
      senderName: 'Morning Harbour',
      senderEmail: 'hello@morning-harbour.example',
      postalAddress: '',
    }),
  );
  const { scenarioId, name } = await api<ScenarioView>(
    '/scenarios',
    json('POST', { template: 'win-back', name: 'With a code' }),
  );
  await api(`/scenarios/${scenarioId}`, json('PUT', { name, definition: DEFINITION }));
  await api(
    `/scenarios/${scenarioId}/activate`,
    json('POST', { confirmed: true, moveOver: false }),
  );
}

async function moveClock(hours: number): Promise<void> {
  const answer = await fetch(`${rondo.devStore.origin}/control/api/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hours }),
  });
  if (!answer.ok) throw new Error(`The clock did not move: ${await answer.text()}`);
}

describe('a coupon, from Shopify to the customer and back', () => {
  it('is made, sent with fitting products, taken at the checkout, and heard of', async () => {
    const { devStore, pages } = rondo;
    await eventually(
      'the sync',
      () => rondo.api<CustomersPage>('/customers?list=all'),
      ({ customers }) => customers.length > 10,
    );
    await activate();
    await eventually(
      'codes at Shopify',
      () => devStore.shop().discounts.content().codes.length,
      (codes) => codes > 10,
    );
    // Who asked before the codes were there asks again a minute later.
    await moveClock(2 / 60);
    const [mail] = await eventually(
      'a mail with a code',
      () => pages.mailbox.list().mails,
      (mails) => mails.length > 3,
    );
    const raw = new TextDecoder().decode(pages.mailbox.raw(mail?.id ?? 0) ?? undefined);
    const code = /BACK-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/.exec(raw)?.[0] ?? '';
    expect(mail?.subject).toMatch(/^Yours, .+: 15% off$/);
    expect(raw).toContain('/r/c/');
    expect(raw).toContain('picture.svg');

    const store = devStore.shop();
    const [product] = store.products();
    if (!product) throw new Error('The store has no products');
    const answer = store.discounts.check(code, product.priceMinor);
    if (!answer.ok) throw new Error(`The code ${code} is ${answer.problem}`);
    const { amountMinor } = answer;
    store.placeOrder({
      // Not logged in: the code alone tells whose it was.
      customerId: null,
      lines: [{ productId: product.id, quantity: 1 }],
      discounts: [{ code, amountMinor }],
    });

    const used = await eventually(
      'the use of the code',
      () =>
        withShop(rondo.db, 1, (tx) =>
          tx.maybeOne<{ amount_minor: number; outcome: string | null }>(
            `select c.amount_minor, e.outcome from coupons c join enrolments e using (shop_id, enrolment_id)
              where c.code = $1 and c.used_at is not null and e.ended_at is not null`,
            [code],
          ),
        ),
      (row) => row !== undefined,
    );
    expect(used).toEqual({ amount_minor: amountMinor, outcome: 'coupon used' });
    expect(store.discounts.check(code, 5_000)).toMatchObject({ ok: false, problem: 'used' });

    // One discount at Shopify, and no code for two.
    expect(store.discounts.all()).toHaveLength(1);
    const given = await withShop(rondo.db, 1, (tx) =>
      tx.one<{ codes: number; customers: number }>(
        `select count(distinct code)::int as codes, count(distinct customer_id)::int as customers
           from coupons where enrolment_id is not null`,
      ),
    );
    expect(given.codes).toBe(given.customers);
  });
});
