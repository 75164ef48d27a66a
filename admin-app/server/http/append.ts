/** Files to third parties and back: whom they are asked about, what they answer, and what is to be feared of addresses. */
import { Hono } from 'hono';
import {
  type AddressesView,
  type AppendView,
  appendFileQuestion,
  type CustomerAttributes,
  type ImportView,
  importMapping,
  newImport,
  type RiskyCustomersPage,
} from '../../contract/append.ts';
import { attributeName, mappingFault } from '../../core/append/mapping.ts';
import { CLASS_NAME } from '../../core/append/types.ts';
import { RISK_REASONS, type RiskReason } from '../../core/consent/address-risk.ts';
import { askable, listQuery } from '../../core/segment/inactive.ts';
import { dayOf } from '../../core/time.ts';
import type { UploadedFile, UploadedLine } from '../append-file/read-upload.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Risks from '../database/address-risks.ts';
import type * as Imports from '../database/append-imports.ts';
import type * as Rows from '../database/append-rows.ts';
import type * as Values from '../database/appended-values.ts';
import type * as Inactive from '../database/inactive.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import { type AppendFileDeps, appendFileLines } from './append-file.ts';
import { faultSentence, importDetails, importView } from './append-view.ts';
import { parseBody, parseId, parseQuery } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';
import { streamOf } from './stream-of.ts';

type InShop = <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;

export interface AppendRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<
    typeof Imports,
    | 'listImports'
    | 'readImport'
    | 'insertImport'
    | 'insertImportLines'
    | 'uploadFinished'
    | 'deleteImport'
    | 'writeMapping'
    | 'beginImport'
    | 'beginUndo'
  > &
    Pick<typeof Rows, 'readImportLines' | 'readMembersToSend' | 'findSegments'> &
    Pick<typeof Values, 'readCustomerAttributes'> &
    Pick<
      typeof Risks,
      | 'readAddressCheck'
      | 'wantAddressCheck'
      | 'countAddressRisks'
      | 'listRiskyCustomers'
      | 'readAddressRisk'
    > &
    Pick<typeof Inactive, 'readInactive'>;
  readonly readUpload: (
    chunks: AsyncIterable<Uint8Array>,
  ) => AsyncGenerator<readonly UploadedLine[], UploadedFile>;
  readonly hashKey: AppendFileDeps['hashKey'];
  readonly enqueue: Enqueue;
}

const AT_WORK = ['checking', 'importing', 'undoing'];
const PREVIEW_LINES = 20;
const PAGE = 50;

/** Mounted at /api/append. */
export function appendRoutes(deps: AppendRoutesDeps): ShopRoutes {
  const { clock, inShop, readShop, store, enqueue } = deps;
  const routes = new Hono<ShopEnvironment>();

  async function found(tx: ShopTransaction, importId: number): Promise<Imports.StoredImport> {
    const stored = await store.readImport(tx, importId);
    if (!stored) throw notFound('import');
    return stored;
  }

  async function knownSegments(tx: ShopTransaction, segmentIds: readonly number[]): Promise<void> {
    const known = await store.findSegments(tx, segmentIds);
    const unknown = segmentIds.find((segmentId) => !known.has(segmentId));
    if (unknown !== undefined) throw new Refusal(404, `There is no segment ${unknown}`, 'segments');
  }

  /** Does what `change` says, and lets the job go on with it. */
  async function setToWork(
    { shopId }: ShopContext,
    importId: number,
    change: (tx: ShopTransaction, before: Imports.StoredImport) => Promise<void>,
  ): Promise<ImportView> {
    const view = await inShop(shopId, async (tx) => {
      await change(tx, await found(tx, importId));
      return importView(await found(tx, importId));
    });
    await enqueue('append imports', { shopId });
    return view;
  }

  routes.get('/', async (c) => {
    const { shopId } = c.get('shop');
    const stored = await readShop(shopId, store.listImports);
    if (stored.some(({ state }) => AT_WORK.includes(state)))
      await enqueue('append imports', { shopId });
    return c.json<AppendView>({ imports: stored.map(importView), attributes: knownOf(stored) });
  });

  routes.get('/customers.csv', async (c) => {
    const { segments, addresses } = parseQuery(c, appendFileQuestion);
    const { shopId } = c.get('shop');
    await readShop(shopId, (tx) => knownSegments(tx, segments));
    const lines = appendFileLines(
      {
        hashKey: deps.hashKey,
        readPage: (after, limit) =>
          readShop(shopId, (tx) => store.readMembersToSend(tx, segments, { after, limit })),
      },
      addresses,
    );
    return c.body(streamOf(lines), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="rondo-customers.csv"',
    });
  });

  routes.post('/imports', async (c) => {
    const { name, segments, set } = parseQuery(c, newImport);
    const { shopId } = c.get('shop');
    // Node's streams of bytes can be read this way; the types of the web do not say so.
    const body = c.req.raw.body as AsyncIterable<Uint8Array> | null;
    if (body === null) throw new Refusal(422, 'The file is empty', 'file');
    const importId = await inShop(shopId, async (tx) => {
      await knownSegments(tx, segments);
      return await store.insertImport(tx, {
        fileName: name,
        set,
        segmentIds: segments,
        createdBy: c.get('staffId') ?? null,
        at: clock.now(),
      });
    });
    await takeUpload(deps, shopId, importId, body);
    const view = await inShop(shopId, async (tx) => importView(await found(tx, importId)));
    return c.json<ImportView>(view, 201);
  });

  routes.get('/imports/:importId', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const details = await readShop(c.get('shop').shopId, async (tx) => {
      const stored = await found(tx, importId);
      const page = { after: 0, limit: PREVIEW_LINES };
      return importDetails(stored, await store.readImportLines(tx, importId, page));
    });
    return c.json(details);
  });

  routes.put('/imports/:importId/mapping', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const { mapping, start } = await parseBody(c, importMapping);
    const view = await setToWork(c.get('shop'), importId, async (tx, { header, fileName }) => {
      const fault = mappingFault(mapping, header.length);
      if (fault) throw new Refusal(422, faultSentence(fault, header), 'mapping');
      const named = mapping.attributes.map((each) => ({ ...each, name: attributeName(each.name) }));
      const kept = { mapping: { ...mapping, attributes: named }, starts: start };
      if (!(await store.writeMapping(tx, importId, kept)))
        throw new Refusal(409, 'This file is imported already; undo it before mapping it anew');
      const act = { kind: 'import.started', subject: fileName, subjectId: importId } as const;
      if (start) await noteStaffAct(c, tx, act);
    });
    return c.json<ImportView>(view, 202);
  });

  routes.post('/imports/:importId/start', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const view = await setToWork(c.get('shop'), importId, async (tx, { fileName }) => {
      if (!(await store.beginImport(tx, importId)))
        throw new Refusal(409, 'Only a file that has been checked, once, can be imported');
      await noteStaffAct(c, tx, { kind: 'import.started', subject: fileName, subjectId: importId });
    });
    return c.json<ImportView>(view, 202);
  });

  routes.post('/imports/:importId/undo', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    const view = await setToWork(c.get('shop'), importId, async (tx, { fileName }) => {
      if (!(await store.beginUndo(tx, importId)))
        throw new Refusal(409, 'Only what was imported can be undone, and only once');
      await noteStaffAct(c, tx, { kind: 'import.undone', subject: fileName, subjectId: importId });
    });
    return c.json<ImportView>(view, 202);
  });

  routes.delete('/imports/:importId', async (c) => {
    const importId = parseId(c, 'importId', 'import');
    await inShop(c.get('shop').shopId, async (tx) => {
      const { fileName } = await found(tx, importId);
      if (!(await store.deleteImport(tx, importId)))
        throw new Refusal(409, 'This file is imported already; undo it instead');
      await noteStaffAct(c, tx, { kind: 'import.deleted', subject: fileName, subjectId: importId });
    });
    return c.body(null, 204);
  });

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

  routes.get('/addresses', async (c) => c.json(await addressesView(c.get('shop'))));

  routes.post('/addresses/check', async (c) => {
    const shop = c.get('shop');
    await inShop(shop.shopId, (tx) => store.wantAddressCheck(tx, clock.now()));
    await enqueue('check addresses', { shopId: shop.shopId });
    return c.json(await addressesView(shop), 202);
  });

  routes.get('/addresses/customers', async (c) => {
    const { shopId, zone } = c.get('shop');
    const why = reasonOf(c.req.query('why') ?? '');
    const after = positionOf(c.req.query('after'));
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

  async function addressesView({ shopId, zone, currency }: ShopContext): Promise<AddressesView> {
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

  return routes;
}

/** A few lines in each transaction: a slow upload keeps nothing locked. Cut off, or no CSV: nothing of it stays. */
async function takeUpload(
  { inShop, store, readUpload }: AppendRoutesDeps,
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
    if (isNamed(error, 'UploadRefusedError')) throw new Refusal(422, error.message, 'file');
    throw error;
  }
}

/** What segments can ask for, by the mappings of what was imported. */
function knownOf(imports: readonly Imports.StoredImport[]): AppendView['attributes'] {
  const known = new Map<string, AppendView['attributes'][number]>();
  for (const { state, mapping } of imports) {
    if (state !== 'done' || mapping === null) continue;
    if (mapping.classes) known.set(CLASS_NAME, { name: CLASS_NAME, type: 'class' });
    for (const { name, type } of mapping.attributes)
      if (!known.has(name)) known.set(name, { name, type });
  }
  return [...known.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function reasonOf(text: string): RiskReason {
  const reason = RISK_REASONS.find((each) => each === text);
  if (reason) return reason;
  throw new Refusal(422, `"${text}" is not a reason; expected ${RISK_REASONS.join(', ')}`, 'why');
}

function positionOf(text: string | undefined): number {
  if (!text) return 0;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Refusal(422, `"${text}" is not a place in the list`, 'after');
}
