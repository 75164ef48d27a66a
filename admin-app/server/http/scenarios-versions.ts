/** The versions that customers pass and passed through. */
import { Hono } from 'hono';
import type { ScenarioVersions } from '../../contract/scenario-versions.ts';
import type * as Versions from '../database/scenario-versions.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop } from '../database/tenant.ts';
import { parseId } from './parse-input.ts';
import { notFound } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface VersionRoutesDeps {
  readonly inShop: InShop;
  readonly store: Pick<typeof Versions, 'listVersions'> & Pick<typeof Scenarios, 'readScenario'>;
}

const MOST = 100;

/** Mounted at /api. */
export function versionRoutes({ inShop, store }: VersionRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  routes.get('/scenarios/:id/versions', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const versions = await inShop(c.get('shop').shopId, async (tx) => {
      if (!(await store.readScenario(tx, id))) throw notFound('scenario');
      return await store.listVersions(tx, id, MOST);
    });
    return c.json<ScenarioVersions>({ versions });
  });
  return routes;
}
