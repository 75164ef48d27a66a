/** What staff do to segments. What is done twice is done, and noted, once. */
import { Hono } from 'hono';
import {
  createSegment,
  duplicateSegment,
  type SegmentView,
  saveSegment,
} from '../../contract/segments.ts';
import { parseBody, parseId } from './parse-input.ts';
import {
  applyEdit,
  archiveUnused,
  insertCounted,
  queryOf,
  readBook,
  readExisting,
  refuseTakenName,
} from './segments-edit.ts';
import { change, readerOf, type SegmentRoutesDeps, showSegment } from './segments-request.ts';
import { unreadQueries } from './segments-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';

/** Below /api/segments. */
export function changeRoutes(deps: SegmentRoutesDeps): ShopRoutes {
  const { clock, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.post('/', async (c) => {
    const given = await parseBody(c, createSegment);
    const shop = c.get('shop');
    const language = readerOf(c);
    const id = await change(deps, c, async (tx) => {
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
    return c.json<SegmentView>(await showSegment(deps, c, id), 201);
  });

  routes.put('/:id', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const given = await parseBody(c, saveSegment);
    const language = readerOf(c);
    const unread = await change(deps, c, async (tx) => {
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
    return c.json<SegmentView>({ ...(await showSegment(deps, c, id)), ...unreadQueries(unread) });
  });

  routes.post('/:id/duplicate', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const { name } = await parseBody(c, duplicateSegment);
    const shop = c.get('shop');
    const language = readerOf(c);
    const copyId = await change(deps, c, async (tx) => {
      const { text } = await readExisting(deps, tx, id);
      await refuseTakenName(deps, tx, name, null);
      queryOf(await readBook(deps, tx), text, name, language);
      return await insertCounted(deps, tx, shop, { name, text });
    });
    return c.json<SegmentView>(await showSegment(deps, c, copyId), 201);
  });

  routes.post('/:id/archive', async (c) => {
    const id = parseId(c, 'id', 'segment');
    await change(deps, c, async (tx) => {
      const { name, archivedAt } = await readExisting(deps, tx, id);
      await archiveUnused(deps, tx, id);
      const act = { kind: 'segment.archived', subject: name, subjectId: id } as const;
      if (archivedAt === null) await noteStaffAct(c, tx, act);
    });
    return c.json<SegmentView>(await showSegment(deps, c, id));
  });

  routes.post('/:id/restore', async (c) => {
    const id = parseId(c, 'id', 'segment');
    const language = readerOf(c);
    await change(deps, c, async (tx) => {
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
    return c.json<SegmentView>(await showSegment(deps, c, id));
  });

  return routes;
}
