/** Who is in a segment, who came and left, and how large it was. */
import { Hono } from 'hono';
import type {
  SegmentEventsPage,
  SegmentMembersPage,
  SegmentSizes,
} from '../../contract/segments.ts';
import { rowView } from './customers.ts';
import { oneOf, parseId, parsePosition } from './parse-input.ts';
import { readExisting } from './segments-edit.ts';
import { exportMembers } from './segments-export.ts';
import { momentOf, type SegmentRoutesDeps } from './segments-request.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';

const PAGE = 50;
const SIZES_DAYS = 2 * 366;

/** Below /api/segments. */
export function memberRoutes(deps: SegmentRoutesDeps): ShopRoutes {
  const { readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/:id/members', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const shop = c.get('shop');
    const { today, zone } = momentOf(deps, shop);
    const after = parsePosition(c) ?? 0;
    const listed = await readShop(shop.shopId, async (tx) => {
      await readExisting(deps, tx, id);
      return await store.listMembers(tx, id, { zone, after, limit: PAGE + 1 });
    });
    const page = listed.slice(0, PAGE);
    return c.json<SegmentMembersPage>({
      members: page.map((row) => ({ ...rowView(row, today), joinedAt: row.joined_at })),
      after: listed.length > PAGE ? String(page.at(-1)?.customer_id) : null,
    });
  });

  routes.get('/:id/members.csv', async (c) => {
    const id = parseId(c, 'id', 'segment');
    await deps.inShop(c.get('shop').shopId, async (tx) => {
      const { name } = await readExisting(deps, tx, id);
      await noteStaffAct(c, tx, { kind: 'segment.exported', subject: name, subjectId: id });
    });
    return await exportMembers(deps, c, id);
  });

  routes.get('/:id/events', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const kind = kindOf(c.req.query('kind'));
    const before = parsePosition(c);
    const listed = await readShop(c.get('shop').shopId, async (tx) => {
      await readExisting(deps, tx, id);
      return await store.readSegmentEvents(tx, id, { kind, before, limit: PAGE + 1 });
    });
    const page = listed.slice(0, PAGE);
    return c.json<SegmentEventsPage>({
      events: page.map(({ name, ...event }) => ({ ...event, customerName: name ?? 'No name' })),
      after: listed.length > PAGE ? String(page.at(-1)?.eventId) : null,
    });
  });

  routes.get('/:id/sizes', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const shop = c.get('shop');
    const { today } = momentOf(deps, shop);
    const sizes = await readShop(shop.shopId, async (tx) => {
      await readExisting(deps, tx, id);
      return await store.readSegmentSizes(tx, id, today - SIZES_DAYS);
    });
    return c.json<SegmentSizes>({ sizes });
  });

  return routes;
}

function kindOf(text: string | undefined): 'joined' | 'left' | null {
  return text === undefined ? null : oneOf(['joined', 'left'] as const, text, 'kind');
}
