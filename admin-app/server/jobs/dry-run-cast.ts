/** Who plays in a dry run: the scenario itself, and the active ones whose blocks send customers into it. */
import {
  type KnownPast,
  type WhyNot,
  whyNotReplayed,
} from '../../core/scenario/dry-run/can-replay.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import { isLoyalty } from '../../core/tier/types.ts';
import { DAY_MS, type Instant } from '../../core/time.ts';
import type { PastActivities } from '../database/dry-run-pasts.ts';
import type { Entry } from './enter-customers.ts';

export interface Cast {
  /** Callers before whom they call; the scenario itself comes last. */
  readonly plays: readonly Entry[];
  /** Names of callers whose own start the past does not tell: nobody enters those by it. */
  readonly unfollowed: readonly string[];
}

/** Or why the past does not tell who would have entered. Rings of calls are refused at activation. */
export function castOf(draft: Entry, active: readonly Entry[], past: KnownPast): Cast | WhyNot {
  const why = whyNotReplayed(draft.start.trigger, past);
  if (why !== null) return why;
  const seen = new Set<number>();
  const plays: Entry[] = [];
  const admit = (entry: Entry) => {
    if (seen.has(entry.scenarioId)) return;
    seen.add(entry.scenarioId);
    for (const other of active) if (sendsTo(other.definition, entry.scenarioId)) admit(other);
    plays.push(entry);
  };
  admit(draft);
  const callers = plays.slice(0, -1);
  if (draft.start.trigger.kind === 'another scenario' && callers.length === 0) return 'no callers';
  const unfollowed = callers.filter(({ start }) => whyNotReplayed(start.trigger, past) !== null);
  return { plays, unfollowed: unfollowed.map(({ name }) => name) };
}

function sendsTo({ blocks }: ScenarioDefinition, scenarioId: number): boolean {
  return blocks.some((block) => block.kind === 'start scenario' && block.scenarioId === scenarioId);
}

/** What the starts ask for; an absence is looked for before the first moment, too. */
export function activitiesFor(plays: readonly Entry[], from: Instant): PastActivities {
  const triggers = plays.map(({ start }) => start.trigger);
  const absences = triggers.flatMap((it) => (it.kind === 'back after absence' ? [it.days] : []));
  return {
    clicksSince: triggers.some(({ kind }) => kind === 'link clicked') ? from : null,
    visitsSince: absences.length === 0 ? null : from - Math.max(...absences) * DAY_MS,
  };
}

/** Without these, only who has ordered or has a birthday can enter. */
export function concernsEverybody(plays: readonly Entry[], { tiers }: KnownPast): boolean {
  return plays.some(({ start: { trigger } }) => {
    if (trigger.kind === 'tier changes') return tiers !== null && isLoyalty(tiers.basis);
    return OF_EVERYBODY.has(trigger.kind);
  });
}

const OF_EVERYBODY: ReadonlySet<string> = new Set([
  'joins segment',
  'link clicked',
  'back after absence',
  'by hand',
]);
