/** Mounted at /api/scenarios/:scenarioId/results: what one scenario or campaign brought. */
import { type Context, Hono } from 'hono';
import type { ResultsView } from '../../contract/results.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseId } from './parse-input.ts';
import { notFound } from './refusal.ts';
import { askedOf } from './results-asked.ts';
import { type ListRoutesDeps, listRoutes } from './results-lists.ts';
import { readScenarioResults } from './results-scenario.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export function resultsRoutes(deps: ListRoutesDeps): ShopRoutes {
  const { readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const view = await readShop(c.get('shop').shopId, async (tx) => {
      const { scenario, known } = await findScenario(deps, tx, c);
      const asked = await askedOf(deps, tx, c, scenario.scenario_id);
      return await readScenarioResults(store, tx, { scenario, known }, asked);
    });
    return c.json<ResultsView>(view);
  });

  routes.route(
    '/',
    listRoutes(deps, async (tx, c) => {
      const { scenario } = await findScenario(deps, tx, c);
      return { scenarioId: scenario.scenario_id, name: scenario.name };
    }),
  );

  return routes;
}

async function findScenario(
  { store }: ListRoutesDeps,
  tx: ShopTransaction,
  c: Context<ShopEnvironment>,
) {
  const scenarioId = parseId(c, 'scenarioId', 'scenario');
  const known = await store.readResultScenarios(tx);
  const scenario = known.find((each) => each.scenario_id === scenarioId);
  if (!scenario) throw notFound('scenario');
  return { scenario, known };
}
