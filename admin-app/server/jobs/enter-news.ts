/**
 * Draws the conclusions from what happened: an order, a click, a visit, a segment joined, another scenario's call. A
 * thousand at a time, each batch in one transaction with the notes it takes away: used once, whoever is killed.
 */
import { indexOf } from '../../core/scenario/definition-index.ts';
import { JOINED } from '../../core/scenario/goal-outcomes.ts';
import { DAY_MS, formatDay, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Enrolments from '../database/enrolments.ts';
import type * as Entering from '../database/entering.ts';
import type * as NewsCandidates from '../database/news-candidates.ts';
import type * as ScenarioNews from '../database/scenario-news.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { EnterCustomers, Entry } from './enter-customers.ts';
import type { EnrolmentInput, ScenarioSteps } from './scenario-steps.ts';

export interface EnterNewsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: typeof ScenarioNews &
    typeof NewsCandidates &
    Pick<typeof Enrolments, 'lockOpenEnrolments'> &
    Pick<typeof Scenarios, 'readListenedSegments'>;
  readonly customers: EnterCustomers;
  readonly steps: ScenarioSteps;
}

const AT_A_TIME = 1_000;
/** What is told later than this starts nothing any more: "thank you for your order" has its time. */
const LATEST_MS = 3 * DAY_MS;

/** Takes in what waits by the state of a moment ago, a batch of each kind; returns how many batches. */
export type EnterNews = (shopId: number, state: ScenarioNews.NewsState) => Promise<number>;

export function createEnterNews(deps: EnterNewsDeps): EnterNews {
  const { inShop } = deps;

  return async (shopId, state) => {
    const batches = [
      state.waiting && takeNews,
      state.segmentPosition !== null && takeSegmentJoins,
      state.tierPosition !== null && takeTierChanges,
    ];
    let taken = 0;
    for (const take of batches) {
      if (take && (await inShop(shopId, (tx) => inTurn(deps, tx, take)))) taken += 1;
    }
    return taken;
  };
}

/** One at a time in the whole shop; false when it is another's turn. */
async function inTurn(
  deps: EnterNewsDeps,
  tx: ShopTransaction,
  take: (deps: EnterNewsDeps, tx: ShopTransaction) => Promise<boolean>,
): Promise<boolean> {
  return (await deps.store.lockNews(tx)) && (await take(deps, tx));
}

async function takeNews(deps: EnterNewsDeps, tx: ShopTransaction): Promise<boolean> {
  const { store, customers } = deps;
  const news = await store.takeNews(tx, AT_A_TIME);
  for (const entry of await customers.entries(tx)) {
    for (const candidates of toldCandidates(store, entry, news)) {
      await customers.enter(tx, entry, candidates, null);
    }
  }
  await noticeVisits(deps, tx, news);
  return news.length > 0;
}

/** Who fits the start, or is called to it, by what is told. */
function toldCandidates(
  store: EnterNewsDeps['store'],
  entry: Entry,
  news: readonly ScenarioNews.News[],
): readonly Entering.Candidates[] {
  const { trigger } = entry.start;
  const earliest = earliestFor(entry);
  const told = (kind: ScenarioNews.NewsKind) =>
    news.filter((it) => it.kind === kind && it.at >= earliest).map(({ sourceId }) => sourceId);
  const calls = news
    .filter((it) => it.kind === 'call' && it.scenarioId === entry.scenarioId)
    .map(({ customerId, sourceId, step }) => ({
      customerId,
      enrolmentId: sourceId,
      step: step ?? 0,
    }));
  return [...ofTrigger(), ...(calls.length === 0 ? [] : [store.calledCandidates(calls)])];

  function ofTrigger(): readonly Entering.Candidates[] {
    switch (trigger.kind) {
      case 'order placed':
        return some(told('order'), (ids) => store.orderCandidates(ids, trigger));
      case 'item returned':
        return some(told('refund'), (ids) => store.returnCandidates(ids));
      case 'link clicked':
        return some(told('click'), (ids) => store.clickCandidates(ids, trigger));
      case 'back after absence':
        return some(told('visit'), (ids) => store.returnerCandidates(ids, trigger));
      default:
        return [];
    }
  }
}

function some(
  ids: readonly number[],
  candidates: (ids: readonly number[]) => Entering.Candidates,
): readonly Entering.Candidates[] {
  return ids.length === 0 ? [] : [candidates(ids)];
}

function earliestFor({ activeSince, at }: Entry): Instant {
  return Math.max(activeSince, at - LATEST_MS);
}

/** Tells those inside whose scenario waits for a visit. */
async function noticeVisits(
  { clock, store, steps }: EnterNewsDeps,
  tx: ShopTransaction,
  news: readonly ScenarioNews.News[],
): Promise<void> {
  const visits = new Map<number, Instant[]>();
  for (const { kind, customerId, at } of news) {
    if (kind === 'visit') visits.set(customerId, [...(visits.get(customerId) ?? []), at]);
  }
  const inputs: EnrolmentInput[] = [];
  for (const enrolment of await store.lockOpenEnrolments(tx, [...visits.keys()])) {
    if (!indexOf(await steps.definitionOf(tx, enrolment)).heedsVisits) continue;
    const since = (visits.get(enrolment.customerId) ?? []).filter(
      (at) => at >= enrolment.enteredAt,
    );
    if (since.length === 0) continue;
    inputs.push({ enrolment, input: { kind: 'visited', at: Math.max(...since) } });
  }
  await steps.apply(tx, inputs, clock.now());
}

async function takeSegmentJoins(deps: EnterNewsDeps, tx: ShopTransaction): Promise<boolean> {
  const { store, customers } = deps;
  const { segmentPosition: after } = await store.readNewsState(tx);
  if (after === null) return false;
  const segmentIds = await store.readListenedSegments(tx);
  const today = formatDay((await customers.moment(tx)).today);
  const upTo = await store.nextSegmentPosition(tx, segmentIds, { after, today, limit: AT_A_TIME });
  if (upTo === null) return false;
  for (const entry of await customers.entries(tx)) {
    const { trigger } = entry.start;
    if (trigger.kind !== 'joins segment') continue;
    const range = { after, upTo, since: earliestFor(entry) };
    await customers.enter(tx, entry, store.joinCandidates(trigger, range), null);
  }
  await reachGoals(deps, tx, await store.readSegmentJoins(tx, segmentIds, { after, upTo }));
  await store.savePosition(tx, 'segment', upTo);
  return true;
}

async function takeTierChanges({ store, customers }: EnterNewsDeps, tx: ShopTransaction) {
  const { tierPosition: after } = await store.readNewsState(tx);
  const upTo =
    after === null ? null : await store.nextTierPosition(tx, { after, limit: AT_A_TIME });
  if (after === null || upTo === null) return false;
  for (const entry of await customers.entries(tx)) {
    const { trigger } = entry.start;
    if (trigger.kind !== 'tier changes') continue;
    const range = { after, upTo, since: earliestFor(entry) };
    await customers.enter(tx, entry, store.tierChangeCandidates(trigger, range), null);
  }
  await store.savePosition(tx, 'tier', upTo);
  return true;
}

/** Lets those leave whose scenario wanted them in a segment they have joined. */
async function reachGoals(
  { clock, store, steps }: EnterNewsDeps,
  tx: ShopTransaction,
  joins: readonly ScenarioNews.SegmentJoin[],
): Promise<void> {
  const inputs: EnrolmentInput[] = [];
  const customerIds = [...new Set(joins.map(({ customerId }) => customerId))];
  for (const enrolment of await store.lockOpenEnrolments(tx, customerIds)) {
    const { goal } = await steps.definitionOf(tx, enrolment);
    if (goal.kind !== 'joins segment') continue;
    const join = joins.find(
      (it) =>
        it.customerId === enrolment.customerId &&
        it.segmentId === goal.segmentId &&
        it.at >= enrolment.enteredAt,
    );
    if (join) {
      inputs.push({ enrolment, input: { kind: 'goal reached', outcome: JOINED, at: join.at } });
    }
  }
  await steps.apply(tx, inputs, clock.now());
}
