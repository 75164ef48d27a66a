import { Hono } from 'hono';
import {
  type AudienceCount,
  countAudience,
  createScenario,
  type ScenariosView,
  type ScenarioView,
  saveScenario,
  type TemplatesView,
} from '../../contract/scenarios.ts';
import { SEND_LIFETIME_MS } from '../../core/scenario/blocks/message/behaviour.ts';
import { faultAt, hindering } from '../../core/scenario/fault.ts';
import { faultsOf } from '../../core/scenario/faults-of.ts';
import { findTemplate, TEMPLATES } from '../../core/scenario/templates/templates.ts';
import type { Fault } from '../../core/scenario/types.ts';
import { dayOf } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as Entering from '../database/entering.ts';
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Sends from '../database/sends.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import { type PreviewDeps, previewOf } from './scenarios-preview.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface ScenarioRoutesDeps extends PreviewDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly store: PreviewDeps['store'] &
    Pick<
      typeof Scenarios,
      | 'listScenarios'
      | 'readScenario'
      | 'countWaiting'
      | 'insertScenario'
      | 'saveDraft'
      | 'activateDraft'
      | 'changeStatus'
    > &
    Pick<typeof Entering, 'countEntrants'> &
    Pick<typeof EntryCandidates, 'inactiveCandidates'> &
    Pick<typeof Sends, 'renewWaitingSends'>;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  /** What e-mail still lacks on this server, in words; null when it can be sent. */
  readonly channelProblem: string | null;
  readonly enqueue: Enqueue;
}

/** Mounted at /api: templates and scenarios. */
export function scenarioRoutes(deps: ScenarioRoutesDeps): ShopRoutes {
  const { clock, inShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/templates', (c) => c.json<TemplatesView>({ templates: TEMPLATES }));

  routes.get('/scenarios', async (c) => {
    const scenarios = await inShop(c.get('shop').shopId, store.listScenarios);
    return c.json<ScenariosView>({ scenarios });
  });

  routes.post('/scenarios', async (c) => {
    const { template, name } = await parseBody(c, createScenario);
    const draft = findTemplate(template)?.definition;
    if (!draft) throw new Refusal(422, `There is no template “${template}”`, 'template');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const at = clock.now();
      return await viewOf(deps, tx, await store.insertScenario(tx, { name, template, draft, at }));
    });
    return c.json<ScenarioView>(view, 201);
  });

  routes.post('/scenarios/audience', async (c) => {
    const { inactive } = await parseBody(c, countAudience);
    const { shopId, zone, currency } = c.get('shop');
    const at = clock.now();
    const moment = { today: dayOf(at, zone), zone, currency };
    const { fitting, reachable } = await inShop(shopId, (tx) =>
      store.countEntrants(tx, store.inactiveCandidates(0, inactive, moment), {
        scenarioId: 0,
        at,
        moment,
        channels: ['email'],
        reentry: { kind: 'each time' },
        condition: null,
      }),
    );
    return c.json<AudienceCount>({ inactive: fitting, reachable });
  });

  routes.post('/scenarios/preview', async (c) => c.json(await previewOf(deps, c)));

  routes.get('/scenarios/:id', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    return c.json<ScenarioView>(await inShop(c.get('shop').shopId, (tx) => viewOf(deps, tx, id)));
  });

  routes.put('/scenarios/:id', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { name, definition } = await parseBody(c, saveScenario);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const saved = await store.saveDraft(tx, id, { name, draft: definition, at: clock.now() });
      if (!saved) throw notFound('scenario');
      return await viewOf(deps, tx, id);
    });
    return c.json<ScenarioView>(view);
  });

  routes.post('/scenarios/:id/activate', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { shopId } = c.get('shop');
    const view = await inShop(shopId, (tx) => activate(deps, tx, id));
    await deps.enqueue('enter scenarios', { shopId });
    return c.json<ScenarioView>(view);
  });

  routes.post('/scenarios/:id/pause', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      await change(deps, tx, id, { from: 'active', to: 'paused' });
      return await viewOf(deps, tx, id);
    });
    return c.json<ScenarioView>(view);
  });

  routes.post('/scenarios/:id/resume', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { shopId } = c.get('shop');
    const view = await inShop(shopId, async (tx) => {
      await change(deps, tx, id, { from: 'paused', to: 'active' });
      await store.renewWaitingSends(tx, id, clock.now() + SEND_LIFETIME_MS);
      return await viewOf(deps, tx, id);
    });
    await deps.enqueue('enter scenarios', { shopId });
    return c.json<ScenarioView>(view);
  });

  return routes;
}

/** From the draft, whatever the state before: new, active with changes, paused. */
async function activate(
  deps: ScenarioRoutesDeps,
  tx: ShopTransaction,
  id: number,
): Promise<ScenarioView> {
  const { clock, store } = deps;
  const scenario = await store.readScenario(tx, id);
  if (!scenario || scenario.status === 'archived') throw notFound('scenario');
  const [fault] = hindering(await allFaults(deps, tx, scenario));
  if (fault) {
    const field = [fault.blockId, fault.field].filter((part) => part !== null).join('.');
    throw new Refusal(422, fault.message, field);
  }
  await store.activateDraft(tx, id, scenario.draft, clock.now());
  await store.renewWaitingSends(tx, id, clock.now() + SEND_LIFETIME_MS);
  return await viewOf(deps, tx, id);
}

async function change(
  { clock, store }: ScenarioRoutesDeps,
  tx: ShopTransaction,
  id: number,
  { from, to }: { readonly from: 'active' | 'paused'; readonly to: 'active' | 'paused' },
): Promise<void> {
  if (await store.changeStatus(tx, id, { from: [from], to, at: clock.now() })) return;
  const scenario = await store.readScenario(tx, id);
  if (!scenario) throw notFound('scenario');
  if (scenario.status === to) return;
  throw new Refusal(409, `The scenario is ${scenario.status}; only an ${from} one can be ${to}`);
}

async function viewOf(
  deps: ScenarioRoutesDeps,
  tx: ShopTransaction,
  id: number,
): Promise<ScenarioView> {
  const scenario = await deps.store.readScenario(tx, id);
  if (!scenario) throw notFound('scenario');
  const { draft, ...rest } = scenario;
  return {
    ...rest,
    definition: draft,
    faults: await allFaults(deps, tx, scenario),
    waiting: await deps.store.countWaiting(tx, id),
  };
}

/** Of the draft, and of what sending it needs. */
async function allFaults(
  deps: ScenarioRoutesDeps,
  tx: ShopTransaction,
  { draft }: Scenarios.StoredDraft,
): Promise<readonly Fault[]> {
  const missing = [
    ...(deps.channelProblem === null ? [] : [deps.channelProblem]),
    ...((await deps.readSettings(tx)) === null
      ? ['Say in the settings who the mails come from.']
      : []),
  ];
  return [...faultsOf(draft), ...missing.map((message) => faultAt(null, null, message))];
}
