import { type Context, Hono } from 'hono';
import {
  CALENDAR_LISTS,
  type CalendarCustomersPage,
  type CalendarCustomerView,
  type CalendarView,
  type CustomerPlanMessage,
  type CustomerPlanView,
  type ScenarioRef,
} from '../../contract/calendar.ts';
import { type Day, dayOf, formatDay, startOfDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Calendar from '../database/calendar.ts';
import type * as CalendarFigures from '../database/calendar-figures.ts';
import type * as OnSiteMessages from '../database/onsite-messages.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { calendarDays, windowsOf } from './calendar-view.ts';
import { dayIn, misfit, oneOf } from './parse-input.ts';
import { notFound } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface CalendarRoutesDeps {
  readonly clock: Clock;
  readonly readShop: InShop;
  readonly store: Pick<
    typeof CalendarFigures,
    'listCalendarCustomers' | 'readCalendarFigures' | 'readPlannedPlaces'
  > &
    Pick<typeof Calendar, 'readCalendarRun'> &
    Pick<typeof OnSiteMessages, 'readOnSiteMessages'>;
  /** What one customer is to get, as it is known now; null for an unknown one. */
  readonly readPlan: (
    tx: ShopTransaction,
    customerId: number,
    days: number,
  ) => Promise<PlanOfCustomer | null>;
  readonly calendarDays: number;
}

export interface PlanOfCustomer {
  readonly name: string | null;
  readonly messages: readonly (Omit<CustomerPlanMessage, 'scenario' | 'blockName' | 'hold'> & {
    readonly scenarioId: number;
    readonly blockId: string;
    readonly hold: {
      readonly caps: NonNullable<CustomerPlanMessage['hold']>['caps'];
      readonly by:
        | (Pick<NonNullable<NonNullable<CustomerPlanMessage['hold']>['by']>, 'at' | 'criterion'> & {
            readonly scenarioId: number;
          })
        | null;
    } | null;
  })[];
}

const PAGE = 50;
const PLAN_DAYS = 7;

/** Mounted at /api/calendar. */
export function calendarRoutes(deps: CalendarRoutesDeps): ShopRoutes {
  const { store, readShop } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const shop = c.get('shop');
    return c.json<CalendarView>(await readShop(shop.shopId, (tx) => readView(deps, tx, shop)));
  });

  routes.get('/customers', async (c) => {
    const question = { ...questionOf(c), limit: PAGE + 1 };
    const rows = await readShop(c.get('shop').shopId, (tx) =>
      store.listCalendarCustomers(tx, question),
    );
    const page = rows.slice(0, PAGE);
    return c.json<CalendarCustomersPage>({
      customers: page.map(customerView),
      after: rows.length > PAGE ? String(page.at(-1)?.customerId) : null,
    });
  });

  routes.get('/customers/:customerId', async (c) => {
    const customerId = readNumber(c.req.param('customerId'), 'customer');
    const plan = await readShop(c.get('shop').shopId, (tx) => readPlan(deps, tx, customerId));
    if (!plan) throw notFound('customer');
    return c.json<CustomerPlanView>(plan);
  });

  return routes;
}

async function readView(
  deps: CalendarRoutesDeps,
  tx: ShopTransaction,
  { zone }: ShopContext,
): Promise<CalendarView> {
  const { store, clock, calendarDays: count } = deps;
  const now = clock.now();
  const today = dayOf(now, zone);
  const run = await store.readCalendarRun(tx);
  const figures = await store.readCalendarFigures(tx);
  const onSite = await store.readOnSiteMessages(tx);
  return {
    computedAt: run.computedAt,
    error: run.error,
    now,
    today: formatDay(today),
    customers: run.customers,
    lookedAt: run.lookedAt,
    days: calendarDays(figures, today, count),
    onSite: windowsOf(onSite, {
      from: startOfDay(today, zone),
      until: startOfDay(today + count, zone),
    }),
  };
}

async function readPlan(
  { store, readPlan: planOf }: CalendarRoutesDeps,
  tx: ShopTransaction,
  customerId: number,
): Promise<CustomerPlanView | null> {
  const plan = await planOf(tx, customerId, PLAN_DAYS);
  if (!plan) return null;
  const ids = plan.messages.flatMap(({ scenarioId, hold }) => [
    scenarioId,
    ...(hold?.by ? [hold.by.scenarioId] : []),
  ]);
  const places = await store.readPlannedPlaces(tx, [...new Set(ids)]);
  const refOf = (id: number): ScenarioRef => {
    const { name = '', campaign = false } = places.find((it) => it.scenarioId === id) ?? {};
    return { scenarioId: id, name, campaign };
  };
  const nameOf = (id: number, blockId: string) =>
    places.find((it) => it.scenarioId === id)?.blocks.find((it) => it.id === blockId)?.name;
  const messages = plan.messages.map(({ scenarioId, blockId, hold, ...message }) => ({
    ...message,
    scenario: refOf(scenarioId),
    blockName: nameOf(scenarioId, blockId) ?? blockId,
    hold: hold && {
      caps: hold.caps,
      by: hold.by && {
        ...refOf(hold.by.scenarioId),
        at: hold.by.at,
        criterion: hold.by.criterion,
      },
    },
  }));
  const leavesAt = ({ turnAt, plannedAt }: CustomerPlanMessage) => turnAt ?? plannedAt;
  messages.sort((one, other) => leavesAt(one) - leavesAt(other));
  return { customerId, name: plan.name, days: PLAN_DAYS, messages };
}

function customerView(row: CalendarFigures.CalendarCustomer): CalendarCustomerView {
  const { firstName, lastName, ...view } = row;
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return { ...view, name: name || row.email || null };
}

function questionOf(c: Context): Omit<CalendarFigures.CalendarQuestion, 'limit'> {
  const number = (name: string) => {
    const text = c.req.query(name);
    return text ? readNumber(text, name) : null;
  };
  const certain = c.req.query('certain');
  return {
    which: oneOf(CALENDAR_LISTS, c.req.query('which') ?? 'planned', 'which'),
    day: dayIn(c.req.query('day') ?? '', 'day'),
    scenarioId: number('scenario'),
    blockId: c.req.query('block') || null,
    certain: certain ? certain === 'yes' : null,
    heldBy: c.req.query('heldBy') === 'none' ? 'none' : number('heldBy'),
    leaves: readLeaves(c.req.query('leaves')),
    after: number('after'),
  };
}

function readLeaves(text: string | undefined): Day | 'never' | null {
  if (!text) return null;
  return text === 'never' ? 'never' : dayIn(text, 'leaves');
}

function readNumber(text: string, name: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw misfit(text, name, 'a whole number');
}
