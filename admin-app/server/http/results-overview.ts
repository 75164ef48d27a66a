/** Results of all scenarios and campaigns, made of sums by day: nothing here reads a customer. */
import type { ResultsOverview, ResultsPeriod, ScenarioFigures } from '../../contract/results.ts';
import { formatDay } from '../../core/time.ts';
import type { ResultScenario } from '../database/result-scenarios.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { Asked, ResultsStore } from './results-asked.ts';
import { dayOfRevenue, figuresOf, groupsOf, totalOf } from './results-figures.ts';
import { readLifts } from './results-lift.ts';

/** GET /api/results */
export async function readOverview(
  store: ResultsStore,
  tx: ShopTransaction,
  { period, before, today }: Asked,
): Promise<ResultsOverview> {
  const days = (await store.readRevenueByDay(tx, null, period)).map(dayOfRevenue);
  const earlier = before && (await store.readRevenueByDay(tx, null, before)).map(dayOfRevenue);
  const known = await store.readResultScenarios(tx);
  const lifts = await readLifts(store, tx, known, today);
  const rows = await readScenarioFigures(store, tx, known, period);
  return {
    period,
    today: formatDay(today),
    shop: totalOf(days),
    before: before && earlier && { ...before, ...totalOf(earlier) },
    days,
    scenarios: rows
      .map((row) => ({ ...row, lift: lifts(row.scenarioId) }))
      .toSorted((one, other) => other.revenueMinor - one.revenueMinor),
    recounting: (await store.readAttributionSettings(tx)).recount,
    since: await store.readFirstDay(tx, null),
  };
}

/** Those that are active, and those that anything happened in. */
export async function readScenarioFigures(
  store: ResultsStore,
  tx: ShopTransaction,
  known: readonly ResultScenario[],
  period: ResultsPeriod,
): Promise<readonly ScenarioFigures[]> {
  const asked = { ...period, dimensions: ['all'] as const, scenarioId: null };
  const sums = await store.readResultSums(tx, asked);
  const credited = await store.readAttributedSums(tx, asked);
  return known.flatMap((scenario): ScenarioFigures[] => {
    const { scenario_id: scenarioId, name, kind, template, trade, status } = scenario;
    const own = sums.filter((row) => row.scenario_id === scenarioId);
    const money = credited.find((row) => row.scenario_id === scenarioId);
    if (own.length === 0 && !money && status !== 'active') return [];
    const groups = groupsOf(own);
    return [
      {
        ...{ scenarioId, name, kind, template, trade, status },
        figures: figuresOf(groups),
        orders: money?.orders ?? 0,
        revenueMinor: money?.amount_minor ?? 0,
        couponMinor: groups.treated?.coupon_minor ?? 0,
      },
    ];
  });
}
