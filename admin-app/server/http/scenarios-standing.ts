/** A scenario's life as a whole: activated, paused, resumed, archived, duplicated. */
import { Hono } from 'hono';
import { activateScenario, duplicateScenario } from '../../contract/scenario-running.ts';
import type { ScenarioView } from '../../contract/scenarios.ts';
import type { Language } from '../../core/message/types.ts';
import { SEND_LIFETIME_MS } from '../../core/scenario/blocks/message/behaviour.ts';
import type { Fault } from '../../core/scenario/types.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as CouponDiscounts from '../database/coupon-discounts.ts';
import type * as Chores from '../database/scenario-chores.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type * as Segments from '../database/segments.ts';
import type * as Sends from '../database/sends.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { parseBody, parseId } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { notFound, type Refusal, refusal, refuseOvertaken, wordedRefusal } from './refusal.ts';
import type { ScenarioViews } from './scenarios-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';
import { couponsInWords } from './staff-log-words.ts';

export interface StandingRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof Scenarios,
    | 'activateDraft'
    | 'changeStatus'
    | 'insertScenario'
    | 'lockScenario'
    | 'readDefinition'
    | 'readScenario'
  > &
    Pick<typeof Segments, 'lockSegments'> &
    Pick<typeof Sends, 'renewWaitingSends'> &
    Pick<typeof CouponDiscounts, 'prepareCoupons'> &
    Pick<typeof Chores, 'addChore'>;
  readonly views: ScenarioViews;
  readonly enqueue: Enqueue;
}

type Standing = 'active' | 'paused' | 'archived';

/** Mounted at /api. */
export function standingRoutes(deps: StandingRoutesDeps): ShopRoutes {
  const { clock, inShop, store, views } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.post('/scenarios/:id/activate', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { shopId, zone, currency } = c.get('shop');
    const isBare = (await c.req.text()) === '';
    const wish = isBare ? activateScenario.parse({}) : await parseBody(c, activateScenario);
    const view = await inShop(shopId, async (tx) => {
      // Before the scenario, as whoever renames something does it: no query of the draft is read in its old words.
      await store.lockSegments(tx);
      await store.lockScenario(tx, id);
      const before = await activeNow(deps, tx, id, currency);
      const activated = await activate(deps, tx, id, {
        ...wish,
        zone,
        language: readerLanguage(c),
      });
      const changes = changesBetween(before, await activeNow(deps, tx, id, currency));
      await noteStaffAct(c, tx, { kind: 'scenario.activated', ...namedAs(activated), changes });
      return activated;
    });
    await deps.enqueue('enter scenarios', { shopId });
    return c.json<ScenarioView>(view);
  });

  routes.post('/scenarios/:id/pause', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const changed = await change(deps, tx, id, { from: ['active'], to: 'paused' });
      const paused = await views.view(tx, id, readerLanguage(c));
      if (changed) await noteStaffAct(c, tx, { kind: 'scenario.paused', ...namedAs(paused) });
      return paused;
    });
    return c.json<ScenarioView>(view);
  });

  routes.post('/scenarios/:id/resume', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { shopId } = c.get('shop');
    const view = await inShop(shopId, async (tx) => {
      const changed = await change(deps, tx, id, { from: ['paused'], to: 'active' });
      await store.renewWaitingSends(tx, id, clock.now() + SEND_LIFETIME_MS);
      const resumed = await views.view(tx, id, readerLanguage(c));
      if (changed) await noteStaffAct(c, tx, { kind: 'scenario.resumed', ...namedAs(resumed) });
      return resumed;
    });
    await deps.enqueue('enter scenarios', { shopId });
    return c.json<ScenarioView>(view);
  });

  routes.post('/scenarios/:id/archive', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const from = ['draft', 'active', 'paused'] as const;
      const changed = await change(deps, tx, id, { from, to: 'archived' });
      await store.addChore(tx, { scenarioId: id, kind: 'let out', version: null });
      const archived = await views.view(tx, id, readerLanguage(c));
      if (changed) await noteStaffAct(c, tx, { kind: 'scenario.archived', ...namedAs(archived) });
      return archived;
    });
    return c.json<ScenarioView>(view);
  });

  routes.post('/scenarios/:id/duplicate', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { name } = await parseBody(c, duplicateScenario);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      // A rename would pass over a copy that is just being made.
      await store.lockSegments(tx);
      const scenario = await store.readScenario(tx, id);
      if (!scenario) throw notFound('scenario');
      const { template, trade, draft } = scenario;
      const at = clock.now();
      const copyId = await store.insertScenario(tx, { name, template, trade, draft, at });
      return await views.view(tx, copyId, readerLanguage(c));
    });
    return c.json<ScenarioView>(view, 201);
  });

  return routes;
}

/** From the draft, whatever the state before: new, active with changes, paused. */
async function activate(
  { clock, store, views }: StandingRoutesDeps,
  tx: ShopTransaction,
  id: number,
  wish: {
    readonly confirmed: boolean;
    readonly moveOver: boolean;
    readonly revision?: string | undefined;
    readonly zone: string;
    readonly language: Language;
  },
): Promise<ScenarioView> {
  const scenario = await store.readScenario(tx, id);
  if (!scenario || scenario.status === 'archived') throw notFound('scenario');
  refuseOvertaken('scenario', wish.revision, scenario.revision);
  const faults = await views.faults(tx, scenario, wish.language);
  const fault = faults.find(({ severity }) => severity === 'fault');
  if (fault) throw refusalOf(422, fault);
  const warning = faults.find(({ severity }) => severity === 'warning');
  if (warning && !wish.confirmed) throw refusalOf(409, warning);
  const at = clock.now();
  await store.activateDraft(tx, id, scenario.draft, at);
  await store.renewWaitingSends(tx, id, at + SEND_LIFETIME_MS);
  const coupons = scenario.draft.blocks.filter((block) => block.kind === 'coupon');
  await store.prepareCoupons(tx, id, coupons, { now: at, zone: wish.zone });
  const view = await views.view(tx, id, wish.language);
  if (wish.moveOver && view.activeVersion !== null) {
    const version = view.activeVersion;
    await store.addChore(tx, { scenarioId: id, kind: 'move over', version });
  }
  return view;
}

function refusalOf(status: 409 | 422, { blockId, field, message }: Fault): Refusal {
  const path = [blockId, field].filter((part) => part !== null).join('.');
  return wordedRefusal(status, message, path);
}

function namedAs({ name, scenarioId }: ScenarioView) {
  return { subject: name, subjectId: scenarioId };
}

/** What customers go through before or after an activation, as the staff log tells it. */
async function activeNow(
  { store }: StandingRoutesDeps,
  tx: ShopTransaction,
  id: number,
  currency: string,
) {
  const version = (await store.readScenario(tx, id))?.activeVersion ?? null;
  if (version === null) return {};
  return { version, ...couponsInWords(await store.readDefinition(tx, id, version), currency) };
}

/** Already so is as good, and false. */
async function change(
  { clock, store }: StandingRoutesDeps,
  tx: ShopTransaction,
  id: number,
  { from, to }: { readonly from: readonly Scenarios.ScenarioStatus[]; readonly to: Standing },
): Promise<boolean> {
  if (await store.changeStatus(tx, id, { from, to, at: clock.now() })) return true;
  const scenario = await store.readScenario(tx, id);
  if (!scenario) throw notFound('scenario');
  if (scenario.status === to) return false;
  const standing = { status: scenario.status, wanted: from.join(' or '), to };
  throw refusal(409, 'scenario standing', standing);
}
