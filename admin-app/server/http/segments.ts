import { type Context, Hono } from 'hono';
import {
  createSegment,
  duplicateSegment,
  nameCustomers,
  previewSegment,
  type ReadyMadeView,
  type SegmentContext,
  type SegmentCustomers,
  type SegmentEventsPage,
  type SegmentMembersPage,
  type SegmentPreview,
  type SegmentSizes,
  type SegmentsView,
  type SegmentValues,
  type SegmentView,
  saveSegment,
} from '../../contract/segments.ts';
import type { FaultLanguage } from '../../core/segment/fault-in-words.ts';
import { READY_MADE_SEGMENTS } from '../../core/segment/ready-made.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { segmentBook, segmentsNaming } from '../../core/segment/segment-book.ts';
import { dayOf, formatDay } from '../../core/time.ts';
import type * as Lists from '../database/segment-lists.ts';
import type * as Members from '../database/segment-members.ts';
import type * as Reach from '../database/segment-reach.ts';
import type * as Segments from '../database/segments.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { KeepCounts } from '../jobs/keep-counts.ts';
import { rowView } from './customers.ts';
import { parseBody, parseId } from './parse-input.ts';
import { Refusal } from './refusal.ts';
import {
  applyEdit,
  archiveUnused,
  insertCounted,
  queryOf,
  readBook,
  readExisting,
  refuseTakenName,
  type SegmentEditDeps,
} from './segments-edit.ts';
import { exportMembers } from './segments-export.ts';
import { answerSnapshot, type SnapshotDeps } from './segments-snapshot.ts';
import { faultLanguage, segmentReach, segmentSummary, unreadQueries } from './segments-view.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';

export interface SegmentRoutesDeps extends SnapshotDeps, SegmentEditDeps {
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly keepCounts: KeepCounts;
  readonly store: SegmentEditDeps['store'] & typeof Members & typeof Reach & typeof Lists;
}

const PAGE = 50;
const PREVIEW_ROWS = 10;
const LATELY_DAYS = 7;
const SIZES_DAYS = 2 * 366;

/** Mounted at /api/segments. */
export function segmentRoutes(deps: SegmentRoutesDeps): ShopRoutes {
  const { clock, inShop, readShop, store, keepCounts } = deps;
  const readReachable = keepCounts.later('reach of segments', store.countReachable);
  const readValues = keepCounts.atOnce('values of segments', store.readExistingValues);
  const routes = new Hono<ShopEnvironment>();
  const momentOf = ({ zone, currency }: ShopContext) => ({
    today: dayOf(clock.now(), zone),
    zone,
    currency,
  });
  const languageOf = (c: Context<ShopEnvironment>) =>
    faultLanguage(c.req.query('language'), c.get('shop').locale);
  const view = (c: Context<ShopEnvironment>, id: number) => {
    const shop = c.get('shop');
    return readShop(shop.shopId, (tx) => viewOf(deps, tx, shop, id, languageOf(c)));
  };
  /** What is written is shown from a transaction after it: what is then counted behind sees the same. */
  const change = <T>(c: Context<ShopEnvironment>, write: (tx: ShopTransaction) => Promise<T>) =>
    inShop(c.get('shop').shopId, async (tx) => {
      await store.lockSegments(tx);
      return await write(tx);
    });

  routes.get('/', async (c) => {
    const shop = c.get('shop');
    const which = c.req.query('archived') === '1' ? 'archived' : 'live';
    const language = languageOf(c);
    const { today } = momentOf(shop);
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

  routes.post('/', async (c) => {
    const given = await parseBody(c, createSegment);
    const shop = c.get('shop');
    const language = languageOf(c);
    const id = await change(c, async (tx) => {
      await refuseTakenName(deps, tx, given.name, null);
      queryOf(await readBook(deps, tx), given.query, given.name, language);
      const segmentId = await insertCounted(deps, tx, shop, {
        name: given.name,
        text: given.query,
      });
      const act = { kind: 'segment.created', subject: given.name, subjectId: segmentId } as const;
      await noteStaffAct(c, tx, act);
      return segmentId;
    });
    return c.json<SegmentView>(await view(c, id), 201);
  });

  routes.post('/preview', async (c) => {
    const { query: text, ownName } = await parseBody(c, previewSegment);
    const shop = c.get('shop');
    const moment = momentOf(shop);
    const language = languageOf(c);
    const preview = await readShop(shop.shopId, async (tx) => {
      const query = queryOf(await readBook(deps, tx), text, ownName, language);
      return await previewOf(deps, tx, query, moment);
    });
    return c.json<SegmentPreview>(preview);
  });

  routes.post('/customers', async (c) => {
    const { customerIds } = await parseBody(c, nameCustomers);
    const shop = c.get('shop');
    const { today, zone } = momentOf(shop);
    const listed = await readShop(shop.shopId, (tx) => store.listCustomers(tx, customerIds, zone));
    return c.json<SegmentCustomers>({ customers: listed.map((row) => rowView(row, today)) });
  });

  routes.get('/ready-made', async (c) => {
    const shop = c.get('shop');
    const nothing = segmentBook<Segments.StoredSegment>([], []);
    const queries = READY_MADE_SEGMENTS.map(({ query }) => queryOf(nothing, query, null, 'en'));
    const moment = momentOf(shop);
    const readCounts = keepCounts.later('ready-made segments', (tx) =>
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
      const { counts } = await readValues(tx, momentOf(shop).today);
      return { ...counts, segments, scenarios: [...scenarios] };
    });
    return c.json<SegmentValues>(values);
  });

  routes.get('/context', async (c) => {
    const shop = c.get('shop');
    const { today, zone, currency } = momentOf(shop);
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

  routes.get('/:id', async (c) => {
    const id = parseId(c, 'id', 'segment');
    return c.json<SegmentView>(await view(c, id));
  });

  routes.put('/:id', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const given = await parseBody(c, saveSegment);
    const language = languageOf(c);
    const unread = await change(c, async (tx) => {
      const { name, text } = await readExisting(deps, tx, id);
      const left = await applyEdit(deps, tx, id, given, language);
      const changes = changesBetween(
        { name, query: text },
        { name: given.name, query: given.query },
      );
      const act = { kind: 'segment.changed', subject: given.name, subjectId: id, changes } as const;
      if (changes.length > 0) await noteStaffAct(c, tx, act);
      return left;
    });
    return c.json<SegmentView>({ ...(await view(c, id)), ...unreadQueries(unread) });
  });

  routes.post('/:id/duplicate', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const { name } = await parseBody(c, duplicateSegment);
    const shop = c.get('shop');
    const language = languageOf(c);
    const copyId = await change(c, async (tx) => {
      const { text } = await readExisting(deps, tx, id);
      await refuseTakenName(deps, tx, name, null);
      queryOf(await readBook(deps, tx), text, name, language);
      return await insertCounted(deps, tx, shop, { name, text });
    });
    return c.json<SegmentView>(await view(c, copyId), 201);
  });

  routes.post('/:id/archive', async (c) => {
    const id = parseId(c, 'id', 'segment');
    await change(c, async (tx) => {
      const { name, archivedAt } = await readExisting(deps, tx, id);
      await archiveUnused(deps, tx, id);
      const act = { kind: 'segment.archived', subject: name, subjectId: id } as const;
      if (archivedAt === null) await noteStaffAct(c, tx, act);
    });
    return c.json<SegmentView>(await view(c, id));
  });

  routes.post('/:id/restore', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const language = languageOf(c);
    await change(c, async (tx) => {
      const segment = await readExisting(deps, tx, id);
      if (segment.archivedAt !== null) {
        await refuseTakenName(deps, tx, segment.name, id);
        queryOf(await readBook(deps, tx), segment.text, segment.name, language);
        await store.restoreSegment(tx, id, clock.now());
        await deps.evaluate.created(tx, id);
        const act = { kind: 'segment.restored', subject: segment.name, subjectId: id } as const;
        await noteStaffAct(c, tx, act);
      }
    });
    return c.json<SegmentView>(await view(c, id));
  });

  routes.get('/:id/members', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const shop = c.get('shop');
    const { today, zone } = momentOf(shop);
    const after = positionOf(c.req.query('after')) ?? 0;
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
    const before = positionOf(c.req.query('after'));
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
    const { today } = momentOf(shop);
    const sizes = await readShop(shop.shopId, async (tx) => {
      await readExisting(deps, tx, id);
      return await store.readSegmentSizes(tx, id, today - SIZES_DAYS);
    });
    return c.json<SegmentSizes>({ sizes });
  });

  return routes;
}

function positionOf(text: string | undefined): number | null {
  if (!text) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Refusal(422, `"${text}" is not a place in the list`, 'after');
}

function kindOf(text: string | undefined): 'joined' | 'left' | null {
  if (text === undefined || text === 'joined' || text === 'left') return text ?? null;
  throw new Refusal(422, `"${text}" is not a kind of event; expected joined or left`, 'kind');
}

async function viewOf(
  deps: SegmentRoutesDeps,
  tx: ShopTransaction,
  { zone }: ShopContext,
  id: number,
  language: FaultLanguage,
): Promise<SegmentView> {
  const { store, clock, keepCounts } = deps;
  const today = dayOf(clock.now(), zone);
  const segment = await readExisting(deps, tx, id);
  const book = await readBook(deps, tx);
  // Another version has other members.
  const readReach = keepCounts.later(`reach of segment ${id}.${segment.version}`, async (own) =>
    segmentReach(await store.readMemberReach(own, id)),
  );
  const counted = await readReach(tx, today);
  const reach = counted?.counts ?? null;
  const reachable = reach && [
    { segment_id: id, mailable: reach.email.reachable, textable: reach.sms.reachable },
  ];
  const moved = await store.countMovedSince(tx, today - LATELY_DAYS);
  const users = segment.archivedAt === null ? segmentsNaming(book, segment.name) : [];
  return {
    ...segmentSummary(segment, { book, reachable, moved, language }),
    version: segment.version,
    reach,
    reachCountedAt: counted?.countedAt ?? null,
    usedBy: {
      segments: users.map(({ segmentId, name }) => ({ segmentId, name })),
      scenarios: await store.readScenariosUsing(tx, id),
    },
  };
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
