/** The dry run of a scenario's draft, in the admin's words. */
import { Hono } from 'hono';
import { LINES } from '../../contract/lines.ts';
import { type DryRunProgress, type DryRunView, dryRun } from '../../contract/scenario-dry-run.ts';
import type { Language } from '../../core/message/types.ts';
import { USUAL_RATES } from '../../core/scenario/dry-run/rates.ts';
import { assumptionsInWords, reasonInWords } from '../../core/scenario/dry-run/words.ts';
import { formatDay } from '../../core/time.ts';
import type { DryRun, DryRunAnswer } from '../jobs/dry-run.ts';
import { parseBody, parseId } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { notFound } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { streamOf } from './stream-of.ts';

export interface DryRunRoutesDeps {
  readonly dryRun: DryRun;
}

/** Mounted at /api. */
export function dryRunRoutes(deps: DryRunRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  routes.post('/scenarios/:id/dry-run', async (c) => {
    const id = parseId(c, 'id', 'scenario');
    const { days } = await parseBody(c, dryRun);
    const run = deps.dryRun(c.get('shop').shopId, id, days);
    // What is refused is refused before the answer begins.
    const first = await run.next();
    if (first.done && first.value === undefined) throw notFound('scenario');
    const lines = linesOf(run, first, readerLanguage(c));
    return c.body(streamOf(lines), 200, { 'Content-Type': LINES });
  });
  return routes;
}

type Run = ReturnType<DryRun>;

async function* linesOf(run: Run, first: Awaited<ReturnType<Run['next']>>, language: Language) {
  let said = first;
  try {
    for (; !said.done; said = await run.next()) {
      yield `${JSON.stringify(said.value satisfies DryRunProgress)}\n`;
    }
    if (said.value) yield `${JSON.stringify(viewOf(said.value, language))}\n`;
  } finally {
    await run.return(undefined);
  }
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
