/** One customer's tier: since when, by what value, what the next one takes, how it changed. */
import type { CustomerTierView } from '../../contract/tiers.ts';
import { forecastValue } from '../../core/tier/forecast.ts';
import { nextTier } from '../../core/tier/next-tier.ts';
import type { TierDefinition } from '../../core/tier/types.ts';
import type * as CustomerRecords from '../database/customer-record.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type * as TierEvents from '../database/tier-events.ts';
import type * as Tiers from '../database/tiers.ts';
import { notFound } from './refusal.ts';
import type { Place } from './tiers-view.ts';

const HISTORY = 50;

export type CustomerTierStore = Pick<typeof Tiers, 'readTiers'> &
  Pick<typeof TierEvents, 'readCustomerTier' | 'readTierHistory' | 'readCustomerValue'> &
  Pick<typeof CustomerRecords, 'readCustomer'>;

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

export async function customerTierView(
  store: CustomerTierStore,
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
  store: CustomerTierStore,
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
