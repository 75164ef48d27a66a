/** A file of a third party: uploaded, mapped and checked, imported, undone. */
import { Hono } from 'hono';
import { type ImportView, importMapping, newImport } from '../../contract/append.ts';
import { attributeName, mappingFault } from '../../core/append/mapping.ts';
import type { UploadedFile, UploadedLine } from '../append-file/read-upload.ts';
import type { UploadRefusedError } from '../append-file/upload-text.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Imports from '../database/append-imports.ts';
import type * as Rows from '../database/append-rows.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import { importDetails, importView, mappingRefusal } from './append-view.ts';
import { parseBody, parseId, parseQuery } from './parse-input.ts';
import { notFound, Refusal, refusal } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';

export interface ImportRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<
    typeof Imports,
    | 'readImport'
    | 'insertImport'
    | 'insertImportLines'
    | 'uploadFinished'
    | 'deleteImport'
    | 'writeMapping'
    | 'beginImport'
    | 'beginUndo'
  > &
    Pick<typeof Rows, 'readImportLines' | 'findSegments'>;
  readonly readUpload: (
    chunks: AsyncIterable<Uint8Array>,
  ) => AsyncGenerator<readonly UploadedLine[], UploadedFile>;
  readonly enqueue: Enqueue;
}

const PREVIEW_LINES = 20;

/** Below /api/append/imports. */
export function importRoutes(deps: ImportRoutesDeps): ShopRoutes {
  const { clock, inShop, readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.post('/', async (c) => {
    const { name, segments, set } = parseQuery(c, newImport);
    const { shopId } = c.get('shop');
    // Node's streams of bytes can be read this way; the types of the web do not say so.
    const body = c.req.raw.body as AsyncIterable<Uint8Array> | null;
    if (body === null) throw refusal(422, 'file empty', {}, 'file');
    const importId = await inShop(shopId, async (tx) => {
      await knownSegments(store, tx, segments);
      return await store.insertImport(tx, {
        fileName: name,
        set,
        segmentIds: segments,
        createdBy: c.get('staffId') ?? null,
        at: clock.now(),
      });
    });
    await takeUpload(deps, shopId, importId, body);
    const view = await inShop(shopId, async (tx) => importView(await found(store, tx, importId)));
    return c.json<ImportView>(view, 201);
  });

  routes.get('/:importId', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const details = await readShop(c.get('shop').shopId, async (tx) => {
      const stored = await found(store, tx, importId);
      const page = { after: 0, limit: PREVIEW_LINES };
      return importDetails(stored, await store.readImportLines(tx, importId, page));
    });
    return c.json(details);
  });

  routes.delete('/:importId', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    await inShop(c.get('shop').shopId, async (tx) => {
      const { fileName } = await found(store, tx, importId);
      if (!(await store.deleteImport(tx, importId))) throw refusal(409, 'import done already');
      await noteStaffAct(c, tx, { kind: 'import.deleted', subject: fileName, subjectId: importId });
    });
    return c.body(null, 204);
  });

  routes.route('/', workRoutes(deps));
  return routes;
}

/** What the job does with a file that is there. */
function workRoutes({ inShop, store, enqueue }: ImportRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  /** Does what `change` says, and lets the job go on with it. */
  async function setToWork(
    { shopId }: ShopContext,
    importId: number,
    change: (tx: ShopTransaction, before: Imports.StoredImport) => Promise<void>,
  ): Promise<ImportView> {
    const view = await inShop(shopId, async (tx) => {
      await change(tx, await found(store, tx, importId));
      return importView(await found(store, tx, importId));
    });
    await enqueue('append imports', { shopId });
    return view;
  }

  routes.put('/:importId/mapping', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const { mapping, start } = await parseBody(c, importMapping);
    const view = await setToWork(c.get('shop'), importId, async (tx, { header, fileName }) => {
      const fault = mappingFault(mapping, header.length);
      if (fault) throw mappingRefusal(fault, header);
      const named = mapping.attributes.map((each) => ({ ...each, name: attributeName(each.name) }));
      const kept = { mapping: { ...mapping, attributes: named }, starts: start };
      if (!(await store.writeMapping(tx, importId, kept)))
        throw refusal(409, 'import done already');
      const act = { kind: 'import.started', subject: fileName, subjectId: importId } as const;
      if (start) await noteStaffAct(c, tx, act);
    });
    return c.json<ImportView>(view, 202);
  });

  routes.post('/:importId/start', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const view = await setToWork(c.get('shop'), importId, async (tx, { fileName }) => {
      if (!(await store.beginImport(tx, importId))) throw refusal(409, 'import not checked');
      await noteStaffAct(c, tx, { kind: 'import.started', subject: fileName, subjectId: importId });
    });
    return c.json<ImportView>(view, 202);
  });

  routes.post('/:importId/undo', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const view = await setToWork(c.get('shop'), importId, async (tx, { fileName }) => {
      if (!(await store.beginUndo(tx, importId))) throw refusal(409, 'import not to be undone');
      await noteStaffAct(c, tx, { kind: 'import.undone', subject: fileName, subjectId: importId });
    });
    return c.json<ImportView>(view, 202);
  });

  return routes;
}

async function found(
  store: Pick<typeof Imports, 'readImport'>,
  tx: ShopTransaction,
  importId: number,
): Promise<Imports.StoredImport> {
  const stored = await store.readImport(tx, importId);
  if (!stored) throw notFound('import');
  return stored;
}

/** Refuses segments that the shop has not. */
export async function knownSegments(
  store: Pick<typeof Rows, 'findSegments'>,
  tx: ShopTransaction,
  segmentIds: readonly number[],
): Promise<void> {
  const known = await store.findSegments(tx, segmentIds);
  const unknown = segmentIds.find((segmentId) => !known.has(segmentId));
  if (unknown !== undefined) throw notFound('segment', 'segments');
}

/** A few lines in each transaction: a slow upload keeps nothing locked. Cut off, or no CSV: nothing of it stays. */
async function takeUpload(
  { inShop, store, readUpload }: ImportRoutesDeps,
  shopId: number,
  importId: number,
  body: AsyncIterable<Uint8Array>,
): Promise<void> {
  try {
    const lines = readUpload(body);
    for (let next = await lines.next(); ; next = await lines.next()) {
      const { value } = next;
      if (next.done) {
        await inShop(shopId, (tx) => store.uploadFinished(tx, importId, next.value));
        return;
      }
      // Not done, so it is a group of lines.
      const group = value as readonly UploadedLine[];
      await inShop(shopId, (tx) => store.insertImportLines(tx, importId, group));
    }
  } catch (error) {
    await inShop(shopId, (tx) => store.deleteImport(tx, importId));
    if (isNamed(error, 'UploadRefusedError')) {
      // No other error has this name.
      const { code, values, message } = error as UploadRefusedError;
      throw new Refusal(422, { code, values, message }, 'file');
    }
    throw error;
  }
}
