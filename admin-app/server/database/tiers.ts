/** A shop's value tiers as staff define them, and what it takes to be in each today. */
import type { Tier, TierBasis, TierDefinition, TierLevel } from '../../core/tier/types.ts';
import { type Day, type DayText, type Instant, parseDay } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import type { TierPass } from './tier-pass.ts';

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
