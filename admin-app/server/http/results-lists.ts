/** The customers and orders behind the figures of one scenario, or of all: page by page, and as files. */
import { type Context, Hono } from 'hono';
import type { FigureCustomersPage, Listed } from '../../contract/results.ts';
import type { Clock } from '../clock.ts';
import type * as Lists from '../database/result-lists.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { afterOf, askedList, askedOf, type ResultsStore } from './results-asked.ts';
import { csvFile, customerLines, nameOf, orderLines } from './results-export.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct, told } from './staff-log.ts';

const PAGE = 50;
const EXPORT_PAGE = 2_000;
/** A tenth of a second's work: a page of fewer customers says where to look on. */
const SCAN_AT_A_TIME = 10_000;

export interface ListRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: ResultsStore;
}

/** What is listed of: null for all scenarios. Throws a Refusal for one that is not there. */
export type FindListed = (
  tx: ShopTransaction,
  c: Context<ShopEnvironment>,
) => Promise<{ readonly scenarioId: number; readonly name: string } | null>;

interface List {
  readonly figure: Listed;
  /** The scenario's name; null for all. */
  readonly name: string | null;
  readonly query: Omit<Lists.FigureCount, 'figure'>;
}

/** `/customers` and `/customers/export`, mounted beside the figures. */
export function listRoutes(deps: ListRoutesDeps, findListed: FindListed): ShopRoutes {
  const { inShop, readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  async function listOf(tx: ShopTransaction, c: Context<ShopEnvironment>): Promise<List> {
    const { figure, withinDays, group } = askedList(c);
    const of = await findListed(tx, c);
    const scenarioId = of?.scenarioId ?? null;
    const { period } = await askedOf(deps, tx, c, scenarioId);
    return { figure, name: of?.name ?? null, query: { ...period, scenarioId, group, withinDays } };
  }

  routes.get('/customers', async (c) => {
    const after = afterOf(c);
    const page = await readShop(c.get('shop').shopId, async (tx) => {
      const list = await listOf(tx, c);
      return await readPage(store, tx, list, after);
    });
    return c.json<FigureCustomersPage>(page);
  });

  routes.get('/customers/export', async (c) => {
    const { list, names } = await inShop(c.get('shop').shopId, async (tx) => {
      const asked = await listOf(tx, c);
      await noteExport(store, tx, c, asked);
      const known = await store.readResultScenarios(tx);
      return { list: asked, names: new Map(known.map((each) => [each.scenario_id, each.name])) };
    });
    return fileOf(deps, c, list, names);
  });

  return routes;
}

async function readPage(
  store: ResultsStore,
  tx: ShopTransaction,
  { figure, query }: List,
  after: Lists.FigurePosition | null,
): Promise<FigureCustomersPage> {
  const paging = { ...query, after, limit: PAGE + 1 };
  if (figure === 'ordered') return pageOfOrders(await store.listAttributed(tx, paging));
  const list = { ...paging, figure, scan: SCAN_AT_A_TIME };
  const counted = after === null ? await store.countFigure(tx, list) : null;
  return { ...pageOfFigure(figure, await store.listFigure(tx, list)), counted };
}

/** Before the first line leaves: who breaks it off has had some of them. */
async function noteExport(
  store: ResultsStore,
  tx: ShopTransaction,
  c: Context<ShopEnvironment>,
  { figure, name, query }: List,
): Promise<void> {
  const subject = name === null ? {} : { subject: name };
  if (figure === 'ordered') {
    const changes = told('orders', await store.countAttributed(tx, query));
    await noteStaffAct(c, tx, { kind: 'data.ordersExported', ...subject, changes });
    return;
  }
  const { total, forgotten } = await store.countFigure(tx, { ...query, figure });
  const changes = told('count', total - forgotten);
  await noteStaffAct(c, tx, { kind: 'data.customersExported', ...subject, changes });
}

function fileOf(
  { readShop, store }: ListRoutesDeps,
  c: Context<ShopEnvironment>,
  { figure, query }: List,
  names: ReadonlyMap<number, string>,
): Response {
  const { shopId, currency } = c.get('shop');
  const page = { ...query, limit: EXPORT_PAGE };
  if (figure === 'ordered') {
    const readPage = (after: Lists.FigurePosition | null) =>
      readShop(shopId, (tx) => store.listAttributed(tx, { ...page, after }));
    return csvFile(c, orderLines(readPage, names, currency), 'rondo-orders', query);
  }
  const list = { ...page, figure, scan: EXPORT_PAGE };
  const readPage = (after: Lists.FigurePosition | null) =>
    readShop(shopId, (tx) => store.listFigure(tx, { ...list, after }));
  const title = ['rondo-results', query.scenarioId ?? [], figure.replaceAll(' ', '-')].flat();
  return csvFile(c, customerLines(readPage), title.join('-'), query);
}

function pageOfOrders(rows: readonly Lists.AttributedOrder[]): FigureCustomersPage {
  const last = rows.slice(0, PAGE).at(-1);
  return {
    figure: 'ordered',
    // Orders of forgotten customers are listed as well, without a name.
    counted: null,
    customers: rows.slice(0, PAGE).map((row) => ({
      ...customerOf(row),
      note: row.order_name,
      comment: null,
      amountMinor: row.amount_minor,
    })),
    after: rows.length > PAGE && last ? positionOf(last) : null,
  };
}

/** Behind the last row of a full page, else behind the last enrolment looked at; null when all were. */
function pageOfFigure(
  figure: Listed,
  { rows, scannedTo }: Awaited<ReturnType<typeof Lists.listFigure>>,
): Omit<FigureCustomersPage, 'counted'> {
  const page = rows.slice(0, PAGE);
  const end = rows.length > PAGE ? page.at(-1) : scannedTo;
  return {
    figure,
    customers: page.map((row) => ({
      ...customerOf(row),
      note: row.note,
      comment: row.comment,
      amountMinor: null,
    })),
    after: end ? positionOf(end) : null,
  };
}

function customerOf(row: Omit<Lists.FigureCustomer, 'comment'>) {
  const { customer_id: customerId, email, at } = row;
  return { customerId, name: nameOf(row) ?? email ?? '', email, at };
}

function positionOf({ day, id }: Lists.FigurePosition): string {
  return `${day}_${id}`;
}
