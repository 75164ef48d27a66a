/** All passages of one customer in a dry run: every entry that the scenario's own rules allow. */
import { DAY_MS, type Instant } from '../../time.ts';
import { indexOf } from '../definition-index.ts';
import { holdoutPlace, isHeldOut } from '../holdout.ts';
import { instantAt } from '../local-clock.ts';
import type { Reentry, ScenarioDefinition } from '../types.ts';
import type { AssumedRates } from './rates.ts';
import { type Passage, type Rehearsal, rehearse } from './rehearse.ts';
import { type CustomerPast, type DayWindow, replayEntries } from './replay-entries.ts';

export interface DryRunCustomer extends Pick<Passage, 'customer' | 'isReachable' | 'armOf'> {
  readonly past: CustomerPast;
}

export interface DryRunTerms {
  readonly window: DayWindow;
  /** The shop's, in which its days begin. */
  readonly shopZone: string;
  /** The end of the window as an instant. */
  readonly until: Instant;
  readonly rates: AssumedRates;
}

export function rehearseCustomer(
  definition: ScenarioDefinition,
  { customer, past, isReachable, armOf }: DryRunCustomer,
  { window, shopZone, until, rates }: DryRunTerms,
): readonly Rehearsal[] {
  const { start } = indexOf(definition);
  if (!start) return [];
  const { shopId, scenarioId, customerId } = customer;
  const heldOut = isHeldOut(holdoutPlace(shopId, scenarioId, customerId), start.holdoutShare);
  const orders = past.orders.map(({ at }) => at);
  const rehearsals: Rehearsal[] = [];
  for (const entry of replayEntries(start.trigger, past, window)) {
    const at = entry.at ?? instantAt(entry.day, 0, shopZone);
    if (!mayEnter(start.reentry, rehearsals.at(-1), at)) continue;
    // The order that lets somebody in does not let them out again.
    const later = orders.filter((ordered) => ordered > at);
    const passage = { at, heldOut, customer, orders: later, isReachable, armOf, until };
    rehearsals.push(rehearse(definition, passage, rates));
  }
  return rehearsals;
}

function mayEnter(reentry: Reentry, last: Rehearsal | undefined, at: Instant): boolean {
  if (!last) return true;
  if (!last.ended || last.ended.at > at) return false;
  switch (reentry.kind) {
    case 'never':
      return false;
    case 'after':
      return last.ended.at <= at - reentry.days * DAY_MS;
    case 'each time':
      return true;
  }
}
