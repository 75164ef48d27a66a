/** Every start: who enters by it, who does not, and that each cause counts once, whoever looks and how often. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StartTrigger } from '../../../admin-app/core/scenario/types.ts';
import { dayOf, formatDay, HOUR_MS } from '../../../admin-app/core/time.ts';
import { lockOrderLog, refreshOrderFacts } from '../../../admin-app/server/database/order-facts.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { insertOrder } from '../../support/shop-rows.ts';
import { act, causesIn, insertCustomers, segmentsOf, small, tag, wordsOf } from './entry-world.ts';
import {
  activate,
  createWorld,
  insertSilent,
  later,
  order,
  run,
  setDue,
  shareDatabase,
  type World,
} from './world.ts';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

const today = () => dayOf(world.clock.now(), 'Europe/Warsaw');

/** An order with a product of a type. */
async function orderOf(customerId: number, orderId: number, productType: string): Promise<void> {
  await world.inShop(async (tx) => {
    await lockOrderLog(tx);
    await insertOrder(tx, {
      order_id: orderId,
      customer_id: customerId,
      processedAt: world.clock.now(),
    });
    await tx.execute(
      `insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
       values ($1, $2, 'Thing', $3, now(), now())`,
      [tx.shopId, orderId, productType],
    );
    await tx.execute(
      `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
       values ($1, $2, 1, $2, 'Thing', 1, 100)`,
      [tx.shopId, orderId],
    );
    await refreshOrderFacts(tx, [customerId]);
    await world.engine.events.ordersChanged(tx, [customerId]);
  });
}

async function refund(orderId: number, status: string): Promise<void> {
  await world.inShop((tx) =>
    tx.execute('update orders set financial_status = $2, updated_at = $3 where order_id = $1', [
      orderId,
      status,
      timestampText(world.clock.now()),
    ]),
  );
}

async function setBirthday(customerId: number, birthday: string): Promise<void> {
  await world.inShop((tx) =>
    tx.execute('update customers set birthday = $2 where customer_id = $1', [customerId, birthday]),
  );
}

async function changeTier(customerId: number, from: string | null, to: string, cause = 'orders') {
  await world.inShop((tx) =>
    tx.execute(
      `insert into tier_events (shop_id, customer_id, at, from_tier_id, to_tier_id, direction, cause)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        tx.shopId,
        customerId,
        timestampText(world.clock.now()),
        from,
        to,
        from === 'gold' ? 'down' : 'up',
        cause,
      ],
    ),
  );
}

async function insertTiers(): Promise<void> {
  await world.inShop((tx) =>
    tx.execute(
      `insert into value_tiers (shop_id, tier_id, place, name, benefits, from_value, tag)
       values ($1, 'bronze', 1, 'Bronze', '{}', 0, ''), ($1, 'silver', 2, 'Silver', '{}', 10, ''),
              ($1, 'gold', 3, 'Gold', '{}', 100, '')`,
      [tx.shopId],
    ),
  );
}

interface Case {
  readonly name: string;
  readonly trigger: StartTrigger;
  /** Before activation. */
  readonly before?: () => Promise<unknown>;
  /** After it; customer 1 is to enter, nobody else. */
  readonly happens?: () => Promise<unknown>;
  readonly cause: string;
  readonly words: string;
}

const CASES: readonly Case[] = [
  {
    name: 'overdue by enough days',
    trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
    before: async () => {
      await insertSilent(world, { customerId: 1, overdueDays: 7 });
      await insertSilent(world, { customerId: 2, overdueDays: 6 });
    },
    cause: 'last order 2026-03-…',
    words: 'order was due on 2026-06-08',
  },
  {
    name: 'silent beyond their own rhythm',
    trigger: { kind: 'inactive', by: { kind: 'own rhythm', times: 2 } },
    before: async () => {
      for (const [customerId, first, last] of [
        [1, 70, 50],
        [2, 110, 50],
        [3, 50, 50],
      ] as const) {
        await insertCustomers(world, customerId);
        await order(world, customerId, { hoursAgo: first * 24 });
        if (first !== last) await order(world, customerId, { hoursAgo: last * 24 });
      }
    },
    cause: 'last order 2026-04-…',
    words: 'no order since 2026-04-26, usually every 20 days',
  },
  {
    name: 'due in three days',
    trigger: { kind: 'due', days: -3 },
    before: async () => {
      for (const [customerId, overdueDays] of [
        [1, -3],
        [2, -4],
        [3, 1],
      ] as const) {
        await insertSilent(world, { customerId, overdueDays });
      }
    },
    cause: 'last order 2026-03-…',
    words: 'order is due on 2026-06-18',
  },
  {
    name: 'due today',
    trigger: { kind: 'due', days: 0 },
    before: async () => {
      await insertSilent(world, { customerId: 1, overdueDays: 0 });
      await insertSilent(world, { customerId: 2, overdueDays: -1 });
      await insertSilent(world, { customerId: 3, overdueDays: 30 });
    },
    cause: 'last order 2026-03-…',
    words: 'order is due on 2026-06-15',
  },
  {
    name: 'a second order',
    trigger: { kind: 'order placed', number: 2, category: null },
    before: async () => {
      await insertCustomers(world, 1, 2);
      await order(world, 1, { hoursAgo: 500 });
    },
    happens: async () => {
      await order(world, 1);
      await order(world, 2);
    },
    cause: '1: order …',
    words: 'ordered #',
  },
  {
    name: 'an order of a category, however it is spelled',
    trigger: { kind: 'order placed', number: null, category: 'shoes' },
    before: () => insertCustomers(world, 1, 2),
    happens: async () => {
      await orderOf(1, 71, 'Shoes');
      await orderOf(2, 72, 'Socks');
    },
    cause: 'order …',
    words: 'ordered #71',
  },
  {
    name: 'a returned item, once for an order',
    trigger: { kind: 'item returned' },
    before: async () => {
      await insertCustomers(world, 1, 2);
      await orderOf(1, 71, 'Shoes');
      await orderOf(2, 72, 'Socks');
    },
    happens: async () => {
      await refund(71, 'partially_refunded');
      await refund(71, 'refunded');
    },
    cause: 'return of order …',
    words: 'returned something of #71',
  },
  {
    name: 'a click on a link',
    trigger: { kind: 'link clicked', urlContains: '/Sale' },
    before: () => insertCustomers(world, 1, 2, 3),
    happens: async () => {
      await act(world, 1, { kind: 'clicked', channel: 'email', url: 'https://x.example/sale?a=1' });
      await act(world, 2, { kind: 'clicked', channel: 'email', url: 'https://x.example/new' });
      await act(world, 3, {
        kind: 'clicked',
        channel: 'email',
        url: 'https://x.example/sale',
        byMachine: true,
      });
    },
    cause: 'click …',
    words: 'clicked https://x.example/sale?a=1',
  },
  {
    name: 'a visit after an absence',
    trigger: { kind: 'back after absence', days: 60, seen: 'visit' },
    before: async () => {
      await insertCustomers(world, 1, 2, 3);
      await act(world, 1, { kind: 'page viewed', hoursAgo: 61 * 24 });
      await act(world, 2, { kind: 'page viewed', hoursAgo: 59 * 24 });
      await order(world, 3, { hoursAgo: 24 });
      await act(world, 3, { kind: 'ordered', hoursAgo: 24 });
    },
    happens: async () => {
      for (const customerId of [1, 2, 3]) await act(world, customerId, { kind: 'page viewed' });
      await act(world, 1, { kind: 'product viewed' });
    },
    cause: 'visit …',
    words: 'came back after 60 days or more',
  },
  {
    name: 'a login after an absence: seen by us on a page, or so called',
    trigger: { kind: 'back after absence', days: 60, seen: 'login' },
    before: () => insertCustomers(world, 1, 2),
    happens: async () => {
      await act(world, 1, { kind: 'shown', channel: 'on-site' });
      await act(world, 2, { kind: 'page viewed' });
    },
    cause: 'visit …',
    words: 'came back after 60 days or more',
  },
  {
    name: 'a birthday in a week',
    trigger: { kind: 'yearly date', date: 'birthday', daysBefore: 7 },
    before: async () => {
      await insertCustomers(world, 1, 2);
      await setBirthday(1, '1990-06-22');
      await setBirthday(2, '1990-06-23');
    },
    cause: 'birthday …',
    words: 'birthday on 2026-06-22',
  },
  {
    name: 'the anniversary of the first order',
    trigger: { kind: 'yearly date', date: 'first order', daysBefore: 0 },
    before: async () => {
      await insertCustomers(world, 1, 2);
      await order(world, 1, { hoursAgo: 365 * 24 });
      await order(world, 2, { hoursAgo: 0 });
    },
    cause: 'first order …',
    words: 'anniversary of the first order on 2026-06-15',
  },
  {
    name: 'a higher tier, from one that is named',
    trigger: { kind: 'tier changes', direction: 'up', from: ['Bronze'], to: ['silver'] },
    before: async () => {
      await insertCustomers(world, 1, 2, 3, 4, 5);
      await insertTiers();
      await changeTier(5, 'bronze', 'silver');
    },
    happens: async () => {
      await changeTier(1, 'bronze', 'silver');
      await changeTier(2, 'gold', 'silver');
      await changeTier(3, null, 'silver');
      await changeTier(4, 'bronze', 'silver', 'definition edited');
    },
    cause: 'tier event …',
    words: 'rose from “Bronze” to “Silver”',
  },
  {
    name: 'a tier about to be lost',
    trigger: { kind: 'about to lose tier', days: 30 },
    before: async () => {
      await insertCustomers(world, 1, 2);
      await insertTiers();
      await world.inShop((tx) =>
        tx.execute(
          `insert into customer_tiers (shop_id, customer_id, tier_id, lose_on)
           values ($1, 1, 'gold', '2026-07-15'), ($1, 2, 'gold', '2026-07-16')`,
          [tx.shopId],
        ),
      );
    },
    cause: 'tier gold until 2026-07-…',
    words: 'loses “Gold” on 2026-07-15',
  },
];

describe('customers enter by', () => {
  it.each(CASES)('$name', async ({ trigger, before, happens, cause, words }) => {
    await before?.();
    world.clock.move(0.1);
    const scenarioId = await activate(world, small({ trigger }));
    world.clock.move(0.1);
    await happens?.();
    await Promise.all([1, 2, 3].map(() => world.engine.stepEnrolments(world.shopId)));
    await Promise.all([1, 2].map(() => world.engine.enterScenarios(world.shopId)));
    await run(world);

    expect(await causesIn(world, scenarioId)).toEqual([
      cause.startsWith('1') ? cause : `1: ${cause}`,
    ]);
    expect(await wordsOf(world, 1)).toContain(words);
  });
});

describe('what happened before activation, or is told too late,', () => {
  it('starts nothing', async () => {
    await insertCustomers(world, 1, 2);
    await order(world, 1);
    world.clock.move(1);
    const placed = { kind: 'order placed', number: null, category: null } as const;
    const scenarioId = await activate(world, small({ trigger: placed }));
    await order(world, 2, { hoursAgo: 2 });
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual([]);

    world.clock.move(24 * 10);
    await order(world, 2, { hoursAgo: 24 * 4 });
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual([]);
    await order(world, 2, { hoursAgo: 24 * 2 });
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual(['2: order …']);
  });
});

describe('an order that', () => {
  const placed = { kind: 'order placed', number: null, category: null } as const;

  it('is told twice and paid late lets its customer enter once, when it is paid', async () => {
    await insertCustomers(world, 1);
    const scenarioId = await activate(world, small({ trigger: placed }));
    await order(world, 1);
    await world.inShop((tx) => tx.execute(`update orders set financial_status = 'pending'`));
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual([]);
    for (let times = 0; times < 2; times += 1) {
      await world.inShop((tx) => tx.execute(`update orders set financial_status = 'paid'`));
      await world.inShop((tx) => tx.execute(`update orders set financial_status = 'pending'`));
    }
    await world.inShop((tx) => tx.execute(`update orders set financial_status = 'paid'`));
    await run(world);
    await later(world, 9_000);
    expect(await causesIn(world, scenarioId)).toEqual(['1: order …']);
  });

  it('a sync has brought is looked at when all its lines are there', async () => {
    await insertCustomers(world, 1);
    const shoes = { ...placed, category: 'Shoes' };
    const scenarioId = await activate(world, small({ trigger: shoes }));
    await world.inShop((tx) =>
      tx.execute(
        `insert into syncs (shop_id, cause, state, started_at) values ($1, 'manual', 'running', now())`,
        [tx.shopId],
      ),
    );
    await order(world, 1);
    await world.inShop((tx) =>
      tx.execute('update orders set lines_sync_id = (select max(sync_id) from syncs)'),
    );
    await run(world);
    await world.inShop((tx) =>
      tx.execute(
        `with p as (
           insert into products (shop_id, product_id, title, product_type, created_at, updated_at)
           values ($1, 9, 'Boot', 'Shoes', now(), now()))
         insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
         select $1, order_id, 1, 9, 'Boot', 1, 100 from orders`,
        [tx.shopId],
      ),
    );
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual([]);
    await world.inShop((tx) => tx.execute(`update syncs set state = 'done'`));
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual(['1: order …']);
  });
});

describe('a segment joined', () => {
  it('lets those enter who come from the segment of origin, and nobody else', async () => {
    const segments = segmentsOf(world);
    await insertCustomers(world, 1, 2, 3, 4);
    await tag(world, 1, 'bronze');
    await tag(world, 2, 'gold');
    await tag(world, 4, 'bronze');
    const bronze = await segments.create('Bronze', `customer_tags CONTAINS 'bronze'`);
    const silver = await segments.create('Silver', `customer_tags CONTAINS 'silver'`);
    await segments.catchUp();
    const joins = (fromSegmentId: number | null) =>
      ({ kind: 'joins segment', segmentId: silver, fromSegmentId }) as const;
    const fromBronze = await activate(world, small({ trigger: joins(bronze) }));
    const fromAnywhere = await activate(world, small({ trigger: joins(null) }));

    world.clock.move(1);
    await tag(world, 4);
    await segments.catchUp();
    world.clock.move(1);
    for (const customerId of [1, 2, 3, 4]) await tag(world, customerId, 'silver');
    await segments.catchUp();
    await Promise.all([run(world), run(world)]);
    expect(await causesIn(world, fromBronze)).toEqual(['1: segment event …']);
    expect(await causesIn(world, fromAnywhere)).toHaveLength(4);
    expect(await wordsOf(world, 1)).toBe('joined “Silver”');

    world.clock.move(1);
    await tag(world, 1, 'bronze');
    await segments.catchUp();
    await run(world);
    expect(await causesIn(world, fromBronze)).toHaveLength(1);
  });

  it('is not looked at while a new day is being taken in, segment by segment', async () => {
    const segments = segmentsOf(world);
    await insertCustomers(world, 1);
    await tag(world, 1, 'bronze');
    const bronze = await segments.create('Bronze', `customer_tags CONTAINS 'bronze'`);
    const silver = await segments.create('Silver', `customer_tags CONTAINS 'silver'`);
    await segments.catchUp();
    const trigger = { kind: 'joins segment', segmentId: silver, fromSegmentId: bronze } as const;
    const scenarioId = await activate(world, small({ trigger }));
    await tag(world, 1, 'silver');
    await segments.catchUp();
    const setDay = (days: number) =>
      world.inShop((tx) =>
        tx.execute(
          'update segments set evaluated_on = evaluated_on + $2::int where segment_id = $1',
          [bronze, days],
        ),
      );
    await setDay(-1);
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual([]);
    await setDay(1);
    await run(world);
    expect(await causesIn(world, scenarioId)).toHaveLength(1);
  });

  it('ends the passage of those whose goal it was', async () => {
    const segments = segmentsOf(world);
    await insertCustomers(world, 1, 2);
    const vip = await segments.create('VIP', `customer_tags CONTAINS 'vip'`);
    await segments.catchUp();
    const scenarioId = await activate(
      world,
      small({
        trigger: { kind: 'order placed', number: null, category: null },
        goal: { kind: 'joins segment', segmentId: vip },
      }),
    );
    await order(world, 1);
    await order(world, 2);
    await run(world);
    await tag(world, 1, 'vip');
    world.clock.move(1);
    await segments.catchUp();
    await run(world);
    const outcomes = await world.inShop((tx) =>
      tx.query('select customer_id, outcome from enrolments where scenario_id = $1 order by 1', [
        scenarioId,
      ]),
    );
    expect(outcomes).toEqual([
      { customer_id: 1, outcome: 'joined the segment' },
      { customer_id: 2, outcome: null },
    ]);
  });
});

describe('a yearly date', () => {
  it('of 29 February is kept on the 28th, once a year, and two days late if nobody looked', async () => {
    await insertCustomers(world, 1);
    await setBirthday(1, '1992-02-29');
    const trigger = { kind: 'yearly date', date: 'birthday', daysBefore: 0 } as const;
    const scenarioId = await activate(world, small({ trigger, blocks: [leave] }));
    const days: string[] = [];
    for (let day = 0; day < 3 * 366; day += 1) {
      world.clock.move(24);
      // Nobody looks on the day itself.
      if (formatDay(today()).endsWith('-02-28')) continue;
      await world.engine.enterScenarios(world.shopId);
      const { length } = await causesIn(world, scenarioId);
      if (length > days.length) days.push(formatDay(today()));
    }
    expect(days).toEqual(['2027-03-01', '2028-02-29', '2029-03-01']);
  }, 60_000);
});

const leave = { kind: 'exit', id: 'gone', outcome: 'gone' } as const;

describe('coming again', () => {
  const placed = { kind: 'order placed', number: null, category: null } as const;
  it.each([
    { reentry: { kind: 'never' }, entries: 1 },
    { reentry: { kind: 'after', days: 10 }, entries: 2 },
    { reentry: { kind: 'each time' }, entries: 3 },
  ] as const)('is possible $reentry.kind', async ({ reentry, entries }) => {
    await insertCustomers(world, 1);
    const scenarioId = await activate(world, small({ trigger: placed, reentry, blocks: [leave] }));
    for (const days of [0, 9, 2]) {
      world.clock.move(days * 24);
      await order(world, 1);
      await run(world);
    }
    expect(await causesIn(world, scenarioId)).toHaveLength(entries);
  });

  it('is not possible while inside, whatever happens', async () => {
    await insertCustomers(world, 1);
    const scenarioId = await activate(world, small({ trigger: placed }));
    await order(world, 1);
    await order(world, 1);
    await run(world);
    await order(world, 1);
    await run(world);
    expect(await causesIn(world, scenarioId)).toHaveLength(1);
  });
});

describe('a condition', () => {
  it('lets only those enter who match it as well', async () => {
    await insertCustomers(world, 1, 2);
    await tag(world, 1, 'vip');
    const trigger = { kind: 'order placed', number: null, category: null } as const;
    const condition = `customer_tags CONTAINS 'vip'`;
    const scenarioId = await activate(world, small({ trigger, condition }));
    const gone = await activate(world, small({ trigger, condition: `in_segment('gone')` }));
    await order(world, 1);
    await order(world, 2);
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual(['1: order …']);
    expect(await causesIn(world, gone)).toEqual([]);
  });

  it('holds for standing starts too', async () => {
    await insertSilent(world, { customerId: 1 });
    await insertSilent(world, { customerId: 2 });
    await tag(world, 2, 'vip');
    const trigger = { kind: 'inactive', by: { kind: 'no order', days: 30 } } as const;
    const condition = `customer_tags NOT CONTAINS 'vip'`;
    const scenarioId = await activate(world, small({ trigger, condition }));
    expect(await causesIn(world, scenarioId)).toEqual(['1: last order 2026-03-…']);
    await world.inShop((tx) => setDue(tx, 1, today()));
  });
});

describe('a paused scenario', () => {
  it('hears of nothing that happens meanwhile', async () => {
    await insertCustomers(world, 1);
    const trigger = { kind: 'order placed', number: null, category: null } as const;
    const scenarioId = await activate(world, small({ trigger }));
    const change = (from: 'active' | 'paused', to: 'active' | 'paused') =>
      world.inShop((tx) =>
        world.engine.store.changeStatus(tx, scenarioId, {
          from: [from],
          to,
          at: world.clock.now(),
        }),
      );
    await change('active', 'paused');
    world.clock.move(1);
    await order(world, 1);
    world.clock.move(1);
    await change('paused', 'active');
    await run(world);
    expect(await causesIn(world, scenarioId)).toEqual([]);
    world.clock.move(HOUR_MS / 3_600_000);
    await order(world, 1);
    await run(world);
    expect(await causesIn(world, scenarioId)).toHaveLength(1);
  });
});
