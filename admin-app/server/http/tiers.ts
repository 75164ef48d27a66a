import { Hono } from 'hono';
import {
  type CustomerTierView,
  customerTierEdit,
  suggestionQuestion,
  type TierCount,
  type TiersPreview,
  type TiersSuggestion,
  type TiersView,
  tiersEdit,
  tiersQuestion,
} from '../../contract/tiers.ts';
import { minorDigits } from '../../core/money.ts';
import { tierFaults } from '../../core/tier/faults.ts';
import { forecastValue } from '../../core/tier/forecast.ts';
import { levelsOf, sharesOf } from '../../core/tier/levels.ts';
import { nextTier } from '../../core/tier/next-tier.ts';
import { placesAmong } from '../../core/tier/places.ts';
import { SUGGESTED_SHARES, suggestShares, suggestTiers } from '../../core/tier/suggest.ts';
import { isLoyalty, type TierDefinition, type TierLevel } from '../../core/tier/types.ts';
import { type Day, dayOf } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type { CustomerCounts } from '../database/customer-list.ts';
import type * as CustomerRecords from '../database/customer-record.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type * as TierAssignment from '../database/tier-assignment.ts';
import type * as TierEvents from '../database/tier-events.ts';
import type * as TierStandings from '../database/tier-standings.ts';
import type * as Tiers from '../database/tiers.ts';
import type * as TiersWriter from '../database/tiers-writer.ts';
import type { SetTier } from '../jobs/assign-tiers.ts';
import type { EditTiers } from '../jobs/edit-tiers.ts';
import type { ReadCounts } from '../jobs/keep-counts.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound, overtaken, Refusal } from './refusal.ts';
import { unreadQueries } from './segments-view.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';
import { tiersInWords } from './staff-log-words.ts';

const HISTORY = 50;

export interface TierRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<typeof Tiers, 'readTiers' | 'lockTiers'> &
    Pick<typeof TiersWriter, 'enterTierSettings'> &
    Pick<typeof TierAssignment, 'previewTiers' | 'countTiers'> &
    Pick<typeof TierStandings, 'readLeastValues' | 'countLoyalty'> &
    Pick<typeof TierEvents, 'readCustomerTier' | 'readTierHistory' | 'readCustomerValue'> &
    Pick<typeof CustomerRecords, 'readCustomer'>;
  readonly readCustomerCounts: ReadCounts<CustomerCounts>;
  readonly editTiers: EditTiers;
  readonly setTier: SetTier;
  readonly enqueue: Enqueue;
}

interface Place {
  readonly today: Day;
  readonly zone: string;
}

export function tierRoutes(deps: TierRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  const placeOf = ({ zone }: ShopContext): Place => ({
    zone,
    today: dayOf(deps.clock.now(), zone),
  });

  routes.get('/', async (c) =>
    c.json<TiersView>(
      await deps.readShop(c.get('shop').shopId, (tx) =>
        tiersView(deps, tx, placeOf(c.get('shop'))),
      ),
    ),
  );

  routes.put('/', async (c) => {
    const shop = c.get('shop');
    const { definition, version } = await parseBody(c, tiersEdit);
    const given = definition === null ? null : asKept(definition);
    if (given !== null) refuseFaults(given);
    const view = await deps.inShop(shop.shopId, async (tx) => {
      await deps.store.enterTierSettings(tx, deps.clock.now());
      const before = await deps.store.lockTiers(tx);
      if (before.version !== version) throw overtaken('tiers');
      const unread = await deps.editTiers(tx, given);
      const changes = changesBetween(
        tiersInWords(before.definition, shop.currency),
        tiersInWords(given, shop.currency),
      );
      await noteStaffAct(c, tx, { kind: 'settings.tiers', changes });
      return { ...(await tiersView(deps, tx, placeOf(shop))), ...unreadQueries(unread) };
    });
    if (view.assigning) await deps.enqueue('assign tiers', { shopId: shop.shopId });
    return c.json<TiersView>(view);
  });

  routes.post('/preview', async (c) => {
    const shop = c.get('shop');
    const definition = asKept((await parseBody(c, tiersQuestion)).definition);
    const faults = tierFaults(definition);
    if (faults.length > 0) return c.json<TiersPreview>({ faults, unread: false, counts: null });
    const preview = await deps.readShop(shop.shopId, (tx) =>
      previewOf(deps, tx, definition, placeOf(shop)),
    );
    return c.json<TiersPreview>({ faults, ...preview });
  });

  routes.post('/suggestion', async (c) => {
    const shop = c.get('shop');
    const given = await parseBody(c, suggestionQuestion);
    const suggestion = await deps.readShop(shop.shopId, (tx) =>
      suggestionFor(deps, tx, given, { ...placeOf(shop), currency: shop.currency }),
    );
    return c.json<TiersSuggestion>(suggestion);
  });

  routes.get('/customers/:customerId', async (c) => {
    const shop = c.get('shop');
    const customerId = parseId(c, 'customerId', 'customer');
    const view = await deps.readShop(shop.shopId, (tx) =>
      customerTierView(deps, tx, customerId, placeOf(shop)),
    );
    return c.json<CustomerTierView>(view);
  });

  routes.put('/customers/:customerId', async (c) => {
    const shop = c.get('shop');
    const customerId = parseId(c, 'customerId', 'customer');
    const { tierId } = await parseBody(c, customerTierEdit);
    const view = await deps.inShop(shop.shopId, async (tx) => {
      const { definition } = await deps.store.lockTiers(tx);
      if (definition === null) throw new Refusal(409, 'Value tiers are switched off');
      if (tierId !== null && !definition.tiers.some(({ id }) => id === tierId))
        throw new Refusal(422, `"${tierId}" is none of the shop's tiers`, 'tierId');
      await deps.setTier(tx, [customerId], tierId, 'staff');
      const name = definition.tiers.find(({ id }) => id === tierId)?.name ?? null;
      const changes = changesBetween({}, { tiers: name });
      await noteStaffAct(c, tx, { kind: 'customer.tier', subjectId: customerId, changes });
      return await customerTierView(deps, tx, customerId, placeOf(shop));
    });
    return c.json<CustomerTierView>(view);
  });

  return routes;
}

function refuseFaults(definition: TierDefinition): void {
  const [fault] = tierFaults(definition);
  if (!fault) return;
  const at = definition.tiers.findIndex(({ id }) => id === fault.tierId);
  const name = definition.tiers[at]?.name;
  const message = name ? `The tier "${name}": ${fault.code}` : `The tiers: ${fault.code}`;
  throw new Refusal(422, message, at < 0 ? 'tiers' : `tiers.${at}`);
}

/** Without empty benefits, and without a metafield where nothing is read from one. */
function asKept(definition: TierDefinition): TierDefinition {
  const tiers = definition.tiers.map((tier) => ({
    ...tier,
    benefits: Object.fromEntries(Object.entries(tier.benefits).filter(([, text]) => text !== '')),
  }));
  const metafield = isLoyalty(definition.basis) ? definition.metafield : null;
  return { ...definition, metafield, tiers };
}

async function tiersView(
  { store, readCustomerCounts }: TierRoutesDeps,
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

async function previewOf(
  { store }: TierRoutesDeps,
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

async function suggestionFor(
  { store }: TierRoutesDeps,
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

const OFF: CustomerTierView = {
  on: false,
  basis: 'spend',
  window: '12 months',
  tiers: [],
  tierId: null,
  since: null,
  value: null,
  loss: null,
  next: null,
  held: null,
  history: [],
};

async function customerTierView(
  { store }: TierRoutesDeps,
  tx: ShopTransaction,
  customerId: number,
  place: Place,
): Promise<CustomerTierView> {
  const customer = await store.readCustomer(tx, customerId);
  if (!customer) throw notFound('customer');
  const { definition, levels, known } = await store.readTiers(tx);
  const history = await store.readTierHistory(tx, customerId, HISTORY);
  const nameOf = (tierId: string | null) =>
    tierId === null ? null : (known.get(tierId)?.name ?? tierId);
  const changes = history.map(({ customerId: _, from, to, ...event }) => ({
    ...event,
    from: nameOf(from),
    to: nameOf(to),
  }));
  if (definition === null || customer.redacted) return { ...OFF, history: changes };
  const record = await store.readCustomerTier(tx, customerId);
  const value = await currentValue(store, tx, customerId, definition, place);
  const rank = definition.tiers.findIndex(({ id }) => id === record?.tierId) + 1;
  const next = value === null ? null : nextTier(levels, value, rank);
  const above = next && definition.tiers[next.rank - 1];
  return {
    on: true,
    basis: definition.basis,
    window: definition.window,
    tiers: definition.tiers.map(({ id: tierId, name }) => ({ tierId, name })),
    tierId: record?.tierId ?? null,
    since: record?.since ?? null,
    value,
    loss: record?.loseOn
      ? { on: record.loseOn, to: nameOf(record.loseToId), keeps: record.keeps }
      : null,
    next: next && above ? { tierId: above.id, name: above.name, needs: next.needs } : null,
    held: record?.heldId ? { until: record.heldUntil } : null,
    history: changes,
  };
}

async function currentValue(
  store: TierRoutesDeps['store'],
  tx: ShopTransaction,
  customerId: number,
  definition: TierDefinition,
  place: Place,
): Promise<number | null> {
  if (definition.basis === 'loyalty tier') return null;
  const found = await store.readCustomerValue(tx, customerId, definition, place.zone);
  if (found.kind === 'points') return found.points;
  return forecastValue(found.orders, definition, place.today).value;
}
