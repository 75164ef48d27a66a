/** The routes of scenarios as main.ts mounts them, with a session of the world's shop. */
import { scenarioRoutes } from '../../../admin-app/server/http/scenarios.ts';
import { createCountEntering } from '../../../admin-app/server/jobs/count-entering.ts';
import { keepCountsOf } from '../../support/keep-counts.ts';
import { staffSession } from '../../support/staff-session.ts';
import type { World } from './world.ts';

export type ScenarioApi = ReturnType<typeof scenarioApi>;

export function scenarioApi(
  world: World,
  options: {
    readonly channelProblem?: string | null;
    readonly enqueued?: string[];
    readonly most?: number;
  } = {},
) {
  const { channelProblem = null, enqueued = [], most } = options;
  const app = staffSession({ shopId: world.shopId, zone: 'Europe/Warsaw' }, (c) => {
    c.set('staff', 'Ada');
  });
  const { clock, engine } = world;
  const { inShop, store, customers, steps, addCustomers, dryRun } = engine;
  const keepCounts = keepCountsOf({ clock, inShop }, most);
  const enqueue = async (task: string) => {
    enqueued.push(task);
  };
  app.route(
    '/api',
    scenarioRoutes({
      clock,
      inShop,
      keepCounts,
      store,
      steps,
      addCustomers,
      countEntering: createCountEntering({ inShop, keepCounts, store, customers }),
      dryRun,
      readLanguageCounts: async (tx) => ({
        counts: await store.countLanguages(tx),
        countedAt: null,
      }),
      channelProblems: async (tx, channels) =>
        channelProblem === null ? await engine.channelProblems(tx, channels) : [channelProblem],
      enqueue,
    }),
  );
  return app;
}

export async function callApi<T>(
  app: ScenarioApi,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: T }> {
  const answer = await app.request(`/api${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  // The caller names the contract of the address it asks.
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
}
