/** Who is where in a scenario, what happened to each, and what staff do about it by hand. */
import { Hono } from 'hono';
import {
  type AddedCustomers,
  type ArmCustomers,
  addCustomers,
  type CustomersAtBlock,
  type EnrolmentView,
  type EnteringView,
  moveEnrolment,
  type SplitArmsView,
  type StaffAlertsView,
} from '../../contract/scenario-running.ts';
import { indexOf } from '../../core/scenario/definition-index.ts';
import type { ScenarioInput } from '../../core/scenario/types.ts';
import type { Clock } from '../clock.ts';
import type * as Updates from '../database/customer-updates.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as LiveView from '../database/live-view.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { AddCustomers } from '../jobs/add-customers.ts';
import type { CountEntering } from '../jobs/count-entering.ts';
import type { ScenarioSteps } from '../jobs/scenario-steps.ts';
import { noPlace, parseBody, parseId } from './parse-input.ts';
import { notFound, refusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { listArmCustomers, readSplitArms, type SplitArmsStore, splitFigure } from './split-arms.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';

export interface RunningRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof LiveView, 'listAtBlock' | 'readEnrolmentHistory'> &
    Pick<typeof Enrolments, 'lockEnrolments'> &
    Pick<typeof Updates, 'readOpenAlerts' | 'closeAlert'> &
    SplitArmsStore;
  readonly steps: ScenarioSteps;
  readonly addCustomers: AddCustomers;
  readonly countEntering: CountEntering;
}

const PAGE = 50;
const MOST_EXAMPLES = 20;
const MOST_ALERTS = 200;
/** The outcome of who was taken out by hand. */
const TAKEN_OUT = 'taken out';

/** Mounted at /api. */
export function runningRoutes(deps: RunningRoutesDeps): ShopRoutes {
  const { clock, inShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/scenarios/:id/blocks/:blockId/customers', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const page = { after: placeAfter(c.req.query('after')), limit: PAGE };
    const customers = await inShop(c.get('shop').shopId, (tx) =>
      store.listAtBlock(tx, id, c.req.param('blockId'), page),
    );
    const next = customers.length === PAGE ? (customers.at(-1)?.enrolmentId ?? null) : null;
    return c.json<CustomersAtBlock>({ customers, next });
  });

  routes.get('/scenarios/:id/blocks/:blockId/arms', async (c) => {
    const scenarioId = parseId(c, 'id', 'scenario');
    const asked = { scenarioId, blockId: c.req.param('blockId'), now: clock.now() };
    const view = await inShop(c.get('shop').shopId, (tx) => readSplitArms(store, tx, asked));
    return c.json<SplitArmsView>(view);
  });

  routes.get('/scenarios/:id/blocks/:blockId/arms/:armId/customers', async (c) => {
    const asked = {
      scenarioId: parseId(c, 'id', 'scenario'),
      blockId: c.req.param('blockId'),
      armId: c.req.param('armId'),
      figure: splitFigure(c.req.query('figure')),
      after: placeAfter(c.req.query('after')),
      now: clock.now(),
    };
    const page = await inShop(c.get('shop').shopId, (tx) => listArmCustomers(store, tx, asked));
    return c.json<ArmCustomers>(page);
  });

  routes.get('/scenarios/:id/enrolments/:enrolmentId', async (c) => {
    const view = await inShop(c.get('shop').shopId, (tx) => historyOf(deps, tx, placeOf(c)));
    return c.json<EnrolmentView>(view);
  });

  routes.post('/scenarios/:id/enrolments/:enrolmentId/move', async (c) => {
    const { to } = await parseBody(c, moveEnrolment);
    const by = c.get('staff') ?? 'staff';
    const place = placeOf(c);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      await noteStaffAct(c, tx, { kind: 'scenario.moved', ...passageOf(place, to) });
      return await change(deps, tx, place, (enrolment) => moveTo(deps, tx, enrolment, to, by));
    });
    return c.json<EnrolmentView>(view);
  });

  routes.post('/scenarios/:id/enrolments/:enrolmentId/remove', async (c) => {
    const outcome = `${TAKEN_OUT} by ${c.get('staff') ?? 'staff'}`;
    const place = placeOf(c);
    const at = clock.now();
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      await noteStaffAct(c, tx, { kind: 'scenario.removed', ...passageOf(place, null) });
      return await change(deps, tx, place, async () => ({ kind: 'removed', outcome, at }));
    });
    return c.json<EnrolmentView>(view);
  });

  routes.post('/scenarios/:id/customers', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { customers } = await parseBody(c, addCustomers);
    const by = c.get('staff') ?? 'staff';
    const added = await deps.addCustomers(c.get('shop').shopId, id, customers, by);
    if (!added) {
      throw refusal(409, 'scenario not active');
    }
    // Each group of customers is added in a transaction of its own; the note follows the last.
    const changes = changesBetween({}, { count: customers.length });
    await inShop(c.get('shop').shopId, (tx) =>
      noteStaffAct(c, tx, { kind: 'scenario.added', subjectId: id, changes }),
    );
    const { unknown, ...counts } = added;
    return c.json<AddedCustomers>({
      ...counts,
      unknown: unknown.length,
      unknownExamples: unknown.slice(0, MOST_EXAMPLES),
    });
  });

  routes.get('/scenarios/:id/entering', async (c) => {
    const counted = await deps.countEntering(c.get('shop').shopId, parseId(c, 'id', 'scenario'));
    if (!counted) throw notFound('scenario');
    return c.json<EnteringView>({ count: counted.counts, countedAt: counted.countedAt });
  });

  routes.get('/staff-alerts', async (c) => {
    const alerts = await inShop(c.get('shop').shopId, (tx) =>
      store.readOpenAlerts(tx, MOST_ALERTS),
    );
    return c.json<StaffAlertsView>({ alerts });
  });

  routes.post('/staff-alerts/:id/close', async (c) => {
    const id = parseId(c, 'id', 'alert');
    const closing = { by: c.get('staff') ?? 'staff', at: clock.now() };
    const closed = await inShop(c.get('shop').shopId, (tx) => store.closeAlert(tx, id, closing));
    if (!closed) throw notFound('open alert');
    return c.body(null, 204);
  });

  return routes;
}

/** Where a page of a list begins. */
function placeAfter(text: string | undefined): number {
  const after = Number(text ?? 0);
  if (Number.isSafeInteger(after) && after >= 0) return after;
  throw noPlace(text ?? '');
}

interface Place {
  readonly scenarioId: number;
  readonly enrolmentId: number;
}

function placeOf(c: Parameters<typeof parseId>[0]): Place {
  return {
    scenarioId: parseId(c, 'id', 'scenario'),
    enrolmentId: parseId(c, 'enrolmentId', 'passage through a scenario'),
  };
}

function passageOf({ scenarioId, enrolmentId }: Place, block: string | null) {
  const changes = changesBetween({}, { block });
  return { subjectId: `${scenarioId}/${enrolmentId}`, changes };
}

async function historyOf(
  { store }: RunningRoutesDeps,
  tx: ShopTransaction,
  { scenarioId, enrolmentId }: Place,
): Promise<EnrolmentView> {
  const history = await store.readEnrolmentHistory(tx, scenarioId, enrolmentId);
  if (!history) throw notFound('passage through the scenario');
  return history;
}

/** Lets staff's doing happen to one enrolment, under its lock. */
async function change(
  deps: RunningRoutesDeps,
  tx: ShopTransaction,
  place: Place,
  inputFor: (enrolment: Enrolments.StoredEnrolment) => Promise<ScenarioInput>,
): Promise<EnrolmentView> {
  const [enrolment] = await deps.store.lockEnrolments(tx, [place.enrolmentId]);
  if (!enrolment || enrolment.scenarioId !== place.scenarioId) {
    throw notFound('passage through the scenario');
  }
  if (enrolment.state.ended) {
    throw refusal(409, 'has left', { outcome: enrolment.state.ended.outcome });
  }
  const input = await inputFor(enrolment);
  await deps.steps.apply(tx, [{ enrolment, input }], deps.clock.now());
  return await historyOf(deps, tx, place);
}

async function moveTo(
  { clock, steps }: RunningRoutesDeps,
  tx: ShopTransaction,
  enrolment: Enrolments.StoredEnrolment,
  to: string,
  by: string,
): Promise<ScenarioInput> {
  if (enrolment.state.heldOut) {
    throw refusal(409, 'held out');
  }
  const target = indexOf(await steps.definitionOf(tx, enrolment)).blocks.get(to);
  if (!target || target.kind === 'start') {
    throw refusal(422, 'no such block', { version: enrolment.version, block: to }, 'to');
  }
  return { kind: 'moved', to, at: clock.now(), by };
}
