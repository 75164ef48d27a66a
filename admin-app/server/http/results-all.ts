/** Mounted at /api/results: all scenarios and campaigns side by side, and what counts as brought by them. */
import { Hono } from 'hono';
import {
  type AttributionSettingsView,
  attributionRulesInput,
  OVERVIEW_DIMENSIONS,
  type OverviewDimension,
  type ResultsGroupsView,
  type ResultsOverview,
  type ResultsPeriod,
} from '../../contract/results.ts';
import { isSameRules, USUAL_RULES } from '../../core/results/attribution.ts';
import type * as Settings from '../database/attribution-settings.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { oneOf, parseBody } from './parse-input.ts';
import { overtaken } from './refusal.ts';
import { askedOf } from './results-asked.ts';
import { csvFile, scenarioLines } from './results-export.ts';
import { groupsByTrade, readGroups } from './results-groups.ts';
import { type ListRoutesDeps, listRoutes } from './results-lists.ts';
import { readOverview, readScenarioFigures } from './results-overview.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct, told } from './staff-log.ts';
import { attributionInWords } from './staff-log-words.ts';

export interface AllResultsRoutesDeps extends ListRoutesDeps {
  readonly settings: Pick<typeof Settings, 'readAttributionSettings' | 'writeAttributionRules'>;
}

export function resultsOverviewRoutes(deps: AllResultsRoutesDeps): ShopRoutes {
  const { inShop, readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const view = await readShop(c.get('shop').shopId, async (tx) =>
      readOverview(store, tx, await askedOf(deps, tx, c, null)),
    );
    return c.json<ResultsOverview>(view);
  });

  routes.get('/groups', async (c) => {
    const by = oneOf(OVERVIEW_DIMENSIONS, c.req.query('by') ?? '', 'by');
    const view = await readShop(c.get('shop').shopId, async (tx) => {
      const { period } = await askedOf(deps, tx, c, null);
      return { by, period, groups: await readAllGroups(store, tx, by, period) };
    });
    return c.json<ResultsGroupsView>(view);
  });

  routes.get('/export', async (c) => {
    const { shopId, currency } = c.get('shop');
    const view = await inShop(shopId, async (tx) => {
      const overview = await readOverview(store, tx, await askedOf(deps, tx, c, null));
      const changes = told('scenarios', overview.scenarios.length);
      await noteStaffAct(c, tx, { kind: 'data.figuresExported', changes });
      return overview;
    });
    return csvFile(c, scenarioLines(view, currency), 'rondo-results', view.period);
  });

  routes.route(
    '/',
    listRoutes(deps, async () => null),
  );
  routes.route('/settings', settingsRoutes(deps));
  return routes;
}

async function readAllGroups(
  store: ListRoutesDeps['store'],
  tx: ShopTransaction,
  by: OverviewDimension,
  period: ResultsPeriod,
): Promise<ResultsGroupsView['groups']> {
  if (by !== 'trade') return await readGroups(store, tx, by, period);
  const known = await store.readResultScenarios(tx);
  return groupsByTrade(await readScenarioFigures(store, tx, known, period));
}

function settingsRoutes({ inShop, readShop, settings }: AllResultsRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) =>
    c.json<AttributionSettingsView>(
      await readShop(c.get('shop').shopId, (tx) => settingsView(settings, tx)),
    ),
  );

  routes.put('/', async (c) => {
    const { version, ...rules } = await parseBody(c, attributionRulesInput);
    return c.json<AttributionSettingsView>(
      await inShop(c.get('shop').shopId, async (tx) => {
        const { rules: before } = await settings.readAttributionSettings(tx);
        // The same rules again would count the whole history for nothing.
        if (!isSameRules(before ?? USUAL_RULES, rules)) {
          const written = await settings.writeAttributionRules(tx, rules, version);
          if (!written) throw overtaken('attribution windows');
          const words = attributionInWords(before ?? USUAL_RULES);
          const changes = changesBetween(words, attributionInWords(rules));
          await noteStaffAct(c, tx, { kind: 'settings.attribution', changes });
        }
        return await settingsView(settings, tx);
      }),
    );
  });

  return routes;
}

async function settingsView(
  settings: AllResultsRoutesDeps['settings'],
  tx: ShopTransaction,
): Promise<AttributionSettingsView> {
  const { rules, version, recount } = await settings.readAttributionSettings(tx);
  return { rules: rules ?? USUAL_RULES, usual: USUAL_RULES, recounting: recount, version };
}
