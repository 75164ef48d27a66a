/** Whose facts have changed since segments were last compared with them; noted by triggers (migration 003). */
import type { Fact } from '../../core/segment/attributes.ts';
import type { Day } from '../../core/time.ts';
import { formatDay } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';

/**
 * `existence`: the customer came or went, which concerns every segment. `reach`: whether messages may go to them, which
 * concerns none, but is in snapshots.
 */
export type ChangedFact = Fact | 'existence' | 'reach';

export interface WaitingChanges {
  readonly changeIds: readonly number[];
  readonly byCustomer: ReadonlyMap<number, ReadonlySet<ChangedFact>>;
  /** Changed for everybody. */
  readonly forEverybody: ReadonlySet<ChangedFact>;
}

/**
 * From now on changes are noted. Whoever is writing the shop's customers or orders at this moment did not note theirs:
 * the first time this waits for them, and everybody is looked at once more.
 */
export async function startTracking(tx: ShopTransaction): Promise<void> {
  const tracked = await tx.query('select from segment_tracking where shop_id = $1', [tx.shopId]);
  if (tracked.length > 0) return;
  await tx.one('select shop_id from shops where shop_id = $1 for update', [tx.shopId]);
  const started = await tx.execute(
    'insert into segment_tracking (shop_id) values ($1) on conflict do nothing',
    [tx.shopId],
  );
  if (started === 1) await noteForEverybody(tx, ['existence']);
}

/** For what is written for everybody at once, such as predictions. Does nothing while changes are not noted. */
export async function noteForEverybody(
  tx: ShopTransaction,
  facts: readonly ChangedFact[],
): Promise<void> {
  await tx.execute(
    `insert into segment_changes (shop_id, facts) select shop_id, $2 from segment_tracking where shop_id = $1`,
    [tx.shopId, facts],
  );
}

/** Something waits to be taken in: changed facts, or a day that has not been looked at. */
export async function hasSegmentWork(tx: ShopTransaction, today: Day): Promise<boolean> {
  const row = await tx.one<{ work: boolean }>(
    `select exists (select from segment_changes where shop_id = $1 and taken_version is null)
         or exists (select from segments
                     where shop_id = $1 and archived_at is null and evaluated_on <> $2) as work`,
    [tx.shopId, formatDay(today)],
  );
  return row.work;
}

/** The oldest that wait. Those of transactions still under way are not among them, and come later. */
export async function readWaitingChanges(
  tx: ShopTransaction,
  limit: number,
): Promise<WaitingChanges> {
  const rows = await tx.query<{
    change_id: number;
    customer_id: number | null;
    facts: readonly ChangedFact[];
  }>(
    `select change_id, customer_id, facts from segment_changes
      where shop_id = $1 and taken_version is null order by change_id limit $2`,
    [tx.shopId, limit],
  );
  const byCustomer = new Map<number, Set<ChangedFact>>();
  const forEverybody = new Set<ChangedFact>();
  for (const { customer_id: customerId, facts } of rows) {
    const known = customerId === null ? forEverybody : byCustomer.get(customerId);
    if (known) for (const fact of facts) known.add(fact);
    else if (customerId !== null) byCustomer.set(customerId, new Set(facts));
  }
  return { changeIds: rows.map((row) => row.change_id), byCustomer, forEverybody };
}

/** A difference since before so many batches is no smaller than the whole. */
const KEPT_VERSIONS = 1_000;
const MOST_IN_A_DIFFERENCE = 10_000;

/** Call `lockSegments` before. What is older than a change for everybody is of no use to anyone, and goes. */
export async function markTaken(
  tx: ShopTransaction,
  { changeIds, byCustomer, forEverybody }: WaitingChanges,
): Promise<void> {
  const startAnew = forEverybody.size > 0 || byCustomer.size > MOST_IN_A_DIFFERENCE;
  const { version, oldest } = await tx.one<{ version: number; oldest: number }>(
    `update segment_tracking
        set version = version + 1,
            oldest_version = case when $2 then version + 1 else greatest(oldest_version, version - $3) end
      where shop_id = $1 returning version, oldest_version as oldest`,
    [tx.shopId, startAnew, KEPT_VERSIONS],
  );
  await tx.execute(
    `update segment_changes set taken_version = $2 where shop_id = $1 and change_id = any ($3::bigint[])`,
    [tx.shopId, version, numberArray(changeIds)],
  );
  await tx.execute('delete from segment_changes where shop_id = $1 and taken_version <= $2', [
    tx.shopId,
    oldest,
  ]);
}

export interface TrackedVersions {
  readonly version: number;
  readonly oldestVersion: number;
  /** Versions of another epoch say nothing here. */
  readonly epoch: string;
}

/** Null while changes are not noted. */
export async function readTracking(tx: ShopTransaction): Promise<TrackedVersions | null> {
  const row = await tx.maybeOne<TrackedVersions>(
    `select version, oldest_version as "oldestVersion", epoch from segment_tracking where shop_id = $1`,
    [tx.shopId],
  );
  return row ?? null;
}

/** Who changed after a version that is not older than the oldest known. */
export async function readChangedSince(
  tx: ShopTransaction,
  version: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ customer_id: number }>(
    `select distinct customer_id from segment_changes
      where shop_id = $1 and taken_version > $2 and customer_id is not null order by customer_id`,
    [tx.shopId, version],
  );
  return rows.map((row) => row.customer_id);
}
