import { Hono } from 'hono';
import {
  type InactiveCustomer,
  type InactiveCustomersPage,
  type InactivePreview,
  type InactiveView,
  inactiveEdit,
  inactiveQuestion,
} from '../../contract/inactive.ts';
import {
  askable,
  cellQuery,
  INACTIVE_LISTS,
  INACTIVE_RANGES,
  type InactiveDefinition,
  type InactiveRange,
  listQuery,
} from '../../core/segment/inactive.ts';
import { dayOf, formatDay } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Inactive from '../database/inactive.ts';
import type * as InactiveCustomers from '../database/inactive-customers.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { InactiveCounter } from '../jobs/count-inactive.ts';
import { oneOf, parseBody, parsePosition } from './parse-input.ts';
import { overtaken } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';
import { inactiveInWords } from './staff-log-words.ts';

export interface InactiveRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<typeof Inactive, 'readInactive' | 'writeInactiveDefinition'> &
    Pick<typeof InactiveCustomers, 'listInactive'>;
  readonly counter: Pick<InactiveCounter, 'isDue' | 'tryOut'>;
  readonly enqueue: Enqueue;
  /** Smaller in tests. */
  readonly lookAtMost?: number;
}

const PAGE = 50;
/** For one page: where few match, the next page goes on. */
const LOOK_AT_MOST = 1_500;

/** Mounted at /api/inactive. */
export function inactiveRoutes(deps: InactiveRoutesDeps): ShopRoutes {
  const { clock, inShop, readShop, store, lookAtMost: look = LOOK_AT_MOST } = deps;
  const routes = new Hono<ShopEnvironment>();

  /** The numbers that are there; asks for newer ones where they are due. */
  async function currentView(shop: ShopContext): Promise<InactiveView> {
    const view = await readShop(shop.shopId, (tx) => readView(deps, tx, shop));
    if (view.counting) await deps.enqueue('count inactive', { shopId: shop.shopId });
    return view;
  }

  const momentOf = ({ zone, currency }: ShopContext) => ({
    today: dayOf(clock.now(), zone),
    zone,
    currency,
  });

  routes.get('/', async (c) => c.json<InactiveView>(await currentView(c.get('shop'))));

  routes.put('/', async (c) => {
    const { definition, version } = await parseBody(c, inactiveEdit);
    const shop = c.get('shop');
    const written = await inShop(shop.shopId, async (tx) => {
      const { definition: before } = await store.readInactive(tx);
      if (!(await store.writeInactiveDefinition(tx, definition, version))) return false;
      const changes = changesBetween(inactiveInWords(before), inactiveInWords(definition));
      await noteStaffAct(c, tx, { kind: 'settings.inactive', changes });
      return true;
    });
    if (!written) throw overtaken('definition');
    return c.json<InactiveView>(await currentView(shop));
  });

  routes.post('/preview', async (c) => {
    const { definition } = await parseBody(c, inactiveQuestion);
    const shop = c.get('shop');
    const lists = await readShop(shop.shopId, (tx) =>
      deps.counter.tryOut(tx, definition, momentOf(shop)),
    );
    return c.json<InactivePreview>({ lists });
  });

  routes.get('/customers', async (c) => {
    const shop = c.get('shop');
    const moment = momentOf(shop);
    const after = parsePosition(c) ?? 0;
    const page = await readShop(shop.shopId, async (tx) => {
      const { definition } = await store.readInactive(tx);
      const query = askable(askedQuery(definition, (name) => c.req.query(name)));
      return await store.listInactive(tx, query, moment, { after, limit: PAGE, look });
    });
    return c.json<InactiveCustomersPage>({
      customers: page.customers.map(customerView),
      after: page.after === null ? null : String(page.after),
    });
  });

  return routes;
}

async function readView(
  { store, counter, clock }: InactiveRoutesDeps,
  tx: ShopTransaction,
  { zone }: ShopContext,
): Promise<InactiveView> {
  const today = dayOf(clock.now(), zone);
  const stored = await store.readInactive(tx);
  const { definition, version, counted } = stored;
  return {
    definition,
    version,
    counts: counted && {
      at: counted.at,
      customers: counted.customers,
      cells: counted.cells,
      lists: counted.version === version ? counted.lists : null,
    },
    counting: await counter.isDue(tx, stored, today),
    today: formatDay(today),
  };
}

function askedQuery(
  definition: InactiveDefinition,
  asked: (name: 'list' | 'order' | 'response') => string | undefined,
): string {
  if (asked('order') !== undefined || asked('response') !== undefined)
    return cellQuery(rangeOf('order', asked('order')), rangeOf('response', asked('response')));
  return listQuery(oneOf(INACTIVE_LISTS, asked('list') ?? '', 'list'), definition);
}

function rangeOf(field: 'order' | 'response', text = ''): InactiveRange {
  return oneOf(INACTIVE_RANGES, text, field);
}

function customerView(row: InactiveCustomers.ListedInactive): InactiveCustomer {
  const { touch_at: at, touch_channel: channel, touch_kind: kind } = row;
  return {
    customerId: row.customer_id,
    name: row.name ?? 'No name',
    email: row.email,
    mayEmail: row.may_email,
    signedUpOn: row.signed_up_on,
    orders: row.orders,
    spentMinor: row.spent_minor,
    lastOrderDay: row.last_order_day,
    lastTouch: at === null || channel === null || kind === null ? null : { at, channel, kind },
    interest: { category: row.category, product: row.product, viewed: row.viewed },
    known: row.known,
  };
}
