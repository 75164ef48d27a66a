import { Hono } from 'hono';
import {
  type CustomerTierView,
  customerTierEdit,
  suggestionQuestion,
  type TiersPreview,
  type TiersSuggestion,
  type TiersView,
  tiersEdit,
  tiersQuestion,
} from '../../contract/tiers.ts';
import { tierFaults } from '../../core/tier/faults.ts';
import { isLoyalty, type TierDefinition } from '../../core/tier/types.ts';
import { dayOf } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type { InShop } from '../database/tenant.ts';
import type * as Tiers from '../database/tiers.ts';
import type * as TiersWriter from '../database/tiers-writer.ts';
import type { SetTier } from '../jobs/assign-tiers.ts';
import type { EditTiers } from '../jobs/edit-tiers.ts';
import { type CustomerTierStore, customerTierView } from './customer-tier-view.ts';
import { parseBody, parseId } from './parse-input.ts';
import { overtaken, refusal } from './refusal.ts';
import { unreadQueries } from './segments-view.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';
import { tiersInWords } from './staff-log-words.ts';
import {
  type Place,
  previewOf,
  suggestionFor,
  type TiersViewDeps,
  tiersView,
} from './tiers-view.ts';

export interface TierRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: TiersViewDeps['store'] &
    CustomerTierStore &
    Pick<typeof Tiers, 'lockTiers'> &
    Pick<typeof TiersWriter, 'enterTierSettings'>;
  readonly readCustomerCounts: TiersViewDeps['readCustomerCounts'];
  readonly editTiers: EditTiers;
  readonly setTier: SetTier;
  readonly enqueue: Enqueue;
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
      customerTierView(deps.store, tx, customerId, placeOf(shop)),
    );
    return c.json<CustomerTierView>(view);
  });

  routes.put('/customers/:customerId', async (c) => {
    const shop = c.get('shop');
    const customerId = parseId(c, 'customerId', 'customer');
    const { tierId } = await parseBody(c, customerTierEdit);
    const view = await deps.inShop(shop.shopId, async (tx) => {
      const { definition } = await deps.store.lockTiers(tx);
      if (definition === null) throw refusal(409, 'tiers off');
      if (tierId !== null && !definition.tiers.some(({ id }) => id === tierId))
        throw refusal(422, 'no such tier', { tier: tierId }, 'tierId');
      await deps.setTier(tx, [customerId], tierId, 'staff');
      const name = definition.tiers.find(({ id }) => id === tierId)?.name ?? null;
      const changes = changesBetween({}, { tiers: name });
      await noteStaffAct(c, tx, { kind: 'customer.tier', subjectId: customerId, changes });
      return await customerTierView(deps.store, tx, customerId, placeOf(shop));
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
  throw name
    ? refusal(422, 'tier wrong', { tier: name, fault: fault.code }, `tiers.${at}`)
    : refusal(422, 'tiers wrong', { fault: fault.code }, at < 0 ? 'tiers' : `tiers.${at}`);
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
