/**
 * Messages that customers are known to come to within the reach of the caps although no send waits for them yet. They
 * keep their place from lesser ones. What hangs on something nobody knows (a reaction, a branch, a condition at the
 * start) is not known to come.
 */

import { nextYearlyDay } from '../../core/scenario/blocks/wait/yearly-day.ts';
import { holdoutPlace, isHeldOut } from '../../core/scenario/holdout.ts';
import { type NextMessage, nextMessages } from '../../core/scenario/next-messages.ts';
import { newEnrolment } from '../../core/scenario/step.ts';
import type {
  Channel,
  EnrolmentState,
  ScenarioDefinition,
  StartBlock,
  StartTrigger,
} from '../../core/scenario/types.ts';
import {
  type Day,
  dayOf,
  formatDay,
  type Instant,
  monthAndDate,
  startOfDay,
} from '../../core/time.ts';
import type * as KnownToCome from '../database/known-to-come.ts';
import type { RankedScenario } from '../database/priorities.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { createReadMoments, type MomentDeps } from './scenario-moments.ts';
import type { ScenarioSteps } from './scenario-steps.ts';

export interface KnownToComeDeps {
  readonly store: MomentDeps['store'] &
    Pick<typeof KnownToCome, 'readWaitingEnrolments' | 'readComingCampaigns' | 'readYearlyDates'>;
  readonly steps: Pick<ScenarioSteps, 'definitionOf'>;
}

export interface ComingMessage extends NextMessage {
  readonly customerId: number;
  readonly scenarioId: number;
  /** What will bring it, and by which block: "enrolment 4/email-1", "campaign 9/sms", "scenario 3/email-1". */
  readonly key: string;
}

export interface ComingQuery {
  readonly customerIds: readonly number[];
  readonly scenarios: readonly RankedScenario[];
  readonly now: Instant;
  readonly until: Instant;
  readonly zone: string;
  readonly reaches: (customerId: number, channel: Channel) => boolean;
}

export type ReadComing = (
  tx: ShopTransaction,
  query: ComingQuery,
) => Promise<readonly ComingMessage[]>;

/** A customer on the way to a message. */
interface Passage {
  readonly customerId: number;
  readonly scenarioId: number;
  /** "enrolment 4", "campaign 9", "scenario 3". */
  readonly key: string;
  readonly definition: ScenarioDefinition;
  readonly state: EnrolmentState;
  readonly at: Instant;
}

export function createReadComing(deps: KnownToComeDeps): ReadComing {
  const readMoments = createReadMoments(deps);

  return async (tx, query) => {
    const { now, until, reaches } = query;
    const scenarios = await definitionsOf(deps, tx, query.scenarios);
    const passages = [
      ...(await readWaits(deps, tx, query)),
      ...(await readCampaigns(deps, tx, scenarios, query)),
      ...(await readYearly(deps, tx, scenarios, query)),
    ];
    if (passages.length === 0) return [];
    const asked = passages.map((it) => ({ enrolment: it, definition: it.definition }));
    const momentOf = await readMoments(tx, asked, now);
    return passages.flatMap(({ customerId, scenarioId, key, definition, state, at }) =>
      nextMessages(definition, {
        state,
        at,
        customer: momentOf({ customerId, scenarioId }),
        reaches: (channel) => reaches(customerId, channel),
      })
        .filter(({ block, dueAt }) => block.channel !== 'on-site' && dueAt <= until)
        .map((message) => ({
          ...message,
          customerId,
          scenarioId,
          key: `${key}/${message.block.id}`,
        })),
    );
  };
}

interface KnownScenario extends RankedScenario {
  readonly definition: ScenarioDefinition;
  readonly start: StartBlock;
}

async function definitionsOf(
  { steps }: KnownToComeDeps,
  tx: ShopTransaction,
  scenarios: readonly RankedScenario[],
): Promise<readonly KnownScenario[]> {
  const known: KnownScenario[] = [];
  for (const scenario of scenarios) {
    const definition = await steps.definitionOf(tx, scenario);
    const start = definition.blocks.find((block) => block.kind === 'start');
    if (start) known.push({ ...scenario, definition, start });
  }
  return known;
}

async function readWaits(
  { store, steps }: KnownToComeDeps,
  tx: ShopTransaction,
  { customerIds, scenarios, now, until }: ComingQuery,
): Promise<readonly Passage[]> {
  const ids = scenarios.map(({ scenarioId }) => scenarioId);
  const waiting = await store.readWaitingEnrolments(tx, customerIds, ids, until);
  const passages: Passage[] = [];
  for (const { enrolmentId, blockId, blockSince, arms, dueAt, ...of } of waiting) {
    const definition = await steps.definitionOf(tx, of);
    const block = definition.blocks.find(({ id }) => id === blockId);
    if (block?.kind !== 'wait') continue;
    const state = {
      ...newEnrolment(definition, { at: blockSince, heldOut: false }),
      blockId,
      arms,
    };
    const key = `enrolment ${enrolmentId}`;
    passages.push({ ...of, key, definition, state, at: Math.max(now, dueAt) });
  }
  return passages;
}

async function readCampaigns(
  { store }: KnownToComeDeps,
  tx: ShopTransaction,
  scenarios: readonly KnownScenario[],
  { customerIds, now, until }: ComingQuery,
): Promise<readonly Passage[]> {
  const campaigns = new Map(
    scenarios.filter(({ campaign }) => campaign).map((it) => [it.scenarioId, it]),
  );
  if (campaigns.size === 0) return [];
  const coming = await store.readComingCampaigns(tx, customerIds, until);
  return coming.flatMap(({ scenarioId, customerId, startsAt }) => {
    const campaign = campaigns.get(scenarioId);
    if (!campaign || isHeldOutOf(tx, campaign, customerId)) return [];
    return [entering(campaign, customerId, `campaign ${scenarioId}`, Math.max(now, startsAt))];
  });
}

type YearlyTrigger = Extract<StartTrigger, { kind: 'yearly date' }>;

/** Whom a condition at the start would let in on that day, nobody knows today. */
async function readYearly(
  { store }: KnownToComeDeps,
  tx: ShopTransaction,
  scenarios: readonly KnownScenario[],
  { customerIds, now, until, zone }: ComingQuery,
): Promise<readonly Passage[]> {
  const yearly = scenarios.flatMap((scenario) =>
    scenario.start.trigger.kind === 'yearly date' && scenario.start.condition === null
      ? [{ scenario, trigger: scenario.start.trigger }]
      : [],
  );
  if (yearly.length === 0) return [];
  const ids = yearly.map(({ scenario }) => scenario.scenarioId);
  const tomorrow = dayOf(now, zone) + 1;
  const passages: Passage[] = [];
  for (const customer of await store.readYearlyDates(tx, customerIds, ids, zone)) {
    const { customerId } = customer;
    for (const { scenario, trigger } of yearly) {
      const day = entryDay(trigger, customer, tomorrow);
      if (day === null || isHeldOutOf(tx, scenario, customerId)) continue;
      const at = startOfDay(day, zone);
      if (at > until || !mayEnter(scenario, trigger, customer, day)) continue;
      passages.push(entering(scenario, customerId, `scenario ${scenario.scenarioId}`, at));
    }
  }
  return passages;
}

function entryDay(
  { date, daysBefore }: YearlyTrigger,
  { birthday, firstOrder }: KnownToCome.YearlyDates,
  from: Day,
): Day | null {
  const celebrated = date === 'birthday' ? birthday : firstOrder;
  return celebrated === null ? null : nextYearlyDay(monthAndDate(celebrated), daysBefore, from);
}

function mayEnter(
  { scenarioId, start }: KnownScenario,
  { date, daysBefore }: YearlyTrigger,
  { passages }: KnownToCome.YearlyDates,
  day: Day,
): boolean {
  const own = passages.filter((it) => it.scenarioId === scenarioId);
  // As `yearlyCandidates` writes it.
  const cause = `${date} ${formatDay(day + daysBefore).slice(0, 4)}`;
  if (start.reentry.kind === 'never' && own.length > 0) return false;
  return !own.some((it) => it.open || it.cause === cause);
}

function isHeldOutOf(
  { shopId }: ShopTransaction,
  { scenarioId, start }: KnownScenario,
  customerId: number,
): boolean {
  return isHeldOut(holdoutPlace(shopId, scenarioId, customerId), start.holdoutShare);
}

function entering(
  { scenarioId, definition }: KnownScenario,
  customerId: number,
  key: string,
  at: Instant,
): Passage {
  const state = newEnrolment(definition, { at, heldOut: false });
  return { customerId, scenarioId, key, definition, state, at };
}
