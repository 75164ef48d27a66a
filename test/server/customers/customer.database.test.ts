import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ActivitiesPage,
  CustomerMessageSent,
  CustomerMessageView,
  CustomerView,
  DecisionsPage,
} from '../../../admin-app/contract/customers.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import { refreshOrderFacts } from '../../../admin-app/server/database/order-facts.ts';
import { insertOrder } from '../../support/shop-rows.ts';
import {
  activate,
  createWorld,
  insertSilent,
  run,
  shareDatabase,
  type World,
} from '../scenario/world.ts';
import { type CustomerApi, customerApi } from './customer-api.ts';

const database = shareDatabase();
let world: World;
let api: CustomerApi;
beforeEach(async () => {
  world = await createWorld(database());
  api = customerApi(world);
  await insertSilent(world, { customerId: 7 });
});
afterEach(() => world.close());

const KEY = '3f0c8a52-6a1e-4bb0-9d0f-0d8f5ed0a111';
const MAIL = {
  channel: 'email',
  key: KEY,
  subject: 'About your tea',
  text: 'Hello Zoë,\n\nshall we send you some more?',
  button: '',
} as const;
const write = (body: object = MAIL, customerId = 7) =>
  api.ask<CustomerMessageSent>(`/${customerId}/message`, 'POST', body);
/** The oldest first. */
const mails = () =>
  world.mailbox
    .list()
    .mails.map(({ to, subject }) => `${to.join()}: ${subject}`)
    .reverse();

describe('one customer', () => {
  it('comes with segments since when, scenarios, and what each channel may do', async () => {
    await world.inShop(async (tx) => {
      await tx.execute(
        `insert into segments (shop_id, segment_id, name, query, evaluated_on, evaluated_at, created_at, updated_at)
         overriding system value
         select $1, id, 'Segment ' || id, '', now(), now(), now(), now() from generate_series(1, 3) as id`,
        [tx.shopId],
      );
      await tx.execute(
        `insert into segment_members (shop_id, segment_id, customer_id, joined_at)
         values ($1, 1, 7, now()), ($1, 2, 7, now())`,
        [tx.shopId],
      );
      await tx.execute(
        `insert into segment_events (shop_id, segment_id, customer_id, at, kind, cause)
         values ($1, 2, 7, '2026-05-01Z', 'joined', 'facts changed')`,
        [tx.shopId],
      );
      await tx.execute(
        `insert into suppressions (shop_id, channel, address_hash, reason, at)
         values ($1, 'email', sha256('customer-7@example.com'), 'bounced', '2026-05-02Z')`,
        [tx.shopId],
      );
      await tx.execute(
        `update customers set marketing_paused_until = '2026-08-01Z' where customer_id = 7`,
      );
    });
    const { body } = await api.ask<CustomerView>('/7');
    expect(body.segments).toEqual([
      { segmentId: 1, name: 'Segment 1', since: null },
      { segmentId: 2, name: 'Segment 2', since: Date.UTC(2026, 4, 1) },
    ]);
    expect(body.emailRefusal).toBe('bounced');
    expect(body.consent.map(({ channel, refusal }) => `${channel}: ${refusal}`)).toEqual([
      'email: bounced',
      'sms: no address',
      'push: not subscribed to push messages',
    ]);
    expect(body.consent[0]?.suppression).toEqual({ reason: 'bounced', at: Date.UTC(2026, 4, 2) });
    expect(body.pausedUntil).toBe(Date.UTC(2026, 7, 1));
  });

  it('is nobody at another shop, on whatever address', async () => {
    const other = await createWorld(database());
    const { ask } = customerApi(other);
    const statuses = [
      (await ask('/7')).status,
      (await ask('/7/message')).status,
      (await ask('/7/message', 'POST', MAIL)).status,
      (await ask('/7/export')).status,
      (await ask('/7/redact', 'POST', { name: 'Zoë 7' })).status,
    ];
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    expect((await ask<ActivitiesPage>('/7/activities')).body.activities).toEqual([]);
    expect((await ask<DecisionsPage>('/7/decisions')).body).toMatchObject({
      decisions: [],
      coming: [],
    });
    expect((await api.ask('/7')).status).toBe(200);
    await other.close();
  });
});

describe('activities', () => {
  it('are filtered by channel, kind, people or machines and scenario, and paged', async () => {
    const scenarioId = await activate(world);
    await world.inShop((tx) =>
      tx.execute(
        `insert into activities (shop_id, customer_id, at, channel, kind, by_machine, scenario_id, details)
         select $1, 7, to_timestamp(1700000000 + n / 3), case when n % 2 = 0 then 'email' else 'store' end,
                case when n % 4 = 0 then 'opened' else 'visited' end, n % 8 = 0,
                case when n % 5 = 0 then $2::bigint end, jsonb_build_object('subject', 'Mail ' || n)
           from generate_series(1, 120) as n`,
        [tx.shopId, scenarioId],
      ),
    );
    const walk = async (query: string) => {
      const seen: number[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const { body }: { body: ActivitiesPage } = await api.ask(
          `/7/activities?${query}&after=${after}`,
        );
        seen.push(...body.activities.map(({ activityId }) => activityId));
        after = body.after;
      }
      expect(new Set(seen).size).toBe(seen.length);
      return seen.length;
    };
    expect(await walk('')).toBe(120);
    expect(await walk('channel=email')).toBe(60);
    expect(await walk('channel=email&kind=opened')).toBe(30);
    expect(await walk('by=machines')).toBe(15);
    expect(await walk('by=people')).toBe(105);
    expect(await walk(`scenario=${scenarioId}`)).toBe(24);
    const { body } = await api.ask<ActivitiesPage>('/7/activities?channel=email');
    expect(body.choices).toMatchObject({
      channels: ['email', 'store'],
      scenarios: [{ scenarioId, name: 'Win back', kind: 'scenario' }],
      machines: true,
    });
    expect((await api.ask('/7/activities?by=cats')).status).toBe(422);
  });
});

describe('the ranking’s answer', () => {
  it('tells what was sent, what was held back and why, and what comes when', async () => {
    await activate(world);
    await activate(world);
    await run(world);
    expect(mails()).toHaveLength(1);
    const { body } = await api.ask<DecisionsPage>('/7/decisions');
    const [decision] = body.decisions;
    expect(decision?.winner).toMatchObject({ scenario: { name: 'Win back' }, channel: 'email' });
    expect(decision?.others).toHaveLength(1);
    expect(decision?.others[0]?.reason).not.toBe('');
    expect(decision?.others[0]?.until).toBeGreaterThan(world.clock.now());
    const message = body.coming?.find(({ kind }) => kind === 'message');
    const step = body.coming?.find(({ kind }) => kind === 'step');
    expect(message?.at).toBe(decision?.others[0]?.until);
    expect(step?.at).toBeGreaterThan(world.clock.now());
  });
});

describe('a message to one customer', () => {
  it('begins with what is known of them, in their language', async () => {
    await insertSilent(world, { customerId: 8, locale: 'fr-FR', overdueDays: -3 });
    const { body } = await api.ask<CustomerMessageView>('/8/message');
    expect(body.language).toBe('fr');
    expect(body.text).toContain('Zoë 8');
    expect(body.text).toContain('est attendue vers le');
    expect(body.text).not.toMatch(/\{[{%]/);
    expect(body.channels).toEqual([
      { channel: 'email', problem: null, problemOf: null },
      { channel: 'sms', problem: 'no address', problemOf: 'refusal' },
    ]);
  });

  it('goes once however often it is asked for, and stands in no list', async () => {
    const answers = await Promise.all([write(), write(), write()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await run(world);
    expect(mails()).toEqual(['customer-7@example.com: About your tea']);
    expect((await write()).status).toBe(200);
    await run(world);
    expect(mails()).toHaveLength(1);
    const { body } = await api.ask<ActivitiesPage>('/7/activities?channel=email');
    expect(body.activities[0]).toMatchObject({
      kind: 'sent',
      what: 'About your tea',
      scenario: { kind: 'one customer' },
    });
    const listed = await world.inShop((tx) => world.engine.store.listScenarios(tx));
    expect(listed).toEqual([]);
    const { body: view } = await api.ask<CustomerView>('/7');
    expect(view.scenarios[0]?.steps.map(({ result }) => result)).toEqual([
      'went to Message',
      'left: done',
    ]);
  });

  it('is held back by the cap like any other, and says when it goes', async () => {
    await activate(world);
    await run(world);
    expect(mails()).toHaveLength(1);
    await write();
    await run(world);
    expect(mails()).toHaveLength(1);
    const { body } = await api.ask<DecisionsPage>('/7/decisions');
    const coming = body.coming?.find(({ scenario }) => scenario.kind === 'one customer');
    expect(coming?.reason).toMatch(/at most/);
    world.clock.move(25);
    await run(world);
    expect(mails().at(-1)).toBe('customer-7@example.com: About your tea');
  });

  it('waits for one before it that has not gone', async () => {
    await write();
    const { status, body } = await write({ ...MAIL, key: KEY.replace('3f', '4f') });
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { message: expect.stringContaining('has not gone yet') } });
  });

  it('does not go after an order that came before it', async () => {
    await activate(world);
    await run(world);
    await write();
    await world.inShop(async (tx) => {
      const processedAt = world.clock.now() + HOUR_MS;
      await insertOrder(tx, { order_id: 9, customer_id: 7, processedAt });
      await refreshOrderFacts(tx, [7]);
      await world.engine.events.ordersChanged(tx, [7]);
    });
    world.clock.move(48);
    await run(world);
    expect(mails().filter((mail) => mail.includes('About your tea'))).toEqual([]);
  });

  it.each([
    ['without consent', `email_consent = 'unsubscribed'`, 'unsubscribed'],
    ['without an address', 'email = null', 'no address'],
    ['in a pause', `marketing_paused_until = '2027-01-01Z'`, 'the customer asked for a pause'],
  ])('is refused %s, with the reason', async (_how, change, reason) => {
    await world.inShop((tx) => tx.execute(`update customers set ${change} where customer_id = 7`));
    const { status, body } = await write();
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain(reason);
    expect(await world.inShop((tx) => tx.query('select from sends'))).toEqual([]);
  });

  it.each([
    ['an empty text', { ...MAIL, text: ' ' }],
    ['broken Liquid', { ...MAIL, text: 'Hello {{ customer.first_name' }],
    ['a key that is none', { ...MAIL, key: 'again' }],
  ])('is refused with %s, and nothing is planned', async (_what, body) => {
    expect((await write(body)).status).toBe(422);
    expect(await world.inShop((tx) => tx.query('select from scenario_versions'))).toEqual([]);
  });
});

describe('export and redaction', () => {
  it('hands over everything held, the words of a single message too', async () => {
    await write();
    await run(world);
    const { body } = await api.ask<Record<string, Record<string, unknown>[]>>('/7/export');
    expect(body.customer?.[0]).toMatchObject({ email: 'customer-7@example.com' });
    expect(body.customer?.[0]).not.toHaveProperty('email_key');
    expect(body.sends).toHaveLength(1);
    expect(JSON.stringify(body.messages)).toContain('shall we send you some more?');
  });

  it('needs the name, then forgets the customer for good', async () => {
    await write();
    await run(world);
    const { status } = await api.ask('/7/redact', 'POST', { name: 'Zoë 8' });
    expect(status).toBe(422);
    expect((await api.ask('/7')).status).toBe(200);

    expect((await api.ask('/7/redact', 'POST', { name: ' zoë  7 ' })).status).toBe(204);
    expect((await api.ask('/7')).status).toBe(404);
    expect((await api.ask('/7/redact', 'POST', { name: 'Zoë 7' })).status).toBe(404);
    const left = await world.inShop((tx) =>
      tx.query<{ text: string }>(
        `select to_jsonb(c)::text as text from customers c
         union all select to_jsonb(v)::text from scenario_versions v
         union all select to_jsonb(d)::text from sends d
         union all select to_jsonb(a)::text from activities a`,
      ),
    );
    const text = left.map((row) => row.text).join('\n');
    for (const said of ['Zo', 'customer-7@', 'About your tea', 'some more'])
      expect(text).not.toContain(said);
    const [proof] = await world.inShop((tx) =>
      tx.query<{ kind: string; source_key: string }>(
        'select kind, source_key from privacy_requests',
      ),
    );
    expect(proof).toMatchObject({ kind: 'redaction', source_key: expect.stringContaining('Ada') });
  });

  it('takes back what was planned for them', async () => {
    await activate(world);
    await run(world);
    await write();
    await api.ask('/7/redact', 'POST', { name: 'Zoë 7' });
    world.clock.move(100);
    await run(world);
    expect(mails()).toHaveLength(1);
  });
});
