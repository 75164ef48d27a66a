import { type Context, Hono } from 'hono';
import {
  type AttributionSettingsView,
  attributionRulesInput,
  DIMENSIONS,
  type FigureCustomersPage,
  LISTED,
  type Listed,
  RETURN_DAYS,
  type ResultsOverview,
  type ResultsView,
} from '../../contract/results.ts';
import { isSameRules, USUAL_RULES } from '../../core/results/attribution.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Settings from '../database/attribution-settings.ts';
import type * as Results from '../database/results.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import { customerLines, nameOf, orderLines, scenarioLines } from './results-export.ts';
import { parsePeriod, periodBefore } from './results-period.ts';
import { type Asked, readOverview, readScenarioResults, WINDOW_DAYS } from './results-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';
import { attributionInWords } from './staff-log-words.ts';
import { streamOf } from './stream-of.ts';

export { WINDOW_DAYS } from './results-view.ts';

const PAGE = 50;
const EXPORT_PAGE = 2_000;
/** A tenth of a second's work: a page of fewer customers says where to look on. */
const SCAN_AT_A_TIME = 10_000;

export interface ResultsRoutesDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly readShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly results: typeof Results;
  readonly settings: Pick<typeof Settings, 'readAttributionSettings' | 'writeAttributionRules'>;
  readonly readScenario: (
    tx: ShopTransaction,
    scenarioId: number,
  ) => Promise<{ readonly name: string; readonly definition: ScenarioDefinition } | undefined>;
}

/** Mounted at /api/results: all scenarios and campaigns side by side. */
export function resultsOverviewRoutes(deps: ResultsRoutesDeps): ShopRoutes {
  const { inShop, readShop, results, settings } = deps;
  const routes = new Hono<ShopEnvironment>();
  const overview = (c: Context<ShopEnvironment>) =>
    readShop(c.get('shop').shopId, async (tx) => {
      const asked = await askedOf(deps, tx, c, null);
      return { asked, view: await readOverview(deps, tx, asked) };
    });

  routes.get('/', async (c) => c.json<ResultsOverview>((await overview(c)).view));

  routes.get('/export', async (c) => {
    const { view } = await overview(c);
    return csv(c, scenarioLines(view, c.get('shop').currency), 'rondo-results', view.period);
  });

  routes.get('/orders', async (c) => {
    const { shopId } = c.get('shop');
    const page = await readShop(shopId, async (tx) =>
      results.listAttributed(tx, {
        ...(await askedOf(deps, tx, c, null)).period,
        ...{ scenarioId: null, group: null, after: afterOf(c), limit: PAGE + 1 },
      }),
    );
    return c.json<FigureCustomersPage>(pageOfOrders(page));
  });

  routes.get('/orders/export', async (c) => {
    const { shopId, currency } = c.get('shop');
    const { view, asked } = await overview(c);
    const names = new Map(
      view.scenarios.flatMap(({ scenarioId, name }) =>
        scenarioId === null ? [] : [[scenarioId, name] as const],
      ),
    );
    const readPage = (after: Results.FigurePosition | null) =>
      readShop(shopId, (tx) =>
        results.listAttributed(tx, {
          ...asked.period,
          ...{ scenarioId: null, group: null, after, limit: EXPORT_PAGE },
        }),
      );
    return csv(c, orderLines(readPage, names, currency), 'rondo-orders', asked.period);
  });

  routes.get('/settings', async (c) =>
    c.json<AttributionSettingsView>(
      await readShop(c.get('shop').shopId, (tx) => settingsView(settings, tx)),
    ),
  );

  routes.put('/settings', async (c) => {
    const rules = await parseBody(c, attributionRulesInput);
    return c.json<AttributionSettingsView>(
      await inShop(c.get('shop').shopId, async (tx) => {
        const { rules: before } = await settings.readAttributionSettings(tx);
        // The same rules again would count the whole history for nothing.
        if (!isSameRules(before ?? USUAL_RULES, rules)) {
          await settings.writeAttributionRules(tx, rules);
          const told = attributionInWords(before ?? USUAL_RULES);
          const changes = changesBetween(told, attributionInWords(rules));
          await noteStaffAct(c, tx, { kind: 'settings.attribution', changes });
        }
        return await settingsView(settings, tx);
      }),
    );
  });

  return routes;
}

async function settingsView(
  settings: ResultsRoutesDeps['settings'],
  tx: ShopTransaction,
): Promise<AttributionSettingsView> {
  const { rules, recount } = await settings.readAttributionSettings(tx);
  return { rules: rules ?? USUAL_RULES, usual: USUAL_RULES, recounting: recount };
}

/** Mounted at /api/scenarios/:scenarioId/results. */
export function resultsRoutes(deps: ResultsRoutesDeps): ShopRoutes {
  const { readShop, results } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const scenarioId = parseId(c, 'scenarioId', 'scenario');
    const view = await readShop(c.get('shop').shopId, async (tx) => {
      const scenario = await deps.readScenario(tx, scenarioId);
      if (!scenario) throw notFound('scenario');
      const known = await results.readResultScenarios(tx);
      const kind = known.find((each) => each.scenario_id === scenarioId)?.kind ?? 'scenario';
      const asked = await askedOf(deps, tx, c, scenarioId);
      return await readScenarioResults(deps, tx, { scenarioId, kind, ...scenario }, asked);
    });
    return c.json<ResultsView>(view);
  });

  routes.get('/customers', async (c) => {
    const scenarioId = parseId(c, 'scenarioId', 'scenario');
    const figure = parseFigure(c.req.query('figure'));
    const page = await readShop(c.get('shop').shopId, async (tx) => {
      if (!(await deps.readScenario(tx, scenarioId))) throw notFound('scenario');
      const place = { scenarioId, ...(await askedOf(deps, tx, c, scenarioId)).period };
      const paging = { group: groupOf(c), after: afterOf(c), limit: PAGE + 1 };
      if (figure === 'ordered') {
        return pageOfOrders(await results.listAttributed(tx, { ...place, ...paging }));
      }
      const query = { ...place, ...paging, figure, withinDays: daysOf(c), scan: SCAN_AT_A_TIME };
      return pageOfFigure(figure, await results.listFigure(tx, query));
    });
    return c.json<FigureCustomersPage>(page);
  });

  routes.get('/customers/export', async (c) => {
    const scenarioId = parseId(c, 'scenarioId', 'scenario');
    const figure = parseFigure(c.req.query('figure'));
    const { shopId, currency } = c.get('shop');
    const { period, name } = await readShop(shopId, async (tx) => {
      const scenario = await deps.readScenario(tx, scenarioId);
      if (!scenario) throw notFound('scenario');
      return { ...(await askedOf(deps, tx, c, scenarioId)), name: scenario.name };
    });
    const place = { ...period, scenarioId, group: groupOf(c), limit: EXPORT_PAGE };
    const title = `rondo-results-${scenarioId}-${figure.replaceAll(' ', '-')}`;
    if (figure === 'ordered') {
      const names = new Map([[scenarioId, name]]);
      const readPage = (after: Results.FigurePosition | null) =>
        readShop(shopId, (tx) => results.listAttributed(tx, { ...place, after }));
      return csv(c, orderLines(readPage, names, currency), title, period);
    }
    const query = { ...place, figure, withinDays: daysOf(c), scan: EXPORT_PAGE };
    const readPage = (after: Results.FigurePosition | null) =>
      readShop(shopId, (tx) => results.listFigure(tx, { ...query, after }));
    return csv(c, customerLines(readPage), title, period);
  });

  return routes;
}

async function askedOf(
  { clock, results }: ResultsRoutesDeps,
  tx: ShopTransaction,
  c: Context<ShopEnvironment>,
  scenarioId: number | null,
): Promise<Asked> {
  const { zone } = c.get('shop');
  const today = dayOf(clock.now(), zone);
  const first = await results.readFirstDay(tx, scenarioId);
  const period = parsePeriod(c, first, today);
  return { zone, today, period, before: c.req.query('compare') ? periodBefore(period) : null };
}

function csv(
  c: Context<ShopEnvironment>,
  lines: AsyncGenerator<string>,
  title: string,
  { from, to }: Asked['period'],
): Response {
  return c.body(streamOf(lines), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${title}-${from}-${to}.csv"`,
  });
}

function pageOfOrders(rows: readonly Results.AttributedOrder[]): FigureCustomersPage {
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    figure: 'ordered',
    customers: page.map((row) => ({
      customerId: row.customer_id,
      name: nameOf(row) ?? row.email ?? '',
      email: row.email,
      at: row.at,
      note: row.order_name,
      amountMinor: row.amount_minor,
    })),
    after: rows.length > PAGE && last ? `${last.day}_${last.id}` : null,
  };
}

/** Behind the last row of a full page, else behind the last enrolment looked at; null when all were. */
function pageOfFigure(
  figure: Listed,
  { rows, scannedTo }: Awaited<ReturnType<typeof Results.listFigure>>,
): FigureCustomersPage {
  const page = rows.slice(0, PAGE);
  const end = rows.length > PAGE ? page.at(-1) : scannedTo;
  return {
    figure,
    customers: page.map((row) => ({
      customerId: row.customer_id,
      name: nameOf(row) ?? row.email ?? '',
      email: row.email,
      at: row.at,
      note: row.note,
      amountMinor: null,
    })),
    after: end ? `${end.day}_${end.id}` : null,
  };
}

function parseFigure(text = ''): Listed {
  const figure = LISTED.find((candidate) => candidate === text);
  if (figure) return figure;
  throw new Refusal(
    422,
    `"${text}" is not a figure; expected one of ${LISTED.join(', ')}`,
    'figure',
  );
}

function daysOf(c: Context): number {
  const text = c.req.query('days');
  if (!text) return WINDOW_DAYS;
  const found = RETURN_DAYS.find((each) => String(each) === text);
  if (found) return found;
  throw new Refusal(422, `"${text}" does not fit days; expected ${RETURN_DAYS.join(', ')}`, 'days');
}

const GROUPS = [...DIMENSIONS, 'answer', 'reason'] as const;

function groupOf(c: Context): Results.FigureQuery['group'] {
  const by = c.req.query('by');
  if (!by) return null;
  const dimension = GROUPS.find((each) => each === by);
  if (dimension) return { dimension, value: c.req.query('value') ?? '' };
  throw new Refusal(422, `Cannot group by "${by}"; expected one of ${GROUPS.join(', ')}`, 'by');
}

const POSITION = /^(\d{4}-\d\d-\d\d)_(\d{1,15})$/;

function afterOf(c: Context): Results.FigurePosition | null {
  const text = c.req.query('after');
  if (!text) return null;
  const [, day, id] = POSITION.exec(text) ?? [];
  if (day !== undefined && !Number.isNaN(Date.parse(day))) return { day, id: Number(id) };
  throw new Refusal(422, `"${text}" is not where a page of this list ends`, 'after');
}
