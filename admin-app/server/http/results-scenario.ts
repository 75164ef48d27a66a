/** Results of one scenario or campaign, made of sums by day: nothing here reads a customer. */
import type { ResultsBefore, ResultsPeriod, ResultsView } from '../../contract/results.ts';
import { WINDOW_DAYS } from '../../core/results/figures.ts';
import { formatDay, parseDay, startOfDay } from '../../core/time.ts';
import type { ResultScenario } from '../database/result-scenarios.ts';
import type { ResultSums } from '../database/result-sums.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { Asked, ResultsStore } from './results-asked.ts';
import { dayOfRevenue, enteredAgain, figuresOf, groupsOf, totalOf } from './results-figures.ts';
import { blocksOf, groupsOfScenario } from './results-groups.ts';
import { readLifts } from './results-lift.ts';
import { readReturns } from './results-returns.ts';

export interface AskedScenario {
  readonly scenario: ResultScenario;
  /** All that the shop has: they share what may be said of any. */
  readonly known: readonly ResultScenario[];
}

const DIMENSIONS = ['all', 'variant', 'segment', 'language', 'step', 'channel', 'subject'] as const;

/** GET /api/scenarios/:id/results */
export async function readScenarioResults(
  store: ResultsStore,
  tx: ShopTransaction,
  { scenario, known }: AskedScenario,
  asked: Asked,
): Promise<ResultsView> {
  const { scenario_id: scenarioId, name, kind, template, trade } = scenario;
  const { period, before, today, zone } = asked;
  const place = { ...period, scenarioId };
  const sums = await store.readResultSums(tx, {
    ...place,
    dimensions: [...DIMENSIONS, 'answer', 'reason'],
  });
  const credited = await store.readAttributedSums(tx, { ...place, dimensions: DIMENSIONS });
  const shop = totalOf((await store.readRevenueByDay(tx, scenarioId, period)).map(dayOfRevenue));
  const lifts = await readLifts(store, tx, known, today);
  const first = await store.readFirstDay(tx, scenarioId);
  const [own] = await store.readResultDefinitions(tx, [scenarioId]);
  const definition = own?.definition ?? { blocks: [] };
  const groups = groupsOf(sums.filter((row) => row.dimension === 'all'));
  return {
    ...{ scenarioId, name, kind, template, trade, period, windowDays: WINDOW_DAYS },
    today: formatDay(today),
    figures: figuresOf(groups),
    enteredAgain: enteredAgain(groups),
    answers: countsBy(sums, 'answer').map(({ value: answer, ...of }) => ({ answer, ...of })),
    notSent: countsBy(sums, 'reason').map(({ value: reason, ...of }) => ({ reason, ...of })),
    couponMinor: groups.treated?.coupon_minor ?? 0,
    returns: await readReturns(store, tx, scenarioId, asked, groups.treated),
    revenueMinor: shop.attributedMinor,
    revenueOrders: shop.attributedOrders,
    shopRevenueMinor: shop.revenueMinor,
    lift: lifts(scenarioId),
    byBlock: blocksOf({ sums, credited }, definition),
    groups: groupsOfScenario({ sums, credited }, definition, await store.readSegmentNames(tx)),
    before: before && (await readBefore(store, tx, scenarioId, before)),
    recounting: (await store.readAttributionSettings(tx)).recount,
    since: first === null ? null : startOfDay(parseDay(first), zone),
  };
}

/** The most frequent first. */
function countsBy(
  sums: readonly ResultSums[],
  dimension: 'answer' | 'reason',
): readonly { readonly value: string; readonly customers: number }[] {
  return sums
    .filter((row) => row.dimension === dimension)
    .map(({ value, entered: customers }) => ({ value, customers }))
    .sort((one, other) => other.customers - one.customers);
}

async function readBefore(
  store: ResultsStore,
  tx: ShopTransaction,
  scenarioId: number,
  period: ResultsPeriod,
): Promise<ResultsBefore> {
  const asked = { ...period, scenarioId, dimensions: ['all'] as const };
  const sums = await store.readResultSums(tx, asked);
  const [money] = await store.readAttributedSums(tx, asked);
  return {
    ...period,
    figures: figuresOf(groupsOf(sums)),
    orders: money?.orders ?? 0,
    revenueMinor: money?.amount_minor ?? 0,
  };
}
