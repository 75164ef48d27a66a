import { Hono } from 'hono';
import type { SegmentsView, SegmentView } from '../../contract/segments.ts';
import { formatDay } from '../../core/time.ts';
import { parseId } from './parse-input.ts';
import { changeRoutes } from './segments-changes.ts';
import { readBook } from './segments-edit.ts';
import { memberRoutes } from './segments-members.ts';
import { questionRoutes } from './segments-questions.ts';
import {
  LATELY_DAYS,
  momentOf,
  readerOf,
  type SegmentRoutesDeps,
  showSegment,
} from './segments-request.ts';
import { segmentSummary } from './segments-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

/** Mounted at /api/segments. */
export function segmentRoutes(deps: SegmentRoutesDeps): ShopRoutes {
  const { readShop, store, keepCounts } = deps;
  const readReachable = keepCounts.ofShop('reach of segments', store.countReachable);
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const shop = c.get('shop');
    const which = c.req.query('archived') === '1' ? 'archived' : 'live';
    const language = readerOf(c);
    const { today } = momentOf(deps, shop);
    const listing = await readShop(shop.shopId, async (tx) => {
      const book = await readBook(deps, tx);
      const counted = await readReachable(tx, today);
      const reachable = counted?.counts ?? null;
      const moved = await store.countMovedSince(tx, today - LATELY_DAYS);
      const listed = which === 'live' ? book.segments : await store.readSegments(tx, which);
      const parts = { book, reachable, moved, language };
      return {
        segments: listed.map((each) => segmentSummary(each, parts)),
        reachCountedAt: counted?.countedAt ?? null,
      };
    });
    return c.json<SegmentsView>({ ...listing, today: formatDay(today) });
  });

  // Before what would take their addresses for numbers of segments.
  routes.route('/', questionRoutes(deps));
  routes.get('/:id', async (c) => {
    const id = parseId(c, 'id', 'segment');
    return c.json<SegmentView>(await showSegment(deps, c, id));
  });
  routes.route('/', changeRoutes(deps));
  routes.route('/', memberRoutes(deps));
  return routes;
}
