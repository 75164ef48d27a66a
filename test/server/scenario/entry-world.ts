/** What lets customers enter: small scenarios of any start, segments that are kept, and causes as they are stored. */
import type {
  Block,
  Goal,
  Reentry,
  ScenarioDefinition,
  StartTrigger,
} from '../../../admin-app/core/scenario/types.ts';
import { dayOf } from '../../../admin-app/core/time.ts';
import * as Renames from '../../../admin-app/server/database/renames.ts';
import * as SegmentChanges from '../../../admin-app/server/database/segment-changes.ts';
import * as SegmentMembers from '../../../admin-app/server/database/segment-members.ts';
import * as Segments from '../../../admin-app/server/database/segments.ts';
import * as Shops from '../../../admin-app/server/database/shops.ts';
import type { ShopTransaction } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { applyEdit } from '../../../admin-app/server/http/segments-edit.ts';
import { createEvaluateSegments } from '../../../admin-app/server/jobs/evaluate-segments.ts';
import { insertCustomer } from '../../support/shop-rows.ts';
import type { World } from './world.ts';

export interface Small {
  readonly trigger: StartTrigger;
  readonly condition?: string;
  readonly reentry?: Reentry;
  readonly goal?: Goal;
  /** What comes after the start; whoever is through waits there for ever. */
  readonly blocks?: readonly Block[];
  readonly holdoutShare?: number;
}

/** A scenario whose customers wait at its end, so that it shows who entered. */
export function small({ trigger, blocks = [], ...given }: Small): ScenarioDefinition {
  return {
    goal: given.goal ?? { kind: 'none' },
    quiet: null,
    blocks: [
      {
        kind: 'start',
        id: 'start',
        trigger,
        condition: given.condition ?? null,
        reentry: given.reentry ?? { kind: 'each time' },
        holdoutShare: given.holdoutShare ?? 0,
        next: blocks[0]?.id ?? 'stay',
      },
      ...blocks,
      { kind: 'wait', id: 'stay', until: { kind: 'time', hours: 8_000 }, next: 'end' },
      { kind: 'exit', id: 'end', outcome: 'through' },
    ],
  };
}

/** Customers without an order, known for two years. */
export async function insertCustomers(world: World, ...customerIds: number[]): Promise<void> {
  await world.inShop(async (tx) => {
    for (const customerId of customerIds) await insertCustomer(tx, { customer_id: customerId });
    await tx.execute(
      `update customers set created_at = '2024-06-01Z' where customer_id = any ($1::bigint[])`,
      [customerIds],
    );
  });
}

/** Something a customer did. */
export async function act(
  world: World,
  customerId: number,
  activity: {
    readonly kind: string;
    readonly channel?: string;
    readonly url?: string;
    readonly hoursAgo?: number;
    readonly byMachine?: boolean;
  },
): Promise<void> {
  await world.inShop((tx) =>
    tx.execute(
      `insert into activities (shop_id, customer_id, at, channel, kind, by_machine, details)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        tx.shopId,
        customerId,
        timestampText(world.clock.now() - (activity.hoursAgo ?? 0) * 3_600_000),
        activity.channel ?? 'store',
        activity.kind,
        activity.byMachine ?? false,
        JSON.stringify(activity.url === undefined ? {} : { url: activity.url }),
      ],
    ),
  );
}

/** Keeps the world's segments as the job does. */
export function segmentsOf(world: World) {
  const evaluate = createEvaluateSegments({
    clock: world.clock,
    inShop: world.engine.inShop,
    store: { ...Segments, ...SegmentChanges, ...SegmentMembers, ...Shops },
  });
  return {
    catchUp: () => evaluate.catchUp(world.shopId),
    rename: async (tx: ShopTransaction, segmentId: number, name: string) => {
      const segment = await Segments.readSegment(tx, segmentId);
      const deps = { clock: world.clock, store: { ...Segments, ...Renames }, evaluate };
      return await applyEdit(deps, tx, segmentId, { name, query: segment?.text ?? '' }, 'en');
    },
    create: (name: string, text: string) =>
      world.inShop(async (tx) => {
        await Segments.lockSegments(tx);
        const at = world.clock.now();
        const today = dayOf(at, 'Europe/Warsaw');
        const segmentId = await Segments.insertSegment(tx, { name, text, today, at });
        await evaluate.created(tx, segmentId);
        return segmentId;
      }),
  };
}

/** Tags a customer as a webhook would. */
export async function tag(world: World, customerId: number, ...tags: string[]): Promise<void> {
  await world.inShop((tx) =>
    tx.execute('update customers set tags = $2 where customer_id = $1', [customerId, tags]),
  );
}

/** "1: order 7" for each enrolment, by customer and time. */
export async function causesIn(world: World, scenarioId: number): Promise<readonly string[]> {
  const rows = await world.inShop((tx) =>
    tx.query<{ entry: string }>(
      `select customer_id || ': ' || regexp_replace(cause, '[0-9]{1,}$', '…') as entry from enrolments
        where scenario_id = $1 order by customer_id, enrolment_id`,
      [scenarioId],
    ),
  );
  return rows.map(({ entry }) => entry);
}

/** The first line of a customer's history. */
export async function wordsOf(world: World, customerId: number): Promise<string> {
  const row = await world.inShop((tx) =>
    tx.one<{ cause: string }>(
      `select s.cause from enrolment_steps s join enrolments e using (shop_id, enrolment_id)
        where e.customer_id = $1 and s.step = 1 order by e.enrolment_id desc limit 1`,
      [customerId],
    ),
  );
  return row.cause;
}
