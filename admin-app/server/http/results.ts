import { Hono } from 'hono';
import {
  FIGURES,
  type Figure,
  type FigureCustomersPage,
  type ResultsView,
} from '../../contract/results.ts';
import { liftOf } from '../../core/results/lift.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type * as Results from '../database/results.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseId } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

/** An order this many days after entering counts as a return; the same for treated and held out. */
export const WINDOW_DAYS = 30;
const PAGE = 50;

export interface ResultsRoutesDeps {
  readonly readShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly results: typeof Results;
  readonly readScenario: (
    tx: ShopTransaction,
    scenarioId: number,
  ) => Promise<{ readonly name: string; readonly definition: ScenarioDefinition } | undefined>;
}

/** Mounted at /api/scenarios/:scenarioId/results. */
export function resultsRoutes(deps: ResultsRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const scenarioId = parseId(c, 'scenarioId', 'scenario');
    const view = await deps.readShop(c.get('shop').shopId, (tx) =>
      readResults(deps, tx, scenarioId),
    );
    return c.json<ResultsView>(view);
  });

  routes.get('/customers', async (c) => {
    const scenarioId = parseId(c, 'scenarioId', 'scenario');
    const figure = parseFigure(c.req.query('figure'));
    const listed = await deps.readShop(c.get('shop').shopId, async (tx) => {
      if (!(await deps.readScenario(tx, scenarioId))) throw notFound('scenario');
      return await deps.results.listFigure(tx, figure, {
        scenarioId,
        windowDays: WINDOW_DAYS,
        blockId: c.req.query('block') || null,
        answer: c.req.query('answer') || null,
        afterCustomerId: Number(c.req.query('after') ?? '') || 0,
        limit: PAGE + 1,
      });
    });
    const page = listed.slice(0, PAGE);
    return c.json<FigureCustomersPage>({
      figure,
      customers: page.map((row) => ({
        customerId: row.customer_id,
        name:
          [row.first_name, row.last_name].filter((part) => part).join(' ') ||
          row.email ||
          'No name',
        email: row.email,
        at: row.at,
        note: row.note,
      })),
      after: listed.length > PAGE ? String(page.at(-1)?.customer_id) : null,
    });
  });

  return routes;
}

function parseFigure(text = ''): Figure {
  const figure = FIGURES.find((candidate) => candidate === text);
  if (figure) return figure;
  throw new Refusal(
    422,
    `"${text}" is not a figure; expected one of ${FIGURES.join(', ')}`,
    'figure',
  );
}

async function readResults(
  deps: ResultsRoutesDeps,
  tx: ShopTransaction,
  scenarioId: number,
): Promise<ResultsView> {
  const scenario = await deps.readScenario(tx, scenarioId);
  if (!scenario) throw notFound('scenario');
  const everything = { scenarioId, windowDays: WINDOW_DAYS, blockId: null, answer: null };
  // One after the other: a transaction is one connection.
  const counts: [Figure, number][] = [];
  for (const figure of FIGURES) {
    counts.push([figure, await deps.results.countFigure(tx, figure, everything)]);
  }
  // Built from FIGURES, so every figure is there.
  const figures = Object.fromEntries(counts) as Record<Figure, number>;
  const revenue = await deps.results.readRevenue(tx, scenarioId, WINDOW_DAYS);
  const blocks = await deps.results.readBlockFigures(tx, scenarioId);
  return {
    scenarioId,
    name: scenario.name,
    windowDays: WINDOW_DAYS,
    figures,
    answers: await deps.results.readAnswers(tx, scenarioId),
    revenueMinor: revenue.revenue_minor,
    revenueOrders: revenue.orders,
    shopRevenueMinor: revenue.shop_revenue_minor,
    lift: liftView(figures),
    byBlock: blocks.map((block) => ({
      blockId: block.block_id,
      name: blockName(scenario.definition, block.block_id),
      sent: block.sent,
      opened: block.opened,
      clicked: block.clicked,
      unknown: block.unknown,
    })),
    since: await deps.results.readFirstEntry(tx, scenarioId),
  };
}

function blockName(definition: ScenarioDefinition, blockId: string): string {
  const block = definition.blocks.find((candidate) => candidate.id === blockId);
  return block?.kind === 'message' ? block.name : blockId;
}

function liftView(figures: Readonly<Record<Figure, number>>): ResultsView['lift'] {
  const treated = {
    customers: figures.entered - figures['held out'],
    returned: figures.returned,
  };
  const heldOut = {
    customers: figures['held out'],
    returned: figures['returned held out'],
  };
  const lift = liftOf(treated, heldOut);
  return {
    treated,
    heldOut,
    difference: lift?.difference ?? null,
    low: lift?.low ?? null,
    high: lift?.high ?? null,
    extraCustomers: lift?.extraCustomers ?? null,
    tooEarly: lift?.tooEarly ?? true,
  };
}
