/** A dry run of some customers at a time: what is read of them, and how their passages go. */
import { usualGap } from '../../core/prediction/usual-gap.ts';
import { type DryRunTerms, rehearseCustomer } from '../../core/scenario/dry-run/dry-run.ts';
import { NEVER, type QueryKey } from '../../core/scenario/dry-run/membership.ts';
import type { CustomerPast } from '../../core/scenario/dry-run/past.ts';
import type { Rehearsal } from '../../core/scenario/dry-run/rehearse.ts';
import type { TierChange, TierRules } from '../../core/scenario/dry-run/replay-tiers.ts';
import type { Channel } from '../../core/scenario/types.ts';
import { isLoyalty } from '../../core/tier/types.ts';
import { dayOf, type Instant, parseDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Facts from '../database/dry-run-facts.ts';
import type * as Pasts from '../database/dry-run-pasts.ts';
import type { ShopMoment } from '../database/segment-members.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { Cast } from './dry-run-cast.ts';
import { type AskedQueries, type MembersDeps, readMemberships } from './dry-run-queries.ts';
import type { Entry } from './enter-customers.ts';
import type { MomentOf, ReadMoments } from './scenario-moments.ts';

export const AT_A_TIME = 1_000;

/** What stays the same from page to page. */
export interface Run {
  readonly cast: Cast;
  /** The last of the cast. */
  readonly entry: Entry;
  readonly moment: ShopMoment;
  readonly terms: DryRunTerms;
  readonly medianGap: number;
  readonly tiers: TierRules | null;
  readonly queries: AskedQueries;
  /** Those that could not be asked of the past. */
  readonly askedToday: Set<QueryKey>;
  readonly concerned: Pasts.Concerned;
  readonly activities: Pasts.PastActivities;
  readonly of: number;
  readonly oneIn: number;
}

export interface PageDeps extends MembersDeps {
  readonly clock: Clock;
  readonly store: MembersDeps['store'] &
    Pick<typeof Pasts, 'readPasts' | 'countOverlaps'> &
    Pick<typeof Facts, 'readTierChanges'>;
  readonly readMoments: ReadMoments;
}

export interface RehearsedPage {
  readonly rehearsals: readonly (readonly Rehearsal[])[];
  readonly lookedAt: number;
  readonly overlaps: readonly Pasts.Overlap[];
  /** After whom the next page begins; null after the last one. */
  readonly next: number | null;
}

export async function rehearsePage(
  deps: PageDeps,
  tx: ShopTransaction,
  run: Run,
  after: number,
): Promise<RehearsedPage> {
  const { zone } = run.moment;
  const page = { zone, after, limit: AT_A_TIME, oneIn: run.oneIn };
  const pasts = await deps.store.readPasts(tx, {
    ...page,
    ...run.concerned,
    activities: run.activities,
  });
  const customers = await readCustomers(deps, tx, run, pasts);
  const momentOf = await deps.readMoments(tx, askedMoments(run, pasts), deps.clock.now());
  const rehearsals = customers.map((customer) => rehearseCast(customer, momentOf, run));
  const entered = customers.flatMap(({ customerId }, index) =>
    (rehearsals[index] ?? []).length > 0 ? [customerId] : [],
  );
  const since = run.terms.midnight(run.terms.window.from);
  return {
    rehearsals,
    lookedAt: pasts.length,
    overlaps: await deps.store.countOverlaps(tx, run.entry.scenarioId, entered, since),
    next: pasts.length === AT_A_TIME ? (pasts.at(-1)?.customerId ?? null) : null,
  };
}

function askedMoments({ cast }: Run, pasts: readonly Pasts.StoredPast[]) {
  return cast.plays.flatMap(({ scenarioId, definition }) =>
    pasts.map(({ customerId }) => ({ enrolment: { customerId, scenarioId }, definition })),
  );
}

interface Customer {
  readonly customerId: number;
  readonly past: CustomerPast;
  readonly isReachable: (channel: Channel) => boolean;
}

/** Through every scenario of the cast, callers first; what comes of it is that of the last one. */
function rehearseCast(customer: Customer, momentOf: MomentOf, { cast, terms }: Run) {
  const calls: { readonly scenarioId: number; readonly at: Instant }[] = [];
  let rehearsals: readonly Rehearsal[] = [];
  for (const { scenarioId, definition, rules } of cast.plays) {
    const calledAt = calls.filter((call) => call.scenarioId === scenarioId).map(({ at }) => at);
    const { channels } = rules;
    const mayEnter = channels === null || channels.some(customer.isReachable);
    const who = { ...customer, calledAt, customer: momentOf({ ...customer, scenarioId }) };
    rehearsals = mayEnter ? rehearseCustomer(definition, who, terms) : [];
    calls.push(...rehearsals.flatMap((rehearsal) => rehearsal.calls));
  }
  return rehearsals;
}

async function readCustomers(
  deps: PageDeps,
  tx: ShopTransaction,
  run: Run,
  pasts: readonly Pasts.StoredPast[],
): Promise<readonly Customer[]> {
  const { queries, moment, terms, askedToday } = run;
  const changesOf = await readTierChanges(deps.store, tx, run, pasts);
  const customers = pasts.map((stored) => ({
    customerId: stored.customerId,
    isReachable: (channel: Channel) => isReachable(stored, channel),
    past: { ...pastOf(stored, run), tierChanges: changesOf(stored.customerId) },
  }));
  const membershipsOf = await readMemberships(
    deps,
    tx,
    customers.map(({ customerId, past }) => ({ customerId, ...past })),
    {
      queries,
      moment,
      terms: { ...terms, currency: moment.currency },
      onlyToday: (key) => askedToday.add(key),
    },
  );
  return customers.map(({ past, ...customer }) => {
    const memberships = membershipsOf(customer.customerId);
    const membershipOf = (key: QueryKey) => memberships.get(key) ?? NEVER;
    return { ...customer, past: { ...past, membershipOf } };
  });
}

/** Where a loyalty programme decides; elsewhere orders do. */
async function readTierChanges(
  store: PageDeps['store'],
  tx: ShopTransaction,
  { tiers, moment }: Run,
  pasts: readonly Pasts.StoredPast[],
): Promise<(customerId: number) => readonly TierChange[]> {
  if (tiers === null || !isLoyalty(tiers.basis)) return () => [];
  const ids = pasts.map(({ customerId }) => customerId);
  const changes = new Map<number, TierChange[]>();
  for (const { customerId, ...change } of await store.readTierChanges(tx, ids)) {
    const dated = { ...change, day: dayOf(change.at, moment.zone) };
    changes.set(customerId, [...(changes.get(customerId) ?? []), dated]);
  }
  return (customerId) => changes.get(customerId) ?? [];
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
  stored: Pasts.StoredPast,
  { medianGap, tiers }: Pick<Run, 'medianGap' | 'tiers'>,
): Omit<CustomerPast, 'membershipOf' | 'tierChanges'> {
  const orders = stored.orders.map(([at, day, categories, amountMinor, isRefunded]) => ({
    at,
    day,
    categories,
    amountMinor,
    isRefunded,
  }));
  const days = orders.map(({ day }) => day);
  return {
    orders,
    knownSince: stored.knownSince,
    activities: stored.activities.map(([at, day, url, seen]) => ({ at, day, url, seen })),
    tiers,
    birthday: stored.birthday === null ? null : monthAndDateOf(stored.birthday),
    dueDayAfter: (count) => {
      const last = days[count - 1];
      if (last === undefined) return null;
      if (count === days.length && stored.dueDay !== null) return parseDay(stored.dueDay);
      return last + Math.round(usualGap(days.slice(0, count), medianGap));
    },
  };
}

function monthAndDateOf(text: string) {
  const [, month = 1, date = 1] = text.split('-').map(Number);
  return { month, date };
}
