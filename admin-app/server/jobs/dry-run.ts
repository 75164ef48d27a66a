/**
 * Rehearses a scenario's draft over the past: whom it would have let in and when, where they would have come, what they
 * would have got. Reads some customers at a time and writes nothing. Orders are those that came; whatever nobody wrote
 * down is assumed, and said so.
 */
import type { DryRunProgress } from '../../contract/scenario-dry-run.ts';
import type { WhyNot } from '../../core/scenario/dry-run/can-replay.ts';
import type { DryRunTerms } from '../../core/scenario/dry-run/dry-run.ts';
import { USUAL_RATES } from '../../core/scenario/dry-run/rates.ts';
import { takenAsToday } from '../../core/scenario/dry-run/replay-members.ts';
import type { TierRules } from '../../core/scenario/dry-run/replay-tiers.ts';
import { DryRunTally } from '../../core/scenario/dry-run/tally.ts';
import type { Assumed } from '../../core/scenario/dry-run/words.ts';
import { type Day, type Instant, startOfDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Facts from '../database/dry-run-facts.ts';
import type * as Pasts from '../database/dry-run-pasts.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { ShopMoment } from '../database/segment-members.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type * as Tiers from '../database/tiers.ts';
import { activitiesFor, castOf, concernsEverybody } from './dry-run-cast.ts';
import { type DryRunOutcome, OverlapTally, wholeOf } from './dry-run-outcome.ts';
import { type PageDeps, type Run, rehearsePage } from './dry-run-pages.ts';
import { readAskedQueries, segmentsOf } from './dry-run-queries.ts';
import type { EnterCustomers, Entry } from './enter-customers.ts';
import { createReadMoments, type MomentDeps } from './scenario-moments.ts';
import type { QueryStore } from './scenario-queries.ts';

export interface DryRunDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: PageDeps['store'] &
    QueryStore &
    MomentDeps['store'] &
    Pick<typeof Facts, 'hasTierChanges'> &
    Pick<typeof Pasts, 'countPasts' | 'readMedianGap'> &
    Pick<typeof Scenarios, 'readScenario'> &
    Pick<typeof Tiers, 'readTiers'>;
  readonly customers: EnterCustomers;
}

/** Says how far it has come, and at last what it found; undefined for an unknown scenario. Whoever stops asking ends it. */
export type DryRun = (
  shopId: number,
  scenarioId: number,
  days: number,
) => AsyncGenerator<DryRunProgress, DryRunAnswer | undefined>;

export type DryRunAnswer =
  | { readonly outcome: DryRunOutcome; readonly assumed: Assumed }
  /** The past does not tell. */
  | { readonly whyNot: WhyNot };

/** More would keep staff waiting, and say no more. */
const MOST_LOOKED_AT = 30_000;

export function createDryRun(deps: DryRunDeps): DryRun {
  const readMoments = createReadMoments(deps);
  return async function* (shopId, scenarioId, days) {
    const run = await deps.inShop(shopId, (tx) => begin(deps, tx, scenarioId, days));
    if (!run || 'whyNot' in run) return run;
    const tally = new DryRunTally(run.moment.zone);
    const overlaps = new OverlapTally();
    let lookedAt = 0;
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after;
      const page = await deps.inShop(shopId, (tx) =>
        rehearsePage({ ...deps, readMoments }, tx, run, from),
      );
      for (const rehearsals of page.rehearsals) tally.add(rehearsals);
      overlaps.add(page.overlaps);
      lookedAt += page.lookedAt;
      after = page.next;
      if (after !== null) yield { lookedAt, of: Math.ceil(run.of / run.oneIn) };
    }
    const whyNot = whyNotJoined(run);
    if (whyNot !== null) return { whyNot };
    const { window } = run.terms;
    const { of } = run;
    const report = { ...tally.report(), ...window, overlaps: overlaps.report(), lookedAt, of };
    return { outcome: wholeOf(report), assumed: assumedIn(run) };
  };
}

async function begin(
  { store, customers }: DryRunDeps,
  tx: ShopTransaction,
  scenarioId: number,
  days: number,
): Promise<Run | { readonly whyNot: WhyNot } | undefined> {
  const scenario = await store.readScenario(tx, scenarioId);
  if (!scenario) return undefined;
  const entry = await customers.draftEntry(tx, scenarioId, scenario.draft);
  if (!entry) return { whyNot: 'no start' };
  const terms = termsOf(entry.rules.moment, days);
  const from = terms.midnight(terms.window.from);
  const tiers = tierRules(await store.readTiers(tx));
  const known = { tiers, hasTierChanges: await store.hasTierChanges(tx, from) };
  const cast = castOf(entry, await customers.entries(tx), known);
  if (typeof cast === 'string') return { whyNot: cast };
  const definitions = cast.plays.map(({ definition }) => definition);
  const queries = await readAskedQueries(store, tx, definitions);
  if (!segmentsOf(entry.start.trigger).every((id) => queries.has(id)))
    return { whyNot: 'no start' };
  const concerned = { everybody: concernsEverybody(cast.plays, known) };
  const of = await store.countPasts(tx, concerned);
  return {
    cast,
    entry,
    moment: entry.rules.moment,
    terms,
    medianGap: (await store.readMedianGap(tx)) ?? days,
    tiers,
    queries,
    askedToday: new Set(),
    concerned,
    activities: activitiesFor(cast.plays, from),
    of,
    oneIn: Math.max(1, Math.ceil(of / MOST_LOOKED_AT)),
  };
}

function termsOf({ today, zone }: ShopMoment, days: number): DryRunTerms {
  const midnights = new Map<Day, Instant>();
  const midnight = (day: Day) => {
    const known = midnights.get(day) ?? startOfDay(day, zone);
    midnights.set(day, known);
    return known;
  };
  const window = { from: today - days, until: today - 1 };
  // To the end of the last day: what happens at midnight is the next one's.
  return { window, shopZone: zone, midnight, until: midnight(today) - 1, rates: USUAL_RATES };
}

function tierRules({ definition, levels }: Tiers.StoredTiers): TierRules | null {
  return definition && { ...definition, levels };
}

/** A segment that could not be asked of the past has no joins. */
function whyNotJoined({ entry: { start }, askedToday }: Run): WhyNot | null {
  return segmentsOf(start.trigger).some((id) => askedToday.has(id)) ? 'time of day' : null;
}

function assumedIn({ cast, entry, queries, askedToday }: Run): Assumed {
  const name = (it: Entry) => it.name;
  return {
    trigger: entry.start.trigger,
    asToday: takenAsToday(queries.values()),
    askedToday: [...askedToday].filter((key) => typeof key === 'string'),
    callers: cast.plays.slice(0, -1).map(name),
    unfollowed: cast.unfollowed,
  };
}
