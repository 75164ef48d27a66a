/** What scenarios do besides writing: branches, coupons, audiences, changes to customers, calls; and what they notice. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { termsOf } from '../../../admin-app/core/coupon/terms.ts';
import type { Block, CouponBlock, CustomerChange } from '../../../admin-app/core/scenario/types.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import { insertAudience } from '../../../admin-app/server/database/audiences.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { joinScenarioEngine } from '../../../admin-app/server/scenario-engine.ts';
import { act, causesIn, insertCustomers, type Small, small, tag } from './entry-world.ts';
import {
  activate,
  createWorld,
  enrolmentsOf,
  later,
  order,
  run,
  shareDatabase,
  type World,
} from './world.ts';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

const placed = { kind: 'order placed', number: null, category: null } as const;

/** Everybody who orders enters; goes through these blocks. */
function onOrder(blocks: readonly Block[], given: Partial<Small> = {}): Promise<number> {
  return activate(world, small({ trigger: placed, blocks, ...given }));
}

async function orders(...customerIds: number[]): Promise<void> {
  for (const customerId of customerIds) await order(world, customerId);
  await run(world);
}

async function blockOf(customerId: number): Promise<string | undefined> {
  return (await enrolmentsOf(world, customerId)).at(-1)?.block_id;
}

const exit = (id: string): Block => ({ kind: 'exit', id, outcome: id });

describe('a branch', () => {
  const branch = (id: string, next: string): Block => ({
    kind: 'branch',
    id,
    name: id,
    arms: [
      { name: 'VIP', query: `customer_tags CONTAINS 'vip'`, next: 'very-important' },
      { name: 'gone', query: `in_segment('There is no such segment')`, next: 'nobody' },
      { name: 'any tag', query: 'customer_tags IS NOT NULL', next },
    ],
    otherwise: 'others',
  });

  it('takes each customer of a batch down the first arm that matches, branch after branch', async () => {
    await insertCustomers(world, 1, 2, 3);
    await tag(world, 1, 'vip', 'new');
    await tag(world, 2, 'new');
    await onOrder([
      branch('one', 'two'),
      branch('two', 'some'),
      ...['very-important', 'nobody', 'some', 'others'].map(exit),
    ]);
    await orders(1, 2, 3);
    const outcomes = await Promise.all([1, 2, 3].map((id) => enrolmentsOf(world, id)));
    expect(outcomes.map(([enrolment]) => enrolment?.outcome)).toEqual([
      'very-important',
      'some',
      'others',
    ]);
    const history = await world.inShop((tx) =>
      tx.query<{ cause: string }>(
        `select s.cause from enrolment_steps s join enrolments e using (shop_id, enrolment_id)
          where e.customer_id = 2 order by s.step`,
      ),
    );
    expect(history.map(({ cause }) => cause)).toEqual([
      expect.stringContaining('ordered #'),
      'matches “any tag”',
      'matches “any tag”',
    ]);
  });
});

describe('a split', () => {
  it('gives customers an arm each that they keep', async () => {
    const customerIds = Array.from({ length: 40 }, (_, index) => index + 1);
    await insertCustomers(world, ...customerIds);
    const arm = (id: string) => ({ id, name: id, weight: 1, next: `wait-${id}` });
    const wait = (id: string): Block => ({
      kind: 'wait',
      id: `wait-${id}`,
      until: { kind: 'time', hours: 1 },
      next: 'stay',
    });
    await onOrder([
      { kind: 'split', id: 'ab', name: 'A/B', arms: [arm('a'), arm('b')], winner: null },
      wait('a'),
      wait('b'),
    ]);
    await orders(...customerIds);
    const arms = await world.inShop((tx) =>
      tx.query<{ arm: string; block_id: string }>(
        `select marks -> 'arms' ->> 'ab' as arm, block_id from enrolments order by customer_id`,
      ),
    );
    expect(new Set(arms.map(({ arm: taken }) => taken))).toEqual(new Set(['a', 'b']));
    expect(arms.every(({ arm: taken, block_id }) => block_id === `wait-${taken}`)).toBe(true);
    await later(world, 1);
    const kept = await world.inShop((tx) =>
      tx.query<{ arm: string }>(
        `select marks -> 'arms' ->> 'ab' as arm from enrolments order by customer_id`,
      ),
    );
    expect(kept.map((row) => row.arm)).toEqual(arms.map((row) => row.arm));
  });
});

describe('a coupon', () => {
  const coupon: CouponBlock = {
    kind: 'coupon',
    id: 'coupon',
    name: 'Ten off',
    discount: { kind: 'percentage', percent: 10 },
    minimumMinor: null,
    prefix: 'BACK',
    validDays: 14,
    next: 'stay',
    unavailable: 'none-left',
  };

  async function addCodes(scenarioId: number, ...codes: string[]): Promise<void> {
    await world.inShop((tx) =>
      tx.execute(
        `with d as (
           insert into coupon_discounts (shop_id, scenario_id, block_id, terms, month, name, starts_at, ends_at,
                                         first_code, shopify_id, created_at)
           values ($1, $2, 'coupon', $3, '2026-06-01', 'Ten off', now(), $5, 'BACK-FIRST', 'gid://x', now())
           on conflict (shop_id, scenario_id, block_id, month, terms) do update set ends_at = excluded.ends_at
           returning discount_id)
         insert into coupons (shop_id, code, discount_id, added_at)
         select $1, code, discount_id, now() from d, unnest($4::text[]) code`,
        [
          tx.shopId,
          scenarioId,
          JSON.stringify(termsOf(coupon)),
          codes,
          timestampText(world.clock.now() + 90 * DAY_MS),
        ],
      ),
    );
  }

  it('is waited for until there is a code, which is each customer’s own', async () => {
    await insertCustomers(world, 1, 2);
    const scenarioId = await onOrder([coupon, exit('none-left')]);
    await orders(1, 2);
    expect(await blockOf(1)).toBe('coupon');
    await addCodes(scenarioId, 'BACK-AAAA');
    await later(world, 0.1);
    await addCodes(scenarioId, 'BACK-BBBB');
    await later(world, 0.1);
    const rows = await world.inShop((tx) =>
      tx.query<{ block_id: string; code: string; given: string }>(
        `select e.block_id, e.marks #>> '{coupons,coupon,code}' as code, c.code as given
           from enrolments e join coupons c on c.enrolment_id = e.enrolment_id order by e.customer_id`,
      ),
    );
    expect(rows.map((row) => row.block_id)).toEqual(['stay', 'stay']);
    expect(rows.map((row) => row.code)).toEqual(rows.map((row) => row.given));
    expect(new Set(rows.map((row) => row.code)).size).toBe(2);
  });

  it('that is used is noticed, whoever uses it', async () => {
    await insertCustomers(world, 1);
    const scenarioId = await onOrder([coupon, exit('none-left')]);
    await addCodes(scenarioId, 'BACK-AAAA');
    await orders(1);
    world.clock.move(1);
    await order(world, 1, { untold: true });
    await world.inShop(async (tx) => {
      await tx.execute(
        `update orders set discount_codes = '{back-aaaa}' where order_id = (select max(order_id) from orders)`,
      );
      await world.engine.events.ordersChanged(tx, [1]);
    });
    const [row] = await world.inShop((tx) =>
      tx.query(`select (marks #>> '{coupons,coupon,usedAt}')::bigint as used from enrolments`),
    );
    expect(row).toEqual({ used: world.clock.now() });
  });
});

describe('changes to customers', () => {
  const update = (...changes: CustomerChange[]): Block => ({
    kind: 'update customer',
    id: 'update',
    changes,
    next: 'stay',
  });

  it('ask for tags, pause marketing, alert staff and suppress every address, once', async () => {
    await insertCustomers(world, 1, 2);
    await world.inShop((tx) =>
      tx.execute(`update customers set phone = '+48500000000' where customer_id = 1`),
    );
    await onOrder([
      update(
        { kind: 'add tag', tag: 'won back' },
        { kind: 'remove tag', tag: 'lost' },
        { kind: 'pause marketing', days: 10 },
        { kind: 'alert staff', note: 'call' },
        { kind: 'suppress' },
      ),
    ]);
    await orders(1);
    await Promise.all([run(world), run(world)]);
    const asked = await world.inShop((tx) =>
      tx.query('select action, tag from outgoing_tags order by change_id'),
    );
    expect(asked).toEqual([
      { action: 'add', tag: 'won back' },
      { action: 'remove', tag: 'lost' },
    ]);
    const [paused] = await world.inShop((tx) =>
      tx.query(
        'select marketing_paused_until as until from customers where marketing_paused_until is not null',
      ),
    );
    expect(paused).toEqual({ until: world.clock.now() + 10 * DAY_MS });
    const alerts = await world.inShop((tx) => tx.query('select note from staff_alerts'));
    expect(alerts).toEqual([{ note: 'call' }]);
    const suppressed = await world.inShop((tx) =>
      tx.query('select channel, reason from suppressions order by channel'),
    );
    expect(suppressed).toEqual(
      ['email', 'push', 'sms'].map((channel) => ({ channel, reason: 'farewell' })),
    );
  });

  it('give a tier by its name; a tier that there is no more is left out', async () => {
    await insertCustomers(world, 1);
    await world.inShop(async (tx) => {
      await tx.execute(
        `insert into tier_settings (shop_id, basis, window_kind, limits, updated_at, assigned_at, assigned_on)
         values ($1, 'orders', 'always', 'thresholds', now(), now(), '2026-06-15')`,
        [tx.shopId],
      );
      await tx.execute(
        `insert into value_tiers (shop_id, tier_id, place, name, benefits, from_value, tag, enter_value, stay_value)
         values ($1, 'silver', 1, 'Silver', '{}', 10, '', 10, 10)`,
        [tx.shopId],
      );
    });
    await onOrder([
      update({ kind: 'set tier', tier: 'Platinum' }, { kind: 'set tier', tier: 'Silver' }),
    ]);
    await orders(1);
    const events = await world.inShop((tx) =>
      tx.query('select customer_id, to_tier_id, cause from tier_events'),
    );
    expect(events).toEqual([{ customer_id: 1, to_tier_id: 'silver', cause: 'scenario' }]);
  });
});

describe('an audience', () => {
  it('is to have who was added, and not who was removed later or is gone', async () => {
    await insertCustomers(world, 1, 2, 3);
    const at = world.clock.now();
    const audienceId = await world.inShop((tx) =>
      insertAudience(tx, { name: 'Lost', target: 'file', externalId: null, at }),
    );
    const change = (action: 'add' | 'remove', next: string): Block => ({
      kind: 'audience',
      id: action,
      action,
      audienceId,
      next,
    });
    await onOrder([
      change('add', 'wait'),
      { kind: 'wait', id: 'wait', until: { kind: 'time', hours: 1 }, next: 'remove' },
      change('remove', 'stay'),
    ]);
    await orders(1, 2);
    const members = () =>
      world.inShop((tx) =>
        tx.query('select customer_id, wanted, state from audience_members order by customer_id'),
      );
    expect(await members()).toEqual([
      { customer_id: 1, wanted: true, state: 'pending' },
      { customer_id: 2, wanted: true, state: 'pending' },
    ]);
    await world.inShop((tx) => tx.execute(`update audience_members set state = 'synced'`));
    await world.inShop((tx) => world.engine.events.customersGone(tx, [2], 'customer is gone'));
    await later(world, 1);
    expect(await members()).toEqual([
      { customer_id: 1, wanted: false, state: 'pending' },
      { customer_id: 2, wanted: false, state: 'pending' },
    ]);
  });
});

describe('another scenario', () => {
  it('is entered once by a call, by its own rules, and only while it is active', async () => {
    await insertCustomers(world, 1, 2);
    const called = await activate(
      world,
      small({
        trigger: { kind: 'another scenario' },
        condition: `customer_tags CONTAINS 'vip'`,
        reentry: { kind: 'never' },
      }),
    );
    const call: Block = { kind: 'start scenario', id: 'call', scenarioId: called, next: 'gone' };
    await onOrder([call, exit('gone')]);
    await tag(world, 1, 'vip');
    await orders(1, 2);
    await orders(1);
    expect(await causesIn(world, called)).toEqual([
      expect.stringContaining('1: call of enrolment'),
    ]);
  });
});

describe('what those inside do', () => {
  const waitFor = (reaction: 'visited' | 'ordered'): readonly Block[] => [
    {
      kind: 'wait for reaction',
      id: 'reaction',
      messageBlock: 'none',
      limitHours: 48,
      exits: [{ reaction, answer: null, when: 'at once', next: reaction }],
      otherwise: 'silent',
    },
    exit(reaction),
    exit('silent'),
  ];

  it('a visit takes them on; a machine’s does not', async () => {
    await insertCustomers(world, 1, 2);
    await onOrder(waitFor('visited'));
    await orders(1, 2);
    world.clock.move(1);
    await act(world, 1, { kind: 'page viewed' });
    await act(world, 2, { kind: 'page viewed', byMachine: true });
    await run(world);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ outcome: 'visited' }]);
    expect(await enrolmentsOf(world, 2)).toMatchObject([{ outcome: null }]);
  });

  it('an order takes them on where it is not the goal, and is not told of twice', async () => {
    await insertCustomers(world, 1, 2);
    await onOrder(waitFor('ordered'), { reentry: { kind: 'never' } });
    await orders(1, 2);
    world.clock.move(1);
    await order(world, 1);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ outcome: 'ordered' }]);
    await later(world, 48);
    expect(await enrolmentsOf(world, 2)).toMatchObject([{ outcome: 'silent' }]);
  });

  it('an order of the category that is the goal ends it; another does not', async () => {
    await insertCustomers(world, 1, 2);
    await onOrder([], {
      goal: { kind: 'order of category', category: 'Shoes' },
      reentry: { kind: 'never' },
    });
    await orders(1, 2);
    world.clock.move(1);
    await order(world, 1, { untold: true });
    await order(world, 2);
    await world.inShop(async (tx) => {
      await tx.execute(
        `with p as (
           insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
           values ($1, 9, 'Boot', 'SHOES', now(), now()))
         insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
         select $1, max(order_id), 1, 9, 'Boot', 1, 100 from orders where customer_id = 1`,
        [tx.shopId],
      );
      await world.engine.events.ordersChanged(tx, [1]);
    });
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ outcome: 'ordered of the category' }]);
    expect(await enrolmentsOf(world, 2)).toMatchObject([{ outcome: null }]);
  });
});

describe('a process that dies before it commits', () => {
  it('again and again, loses nothing and does nothing twice', async () => {
    const customerIds = Array.from({ length: 60 }, (_, index) => index + 1);
    await insertCustomers(world, ...customerIds);
    const alert: Block = {
      kind: 'update customer',
      id: 'alert',
      changes: [{ kind: 'alert staff', note: 'x' }],
      next: 'call',
    };
    const called = await activate(world, small({ trigger: { kind: 'another scenario' } }));
    const call: Block = { kind: 'start scenario', id: 'call', scenarioId: called, next: 'stay' };
    const first = await onOrder([alert, call]);
    for (const customerId of customerIds) await order(world, customerId);
    let begun = 0;
    const dying = joinScenarioEngine({
      clock: world.clock,
      inShop: (shopId, work) =>
        withShop(world.db, shopId, async (tx) => {
          const done = await work(tx);
          begun += 1;
          if (begun % 3 !== 0) throw new Error('killed');
          return done;
        }),
    });
    for (let life = 0; life < 30; life += 1) {
      await Promise.allSettled([
        dying.stepEnrolments(world.shopId),
        dying.stepEnrolments(world.shopId),
      ]);
    }
    await run(world);
    expect(await causesIn(world, first)).toHaveLength(60);
    expect(await causesIn(world, called)).toHaveLength(60);
    const [alerts] = await world.inShop((tx) =>
      tx.query('select count(*) as n, count(distinct customer_id) as customers from staff_alerts'),
    );
    expect(alerts).toEqual({ n: 60, customers: 60 });
  });
});

describe('news that cannot be taken in', () => {
  it('hold up nobody whose time has come', async () => {
    await insertCustomers(world, 1, 2);
    const wait: Block = {
      kind: 'wait',
      id: 'wait',
      until: { kind: 'time', hours: 1 },
      next: 'gone',
    };
    await onOrder([wait, exit('gone')]);
    await orders(1);
    await order(world, 2);
    world.clock.move(1);
    let begun = 0;
    const failing = joinScenarioEngine({
      clock: world.clock,
      inShop: (shopId, work) => {
        begun += 1;
        // The first transaction looks what there is, the second takes the news in.
        if (begun === 2) throw new Error('The news are refused');
        return withShop(world.db, shopId, work);
      },
    });
    await expect(failing.stepEnrolments(world.shopId)).rejects.toThrow('The news are refused');
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ outcome: 'gone' }]);
    await run(world);
    expect(await blockOf(2)).toBe('wait');
  });
});
