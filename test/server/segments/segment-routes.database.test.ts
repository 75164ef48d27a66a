import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  MEMBER_COLUMNS,
  type ReadyMadeView,
  type SegmentContext,
  type SegmentCustomers,
  type SegmentEventsPage,
  type SegmentFailure,
  type SegmentMembersPage,
  type SegmentPreview,
  type SegmentSizes,
  type SegmentsView,
  type SegmentValues,
  type SegmentView,
} from '../../../admin-app/contract/segments.ts';
import { emailRefusal } from '../../../admin-app/core/consent/may-email.ts';
import { READY_MADE_SEGMENTS } from '../../../admin-app/core/segment/ready-made.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { redactCustomer } from '../../../admin-app/server/database/privacy.ts';
import { suppress } from '../../../admin-app/server/database/suppressions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder } from '../../support/shop-rows.ts';
import { createSegmentWorld, insertDue, type SegmentWorld } from './segment-world.ts';

let db: TestDatabase;
let world: SegmentWorld;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());
beforeEach(async () => {
  world = await createSegmentWorld(db);
});

async function refused(path: string, method: string, body?: unknown) {
  const answer = await world.request(path, method, body);
  return { status: answer.status, error: ((await answer.json()) as SegmentFailure).error };
}
const add = (customerId: number, more: Partial<Parameters<typeof insertCustomer>[1]> = {}) =>
  world.inShop((tx) => insertCustomer(tx, { customer_id: customerId, ...more }));

describe('a segment that cannot be', () => {
  it('is refused with the place, in the language asked for', async () => {
    const body = { name: 'A', query: "customer_tags CONTAINS 'x' AND numbr_of_orders > 1" };
    const { status, error } = await refused('', 'POST', body);
    expect(status).toBe(422);
    expect(error).toMatchObject({
      field: 'query',
      fault: { place: { offset: 31, length: 15 }, suggestion: 'number_of_orders' },
    });
    const french = await refused('?language=fr', 'POST', body);
    expect(french.error.message).not.toBe(error.message);
    expect((await world.ask<SegmentsView>('')).segments).toEqual([]);
  });

  it('is refused when it names what is not there, or leads back to itself', async () => {
    const unknown = { name: 'A', query: "in_segment('Gald')" };
    await world.create('Gold', 'number_of_orders > 5');
    expect((await refused('', 'POST', unknown)).error.fault).toMatchObject({
      cause: { code: 'unknown segment' },
      suggestion: 'Gold',
    });
    expect((await refused('', 'POST', { name: 'A', query: "in_scenario('x')" })).status).toBe(422);
    const silver = await world.create('Silver', "NOT in_segment('gold')");
    const cycle = { name: 'Gold', query: "in_segment('Silver')" };
    const [gold] = (await world.ask<SegmentsView>('')).segments;
    expect((await refused(`/${gold?.segmentId}`, 'PUT', cycle)).error.fault?.cause).toMatchObject({
      code: 'segment within itself',
      path: ['Gold', 'Silver', 'gold'],
    });
    expect(await world.ask(`/${silver}`)).toMatchObject({ version: 1 });
  });

  it('is refused under a name that another has, whatever its capitals', async () => {
    await world.create('Été', '');
    expect(await refused('', 'POST', { name: ' ÉTÉ ', query: '' })).toMatchObject({
      status: 422,
      error: { field: 'name' },
    });
    expect((await refused('', 'POST', { name: ' ', query: '' })).error.field).toBe('name');
    expect((await refused('', 'POST', { name: 'a\0', query: '' })).error.field).toBe('name');
  });

  it('is refused when somebody else has changed it meanwhile', async () => {
    const id = await world.create('A', '');
    await world.ask(`/${id}`, 'PUT', { name: 'B', query: '', version: 1 });
    const late = await refused(`/${id}`, 'PUT', { name: 'C', query: '', version: 1 });
    expect(late.status).toBe(409);
  });
});

describe('a segment of another shop', () => {
  it('is not there, and nothing of it is shown or changed', async () => {
    await add(1);
    const id = await world.create('Secret', 'number_of_orders = 0');
    const other = await createSegmentWorld(db);
    const name = { name: 'Copy' };
    const tries: [string, string, unknown?][] = [
      [`/${id}`, 'GET'],
      [`/${id}`, 'PUT', { name: 'Mine', query: '' }],
      [`/${id}/duplicate`, 'POST', name],
      [`/${id}/archive`, 'POST'],
      [`/${id}/restore`, 'POST'],
      [`/${id}/members`, 'GET'],
      [`/${id}/members.csv`, 'GET'],
      [`/${id}/events`, 'GET'],
      [`/${id}/sizes`, 'GET'],
    ];
    for (const [path, method, body] of tries) {
      const answer = await other.request(path, method, body);
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).not.toContain('Secret');
    }
    const naming = { name: 'A', query: "in_segment('Secret')" };
    expect((await other.request('', 'POST', naming)).status).toBe(422);
    expect(await other.ask<SegmentsView>('')).toMatchObject({ segments: [] });
    expect((await other.ask<SegmentValues>('/values')).segments).toEqual([]);
    expect(await world.ask(`/${id}`)).toMatchObject({ name: 'Secret', members: 1 });
  });
});

describe('renaming, copying, archiving', () => {
  it('writes the new name into queries that name it, and leaves the rest as it was written', async () => {
    const gold = await world.create('Gold', 'number_of_orders > 5');
    const query = "-- best\nnumber_of_orders>1   AND in_segment('gold')";
    const users = await world.create('Users', query);
    await world.ask(`/${gold}`, 'PUT', { name: "L'or", query: 'number_of_orders > 5' });
    const view = await world.ask<SegmentView>(`/${users}`);
    expect(view.query).toMatch(/^-- best\nnumber_of_orders>1 {3}AND in_segment\(.*L.*or.*\)$/);
    expect(view.fault).toBeNull();
    expect((await world.ask<SegmentView>(`/${gold}`)).usedBy.segments).toEqual([
      { segmentId: users, name: 'Users' },
    ]);
    const archived = await refused(`/${gold}/archive`, 'POST');
    expect(archived).toMatchObject({ status: 409 });
    expect(archived.error.message).toContain('Users');
  });

  it('keeps what is archived, without members, until it is restored', async () => {
    await add(1);
    const id = await world.create('A', 'number_of_orders = 0');
    expect(await world.ask(`/${id}/archive`, 'POST')).toMatchObject({ members: 0 });
    await world.create('a', '');
    expect((await refused(`/${id}/restore`, 'POST')).error.field).toBe('name');
    expect((await world.ask<SegmentsView>('?archived=1')).segments).toMatchObject([{ name: 'A' }]);
    expect((await refused(`/${id}`, 'PUT', { name: 'B', query: '' })).status).toBe(409);
    await add(2);
    await world.catchUp();
    expect(await world.members(id)).toEqual([]);

    const [other] = (await world.ask<SegmentsView>('')).segments;
    await world.ask(`/${other?.segmentId}`, 'PUT', { name: 'Other', query: '' });
    expect(await world.ask(`/${id}/restore`, 'POST')).toMatchObject({ members: 2 });
    const copy = await world.ask<SegmentView>(`/${id}/duplicate`, 'POST', { name: 'Copy' });
    expect(copy).toMatchObject({ members: 2, query: 'number_of_orders = 0', version: 1 });
  });

  it('shows what is wrong with a segment whose scenario is gone, and leaves its members', async () => {
    await add(1);
    await world.sql(
      `insert into scenarios (shop_id, name, template, status, draft, created_at, updated_at)
       values ($1, 'Win back', 'win-back', 'draft', '{}', now(), now())`,
      [world.shopId],
    );
    const id = await world.create('A', "NOT in_scenario('Win back')");
    await world.sql(`update scenarios set status = 'archived'`);
    world.clock.at += DAY_MS;
    await world.catchUp();
    expect(await world.catchUp()).toBe(false);
    const view = await world.ask<SegmentView>(`/${id}`);
    expect(view).toMatchObject({ members: 1, fault: { fault: { place: { offset: 4 } } } });
  });
});

describe('a preview', () => {
  it('says who is reached, why others are not, and who comes and goes tomorrow', async () => {
    const consents = ['subscribed', 'unsubscribed', 'not_subscribed', 'pending', 'invalid'];
    for (const [i, email_consent] of consents.entries()) await add(i + 1, { email_consent });
    await add(6, { email: null });
    await add(7, { email: 'Bounced@Example.com' });
    await add(8);
    await add(9, { email: 'again@example.com' });
    await world.inShop(async (tx) => {
      const at = world.clock.at;
      await suppress(tx, {
        channel: 'email',
        address: 'bounced@example.com',
        reason: 'bounced',
        at,
        sendId: 1,
      });
      // Consented anew after the farewell.
      await suppress(tx, {
        channel: 'email',
        address: 'again@example.com',
        reason: 'farewell',
        at,
        sendId: 1,
      });
      await tx.execute(`update customers set email_consent_at = $1 where customer_id = 9`, [
        new Date(at + 1).toISOString(),
      ]);
      await tx.execute(
        `update customers set phone = '+48' || customer_id, sms_consent = 'subscribed' where customer_id < 3`,
      );
      await tx.execute(
        `with s as (insert into scenarios (shop_id, name, template, status, draft, created_at, updated_at)
           values ($1, 'W', 'win-back', 'draft', '{}', now(), now()) returning *),
         v as (insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
           select shop_id, scenario_id, 1, '{}', now() from s returning *)
         insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id, block_since)
         select shop_id, scenario_id, 1, 8, 'x', true, now(), 'start', now() from v`,
        [tx.shopId],
      );
    });
    for (const [id, ahead] of [
      [1, 7],
      [2, 0],
      [3, 8],
      [4, 9],
    ] as const)
      await insertDue(world, id, world.day(ahead));

    const all = await world.ask<SegmentPreview>('/preview', 'POST', { query: '' });
    expect(all).toMatchObject({ count: 9, of: 9 });
    expect(all.reach.email.reachable).toBe(2);
    const reasons = all.reach.email.leftOut.map(({ reason, customers }) => [reason, customers]);
    expect(Object.fromEntries(reasons)).toEqual({
      unsubscribed: 1,
      'no consent': 1,
      'consent not confirmed yet': 1,
      'invalid address': 1,
      'no address': 1,
      bounced: 1,
      'held out': 1,
    });
    expect(all.reach.sms).toEqual({
      reachable: 2,
      leftOut: [{ reason: 'no address', customers: 7 }],
    });
    expect(all.tomorrow).toEqual({ joining: 0, leaving: 0 });
    expect(all.rows.map(({ customerId }) => customerId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);

    const soon = { query: 'predicted_next_order_date BETWEEN today AND +7d' };
    const due = await world.ask<SegmentPreview>('/preview', 'POST', soon);
    expect(due).toMatchObject({ count: 2, of: 9, tomorrow: { joining: 1, leaving: 1 } });
    const named = { customerIds: [2, 1, 77] };
    const { customers } = await world.ask<SegmentCustomers>('/customers', 'POST', named);
    expect(customers).toEqual(all.rows.slice(0, 2));
    expect(await refused('/preview', 'POST', { query: 'nonsense' })).toMatchObject({ status: 422 });
  });

  it('gives the reasons that are asked again at the moment of sending', async () => {
    const states = ['subscribed', 'unsubscribed', 'not_subscribed', 'pending', 'invalid'];
    const suppressions = [null, 'unsubscribed', 'bounced', 'complained', 'farewell'] as const;
    const people = states.flatMap((consent) =>
      suppressions.flatMap((reason) => [-1, 1].map((later) => ({ consent, reason, later }))),
    );
    const at = world.clock.at;
    const expected: (string | null)[] = [];
    for (const [i, { consent, reason, later }] of people.entries()) {
      const email = `person-${i}@example.com`;
      const consentAt = at + later;
      await add(i + 1, { email, email_consent: consent });
      await world.sql('update customers set email_consent_at = $2 where customer_id = $1', [
        i + 1,
        new Date(consentAt).toISOString(),
      ]);
      if (reason !== null)
        await world.inShop((tx) =>
          suppress(tx, { channel: 'email', address: email, reason, at, sendId: 1 }),
        );
      const person = { email, emailConsent: consent, emailConsentAt: consentAt, gone: false };
      expected.push(emailRefusal(person, reason && { reason, at }));
    }
    const { reach } = await world.ask<SegmentPreview>('/preview', 'POST', { query: '' });
    const count = (wanted: string | null) => expected.filter((it) => it === wanted).length;
    expect(reach.email.reachable).toBe(count(null));
    for (const { reason, customers } of reach.email.leftOut)
      expect(customers, reason).toBe(count(reason));
    const sum = reach.email.leftOut.reduce((all, { customers }) => all + customers, 0);
    expect(sum + reach.email.reachable).toBe(people.length);
  });
});

describe('the pages of a segment', () => {
  it('list members and events by page, without gaps or doubles, and sizes by day', async () => {
    await world.sql(
      `insert into customers (shop_id, customer_id, created_at, updated_at)
       select $1, id, now(), now() from generate_series(1, 120) as id`,
      [world.shopId],
    );
    const id = await world.create('A', 'NOT birthday IS NOT NULL');
    const seen: number[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: SegmentMembersPage = await world.ask(`/${id}/members?after=${after}`);
      seen.push(...page.members.map(({ customerId }) => customerId));
      after = page.after;
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));

    world.clock.at += DAY_MS;
    await world.sql(`update customers set birthday = '1990-01-01' where customer_id <= 60`);
    await world.catchUp();
    const left: number[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page: SegmentEventsPage = await world.ask(`/${id}/events?kind=left&after=${after}`);
      left.push(...page.events.map(({ customerId }) => customerId));
      after = page.after;
    }
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(await world.ask(`/${id}/events?kind=joined`)).toEqual({ events: [], after: null });
    expect((await world.ask<SegmentSizes>(`/${id}/sizes`)).sizes).toEqual([
      { day: world.day(-1), members: 120, joined: 0, left: 0 },
      { day: world.day(), members: 60, joined: 0, left: 60 },
    ]);
    const [listed] = (await world.ask<SegmentsView>('')).segments;
    expect(listed).toMatchObject({ members: 60, joined7d: 0, left7d: 60 });
  });

  it('export every member, harmless to a spreadsheet', async () => {
    await add(1, { first_name: '=HYPERLINK("http://x")', email: 'a@example.com' });
    await add(2, { first_name: 'Ann, "A"' });
    await world.sql(`update customers set tags = '{@vip,b}' where customer_id = 2`);
    const id = await world.create('A', '');
    const answer = await world.request(`/${id}/members.csv`);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    const file = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
    const [header, first, second, ...rest] = file.split('\r\n');
    expect(header).toBe(`\ufeff${MEMBER_COLUMNS.join(',')}`);
    expect(first).toBe(
      `1,"'=HYPERLINK(""http://x"")",,a@example.com,,en,,,0,0.00,,,${world.day()},yes,no`,
    );
    expect(second).toContain('"Ann, ""A"""');
    expect(second).toContain(`"'@vip, b"`);
    expect(rest).toEqual(['']);
  });

  it('forget a redacted customer', async () => {
    await add(1);
    await add(2);
    const id = await world.create('A', "customer_tags CONTAINS 'x'");
    await world.sql(`update customers set tags = '{x}'`);
    await world.catchUp();
    const redaction = { customerId: 1, orderIds: [], sourceKey: 'redaction 1', at: world.clock.at };
    await world.inShop((tx) => redactCustomer(tx, redaction));
    await world.catchUp();
    expect(await world.events(id)).toEqual(['joined 2: facts changed customer']);
    expect(await world.ask(`/${id}`)).toMatchObject({ members: 1 });
  });
});

describe('what helps to write a query', () => {
  it('is counted for every ready-made segment, and any of them can be made', async () => {
    await add(1);
    await world.inShop((tx) =>
      insertOrder(tx, { order_id: 1, customer_id: 1, processedAt: world.clock.at }),
    );
    await insertDue(world, 1, world.day(7));
    const { segments } = await world.ask<ReadyMadeView>('/ready-made');
    expect(segments).toHaveLength(READY_MADE_SEGMENTS.length);
    const counts = Object.fromEntries(segments.map(({ key, count }) => [key, count]));
    expect(counts).toMatchObject({
      'due-in-7-days': 1,
      'due-in-exactly-7-days': 1,
      'overdue-7-days': 0,
      'one-time-buyers': 1,
      'sms-opt-ins': 0,
      'never-engaged': 1,
    });
    for (const { name, query, count } of segments) {
      const made = { name: name.pl, query };
      expect(await world.ask<SegmentView>('', 'POST', made)).toMatchObject({ members: count });
    }
  });

  it('is what exists in this shop', async () => {
    await add(1, { locale: 'fr' });
    await world.sql(`update customers set tags = '{VIP,b}', country = 'FR'`);
    await add(2, { email: 'Someone@Elsewhere.org' });
    await world.sql(`update customers set tags = '{VIP}' where customer_id = 2`);
    await world.create('Gold', 'number_of_orders > 5');
    expect(await world.ask<SegmentValues>('/values')).toEqual({
      counting: false,
      tags: ['VIP', 'b'],
      productTypes: [],
      productTitles: [],
      countries: ['FR'],
      languages: ['en', 'fr'],
      emailDomains: ['elsewhere.org', 'example.com'],
      valueTiers: [],
      loyaltyTiers: [],
      segments: ['Gold'],
      scenarios: [],
    });
    expect(await world.ask<SegmentContext>('/context')).toEqual({
      segments: [{ name: 'Gold', query: 'number_of_orders > 5' }],
      scenarios: [],
      today: world.day(),
      now: world.clock.at,
      zone: 'UTC',
      currency: 'EUR',
    });
  });
});

describe('a shop too large to be counted at every look', () => {
  it('is counted behind whoever looks, who is told so and then when that was', async () => {
    const large = await createSegmentWorld(db, 'UTC', 1);
    await large.inShop(async (tx) => {
      await insertCustomer(tx, { customer_id: 1 });
      await insertCustomer(tx, { customer_id: 2, email_consent: 'unsubscribed' });
    });
    const id = await large.create('All', '');
    const at = large.clock.at;
    const list = () => large.ask<SegmentsView>('');
    const view = () => large.ask<SegmentView>(`/${id}`);
    const readyMade = () => large.ask<ReadyMadeView>('/ready-made');

    expect(await list()).toMatchObject({
      segments: [{ members: 2, mailable: null, textable: null }],
      reachCountedAt: null,
    });
    await vi.waitFor(async () =>
      expect(await list()).toMatchObject({
        segments: [{ members: 2, mailable: 1, textable: 0 }],
        reachCountedAt: at,
      }),
    );
    await large.sql(`insert into products (shop_id, product_id, title, created_at, updated_at)
                     values (${large.shopId}, 1, 'Mug', now(), now())`);
    const values = () => large.ask<SegmentValues>('/values');
    expect(await values()).toMatchObject({ counting: true, productTitles: ['Mug'], languages: [] });
    await vi.waitFor(async () =>
      expect(await values()).toMatchObject({ counting: false, languages: ['en'] }),
    );
    expect((await readyMade()).segments.every(({ count }) => count === null)).toBe(true);
    await vi.waitFor(async () => {
      const { segments, countedAt } = await readyMade();
      expect([countedAt, segments.every(({ count }) => count !== null)]).toEqual([at, true]);
    });
    // Another query has other members: what was counted of the one before says nothing of them.
    await vi.waitFor(async () => expect((await view()).reach?.email.reachable).toBe(1));
    const { version } = await view();
    const query = 'number_of_orders > 5';
    const saved = await large.ask<SegmentView>(`/${id}`, 'PUT', { name: 'All', query, version });
    expect(saved).toMatchObject({ members: 0, reach: null, mailable: null });
    await vi.waitFor(async () => expect((await view()).reach?.email.reachable).toBe(0));
  });
});
