/** Which tier a customer is in, when it would be lost, and what keeps it. */
import type { Day } from '../time.ts';
import type { ValueForecast } from './forecast.ts';
import type { Rank, TierHold, TierLevel } from './types.ts';

export interface TierStanding {
  readonly rank: Rank;
  /** By the customer's value alone, without a gift. */
  readonly earned: Rank;
  readonly hold: TierHold | null;
  /** What happens to the tier if nothing more is ordered; null: nothing does. */
  readonly loss: TierLoss | null;
  /** The first day on which the calendar alone can change any of this. */
  readonly checkOn: Day | null;
}

export interface TierLoss {
  readonly on: Day;
  readonly to: Rank;
  /** Value still to be added before that day; null when no value would do. */
  readonly keeps: number | null;
}

/** The highest tier that a value reaches, or keeps for somebody who had earned `before`. */
export function tierOf(levels: readonly TierLevel[], value: number, before: Rank): Rank {
  return levels.reduce((highest, { enter, stay }, i) => {
    const enters = enter !== null && value >= enter;
    const stays = i + 1 <= before && stay !== null && value >= stay;
    return enters || stays ? i + 1 : highest;
  }, 0);
}

/** `before`: earned until now, and the gift that was held until now. */
export function standingOf(
  levels: readonly TierLevel[],
  forecast: ValueForecast,
  before: { readonly earned: Rank; readonly hold: TierHold | null },
  today: Day,
): TierStanding {
  const earned = tierOf(levels, forecast.value, before.earned);
  const hold = stillHeld(before.hold, earned, today) ? before.hold : null;
  const loss = aboutToLose(levels, forecast, earned);
  return {
    rank: hold?.rank ?? earned,
    earned,
    hold,
    loss: hold === null ? loss : lossOfHeld(levels, forecast, { earned, hold, loss }),
    checkOn: earlier(loss?.on ?? null, hold?.until ?? null),
  };
}

/** When the window lets so much drop out that the earned tier is lost, to which, and what keeps it. */
export function aboutToLose(
  levels: readonly TierLevel[],
  { steps }: ValueForecast,
  earned: Rank,
): TierLoss | null {
  const stay = levels[earned - 1]?.stay ?? null;
  if (stay === null) return null;
  const step = steps.find(({ value }) => value < stay);
  if (!step) return null;
  return { on: step.day, to: tierOf(levels, step.value, earned), keeps: stay - step.value };
}

function stillHeld(hold: TierHold | null, earned: Rank, today: Day): boolean {
  if (hold === null || hold.rank === 0) return false;
  if (hold.until !== null && hold.until <= today) return false;
  return earned <= Math.max(hold.rank, hold.earnedThen);
}

/** A gift above what is earned ends with its time; one of the same tier only makes that tier last longer. */
function lossOfHeld(
  levels: readonly TierLevel[],
  { value, steps }: ValueForecast,
  {
    earned,
    hold,
    loss,
  }: { readonly earned: Rank; readonly hold: TierHold; readonly loss: TierLoss | null },
): TierLoss | null {
  const { rank, until } = hold;
  if (rank < earned || until === null) return null;
  if (rank === earned && (loss === null || loss.on >= until)) return loss;
  const then = steps.findLast(({ day }) => day <= until)?.value ?? value;
  const level = levels[rank - 1];
  const needed = (rank === earned ? level?.stay : level?.enter) ?? null;
  const keeps = needed === null ? null : needed - then;
  return { on: until, to: tierOf(levels, then, earned), keeps };
}

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
