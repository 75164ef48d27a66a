/** What was appended of a customer, and what is to be feared of addresses. */
import { Hono } from 'hono';
import type {
  AddressesView,
  CustomerAttributes,
  RiskyCustomersPage,
} from '../../contract/append.ts';
import { RISK_REASONS, type RiskReason } from '../../core/consent/address-risk.ts';
import { askable, listQuery } from '../../core/segment/inactive.ts';
import { dayOf } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Risks from '../database/address-risks.ts';
import type * as Values from '../database/appended-values.ts';
import type * as Inactive from '../database/inactive.ts';
import type { InShop } from '../database/tenant.ts';
import { oneOf, parseId, parsePosition } from './parse-input.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface AddressRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<
    typeof Risks,
    | 'readAddressCheck'
    | 'wantAddressCheck'
    | 'countAddressRisks'
    | 'listRiskyCustomers'
    | 'readAddressRisk'
  > &
    Pick<typeof Values, 'readCustomerAttributes'> &
    Pick<typeof Inactive, 'readInactive'>;
  readonly enqueue: Enqueue;
}

const PAGE = 50;

/** Below /api/append. */
export function addressRoutes(deps: AddressRoutesDeps): ShopRoutes {
  const { clock, inShop, readShop, store, enqueue } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/customers/:customerId', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const known = await readShop(c.get('shop').shopId, async (tx) => ({
      attributes: await store.readCustomerAttributes(tx, customerId),
      risk: await store.readAddressRisk(tx, customerId),
    }));
    return c.json<CustomerAttributes>({
      attributes: known.attributes.map(({ text, number, date, yes, ...rest }) => ({
        ...rest,
        value: text ?? number ?? date ?? yes ?? '',
      })),
      risk: known.risk ? { verdict: known.risk.verdict, why: reasonOf(known.risk.why) } : null,
    });
  });

  routes.get('/addresses', async (c) => c.json(await addressesView(deps, c.get('shop'))));

  routes.post('/addresses/check', async (c) => {
    const shop = c.get('shop');
    await inShop(shop.shopId, (tx) => store.wantAddressCheck(tx, clock.now()));
    await enqueue('check addresses', { shopId: shop.shopId });
    return c.json(await addressesView(deps, shop), 202);
  });

  routes.get('/addresses/customers', async (c) => {
    const { shopId, zone } = c.get('shop');
    const why = reasonOf(c.req.query('why') ?? '');
    const after = parsePosition(c) ?? 0;
    const listed = await readShop(shopId, (tx) =>
      store.listRiskyCustomers(tx, why, { after, limit: PAGE + 1, zone }),
    );
    const customers = listed.slice(0, PAGE);
    const last = listed.length > PAGE ? customers.at(-1) : undefined;
    return c.json<RiskyCustomersPage>({
      customers,
      after: last ? String(last.customerId) : null,
    });
  });

  return routes;
}

async function addressesView(
  { clock, readShop, store }: AddressRoutesDeps,
  { shopId, zone, currency }: ShopContext,
): Promise<AddressesView> {
  return await readShop(shopId, async (tx) => {
    const { wantedAt, checkedAt, withoutNames } = await store.readAddressCheck(tx);
    const { definition } = await store.readInactive(tx);
    const inactive = askable(listQuery('inactive', definition));
    const moment = { today: dayOf(clock.now(), zone), zone, currency };
    const counts = checkedAt ? await store.countAddressRisks(tx, inactive, moment) : [];
    const reasons = counts.map((count) => ({ ...count, why: reasonOf(count.why) }));
    return { checkedAt, checking: wantedAt !== null, withoutNames, reasons };
  });
}

function reasonOf(text: string): RiskReason {
  return oneOf(RISK_REASONS, text, 'why');
}
