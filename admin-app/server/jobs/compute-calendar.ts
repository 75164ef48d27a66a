/**
 * Computes what the Calendar shows. Every customer for whom something is coming is planned as the sending of messages
 * would; of a group too large for that (a campaign to a million) some are drawn who stand for the others. Groups are
 * drawn from by themselves, so that the forty birthdays of a week are counted one by one beside that campaign.
 */
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Calendar from '../database/calendar.ts';
import type * as CalendarCustomers from '../database/calendar-customers.ts';
import type * as Entering from '../database/entering.ts';
import type * as Shops from '../database/shops.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { OpenPlans, PlanReader } from './calendar-plans.ts';
import type { ScenarioSteps } from './scenario-steps.ts';

export interface ComputeCalendarDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly store: Pick<
    typeof Calendar,
    'noteCalendarFailure' | 'readCalendarRun' | 'writeCalendar'
  > &
    Pick<
      typeof CalendarCustomers,
      | 'drawCampaign'
      | 'drawn'
      | 'drawPassages'
      | 'drawWaitingSends'
      | 'drawYearly'
      | 'readWhatPlansAreMadeFrom'
      | 'shareOf'
    > &
    Pick<typeof Entering, 'countEntrants' | 'readEntrantIds'> &
    Pick<typeof Shops, 'readShop'>;
  readonly steps: Pick<ScenarioSteps, 'definitionOf'>;
  readonly openPlans: OpenPlans;
  /** Smaller in tests. */
  readonly mostOfGroup?: number;
}

/** The shop's days that the calendar shows, today the first: a month, whatever day of the week it begins on. */
export const CALENDAR_DAYS = 35;
const CUSTOMERS_AT_A_TIME = 500;
/** Of a group; what is counted of so many is out by two or three per cent at most, nineteen times in twenty. */
const MOST_OF_GROUP = 4_000;
/** Of all groups together, so that a shop with a hundred scenarios does not take an hour. */
const MOST_OF_ALL = 60_000;
const LEAST_OF_GROUP = 400;
const FRESH_FOR_MS = 3_600_000;

export interface CalendarJob {
  /** Whether the calendar is an hour old, of another day, or made from what has changed. */
  hasWork(shopId: number): Promise<boolean>;
  compute(shopId: number): Promise<void>;
}

export function createComputeCalendar(deps: ComputeCalendarDeps): CalendarJob {
  const { clock, inShop, readShop, store } = deps;
  return {
    hasWork: (shopId) => inShop(shopId, (tx) => isStale(deps, tx)),

    async compute(shopId) {
      const at = clock.now();
      const madeFrom = await inShop(shopId, store.readWhatPlansAreMadeFrom);
      try {
        const computed = await readShop(shopId, (tx) => readCalendar(deps, tx));
        await inShop(shopId, (tx) => store.writeCalendar(tx, { ...computed, madeFrom }));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const failure = { at, madeFrom, error: message };
        await inShop(shopId, (tx) => store.noteCalendarFailure(tx, failure));
        throw error;
      }
    },
  };
}

async function isStale(
  { clock, store }: ComputeCalendarDeps,
  tx: ShopTransaction,
): Promise<boolean> {
  const now = clock.now();
  const { triedAt, madeFrom } = await store.readCalendarRun(tx);
  // The demo's clock can be moved back.
  if (triedAt === null || Math.abs(now - triedAt) >= FRESH_FOR_MS) return true;
  if (madeFrom !== (await store.readWhatPlansAreMadeFrom(tx))) return true;
  const { zone } = await store.readShop(tx);
  return dayOf(now, zone) !== dayOf(triedAt, zone);
}

async function readCalendar(
  deps: ComputeCalendarDeps,
  tx: ShopTransaction,
): Promise<Omit<Calendar.ComputedCalendar, 'madeFrom'>> {
  const plans = await deps.openPlans(tx, CALENDAR_DAYS);
  const shares = await drawCustomers(deps, tx, plans);
  const customerIds = [...shares.keys()].sort((a, b) => a - b);
  const messages: Calendar.CalendarMessage[] = [];
  for (let first = 0; first < customerIds.length; first += CUSTOMERS_AT_A_TIME) {
    const some = customerIds.slice(first, first + CUSTOMERS_AT_A_TIME);
    for (const { customerId, messages: planned } of await plans.plansOf(some)) {
      const weight = 1 / (shares.get(customerId) ?? 1);
      for (const message of planned) {
        messages.push(rowOf(message, { customerId, weight, zone: plans.zone }));
      }
    }
  }
  const withAny = new Map(messages.map(({ customerId, weight }) => [customerId, weight]));
  const customers = [...withAny.values()].reduce((sum, weight) => sum + weight, 0);
  return {
    at: plans.now,
    fromDay: plans.today,
    customers: Math.round(customers),
    lookedAt: withAny.size,
    messages,
  };
}

function rowOf(
  message: Awaited<ReturnType<PlanReader['plansOf']>>[number]['messages'][number],
  { customerId, weight, zone }: { customerId: number; weight: number; zone: string },
): Calendar.CalendarMessage {
  const { hold, plannedAt, turnAt, ...rest } = message;
  return {
    ...rest,
    customerId,
    plannedAt,
    plannedDay: dayOf(plannedAt, zone),
    turnAt,
    turnDay: turnAt === null ? null : dayOf(turnAt, zone),
    held: hold !== null,
    heldBy: hold?.by?.scenarioId ?? null,
    heldByAt: hold?.by?.at ?? null,
    weight,
  };
}

/** Whom to plan for, each with the chance that they had of being drawn: the largest of their groups' shares. */
async function drawCustomers(
  deps: ComputeCalendarDeps,
  tx: ShopTransaction,
  plans: PlanReader,
): Promise<ReadonlyMap<number, number>> {
  const shares = new Map<number, number>();
  const groups = await groupsOf(deps, tx, plans);
  const most = deps.mostOfGroup ?? mostOfGroup(groups.length);
  for (const group of groups) {
    const { share, customerIds } = await group(most);
    for (const id of customerIds) shares.set(id, Math.max(share, shares.get(id) ?? 0));
  }
  return shares;
}

function mostOfGroup(groups: number): number {
  return Math.max(
    LEAST_OF_GROUP,
    Math.min(MOST_OF_GROUP, Math.floor(MOST_OF_ALL / Math.max(1, groups))),
  );
}

type Group = (most: number) => Promise<CalendarCustomers.Draw>;

/** The groups of customers for whom something comes: by scenario, and by what brings it. */
async function groupsOf(
  { store, steps }: ComputeCalendarDeps,
  tx: ShopTransaction,
  { scenarios, expecting, until, today, zone }: PlanReader,
): Promise<readonly Group[]> {
  const groups: Group[] = [];
  for (const scenario of scenarios) {
    const { scenarioId, campaign } = scenario;
    groups.push((most) => store.drawWaitingSends(tx, scenarioId, until, most));
    groups.push((most) => store.drawPassages(tx, scenarioId, until, most));
    if (campaign) groups.push((most) => store.drawCampaign(tx, scenarioId, until, most));
    const { blocks } = await steps.definitionOf(tx, scenario);
    const start = blocks.find((block) => block.kind === 'start');
    if (start?.trigger.kind !== 'yearly date' || start.condition !== null) continue;
    const { date, daysBefore } = start.trigger;
    const days = Array.from({ length: CALENDAR_DAYS }, (_, nth) => today + 1 + nth + daysBefore);
    groups.push((most) => store.drawYearly(tx, date, { days, zone }, most));
  }
  for (const { entry, candidates } of expecting) {
    groups.push((most) => drawExpected(store, tx, { rules: entry.rules, candidates, most }));
  }
  return groups;
}

async function drawExpected(
  store: ComputeCalendarDeps['store'],
  tx: ShopTransaction,
  asked: {
    readonly rules: Entering.EntryRules;
    readonly candidates: Entering.Candidates;
    readonly most: number;
  },
): Promise<CalendarCustomers.Draw> {
  const { rules, candidates, most } = asked;
  const { entering } = await store.countEntrants(tx, candidates, rules);
  const share = store.shareOf(most, entering);
  const customerIds = await store.readEntrantIds(tx, store.drawn(candidates, share), rules);
  return { share, customerIds };
}
