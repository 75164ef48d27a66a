/**
 * Rehearses a scenario's draft over the past: whom it would have let in and when, where they would have come, what they
 * would have got. Reads some customers at a time and writes nothing. Orders are those that came; whatever nobody wrote
 * down is assumed, and said so.
 */
import { usualGap } from '../../core/prediction/usual-gap.ts';
import { type DryRunCustomer, rehearseCustomer } from '../../core/scenario/dry-run/dry-run.ts';
import { USUAL_RATES } from '../../core/scenario/dry-run/rates.ts';
import { type CustomerPast, canReplay } from '../../core/scenario/dry-run/replay-entries.ts';
import type { TierRules } from '../../core/scenario/dry-run/replay-tiers.ts';
import { type DryRunReport, DryRunTally } from '../../core/scenario/dry-run/tally.ts';
import type {
  BranchBlock,
  Channel,
  ScenarioDefinition,
  StartTrigger,
} from '../../core/scenario/types.ts';
import { DAY_MS, type Day, dayOf, type Instant, parseDay, startOfDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Pasts from '../database/dry-run-pasts.ts';
import type * as QueryMatches from '../database/query-matches.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { ShopMoment } from '../database/segment-members.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type * as Tiers from '../database/tiers.ts';
import type { EnterCustomers, Entry } from './enter-customers.ts';
import type { MomentDeps } from './scenario-moments.ts';
import { createReadMoments, type ReadMoments } from './scenario-moments.ts';
import { type QueryStore, resolveQueries } from './scenario-queries.ts';

type StoredTiers = Tiers.StoredTiers;

export interface DryRunDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: typeof Pasts &
    QueryStore &
    MomentDeps['store'] &
    Pick<typeof QueryMatches, 'readMatches'> &
    Pick<typeof Scenarios, 'readScenario'> &
    Pick<typeof Tiers, 'readTiers'>;
  readonly customers: EnterCustomers;
}

export interface DryRunOutcome extends DryRunReport {
  readonly from: Day;
  readonly until: Day;
  readonly overlaps: readonly Pasts.Overlap[];
  readonly lookedAt: number;
  readonly of: number;
}

/** Undefined for an unknown scenario. */
export type DryRun = (
  shopId: number,
  scenarioId: number,
  days: number,
) => Promise<DryRunAnswer | undefined>;

export interface DryRunAnswer {
  /** The start of the draft; null where there is none that could be followed. */
  readonly trigger: StartTrigger | null;
  /** Null where the past does not tell. */
  readonly outcome: DryRunOutcome | null;
}

const AT_A_TIME = 1_000;
/** More would keep staff waiting, and say no more. */
const MOST_LOOKED_AT = 30_000;

interface Run {
  readonly scenarioId: number;
  readonly entry: Entry;
  readonly moment: ShopMoment;
  readonly from: Day;
  readonly medianGap: number;
  readonly of: number;
  readonly oneIn: number;
  readonly tiers: TierRules | null;
  readonly activities: Pasts.PastActivities | null;
}

export function createDryRun(deps: DryRunDeps): DryRun {
  const readMoments = createReadMoments(deps);
  return async (shopId, scenarioId, days) => {
    const run = await deps.inShop(shopId, (tx) => begin(deps, tx, scenarioId, days));
    if (!run) return run;
    if ('trigger' in run) return { trigger: run.trigger, outcome: null };
    const tally = new DryRunTally(run.moment.zone);
    const overlaps = new Map<number, Pasts.Overlap>();
    let lookedAt = 0;
    for (let after: number | null = 0; after !== null; ) {
      const from: number = after;
      const page = await deps.inShop(shopId, (tx) =>
        rehearsePage(deps, tx, { run, readMoments, tally, after: from }),
      );
      lookedAt += page.lookedAt;
      for (const overlap of page.overlaps) {
        const known = overlaps.get(overlap.scenarioId)?.customers ?? 0;
        overlaps.set(overlap.scenarioId, {
          ...overlap,
          customers: known + overlap.customers,
        });
      }
      after = page.next;
    }
    const outcome = outcomeOf(run, tally.report(), [...overlaps.values()], lookedAt);
    return { trigger: run.entry.start.trigger, outcome };
  };
}

async function begin(
  { store, customers }: DryRunDeps,
  tx: ShopTransaction,
  scenarioId: number,
  days: number,
): Promise<Run | { readonly trigger: StartTrigger | null } | undefined> {
  const scenario = await store.readScenario(tx, scenarioId);
  if (!scenario) return undefined;
  const entry = await customers.draftEntry(tx, scenarioId, scenario.draft);
  const tiers = tierRules(await store.readTiers(tx));
  const trigger = entry?.start.trigger ?? null;
  if (!entry || trigger === null || !canReplay(trigger, tiers)) return { trigger };
  const { moment } = entry.rules;
  const activities = activitiesFor(trigger, startOfDay(moment.today - days, moment.zone));
  const of = await store.countPasts(tx, activities);
  const oneIn = Math.max(1, Math.ceil(of / MOST_LOOKED_AT));
  const medianGap = (await store.readMedianGap(tx)) ?? days;
  return {
    scenarioId,
    entry,
    moment,
    from: moment.today - days,
    medianGap,
    of,
    oneIn,
    tiers,
    activities,
  };
}

function tierRules({ definition, levels }: StoredTiers): TierRules | null {
  return definition && { ...definition, levels };
}

/** What the start asks for; an absence is looked for before the first day, too. */
function activitiesFor(trigger: StartTrigger, from: Instant): Pasts.PastActivities | null {
  switch (trigger.kind) {
    case 'link clicked':
      return { kinds: 'clicks', since: from };
    case 'back after absence':
      return { kinds: 'visits', since: from - trigger.days * DAY_MS };
    default:
      return null;
  }
}

interface Page {
  readonly run: Run;
  readonly readMoments: ReadMoments;
  readonly tally: DryRunTally;
  readonly after: number;
}

async function rehearsePage(
  { clock, store }: DryRunDeps,
  tx: ShopTransaction,
  { run, readMoments, tally, after }: Page,
) {
  const { scenarioId, entry, moment, oneIn, activities } = run;
  const { definition } = entry;
  const page = { zone: moment.zone, after, limit: AT_A_TIME, oneIn, activities };
  const pasts = await store.readPasts(tx, page);
  const facts = await readFacts(store, tx, run, pasts);
  const now = clock.now();
  const asked = pasts.map(({ customerId }) => ({
    enrolment: { customerId, scenarioId },
    definition,
  }));
  const momentOf = await readMoments(tx, asked, now);
  const window = { from: run.from, until: moment.today - 1 };
  const terms = { window, shopZone: moment.zone, until: now, rates: USUAL_RATES };
  const entered: number[] = [];
  for (const past of pasts) {
    if (!mayEnter(run, past, facts)) continue;
    const { customerId } = past;
    const customer: DryRunCustomer = {
      customer: momentOf({ customerId, scenarioId }),
      past: pastOf(past, run),
      isReachable: (channel) => isReachable(past, channel),
      armOf: (block) => facts.armOf(block, customerId),
    };
    const rehearsals = rehearseCustomer(definition, customer, terms);
    if (rehearsals.length > 0) entered.push(customerId);
    tally.add(rehearsals);
  }
  const since = startOfDay(run.from, moment.zone);
  return {
    lookedAt: pasts.length,
    overlaps: await store.countOverlaps(tx, scenarioId, entered, since),
    next: pasts.length === AT_A_TIME ? (pasts.at(-1)?.customerId ?? null) : null,
  };
}

interface Facts {
  armOf(block: BranchBlock, customerId: number): number | null;
  /** Null where the start asks for nothing more. */
  readonly matching: ReadonlySet<number> | null;
}

/** Branches and the start's condition, by the facts of today: those of the past are not kept. */
async function readFacts(
  store: DryRunDeps['store'],
  tx: ShopTransaction,
  { entry, moment }: Run,
  pasts: readonly Pasts.StoredPast[],
): Promise<Facts> {
  const { condition } = entry.start;
  const texts = [...branchQueries(entry.definition), ...(condition === null ? [] : [condition])];
  const resolved = await resolveQueries(store, tx, texts);
  const askable = [...resolved].flatMap(([text, query]) => (query ? [{ text, query }] : []));
  const matches = await store.readMatches(
    tx,
    pasts.map(({ customerId }) => customerId),
    askable.map(({ query }) => query),
    moment,
  );
  const matching = new Map(askable.map(({ text }, index) => [text, matches[index]]));
  return {
    armOf: ({ arms }, customerId) => {
      const arm = arms.findIndex(({ query }) => matching.get(query)?.has(customerId));
      return arm === -1 ? null : arm;
    },
    matching: condition === null ? null : (matching.get(condition) ?? new Set()),
  };
}

function branchQueries({ blocks }: ScenarioDefinition): readonly string[] {
  return blocks.flatMap((block) =>
    block.kind === 'branch' ? block.arms.map(({ query }) => query) : [],
  );
}

function mayEnter({ entry }: Run, past: Pasts.StoredPast, { matching }: Facts): boolean {
  const { channels } = entry.rules;
  if (matching && !matching.has(past.customerId)) return false;
  return channels === null || channels.some((channel) => isReachable(past, channel));
}

function isReachable(past: Pasts.StoredPast, channel: Channel): boolean {
  switch (channel) {
    case 'email':
      return past.mayEmail;
    case 'sms':
      return past.maySms;
    case 'push':
      return past.mayPush;
    case 'on-site':
      return true;
  }
}

/** What was predicted in the past is not kept: the last order has its prediction, earlier ones the usual gap. */
function pastOf(
  past: Pasts.StoredPast,
  { medianGap, tiers }: Pick<Run, 'medianGap' | 'tiers'>,
): CustomerPast {
  const orders = past.orders.map(([at, day, categories, amountMinor, isRefunded]) => ({
    at,
    day,
    categories,
    amountMinor,
    isRefunded,
  }));
  const days = orders.map(({ day }) => day);
  return {
    orders,
    knownSince: past.knownSince,
    activities: past.activities.map(([at, day, kind, url]) => ({ at, day, kind, url })),
    tiers,
    birthday: past.birthday === null ? null : monthAndDateOf(past.birthday),
    dueDayAfter: (count) => {
      const last = days[count - 1];
      if (last === undefined) return null;
      if (count === days.length && past.dueDay !== null) return parseDay(past.dueDay);
      return last + Math.round(usualGap(days.slice(0, count), medianGap));
    },
  };
}

function monthAndDateOf(text: string) {
  const [, month = 1, date = 1] = text.split('-').map(Number);
  return { month, date };
}

/** Of a part of the customers, worked out for all. */
function outcomeOf(
  { from, moment, of, oneIn }: Run,
  report: DryRunReport,
  overlaps: readonly Pasts.Overlap[],
  lookedAt: number,
): DryRunOutcome {
  const share = oneIn === 1 || lookedAt === 0 ? 1 : of / lookedAt;
  const whole = (count: number) => Math.round(count * share);
  const wholeOf = <Key extends string>(counts: Readonly<Record<Key, number>>) =>
    // The keys stay as they are.
    Object.fromEntries(
      Object.entries<number>(counts).map(([key, count]) => [key, whole(count)]),
    ) as Readonly<Record<Key, number>>;
  return {
    ...report,
    entered: whole(report.entered),
    heldOut: whole(report.heldOut),
    customers: whole(report.customers),
    coupons: whole(report.coupons),
    inside: whole(report.inside),
    days: report.days.map((day) => ({
      ...day,
      entered: whole(day.entered),
      sends: whole(day.sends),
    })),
    blocks: wholeOf(report.blocks),
    channels: wholeOf(report.channels),
    outcomes: wholeOf(report.outcomes),
    overlaps: overlaps
      .map((overlap) => ({ ...overlap, customers: whole(overlap.customers) }))
      .sort((one, other) => other.customers - one.customers),
    from,
    until: dayOf(startOfDay(moment.today, moment.zone) - 1, moment.zone),
    lookedAt,
    of,
  };
}
