/** The versions that customers pass and passed through. */
import { Hono } from 'hono';
import type { ScenarioVersions } from '../../contract/scenario-versions.ts';
import type * as Versions from '../database/scenario-versions.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop } from '../database/tenant.ts';
import { parseId } from './parse-input.ts';
import { notFound } from './refusal.ts';
import type { ScenarioViews } from './scenarios-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface VersionRoutesDeps {
  readonly inShop: InShop;
  readonly store: Pick<typeof Versions, 'listVersions'> & Pick<typeof Scenarios, 'readScenario'>;
  readonly views: Pick<ScenarioViews, 'passages'>;
}

const MOST = 100;

/** Mounted at /api. */
export function versionRoutes({ inShop, store, views }: VersionRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  routes.get('/scenarios/:id/versions', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      if (!(await store.readScenario(tx, id))) throw notFound('scenario');
      const counted = await views.passages(tx);
      const own = counted?.counts.filter(({ scenarioId }) => scenarioId === id);
      const versions = (await store.listVersions(tx, id, MOST)).map((version) => {
        if (!own) return { ...version, entered: null, inside: null };
        const of = own.find((each) => each.version === version.version);
        return { ...version, entered: of?.passages ?? 0, inside: of?.inside ?? 0 };
      });
      return { versions, countedAt: counted?.countedAt ?? null };
    });
    return c.json<ScenarioVersions>(view);
  });
  return routes;
}
