/**
 * The way into a scenario, the same for every start: whoever fits, may be reached and may come (again) is enrolled under
 * the cause, held out or not by hash, and takes the first step, all in the caller's transaction.
 */

import { channelsNeeded, messageChannels } from '../../core/scenario/channels-needed.ts';
import { holdoutPlace, isHeldOut } from '../../core/scenario/holdout.ts';
import { newEnrolment } from '../../core/scenario/step.ts';
import type { ScenarioDefinition, StartBlock } from '../../core/scenario/types.ts';
import { dayOf, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Entering from '../database/entering.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { ShopMoment } from '../database/segment-members.ts';
import type * as Shops from '../database/shops.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { type QueryStore, resolveQueries } from './scenario-queries.ts';
import type { ScenarioSteps } from './scenario-steps.ts';

export interface EnterCustomersDeps {
  readonly clock: Clock;
  readonly store: QueryStore &
    Pick<typeof Entering, 'readEntrants' | 'insertEnrolments' | 'lockEntries'> &
    Pick<typeof Scenarios, 'readActiveScenarios'> &
    Pick<typeof Shops, 'readShop'>;
  readonly steps: ScenarioSteps;
}

/** What customers enter now, and by which rules. */
export interface Entry {
  readonly scenarioId: number;
  readonly version: number;
  readonly name: string;
  /** Nothing earlier lets anybody enter. */
  readonly activeSince: Instant;
  readonly definition: ScenarioDefinition;
  readonly start: StartBlock;
  readonly rules: Entering.EntryRules;
  readonly at: Instant;
}

export interface EnterCustomers {
  /** The shop's day, zone and currency now. */
  moment(tx: ShopTransaction): Promise<ShopMoment>;
  /** The active scenarios that can be entered now, by number; without campaigns. */
  entries(tx: ShopTransaction): Promise<readonly Entry[]>;
  /** One of them; null when it is not active (any more). */
  entry(tx: ShopTransaction, scenarioId: number): Promise<Entry | null>;
  /** Of a campaign that is being sent; null when it is not. Its audience comes in once, and nobody else ever. */
  campaignEntry(tx: ShopTransaction, campaignId: number): Promise<Entry | null>;
  /** As if this definition were active from now on; null when its condition names a segment that is gone. */
  draftEntry(
    tx: ShopTransaction,
    scenarioId: number,
    definition: ScenarioDefinition,
  ): Promise<Entry | null>;
  /**
   * Enrols those candidates who may enter, of these customers where given; returns who did. Takes the scenario's lock:
   * enter several scenarios by rising number.
   */
  enter(
    tx: ShopTransaction,
    entry: Entry,
    candidates: Entering.Candidates,
    customerIds: readonly number[] | null,
  ): Promise<readonly number[]>;
}

export function createEnterCustomers(deps: EnterCustomersDeps): EnterCustomers {
  const { clock, store, steps } = deps;

  async function moment(tx: ShopTransaction): Promise<ShopMoment> {
    const { zone, currency } = await store.readShop(tx);
    return { today: dayOf(clock.now(), zone), zone, currency };
  }

  async function entryOf(
    tx: ShopTransaction,
    scenario: Scenarios.ActiveScenario,
    definition: ScenarioDefinition,
    now: ShopMoment,
  ): Promise<Entry | null> {
    const start = definition.blocks.find((block) => block.kind === 'start');
    if (!start) return null;
    const text = start.condition;
    const condition = text === null ? null : (await resolveQueries(store, tx, [text])).get(text);
    // It names a segment that is gone: nobody matches.
    if (text !== null && !condition) return null;
    const { scenarioId, version, name, activeSince } = scenario;
    const campaign = start.trigger.kind === 'campaign';
    const at = clock.now();
    const rules = {
      scenarioId,
      at,
      moment: now,
      channels: campaign ? messageChannels(definition) : channelsNeeded(definition),
      reentry: start.reentry,
      condition: condition ?? null,
    };
    return { scenarioId, version, name, activeSince, definition, start, rules, at };
  }

  async function entries(tx: ShopTransaction): Promise<readonly Entry[]> {
    const now = await moment(tx);
    const found: Entry[] = [];
    for (const scenario of await readActive(tx, 'scenario')) {
      const definition = await steps.definitionOf(tx, scenario);
      const entry = await entryOf(tx, scenario, definition, now);
      if (entry) found.push(entry);
    }
    return found;
  }

  async function readActive(tx: ShopTransaction, kind: Scenarios.ActiveScenario['kind']) {
    const active = await store.readActiveScenarios(tx);
    return active.filter((scenario) => scenario.kind === kind);
  }

  async function entryOfKind(
    tx: ShopTransaction,
    kind: Scenarios.ActiveScenario['kind'],
    scenarioId: number,
  ): Promise<Entry | null> {
    const scenario = (await readActive(tx, kind)).find((it) => it.scenarioId === scenarioId);
    if (!scenario) return null;
    const definition = await steps.definitionOf(tx, scenario);
    return await entryOf(tx, scenario, definition, await moment(tx));
  }

  return {
    moment,
    entries,
    entry: (tx, scenarioId) => entryOfKind(tx, 'scenario', scenarioId),
    campaignEntry: (tx, campaignId) => entryOfKind(tx, 'campaign', campaignId),

    async draftEntry(tx, scenarioId, definition) {
      const at = clock.now();
      const scenario = {
        kind: 'scenario',
        scenarioId,
        version: 0,
        name: '',
        activeSince: at,
      } as const;
      return await entryOf(tx, scenario, definition, await moment(tx));
    },

    async enter(tx, entry, candidates, customerIds) {
      await store.lockEntries(tx, entry.scenarioId);
      const entrants = await store.readEntrants(tx, candidates, entry.rules, customerIds);
      const entered = await enrol(deps, tx, entry, entrants);
      await steps.apply(tx, entered, entry.at);
      return entered.map(({ enrolment }) => enrolment.customerId);
    },
  };
}

/** The enrolments, each with the input that takes it in. */
async function enrol(
  { store }: EnterCustomersDeps,
  tx: ShopTransaction,
  entry: Entry,
  entrants: readonly Entering.Entrant[],
) {
  const { scenarioId, version, definition, start, at } = entry;
  const enrolments = entrants.map((entrant) => ({
    ...entrant,
    heldOut: isHeldOut(holdoutPlace(tx.shopId, scenarioId, entrant.customerId), start.holdoutShare),
  }));
  const startBlockId = start.id;
  const entered = await store.insertEnrolments(tx, {
    scenarioId,
    version,
    startBlockId,
    at,
    enrolments,
  });
  const numbers = new Map(entered.map((it) => [it.customerId, it.enrolmentId]));
  return enrolments.flatMap(({ customerId, heldOut, words }) => {
    const enrolmentId = numbers.get(customerId);
    if (enrolmentId === undefined) return [];
    const state = newEnrolment(definition, { at, heldOut });
    const enrolment = { scenarioId, version, enrolmentId, customerId, state };
    return [{ enrolment, input: { kind: 'entered', cause: words } as const }];
  });
}
