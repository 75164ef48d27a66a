import { Hono } from 'hono';
import { type ScenariosView, type ScenarioView, saveScenario } from '../../contract/scenarios.ts';
import type { Clock } from '../clock.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop } from '../database/tenant.ts';
import type { KeepCounts } from '../jobs/keep-counts.ts';
import { parseBody, parseId } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { notFound, overtaken } from './refusal.ts';
import { type ScenarioRenameStore, saveNamed } from './scenario-rename.ts';
import { type AudienceCountDeps, audienceCountRoutes } from './scenarios-audience.ts';
import { type DryRunRoutesDeps, dryRunRoutes } from './scenarios-dry-run.ts';
import { type RunningRoutesDeps, runningRoutes } from './scenarios-running.ts';
import { type StandingRoutesDeps, standingRoutes } from './scenarios-standing.ts';
import { type VersionRoutesDeps, versionRoutes } from './scenarios-versions.ts';
import { createScenarioViews, passagesOf, type ScenarioViewDeps } from './scenarios-view.ts';
import { unreadQueries } from './segments-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteEdit } from './staff-log.ts';
import { type TemplateRoutesDeps, templateRoutes } from './templates.ts';

export interface ScenarioRoutesDeps
  extends ScenarioViewDeps,
    Omit<StandingRoutesDeps, 'views'>,
    Omit<TemplateRoutesDeps, 'views'>,
    RunningRoutesDeps,
    DryRunRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly keepCounts: Pick<KeepCounts, 'ofShop' | 'isLarge' | 'onceAsked'>;
  readonly store: ScenarioViewDeps['store'] &
    StandingRoutesDeps['store'] &
    RunningRoutesDeps['store'] &
    TemplateRoutesDeps['store'] &
    VersionRoutesDeps['store'] &
    ScenarioRenameStore &
    AudienceCountDeps['store'] &
    Pick<typeof Scenarios, 'listScenarios' | 'saveDraft'>;
}

/** Mounted at /api: templates and scenarios. */
export function scenarioRoutes(deps: ScenarioRoutesDeps): ShopRoutes {
  const { clock, inShop, store } = deps;
  const views = createScenarioViews(deps);
  const routes = new Hono<ShopEnvironment>();

  routes.get('/scenarios', async (c) => {
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const counted = await views.passages(tx);
      const listed = await store.listScenarios(tx);
      const scenarios = listed.map((each) => ({
        ...each,
        ...passagesOf(counted, each.scenarioId),
      }));
      return { scenarios, countedAt: counted?.countedAt ?? null };
    });
    return c.json<ScenariosView>(view);
  });

  routes.get('/scenarios/:id', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    return c.json<ScenarioView>(
      await inShop(c.get('shop').shopId, (tx) => views.view(tx, id, readerLanguage(c))),
    );
  });

  routes.put('/scenarios/:id', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { name, definition, revision = null } = await parseBody(c, saveScenario);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const draft = { name, draft: definition, revision, at: clock.now() };
      const { outcome, unread } = await saveNamed(
        store,
        tx,
        { scenarioId: id, name, at: draft.at },
        () => store.saveDraft(tx, id, draft),
      );
      if (outcome === 'unknown') throw notFound('scenario');
      if (outcome === 'overtaken') throw overtaken('scenario');
      await noteEdit(c, tx, 'scenario.edited', { name, id });
      return { ...(await views.view(tx, id, readerLanguage(c))), ...unreadQueries(unread) };
    });
    return c.json<ScenarioView>(view);
  });

  routes.route('/', templateRoutes({ ...deps, views }));
  routes.route('/', audienceCountRoutes(deps));
  routes.route('/', standingRoutes({ ...deps, views }));
  routes.route('/', runningRoutes(deps));
  routes.route('/', dryRunRoutes(deps));
  routes.route('/', versionRoutes({ ...deps, views }));
  return routes;
}
