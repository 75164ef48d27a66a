/** A shop's value tiers as staff see them, and what a draft of them would come to. */
import type { TierCount, TiersPreview, TiersSuggestion, TiersView } from '../../contract/tiers.ts';
import { minorDigits } from '../../core/money.ts';
import { levelsOf, sharesOf } from '../../core/tier/levels.ts';
import { placesAmong } from '../../core/tier/places.ts';
import { SUGGESTED_SHARES, suggestShares, suggestTiers } from '../../core/tier/suggest.ts';
import type { TierDefinition, TierLevel } from '../../core/tier/types.ts';
import type { Day } from '../../core/time.ts';
import type { CustomerCounts } from '../database/customer-counts.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type * as TierAssignment from '../database/tier-assignment.ts';
import type * as TierStandings from '../database/tier-standings.ts';
import type * as Tiers from '../database/tiers.ts';
import type { ReadCounts } from '../jobs/keep-counts.ts';

export interface TiersViewDeps {
  readonly store: Pick<typeof Tiers, 'readTiers'> &
    Pick<typeof TierAssignment, 'previewTiers' | 'countTiers'> &
    Pick<typeof TierStandings, 'readLeastValues' | 'countLoyalty'>;
  readonly readCustomerCounts: ReadCounts<CustomerCounts>;
}

export interface Place {
  readonly today: Day;
  readonly zone: string;
}

export async function tiersView(
  { store, readCustomerCounts }: TiersViewDeps,
  tx: ShopTransaction,
  { today }: Pick<Place, 'today'>,
): Promise<TiersView> {
  const { definition, version, levels, assignedAt, pass, loyalty, known } =
    await store.readTiers(tx);
  const counted = await store.countTiers(tx);
  const tiers = countsOf(definition, levels, (tierId) => counted.get(tierId) ?? 0);
  const everybody = await readCustomerCounts(tx, today);
  const within = tiers.reduce((sum, { customers }) => sum + customers, 0);
  return {
    definition,
    version,
    tiers,
    former: [...known]
      .filter(([, { removed }]) => removed || definition === null)
      .map(([tierId, { name }]) => ({ tierId, name })),
    // Customers who came since everybody was counted are in tiers already.
    without: everybody && Math.max(0, everybody.counts.customers - within),
    countedAt: everybody?.countedAt ?? null,
    assigning: definition !== null && (pass !== null || assignedAt === null),
    assignedAt,
    loyalty:
      definition === null || loyalty === null
        ? null
        : {
            readAt: loyalty.readAt,
            failure: loyalty.sync?.state === 'failed' ? loyalty.sync.error : null,
            ...(await store.countLoyalty(tx, definition)),
          },
  };
}

function countsOf(
  definition: TierDefinition | null,
  levels: readonly TierLevel[],
  customersIn: (tierId: string, rank: number) => number,
): readonly TierCount[] {
  return (definition?.tiers ?? []).map(({ id: tierId, name }, i) => ({
    tierId,
    name,
    customers: customersIn(tierId, i + 1),
    enter: definition?.basis === 'loyalty tier' ? null : (levels[i]?.enter ?? null),
  }));
}

export async function previewOf(
  { store }: TiersViewDeps,
  tx: ShopTransaction,
  definition: TierDefinition,
  place: Place,
): Promise<Pick<TiersPreview, 'unread' | 'counts'>> {
  const before = await store.readTiers(tx);
  if (isUnread(definition, before)) return { unread: true, counts: null };
  const shares = sharesOf(definition);
  const { least } =
    shares.length > 0
      ? await store.readLeastValues(tx, { definition, ...place }, shares)
      : { least: new Map() };
  const levels = levelsOf(definition, least);
  const counts = await store.previewTiers(
    tx,
    { definition, levels, ...place, customerIds: null, fresh: true },
    placesAmong(definition.tiers, before.known),
  );
  const isOn = before.definition !== null;
  return {
    unread: false,
    counts: {
      tiers: countsOf(definition, levels, (_, rank) => counts.customers[rank] ?? 0),
      without: counts.customers[0] ?? 0,
      up: isOn ? counts.up : 0,
      down: isOn ? counts.down : 0,
    },
  };
}

/** Customers have only what was read of the metafield that is set already. */
function isUnread(
  { metafield }: TierDefinition,
  { definition: before, loyalty }: Tiers.StoredTiers,
): boolean {
  if (metafield === null) return false;
  const isSame =
    before?.metafield?.namespace === metafield.namespace && before.metafield.key === metafield.key;
  return !isSame || loyalty?.readAt == null;
}

const USUAL_PREFIX = {
  spend: null,
  orders: null,
  'loyalty tier': 'tier:',
  'loyalty points': 'points:',
} as const;

export async function suggestionFor(
  { store }: TiersViewDeps,
  tx: ShopTransaction,
  given: Pick<TierDefinition, 'basis' | 'window' | 'limits'>,
  { currency, ...place }: Place & { readonly currency: string },
): Promise<TiersSuggestion> {
  const empty = { ...given, tagPrefix: USUAL_PREFIX[given.basis], metafield: null, tiers: [] };
  const figures = await store.readLeastValues(
    tx,
    { definition: empty, ...place },
    given.basis === 'loyalty tier' ? [] : SUGGESTED_SHARES,
  );
  const tiers = suggestTiers(given.basis, figures, 10 ** minorDigits(currency));
  const isShare = given.limits === 'shares' && given.basis !== 'loyalty tier';
  return {
    definition: { ...empty, tiers: isShare ? suggestShares(tiers) : tiers },
    customers: figures.customers,
  };
}
