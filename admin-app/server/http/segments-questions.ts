/** What is asked while a segment is written: whom a query finds, what it can name, and what others have made of it. */
import { Hono } from 'hono';
import {
  nameCustomers,
  previewSegment,
  type ReadyMadeView,
  type SegmentContext,
  type SegmentCustomers,
  type SegmentPreview,
  type SegmentValues,
} from '../../contract/segments.ts';
import { READY_MADE_SEGMENTS } from '../../core/segment/ready-made.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { segmentBook } from '../../core/segment/segment-book.ts';
import { formatDay } from '../../core/time.ts';
import type * as Lists from '../database/segment-lists.ts';
import type * as Members from '../database/segment-members.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { rowView } from './customers.ts';
import { parseBody } from './parse-input.ts';
import { queryOf, readBook } from './segments-edit.ts';
import { momentOf, readerOf, type SegmentRoutesDeps } from './segments-request.ts';
import { answerSnapshot } from './segments-snapshot.ts';
import { segmentReach } from './segments-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

const PREVIEW_ROWS = 10;
const NOTHING_YET: Lists.CustomerValues = {
  tags: [],
  countries: [],
  languages: [],
  emailDomains: [],
  loyaltyTiers: [],
};

/** Below /api/segments. */
export function questionRoutes(deps: SegmentRoutesDeps): ShopRoutes {
  const { clock, readShop, store, keepCounts } = deps;
  const readValues = keepCounts.ofShop('values of customers', store.countCustomerValues);
  const routes = new Hono<ShopEnvironment>();

  routes.post('/preview', async (c) => {
    const { query: text, ownName } = await parseBody(c, previewSegment);
    const shop = c.get('shop');
    const moment = momentOf(deps, shop);
    const language = readerOf(c);
    const preview = await readShop(shop.shopId, async (tx) => {
      const query = queryOf(await readBook(deps, tx), text, ownName, language);
      return await previewOf(deps, tx, query, moment);
    });
    return c.json<SegmentPreview>(preview);
  });

  routes.post('/customers', async (c) => {
    const { customerIds } = await parseBody(c, nameCustomers);
    const shop = c.get('shop');
    const { today, zone } = momentOf(deps, shop);
    const listed = await readShop(shop.shopId, (tx) => store.listCustomers(tx, customerIds, zone));
    return c.json<SegmentCustomers>({ customers: listed.map((row) => rowView(row, today)) });
  });

  routes.get('/ready-made', async (c) => {
    const shop = c.get('shop');
    const nothing = segmentBook<Segments.StoredSegment>([], []);
    const queries = READY_MADE_SEGMENTS.map(({ query }) => queryOf(nothing, query, null, 'en'));
    const moment = momentOf(deps, shop);
    const readCounts = keepCounts.onceAsked('ready-made segments', (tx) =>
      store.countMatching(tx, queries, moment),
    );
    const counted = await readShop(shop.shopId, (tx) => readCounts(tx, moment.today));
    const segments = READY_MADE_SEGMENTS.map((each, i) => ({
      ...each,
      count: counted?.counts[i] ?? null,
    }));
    return c.json<ReadyMadeView>({ segments, countedAt: counted?.countedAt ?? null });
  });

  routes.get('/values', async (c) => {
    const shop = c.get('shop');
    const values = await readShop(shop.shopId, async (tx) => {
      const book = await readBook(deps, tx);
      const scenarios = new Set(book.scenarios.map(({ name }) => name));
      const segments = book.segments.map(({ name }) => name);
      const found = await readValues(tx, momentOf(deps, shop).today);
      return {
        counting: found === null,
        ...(found?.counts ?? NOTHING_YET),
        ...(await store.readCatalogueValues(tx)),
        segments,
        scenarios: [...scenarios],
      };
    });
    return c.json<SegmentValues>(values);
  });

  routes.get('/context', async (c) => {
    const shop = c.get('shop');
    const { today, zone, currency } = momentOf(deps, shop);
    const book = await readShop(shop.shopId, (tx) => readBook(deps, tx));
    const segments = book.segments.map(({ name, text }) => ({ name, query: text }));
    const { scenarios } = book;
    return c.json<SegmentContext>({
      segments,
      scenarios,
      today: formatDay(today),
      now: clock.now(),
      zone,
      currency,
    });
  });

  routes.get('/snapshot', (c) => answerSnapshot(deps, c));

  return routes;
}

async function previewOf(
  { store }: SegmentRoutesDeps,
  tx: ShopTransaction,
  query: ResolvedQuery,
  moment: Members.ShopMoment,
): Promise<SegmentPreview> {
  const counts = await store.readMatchReach(tx, query, moment);
  const count = counts
    .filter(({ channel }) => channel === 'email')
    .reduce((sum, { customers }) => sum + customers, 0);
  const rows = await store.listMatching(tx, query, moment, PREVIEW_ROWS);
  return {
    count,
    of: await store.countCustomers(tx),
    reach: segmentReach(counts),
    tomorrow: await store.countTomorrow(tx, query, moment),
    rows: rows.map((row) => rowView(row, moment.today)),
    today: formatDay(moment.today),
  };
}
