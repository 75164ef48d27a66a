/**
 * The plans of a batch of customers, made of what the sending of messages looks at: the same readers, the same rules,
 * the same ranking. Nothing is locked and nothing is written.
 */
import { reachOfCaps } from '../../core/priority/caps.ts';
import { holdoutPlace, isHeldOut } from '../../core/scenario/holdout.ts';
import { nextMessages } from '../../core/scenario/next-messages.ts';
import { newEnrolment } from '../../core/scenario/step.ts';
import { type Day, dayOf, type Instant, parseDay, startOfDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as CalendarCustomers from '../database/calendar-customers.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Entering from '../database/entering.ts';
import type * as Priorities from '../database/priorities.ts';
import type * as Recipients from '../database/recipients.ts';
import type * as Sends from '../database/sends.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { type PlannedMessage, planCustomer } from './calendar-plan.ts';
import type { AddressGate } from './check-addresses.ts';
import type { EnterCustomers, Entry } from './enter-customers.ts';
import {
  type ComingMessage,
  type ComingQuery,
  createReadComing,
  type KnownToComeDeps,
  type ReadComing,
} from './known-to-come.ts';
import { createReadMoments, type ReadMoments } from './scenario-moments.ts';
import type { ScenarioSteps } from './scenario-steps.ts';
import { type Candidate, refusalOn } from './send-messages-eligible.ts';
import { candidatesOf, facesOf, readGatedRecipients } from './send-messages-read.ts';
import { shopCalendar } from './shop-calendar.ts';

export interface CalendarPlansDeps {
  readonly clock: Clock;
  readonly store: KnownToComeDeps['store'] &
    Pick<typeof CalendarCustomers, 'comingCandidates'> &
    Pick<typeof Enrolments, 'readEnrolmentsNow'> &
    Pick<typeof Entering, 'readEntrants'> &
    Pick<typeof Priorities, 'readPriorities' | 'readRankedScenarios' | 'readSentMessages'> &
    Pick<typeof Recipients, 'readRecipients' | 'readShopFront'> &
    Pick<typeof Sends, 'readWaitingSends' | 'readWaitingSendsNow'>;
  readonly steps: Pick<ScenarioSteps, 'definitionOf'>;
  readonly customers: Pick<EnterCustomers, 'entries'>;
  readonly addressGate: AddressGate;
}

export interface CustomerPlan {
  readonly customerId: number;
  /** What is planned until the end of the last day. */
  readonly messages: readonly PlannedMessage[];
}

/** The shop as it is at one moment, and a way to the plans of its customers. */
export interface PlanReader {
  readonly now: Instant;
  readonly zone: string;
  readonly today: Day;
  readonly until: Instant;
  readonly scenarios: readonly Priorities.RankedScenario[];
  /** Scenarios that customers come into by themselves, with who does so when. */
  readonly expecting: readonly Expecting[];
  plansOf(customerIds: readonly number[]): Promise<readonly CustomerPlan[]>;
}

export interface Expecting {
  readonly entry: Entry;
  readonly candidates: Entering.Candidates;
}

/** Of so many of the shop's days, today the first. */
export type OpenPlans = (tx: ShopTransaction, days: number) => Promise<PlanReader>;

export function createOpenPlans(deps: CalendarPlansDeps): OpenPlans {
  const reading = {
    ...deps,
    readComing: createReadComing(deps),
    readMoments: createReadMoments(deps),
  };
  return async (tx, days) => {
    const { store, clock } = deps;
    const now = clock.now();
    const { zone, currency } = await store.readShopFront(tx);
    const today = dayOf(now, zone);
    const shop: PlannedShop = {
      now,
      zone,
      currency,
      today,
      until: startOfDay(today + days, zone) - 1,
      scenarios: await store.readRankedScenarios(tx),
      priorities: await store.readPriorities(tx),
      expecting: await readExpecting(deps, tx, { today, zone, last: today + days - 1 }),
    };
    return { ...shop, plansOf: (ids) => readPlans(reading, tx, shop, ids) };
  };
}

interface PlannedShop extends Omit<PlanReader, 'plansOf'> {
  readonly currency: string;
  readonly priorities: Awaited<ReturnType<typeof Priorities.readPriorities>>;
}

interface Reading extends CalendarPlansDeps {
  readonly readComing: ReadComing;
  readonly readMoments: ReadMoments;
}

async function readExpecting(
  { store, customers }: CalendarPlansDeps,
  tx: ShopTransaction,
  days: CalendarCustomers.ComingDays,
): Promise<readonly Expecting[]> {
  const entries = await customers.entries(tx);
  return entries.flatMap((entry) => {
    const { trigger, condition } = entry.start;
    // Known for certain, and read with what is.
    if (trigger.kind === 'yearly date' && condition === null) return [];
    const candidates = store.comingCandidates(entry.scenarioId, trigger, days);
    return candidates ? [{ entry, candidates }] : [];
  });
}

async function readPlans(
  deps: Reading,
  tx: ShopTransaction,
  shop: PlannedShop,
  customerIds: readonly number[],
): Promise<readonly CustomerPlan[]> {
  if (customerIds.length === 0 || shop.scenarios.length === 0) return [];
  const { now, until, zone, scenarios, priorities } = shop;
  const reach = reachOfCaps(priorities.caps);
  const recipients = await readGatedRecipients(deps, tx, customerIds, shop);
  const query: ComingQuery = {
    customerIds,
    scenarios,
    now,
    // What is beyond the last day can hold back what is on it.
    until: until + reach,
    zone,
    reaches: (customerId, channel) => {
      const recipient = recipients.get(customerId);
      return recipient !== undefined && !refusalOn(channel, recipient);
    },
  };
  const candidates = groupOf(await readCandidates(deps, tx, query), ({ send }) => send.customerId);
  const coming = groupOf(await deps.readComing(tx, query), (it) => it.customerId);
  const expected = groupOf(await readExpected(deps, tx, shop, query), (it) => it.customerId);
  const sent = await deps.store.readSentMessages(tx, customerIds, now - reach);
  const scenarioOf = facesOf(scenarios);
  const calendar = shopCalendar(zone);
  return customerIds.map((customerId) => ({
    customerId,
    messages: planCustomer({
      candidates: candidates.get(customerId) ?? [],
      coming: coming.get(customerId) ?? [],
      expected: expected.get(customerId) ?? [],
      recipient: recipients.get(customerId),
      sent: sent.get(customerId) ?? [],
      priorities,
      calendar,
      problems: WORKING,
      shopZone: zone,
      now,
      scenarioOf,
    }).filter(({ plannedAt }) => plannedAt <= until),
  }));
}

/** A channel that does not work today may work on the day. */
const WORKING = { email: null, sms: null, push: null, 'on-site': null };

async function readCandidates(
  { store, steps }: Reading,
  tx: ShopTransaction,
  { customerIds, scenarios, until }: ComingQuery,
): Promise<readonly Candidate[]> {
  const scenarioIds = scenarios.map(({ scenarioId }) => scenarioId);
  const waiting = await store.readWaitingSends(tx, { customerIds, scenarioIds, dueUntil: until });
  if (waiting.length === 0) return [];
  const sends = await store.readWaitingSendsNow(
    tx,
    waiting.map(({ sendId }) => sendId),
  );
  const enrolments = await store.readEnrolmentsNow(tx, [
    ...new Set(waiting.map(({ enrolmentId }) => enrolmentId)),
  ]);
  return await candidatesOf(steps, tx, sends, enrolments);
}

/** The first messages of scenarios that customers come into by themselves. */
async function readExpected(
  { store, readMoments }: Reading,
  tx: ShopTransaction,
  { expecting, zone, now }: PlannedShop,
  { customerIds, reaches, until }: ComingQuery,
): Promise<readonly ComingMessage[]> {
  const messages: ComingMessage[] = [];
  for (const { entry, candidates } of expecting) {
    const { scenarioId, definition, start, rules } = entry;
    const entrants = await store.readEntrants(tx, candidates, rules, customerIds);
    const treated = entrants.filter(
      ({ customerId }) =>
        !isHeldOut(holdoutPlace(tx.shopId, scenarioId, customerId), start.holdoutShare),
    );
    const asked = treated.map(({ customerId }) => ({
      enrolment: { customerId, scenarioId },
      definition,
    }));
    const momentOf = await readMoments(tx, asked, now);
    for (const { customerId, words } of treated) {
      // Their words are the day; the timers take in at its first moment.
      const at = startOfDay(parseDay(words), zone);
      const next = nextMessages(definition, {
        state: newEnrolment(definition, { at, heldOut: false }),
        at,
        customer: momentOf({ customerId, scenarioId }),
        reaches: (channel) => reaches(customerId, channel),
      });
      for (const message of next) {
        if (message.block.channel === 'on-site' || message.dueAt > until) continue;
        const key = `scenario ${scenarioId}/${message.block.id}`;
        messages.push({ ...message, customerId, scenarioId, key });
      }
    }
  }
  return messages;
}

function groupOf<Item>(
  items: readonly Item[],
  customerOf: (item: Item) => number,
): ReadonlyMap<number, readonly Item[]> {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const own = groups.get(customerOf(item));
    if (own) own.push(item);
    else groups.set(customerOf(item), [item]);
  }
  return groups;
}
