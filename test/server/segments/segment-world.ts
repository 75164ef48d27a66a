/** A shop with a clock that tests move, its segments over HTTP, and the job that keeps their members right. */
import { dayOf, formatDay } from '../../../admin-app/core/time.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import * as Renames from '../../../admin-app/server/database/renames.ts';
import * as SegmentChanges from '../../../admin-app/server/database/segment-changes.ts';
import * as SegmentLists from '../../../admin-app/server/database/segment-lists.ts';
import * as SegmentMembers from '../../../admin-app/server/database/segment-members.ts';
import * as SegmentReach from '../../../admin-app/server/database/segment-reach.ts';
import * as SegmentSnapshots from '../../../admin-app/server/database/segment-snapshot.ts';
import * as Segments from '../../../admin-app/server/database/segments.ts';
import * as Shops from '../../../admin-app/server/database/shops.ts';
import {
  type ShopTransaction,
  withReadOnlyShop,
  withShop,
} from '../../../admin-app/server/database/tenant.ts';
import { segmentRoutes } from '../../../admin-app/server/http/segments.ts';
import { createEvaluateSegments } from '../../../admin-app/server/jobs/evaluate-segments.ts';
import { keepCountsOf } from '../../support/keep-counts.ts';
import { insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { staffSession } from '../../support/staff-session.ts';

export interface SegmentWorld {
  readonly shopId: number;
  readonly clock: { at: number };
  /** The shop's today as text, some days on. */
  day(ahead?: number): string;
  inShop<T>(run: (tx: ShopTransaction) => Promise<T>): Promise<T>;
  sql(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** What the timers and the job do. Returns whether there was anything to do. */
  catchUp(): Promise<boolean>;
  request(
    path: string,
    method?: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** The answer of a request that must succeed. */
  ask<T>(path: string, method?: string, body?: unknown): Promise<T>;
  /** Creates a segment; returns its number. */
  create(name: string, query: string): Promise<number>;
  members(segmentId: number): Promise<readonly number[]>;
  /** Oldest first, as "joined 3: facts changed orders". */
  events(segmentId: number): Promise<readonly string[]>;
}

let shops = 0;

/** A shop with more than `most` customers is counted behind those who look. */
export async function createSegmentWorld(
  db: Database,
  zone = 'UTC',
  most?: number,
): Promise<SegmentWorld> {
  shops += 1;
  const shopId = await insertShop(db, `segments-${shops}.myshopify.com`, zone);
  const state = { at: SOME_DAY };
  const clock = { now: () => state.at, onMove: () => () => {} };
  const inShop = <T>(id: number, run: (tx: ShopTransaction) => Promise<T>) => withShop(db, id, run);
  const evaluate = createEvaluateSegments({
    clock,
    inShop,
    store: { ...Segments, ...SegmentChanges, ...SegmentMembers, ...Shops },
  });
  const app = staffSession({ shopId, zone });
  app.route(
    '/api/segments',
    segmentRoutes({
      clock,
      inShop,
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      keepCounts: keepCountsOf({ clock, inShop }, most),
      store: { ...Segments, ...SegmentMembers, ...SegmentReach, ...SegmentLists, ...Renames },
      snapshots: { ...SegmentChanges, ...SegmentSnapshots },
      evaluate,
    }),
  );

  const world: SegmentWorld = {
    shopId,
    clock: state,
    day: (ahead = 0) => formatDay(dayOf(state.at, zone) + ahead),
    inShop: (run) => inShop(shopId, run),
    sql: (text, values) => world.inShop((tx) => tx.query(text, values)),
    async catchUp() {
      const worked = await evaluate.hasWork(shopId, dayOf(state.at, zone));
      if (worked) await evaluate.catchUp(shopId);
      return worked;
    },
    request: async (path, method = 'GET', body, headers = {}) =>
      await app.request(`/api/segments${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async ask<T>(path: string, method?: string, body?: unknown) {
      const answer = await world.request(path, method, body);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      // The caller names the contract of the address it asks.
      return (await answer.json()) as T;
    },
    async create(name, query) {
      const { segmentId } = await world.ask<{ segmentId: number }>('', 'POST', { name, query });
      await world.catchUp();
      return segmentId;
    },
    async members(segmentId) {
      const rows = await world.sql(
        'select customer_id from segment_members where segment_id = $1 order by customer_id',
        [segmentId],
      );
      return rows.map((row) => Number(row.customer_id));
    },
    async events(segmentId) {
      const rows = await world.sql(
        `select concat_ws(' ', kind, customer_id || ':', cause, nullif(array_to_string(facts, '+'), ''),
                          '(' || through || ')') as event
           from segment_events where segment_id = $1 order by event_id`,
        [segmentId],
      );
      return rows.map((row) => String(row.event));
    },
  };
  return world;
}

/** A customer whose next order is predicted; the last one was long before. */
export async function insertDue(
  world: SegmentWorld,
  customerId: number,
  dueDay: string | null,
): Promise<void> {
  await world.sql(
    `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     values ($1, $2, 1, 2500, '2025-01-01', '2025-01-01')`,
    [world.shopId, customerId],
  );
  await world.sql(
    `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day)
     values ($1, $2, 1, '2026-01-01', 'own rhythm', $3)`,
    [world.shopId, customerId, dueDay],
  );
}
