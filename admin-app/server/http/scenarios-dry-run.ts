/** The dry run of a scenario's draft, in the admin's words. */
import { Hono } from 'hono';
import { type DryRunView, dryRun } from '../../contract/scenario-dry-run.ts';
import type { Language } from '../../core/message/types.ts';
import { USUAL_RATES } from '../../core/scenario/dry-run/rates.ts';
import { assumptionsInWords, reasonInWords } from '../../core/scenario/dry-run/words.ts';
import { formatDay } from '../../core/time.ts';
import type { DryRun, DryRunAnswer } from '../jobs/dry-run.ts';
import { parseBody, parseId } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { notFound } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface DryRunRoutesDeps {
  readonly dryRun: DryRun;
}

/** Mounted at /api. */
export function dryRunRoutes(deps: DryRunRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  routes.post('/scenarios/:id/dry-run', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { days } = await parseBody(c, dryRun);
    const answer = await deps.dryRun(c.get('shop').shopId, id, days);
    if (answer === undefined) throw notFound('scenario');
    return c.json<DryRunView>(viewOf(answer, readerLanguage(c)));
  });
  return routes;
}

function viewOf(answer: DryRunAnswer, language: Language): DryRunView {
  if ('whyNot' in answer) {
    return { kind: 'not possible', reason: reasonInWords(answer.whyNot, language) };
  }
  const { from, until, days, ...outcome } = answer.outcome;
  return {
    kind: 'rehearsed',
    ...outcome,
    from: formatDay(from),
    until: formatDay(until),
    days: days.map(({ day, ...counts }) => ({ day: formatDay(day), ...counts })),
    rates: USUAL_RATES,
    assumptions: assumptionsInWords(answer.assumed, language),
  };
}
