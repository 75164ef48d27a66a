/**
 * The dry run beside the engine: a store lives through some weeks with active scenarios, and the same scenarios are then
 * rehearsed over these weeks. Both must have let in as many on each day, and out with the same outcomes.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Block, Goal } from '../../../admin-app/core/scenario/types.ts';
import { formatDay, HOUR_MS } from '../../../admin-app/core/time.ts';
import { act, insertCustomers, type Small, segmentsOf, small } from './entry-world.ts';
import { activate, order, useWorlds, type World } from './world.ts';

const createWorld = useWorlds();

const DAYS = 12;
const CUSTOMERS = [1, 2, 3, 4];
/** Before the scenarios are activated. */
const DAYS_BEFORE = 6;
const SEGMENTS = {
  'one order': 'number_of_orders = 1',
  'two lately': 'orders_placed MATCHES (count >= 2, date >= -9d)',
  lookers: `storefront_event.product_viewed MATCHES (date >= -4d) AND number_of_orders < 4`,
  regulars: 'number_of_orders > 1 AND last_order_date >= -6d',
  lost: 'last_activity_date < -5d OR NOT orders_placed MATCHES (date >= -12d, amount > 10)',
};
type SegmentName = keyof typeof SEGMENTS;

type What = 'order' | 'look' | 'click' | 'visit';
interface Happening {
  readonly day: number;
  readonly hour: number;
  readonly customerId: number;
  readonly what: What;
}

const happenings = fc.uniqueArray(
  fc.record<Happening>({
    day: fc.integer({ min: -DAYS_BEFORE, max: DAYS - 1 }),
    hour: fc.integer({ min: 6, max: 20 }),
    customerId: fc.constantFrom(...CUSTOMERS),
    what: fc.constantFrom('order', 'order', 'look', 'click', 'visit'),
  }),
  { minLength: 30, maxLength: 34, selector: ({ day, customerId }) => `${day} ${customerId}` },
);

/** Waits before they leave, so that some are inside when the next cause comes. */
function waiting(hours: number): readonly Block[] {
  return [
    { kind: 'wait', id: 'wait', until: { kind: 'time', hours }, next: 'out' },
    { kind: 'exit', id: 'out', outcome: 'waited' },
  ];
}

function plays(ids: ReadonlyMap<SegmentName, number>): Readonly<Record<string, Small>> {
  const id = (name: SegmentName) => ids.get(name) ?? -1;
  const joins = (name: SegmentName, from: SegmentName | null = null) =>
    ({
      kind: 'joins segment',
      segmentId: id(name),
      fromSegmentId: from === null ? null : id(from),
    }) as const;
  const order: Goal = { kind: 'order' };
  return {
    'joins by orders and days': { trigger: joins('two lately'), blocks: waiting(30) },
    'joins by looks, ends with an order': {
      trigger: joins('lookers'),
      goal: order,
      blocks: waiting(70),
    },
    'joins when days pass': { trigger: joins('lost'), goal: order, blocks: waiting(100) },
    'joins from another': { trigger: joins('regulars', 'one order'), blocks: waiting(30) },
    'joins, once only': { trigger: joins('lookers'), reentry: { kind: 'never' } },
    'silent, again after three days': {
      trigger: { kind: 'inactive', by: { kind: 'no order', days: 5 } },
      reentry: { kind: 'after', days: 3 },
      blocks: waiting(60),
    },
    'silent and known for a look': {
      trigger: { kind: 'inactive', by: { kind: 'no order', days: 4 } },
      condition: `storefront_event.product_viewed MATCHES (date >= -3d)`,
      goal: order,
      blocks: waiting(40),
    },
    'second order of somebody active': {
      trigger: { kind: 'order placed', number: null, category: null },
      condition: 'number_of_orders >= 2 AND last_activity_date >= -3d',
      goal: order,
      blocks: waiting(50),
    },
    'click until they are regular': {
      trigger: { kind: 'link clicked', urlContains: 'sale' },
      goal: { kind: 'joins segment', segmentId: id('regulars') },
      blocks: waiting(90),
    },
    'back after an absence': {
      trigger: { kind: 'back after absence', days: 4, seen: 'visit' },
      blocks: waiting(20),
    },
    'branches by what is then': {
      trigger: { kind: 'link clicked', urlContains: 'sale' },
      blocks: [
        { kind: 'wait', id: 'wait', until: { kind: 'time', hours: 30 }, next: 'midnight' },
        // The timers of this store run at midnight.
        { kind: 'wait', id: 'midnight', until: { kind: 'hour', hour: 0 }, next: 'which' },
        {
          kind: 'branch',
          id: 'which',
          name: 'Which',
          arms: [{ name: 'Regular', query: SEGMENTS.regulars, next: 'regular' }],
          otherwise: 'other',
        },
        { kind: 'exit', id: 'regular', outcome: 'regular' },
        { kind: 'exit', id: 'other', outcome: 'other' },
      ],
    },
  };
}

/** Sends whoever comes back into another scenario. */
function caller(scenarioId: number): Small {
  const blocks: readonly Block[] = [
    { kind: 'start scenario', id: 'call', scenarioId, next: 'out' },
    { kind: 'exit', id: 'out', outcome: 'sent on' },
  ];
  return { trigger: { kind: 'back after absence', days: 3, seen: 'visit' }, blocks };
}

async function happen(world: World, { customerId, what }: Happening): Promise<void> {
  switch (what) {
    case 'order':
      await order(world, customerId);
      return await act(world, customerId, { kind: 'ordered' });
    case 'look':
      return await act(world, customerId, { kind: 'product viewed' });
    case 'visit':
      return await act(world, customerId, { kind: 'visited' });
    case 'click': {
      const url = 'https://pine.example/sale';
      return await act(world, customerId, { kind: 'clicked', channel: 'email', url });
    }
  }
}

interface Lived {
  readonly world: World;
  readonly scenarios: ReadonlyMap<string, number>;
}

/** Midnight of the shop's 16 June is when all is activated. */
async function live(script: readonly Happening[]): Promise<Lived> {
  const world = await createWorld();
  await insertCustomers(world, ...CUSTOMERS);
  const segments = segmentsOf(world);
  const due = [...script].sort((a, b) => a.day - b.day || a.hour - b.hour);
  const first = world.clock.now() + 12 * HOUR_MS;
  const goTo = (day: number, hour: number) =>
    world.clock.move((first - world.clock.now()) / HOUR_MS + day * 24 + hour);
  const takeIn = async () => {
    await segments.catchUp();
    while ((await world.engine.stepEnrolments(world.shopId)) > 0);
  };
  const midnight = async (day: number) => {
    goTo(day, 0);
    await segments.catchUp();
    await world.engine.enterScenarios(world.shopId);
    await takeIn();
  };
  const playDay = async (day: number) => {
    for (const each of due.filter((it) => it.day === day)) {
      goTo(day, each.hour);
      await world.engine.stepEnrolments(world.shopId);
      await happen(world, each);
      await takeIn();
    }
    // What is over by the end of the day ends on it.
    goTo(day + 1, -1 / 60);
    await takeIn();
  };
  for (let day = -DAYS_BEFORE; day < 0; day += 1) await playDay(day);
  goTo(0, 0);
  const ids = new Map<SegmentName, number>();
  for (const [name, text] of Object.entries(SEGMENTS)) {
    // The keys are the names.
    ids.set(name as SegmentName, await segments.create(name, text));
  }
  const scenarios = new Map<string, number>();
  for (const [name, play] of Object.entries(plays(ids))) {
    scenarios.set(name, await activate(world, small(play)));
  }
  const called = await activate(
    world,
    small({ trigger: { kind: 'another scenario' }, blocks: waiting(80) }),
  );
  scenarios.set('called by another', called);
  scenarios.set('calls another', await activate(world, small(caller(called))));
  for (let day = 0; day < DAYS; day += 1) {
    await midnight(day);
    await playDay(day);
  }
  goTo(DAYS, 0);
  return { world, scenarios };
}

async function asTheEngineDid({ world }: Lived, scenarioId: number) {
  const days = await world.inShop((tx) =>
    tx.query<{ day: string; entered: number }>(
      `select (entered_at at time zone 'Europe/Warsaw')::date as day, count(*) as entered from enrolments
        where scenario_id = $1 and entered_at < $2 group by 1 order by 1`,
      [scenarioId, new Date(world.clock.now()).toISOString()],
    ),
  );
  const outcomes = await world.inShop((tx) =>
    tx.query<{ outcome: string; customers: number }>(
      `select outcome, count(*) as customers from enrolments
        where scenario_id = $1 and ended_at < $2 group by 1`,
      [scenarioId, new Date(world.clock.now()).toISOString()],
    ),
  );
  return {
    days: days.map(({ day, entered }) => `${day}: ${entered}`),
    outcomes: Object.fromEntries(outcomes.map((row) => [row.outcome, row.customers])),
  };
}

async function asRehearsed({ world }: Lived, scenarioId: number) {
  const run = world.engine.dryRun(world.shopId, scenarioId, DAYS);
  let said = await run.next();
  while (!said.done) said = await run.next();
  const answer = said.value;
  if (!answer || 'whyNot' in answer) throw new Error(`not rehearsed: ${answer?.whyNot}`);
  const { days, outcomes } = answer.outcome;
  const entered = days.filter((day) => day.entered > 0);
  return { days: entered.map((it) => `${formatDay(it.day)}: ${it.entered}`), outcomes };
}

it('lets in on the days on which the engine did, and out as it did', async () => {
  let compared = 0;
  for (const script of fc.sample(happenings, { numRuns: 1, seed: 7 })) {
    const lived = await live(script);
    for (const [name, scenarioId] of lived.scenarios) {
      const did = await asTheEngineDid(lived, scenarioId);
      expect({ name, ...(await asRehearsed(lived, scenarioId)) }).toEqual({ name, ...did });
      compared += did.days.length;
    }
  }
  // There was something to compare.
  expect(compared).toBeGreaterThan(30);
}, 180_000);
