/** A shop's value tiers as staff define them, and what it takes to be in each today. */
import type { LoyaltySource } from '../../core/store-records.ts';
import { placesAmong } from '../../core/tier/places.ts';
import type { Tier, TierBasis, TierDefinition, TierLevel } from '../../core/tier/types.ts';
import { type Day, type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';
import { noteForEverybody } from './segment-changes.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export type TierPass = 'first' | 'definition edited' | 'day';

export interface StoredTiers {
  /** Null while tiers are off. */
  readonly definition: TierDefinition | null;
  readonly version: number;
  readonly levels: readonly TierLevel[];
  /** When everybody was first given a tier; null until then. */
  readonly assignedAt: Instant | null;
  readonly assignedOn: Day | null;
  readonly pass: {
    readonly kind: TierPass;
    readonly day: Day | null;
    readonly after: number;
  } | null;
  /** Null while no metafield is read. */
  readonly loyalty: LoyaltyState | null;
  /** Every tier there is or was, with its place in the order, by id. */
  readonly known: ReadonlyMap<string, KnownTier>;
}

/** How far everybody's metafield of the present setting has been read. */
export interface LoyaltyState {
  readonly edition: number;
  /** Null until a sync has begun that reads it. */
  readonly sync: {
    readonly state: 'running' | 'done' | 'failed';
    readonly finishedAt: Instant | null;
    readonly error: string | null;
  } | null;
  /** Null until everybody's is read: until then nobody's tier is changed by it. */
  readonly readAt: Instant | null;
}

export interface KnownTier {
  readonly name: string;
  readonly place: number;
  readonly removed: boolean;
}

interface SettingsRow {
  readonly basis: TierBasis | null;
  readonly window_kind: TierDefinition['window'];
  readonly limits: TierDefinition['limits'];
  readonly tag_prefix: string | null;
  readonly version: number;
  readonly assigned_at: Instant | null;
  readonly assigned_on: DayText | null;
  readonly pass: TierPass | null;
  readonly pass_day: DayText | null;
  readonly pass_after: number;
  readonly metafield_namespace: string | null;
  readonly metafield_key: string | null;
  readonly metafield_edition: number;
  readonly metafield_sync_id: number | null;
  readonly metafield_read_at: Instant | null;
}

interface TierRow {
  readonly tier_id: string;
  readonly place: number;
  readonly name: string;
  readonly benefits: Tier['benefits'];
  readonly from_value: number;
  readonly tag: string;
  readonly enter_value: number | null;
  readonly stay_value: number | null;
  readonly removed: boolean;
}

const NEVER_CHOSEN: StoredTiers = {
  definition: null,
  version: 0,
  levels: [],
  assignedAt: null,
  assignedOn: null,
  pass: null,
  loyalty: null,
  known: new Map(),
};

export async function readTiers(tx: ShopTransaction): Promise<StoredTiers> {
  return await readWith(tx, '');
}

/**
 * Held until the transaction ends by whoever changes tiers or who is in them: nobody is compared twice at once, and
 * events are numbered as they become visible.
 */
export async function lockTiers(tx: ShopTransaction): Promise<StoredTiers> {
  return await readWith(tx, 'for update');
}

async function readWith(tx: ShopTransaction, lock: string): Promise<StoredTiers> {
  const row = await tx.maybeOne<SettingsRow>(
    `select basis, window_kind, limits, tag_prefix, version, assigned_at, assigned_on, pass, pass_day, pass_after,
            metafield_namespace, metafield_key, metafield_edition, metafield_sync_id, metafield_read_at
       from tier_settings where shop_id = $1 ${lock}`,
    [tx.shopId],
  );
  if (!row) return NEVER_CHOSEN;
  const tiers = await tx.query<TierRow>(
    `select tier_id, place, name, benefits, from_value, tag, enter_value, stay_value, removed_at is not null as removed
       from value_tiers where shop_id = $1 order by place, removed_at nulls first, tier_id`,
    [tx.shopId],
  );
  return fromRows(row, tiers, await readLoyaltyState(tx, row));
}

async function readLoyaltyState(
  tx: ShopTransaction,
  row: SettingsRow,
): Promise<LoyaltyState | null> {
  if (row.basis === null || row.metafield_key === null) return null;
  const sync = await tx.maybeOne<NonNullable<LoyaltyState['sync']>>(
    `select state, finished_at as "finishedAt", error from syncs where shop_id = $1 and sync_id = $2`,
    [tx.shopId, row.metafield_sync_id],
  );
  return { edition: row.metafield_edition, sync: sync ?? null, readAt: row.metafield_read_at };
}

function metafieldOf(row: SettingsRow): TierDefinition['metafield'] {
  const { metafield_namespace: namespace, metafield_key: key } = row;
  return namespace === null || key === null ? null : { namespace, key };
}

function fromRows(
  row: SettingsRow,
  rows: readonly TierRow[],
  loyalty: LoyaltyState | null,
): StoredTiers {
  const present = rows.filter(({ removed }) => !removed);
  const { basis, window_kind: window, limits, tag_prefix: tagPrefix } = row;
  const tiers = present.map(({ tier_id: id, name, benefits, from_value: from, tag }) => ({
    id,
    name,
    benefits,
    from,
    tag,
  }));
  const dayOf = (text: DayText | null) => (text === null ? null : parseDay(text));
  return {
    definition:
      basis === null
        ? null
        : { basis, window, limits, tagPrefix, metafield: metafieldOf(row), tiers },
    version: row.version,
    levels: present.map(({ enter_value: enter, stay_value: stay }) => ({ enter, stay })),
    assignedAt: row.assigned_at,
    assignedOn: dayOf(row.assigned_on),
    pass:
      row.pass === null
        ? null
        : { kind: row.pass, day: dayOf(row.pass_day), after: row.pass_after },
    loyalty,
    known: new Map(
      rows.map(({ tier_id: id, name, place, removed }) => [id, { name, place, removed }]),
    ),
  };
}

/** Makes sure that there is something to lock. */
export async function enterTierSettings(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute(
    `insert into tier_settings (shop_id, window_kind, limits, version, updated_at)
     values ($1, '12 months', 'thresholds', 0, $2) on conflict do nothing`,
    [tx.shopId, timestampText(at)],
  );
}

export interface TierEdit {
  readonly definition: TierDefinition;
  /** Null for tiers of shares, until the pass has looked at today's values. */
  readonly levels: readonly TierLevel[] | null;
  /** Null when nobody's tier can change by it: names and benefits only. */
  readonly pass: TierPass | null;
  readonly at: Instant;
}

/** Another metafield is another edition, and nothing of it has been read. */
const METAFIELD = (() => {
  const another =
    '($8::text, $9::text) is distinct from (metafield_namespace, metafield_key) and $9::text is not null';
  return `metafield_namespace = $8, metafield_key = $9,
          metafield_edition = metafield_edition + case when ${another} then 1 else 0 end,
          metafield_sync_id = case when ${another} then null else metafield_sync_id end,
          metafield_read_at = case when ${another} then null else metafield_read_at end`;
})();

/** Call `lockTiers` before. */
export async function writeTiers(tx: ShopTransaction, edit: TierEdit): Promise<void> {
  const { definition, pass, at } = edit;
  await tx.execute(
    `update tier_settings
        set basis = $2, window_kind = $3, limits = $4, tag_prefix = $5, version = version + 1, updated_at = $6,
            pass = coalesce($7, pass), pass_day = case when $7::text is null then pass_day end,
            pass_after = case when $7::text is null then pass_after else 0 end, ${METAFIELD}
      where shop_id = $1`,
    [
      tx.shopId,
      definition.basis,
      definition.window,
      definition.limits,
      definition.tagPrefix,
      timestampText(at),
      pass,
      definition.metafield?.namespace ?? null,
      definition.metafield?.key ?? null,
    ],
  );
  await placeRemoved(tx, definition.tiers, at);
  for (const [i, tier] of definition.tiers.entries()) await writeTier(tx, edit, tier, i);
  await noteForEverybody(tx, ['value tier', 'loyalty']);
}

async function writeTier(
  tx: ShopTransaction,
  { levels }: TierEdit,
  tier: Tier,
  index: number,
): Promise<void> {
  const level = levels?.[index] ?? null;
  await tx.execute(
    `insert into value_tiers as v (shop_id, tier_id, place, name, benefits, from_value, tag, enter_value, stay_value)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (shop_id, tier_id) do update
       set place = excluded.place, name = excluded.name, benefits = excluded.benefits, from_value = excluded.from_value,
           tag = excluded.tag, removed_at = null,
           enter_value = case when $10 then excluded.enter_value else v.enter_value end,
           stay_value = case when $10 then excluded.stay_value else v.stay_value end`,
    [
      tx.shopId,
      tier.id,
      index + 1,
      tier.name,
      JSON.stringify(tier.benefits),
      tier.from,
      tier.tag,
      level?.enter ?? null,
      level?.stay ?? null,
      levels !== null,
    ],
  );
}

/** A removed tier keeps a place between those that stay, so that what comes after it is still up or down. */
async function placeRemoved(
  tx: ShopTransaction,
  tiers: readonly Tier[],
  at: Instant,
): Promise<void> {
  const { known } = await readTiers(tx);
  for (const [id, place] of placesAmong(tiers, known)) {
    if (tiers.some((tier) => tier.id === id)) continue;
    await tx.execute(
      `update value_tiers set place = $3, removed_at = coalesce(removed_at, $4) where shop_id = $1 and tier_id = $2`,
      [tx.shopId, id, place, timestampText(at)],
    );
  }
}

/** Nobody is in any tier any more; what happened stays. */
export async function switchTiersOff(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute(
    `update tier_settings
        set basis = null, version = version + 1, updated_at = $2, assigned_at = null, assigned_on = null, pass = null,
            pass_day = null, pass_after = 0, metafield_namespace = null, metafield_key = null
      where shop_id = $1`,
    [tx.shopId, timestampText(at)],
  );
  await tx.execute('delete from customer_tiers where shop_id = $1', [tx.shopId]);
  await tx.execute('delete from tier_changes where shop_id = $1', [tx.shopId]);
  await noteForEverybody(tx, ['value tier', 'loyalty']);
}

/** Begins to go through the customers for a day, with what it takes that day. */
export async function beginPass(
  tx: ShopTransaction,
  pass: { readonly kind: TierPass; readonly day: Day; readonly levels: readonly TierLevel[] },
): Promise<void> {
  await tx.execute(
    'update tier_settings set pass = $2, pass_day = $3, pass_after = 0 where shop_id = $1',
    [tx.shopId, pass.kind, formatDay(pass.day)],
  );
  for (const [i, { enter, stay }] of pass.levels.entries()) {
    await tx.execute(
      `update value_tiers set enter_value = $3, stay_value = $4
        where shop_id = $1 and place = $2 and removed_at is null`,
      [tx.shopId, i + 1, enter, stay],
    );
  }
}

export async function advancePass(tx: ShopTransaction, after: number): Promise<void> {
  await tx.execute('update tier_settings set pass_after = $2 where shop_id = $1', [
    tx.shopId,
    after,
  ]);
}

export async function endPass(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute(
    `update tier_settings
        set assigned_on = pass_day, assigned_at = coalesce(assigned_at, $2), pass = null, pass_day = null, pass_after = 0
      where shop_id = $1`,
    [tx.shopId, timestampText(at)],
  );
}

/** Something waits to be taken in. While a shop is read for the first time, or its metafield anew, everything does. */
export async function hasTierWork(
  tx: ShopTransaction,
  { today, readAgainSince }: { readonly today: Day; readonly readAgainSince: Instant },
): Promise<boolean> {
  const row = await tx.one<{ work: boolean }>(
    `select exists (select from tier_settings t
                     where t.shop_id = $1 and t.basis is not null
                       and (t.pass is not null or t.assigned_on is distinct from $2
                            or exists (select from tier_changes c where c.shop_id = $1))
                       and not exists (select from syncs s
                                        where s.shop_id = $1 and s.state = 'running' and s.cause = 'install')
                       and (t.metafield_key is null or t.metafield_read_at is not null
                            or not exists (select from syncs s
                                            where s.shop_id = $1
                                              and (s.state = 'running'
                                                   or (s.sync_id = t.metafield_sync_id and s.state = 'failed'
                                                       and s.finished_at > $3))))) as work`,
    [tx.shopId, formatDay(today), timestampText(readAgainSince)],
  );
  return row.work;
}

/** The metafield that syncs are to read along; null for none. */
export async function readLoyaltySource(tx: ShopTransaction): Promise<LoyaltySource | null> {
  const row = await tx.maybeOne<LoyaltySource>(
    `select metafield_namespace as namespace, metafield_key as key, metafield_edition as edition
       from tier_settings where shop_id = $1 and basis is not null and metafield_key is not null`,
    [tx.shopId],
  );
  return row ?? null;
}

/** Call `lockTiers` before. */
export async function loyaltyReadBy(tx: ShopTransaction, syncId: number): Promise<void> {
  await tx.execute('update tier_settings set metafield_sync_id = $2 where shop_id = $1', [
    tx.shopId,
    syncId,
  ]);
}

/** Everybody's metafield is there. Call `lockTiers` before. */
export async function loyaltyRead(tx: ShopTransaction, at: Instant): Promise<void> {
  await tx.execute('update tier_settings set metafield_read_at = $2 where shop_id = $1', [
    tx.shopId,
    timestampText(at),
  ]);
  await noteForEverybody(tx, ['loyalty']);
}
