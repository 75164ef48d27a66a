/** What is kept, for how long; the export of everything; its deletion; and privacy requests with their proof. */
import { Hono } from 'hono';
import {
  deleteShop,
  keptData,
  keptLooks,
  type OldLooksView,
  oldLooksQuery,
  type ShopDataView,
} from '../../contract/data.ts';
import { DAY_MS, dayOf, type Instant, monthsBefore } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type { CustomerCounts } from '../database/customer-counts.ts';
import type * as DataRetention from '../database/retention-of-data.ts';
import type * as ShopExport from '../database/shop-export.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ReadCounts } from '../jobs/keep-counts.ts';
import { parseBody, parseId, parseQuery } from './parse-input.ts';
import { notFound, refusal } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';
import { type ZipPart, zipOf } from './zip-of.ts';

export interface DataRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: typeof DataRetention & typeof ShopExport;
  /** Deletes the shop with every row of it; leaves a record that says when, and by whom it was asked for. */
  readonly redactShop: (
    shopId: number,
    request: { readonly webhookId: string; readonly triggeredAt: Instant; readonly at: Instant },
  ) => Promise<boolean>;
  readonly enqueue: Enqueue;
  readonly readCustomerCounts: ReadCounts<CustomerCounts>;
}

const MOST_REQUESTS = 100;

/** Mounted at /api/data. */
export function dataRoutes(deps: DataRoutesDeps): ShopRoutes {
  const { clock, inShop, store, enqueue } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const shown = await show(deps, c.get('shop'));
    // A process killed between the request and its job leaves an export that nobody makes.
    const { shopId } = c.get('shop');
    if (shown.exported?.state === 'running') await enqueue('export shop', { shopId });
    return c.json<ShopDataView>(shown);
  });

  routes.get('/requests/:requestId', async (c) => {
    const requestId = parseId(c, 'requestId', 'request');
    const taken = await inShop(c.get('shop').shopId, async (tx) => {
      const found = await store.takePrivacyExport(tx, requestId, clock.now());
      if (!found) throw notFound('file to hand over');
      await noteStaffAct(c, tx, { kind: 'data.handedOver', subjectId: found.customerId });
      return found;
    });
    return c.body(taken.json, 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="rondo-customer-${taken.customerId}.json"`,
    });
  });

  routes.post('/delete', async (c) => {
    const { name } = await parseBody(c, deleteShop);
    const shop = c.get('shop');
    if (name.trim() !== shop.name.trim()) {
      throw refusal(422, 'name not as written', { name: shop.name }, 'name');
    }
    const at = clock.now();
    const webhookId = `${c.get('staff') ?? 'staff'}, ${new Date(at).toISOString()}`;
    // Shopify's word is doubted right after an installation; the word of staff who ask now is not.
    const triggeredAt = at + 2 * DAY_MS;
    if (!(await deps.redactShop(shop.shopId, { webhookId, triggeredAt, at }))) {
      throw refusal(409, 'installed anew');
    }
    return c.body(null, 204);
  });

  routes.route('/', keptRoutes(deps));
  routes.route('/export', exportRoutes(deps));
  return routes;
}

/** How long what is kept. */
function keptRoutes(deps: DataRoutesDeps): ShopRoutes {
  const { inShop, readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.put('/kept', async (c) => {
    const { months } = await parseBody(c, keptData);
    await inShop(c.get('shop').shopId, async (tx) => {
      const changes = changesBetween({ months: (await store.readKeptData(tx)).months }, { months });
      await store.writeKeptMonths(tx, months);
      if (changes.length > 0) await noteStaffAct(c, tx, { kind: 'data.kept', changes });
    });
    return c.json<ShopDataView>(await show(deps, c.get('shop')));
  });

  routes.get('/looks', async (c) => {
    const { years } = parseQuery(c, oldLooksQuery);
    const shop = c.get('shop');
    return c.json<OldLooksView>(
      await readShop(shop.shopId, (tx) => countOldLooks(deps, tx, shop, years)),
    );
  });

  routes.put('/looks', async (c) => {
    const { years } = await parseBody(c, keptLooks);
    await inShop(c.get('shop').shopId, async (tx) => {
      const { looksYears } = await store.readKeptData(tx);
      const changes = changesBetween({ years: looksYears }, { years });
      await store.writeKeptLooks(tx, years);
      if (changes.length > 0) await noteStaffAct(c, tx, { kind: 'data.kept', changes });
    });
    return c.json<ShopDataView>(await show(deps, c.get('shop')));
  });

  return routes;
}

/** The export of everything. */
function exportRoutes(deps: DataRoutesDeps): ShopRoutes {
  const { clock, inShop, readShop, store, enqueue } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.post('/', async (c) => {
    const { shopId } = c.get('shop');
    await inShop(shopId, async (tx) => {
      const begun = await store.beginExport(tx, c.get('staffId') ?? '', clock.now());
      if (begun) await noteStaffAct(c, tx, { kind: 'data.exported' });
    });
    await enqueue('export shop', { shopId });
    return c.json<ShopDataView>(await show(deps, c.get('shop')), 202);
  });

  routes.get('/:exportId', async (c) => {
    const exportId = parseId(c, 'exportId', 'export');
    const { shopId } = c.get('shop');
    const found = await readShop(shopId, store.readNewestExport);
    if (found?.exportId !== exportId || found.state !== 'ready') throw notFound('finished export');
    return c.body(zipOf(readParts(deps, shopId, exportId)), 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="rondo-export-${exportId}.zip"`,
    });
  });

  return routes;
}

/** Counted for so many customers at most; what it comes to for all is worked out from them. */
const LOOKED_AT = 2_000;

async function countOldLooks(
  { clock, store, readCustomerCounts }: DataRoutesDeps,
  tx: ShopTransaction,
  { zone }: ShopContext,
  years: number,
): Promise<OldLooksView> {
  const now = clock.now();
  const counted = await readCustomerCounts(tx, dayOf(now, zone));
  if (counted === null) return { looks: null, exact: false };
  const { customers: all } = counted.counts;
  const before = monthsBefore(now, years * 12, 'UTC');
  const share = Math.min(1, LOOKED_AT / all);
  const { looks, customers } = await store.countOldLooks(tx, { before, share });
  const exact = share === 1;
  return { looks: exact || customers === 0 ? looks : Math.round((looks / customers) * all), exact };
}

async function show(deps: DataRoutesDeps, shop: ShopContext): Promise<ShopDataView> {
  return await deps.readShop(shop.shopId, (tx) => readView(deps, tx, shop));
}

async function readView(
  { clock, store, readCustomerCounts }: DataRoutesDeps,
  tx: ShopTransaction,
  shop: ShopContext,
): Promise<ShopDataView> {
  const exported = await store.readNewestExport(tx);
  const now = clock.now();
  const counted = await readCustomerCounts(tx, dayOf(now, shop.zone));
  return {
    shop: shop.name,
    customers: counted?.counts.customers ?? null,
    countedAt: counted?.countedAt ?? null,
    now,
    ...(await store.readKeptData(tx)),
    exported: exported
      ? {
          exportId: exported.exportId,
          wantedAt: exported.wantedAt,
          state: exported.state,
          customers: exported.customers,
          total: exported.total,
          bytes:
            exported.state === 'ready' ? await store.countExportBytes(tx, exported.exportId) : 0,
          error: exported.error,
          finishedAt: exported.finishedAt,
        }
      : null,
    requests: await store.listPrivacyRequests(tx, MOST_REQUESTS),
  };
}

/** A part lies in memory at a time. */
async function* readParts(
  { readShop, store }: DataRoutesDeps,
  shopId: number,
  exportId: number,
): AsyncGenerator<ZipPart> {
  for (let nth = 1; ; nth += 1) {
    const part = await readShop(shopId, (tx) => store.readExportPart(tx, exportId, nth));
    if (!part) return;
    yield part;
  }
}
