import { Hono } from 'hono';
import { type PrioritiesView, prioritiesEdit } from '../../contract/priorities.ts';
import type { Priorities } from '../../core/priority/priorities.ts';
import type * as Stored from '../database/priorities.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { parseBody } from './parse-input.ts';
import { notFound, overtaken } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';
import { prioritiesInWords } from './staff-log-words.ts';

export interface PriorityRoutesDeps {
  readonly inShop: InShop;
  readonly store: Pick<
    typeof Stored,
    'readSavedPriorities' | 'writePriorities' | 'readPlacedScenarios'
  >;
}

/** Mounted at /api/settings/priorities. */
export function priorityRoutes({ inShop, store }: PriorityRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  async function readView(tx: ShopTransaction): Promise<PrioritiesView> {
    const scenarios = await store.readPlacedScenarios(tx);
    const { priorities: saved, version } = await store.readSavedPriorities(tx);
    return { priorities: withoutGone(saved, scenarios), version, scenarios };
  }

  routes.get('/', async (c) =>
    c.json<PrioritiesView>(await inShop(c.get('shop').shopId, readView)),
  );

  routes.put('/', async (c) => {
    const { version, ...given } = await parseBody(c, prioritiesEdit);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      refuseUnknown(given, await store.readPlacedScenarios(tx));
      const before = await store.readSavedPriorities(tx);
      if (!(await store.writePriorities(tx, given, version))) throw overtaken('caps or the order');
      const changes = changesBetween(
        prioritiesInWords(before.priorities),
        prioritiesInWords(given),
      );
      await noteStaffAct(c, tx, { kind: 'settings.priorities', changes });
      return await readView(tx);
    });
    return c.json<PrioritiesView>(view);
  });

  return routes;
}

type Placed = PrioritiesView['scenarios'];

/** What was decided for scenarios that have ended meanwhile is of no use to anybody. */
function withoutGone(saved: Priorities, scenarios: Placed): Priorities {
  const ids = new Set(scenarios.map(({ scenarioId }) => scenarioId));
  return {
    ...saved,
    overrides: saved.overrides.filter((it) => hasMessage(scenarios, it)),
    scenarioOrder: saved.scenarioOrder.filter((id) => ids.has(id)),
  };
}

function refuseUnknown({ overrides, scenarioOrder }: Priorities, scenarios: Placed): void {
  const ids = new Set(scenarios.map(({ scenarioId }) => scenarioId));
  if (scenarioOrder.some((id) => !ids.has(id))) throw notFound('scenario');
  if (!overrides.every((it) => hasMessage(scenarios, it))) throw notFound('message');
}

function hasMessage(
  scenarios: Placed,
  { scenarioId, blockId }: Priorities['overrides'][number],
): boolean {
  const scenario = scenarios.find((it) => it.scenarioId === scenarioId);
  if (!scenario) return false;
  if (blockId === null) return true;
  // All messages of a campaign are one.
  return !scenario.campaign && scenario.messages.some((it) => it.blockId === blockId);
}
