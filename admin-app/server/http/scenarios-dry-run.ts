/** The dry run of a scenario's draft, in the admin's words. */
import { Hono } from 'hono';
import { type DryRunView, dryRun } from '../../contract/scenario-dry-run.ts';
import { USUAL_RATES } from '../../core/scenario/dry-run/rates.ts';
import { formatDay } from '../../core/time.ts';
import type { DryRun, DryRunOutcome } from '../jobs/dry-run.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface DryRunRoutesDeps {
  readonly dryRun: DryRun;
}

const ASSUMPTIONS: readonly string[] = [
  'Orders are those that really came: what the messages might have changed about them is not foreseen.',
  'Customers are taken as they are today: consent, segments, tiers and what branches ask.',
  'Due days before the last order are stood in for by each customer’s usual gap, as old predictions are not kept.',
  'Every message leaves when it is due, whatever else the customer would have got then.',
];

const NOT_POSSIBLE =
  'Orders and dates of the past do not tell who would have entered by this start, such as a click, a visit, a segment or a tier.';

/** Mounted at /api. */
export function dryRunRoutes(deps: DryRunRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  routes.post('/scenarios/:id/dry-run', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { days } = await parseBody(c, dryRun);
    const outcome = await deps.dryRun(c.get('shop').shopId, id, days);
    if (outcome === undefined) throw notFound('scenario');
    return c.json<DryRunView>(
      outcome === null ? { kind: 'not possible', reason: NOT_POSSIBLE } : viewOf(outcome),
    );
  });
  return routes;
}

function viewOf({ from, until, days, ...outcome }: DryRunOutcome): DryRunView {
  return {
    kind: 'rehearsed',
    ...outcome,
    from: formatDay(from),
    until: formatDay(until),
    days: days.map(({ day, ...counts }) => ({ day: formatDay(day), ...counts })),
    rates: USUAL_RATES,
    assumptions: ASSUMPTIONS,
  };
}
