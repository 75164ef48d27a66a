/**
 * When one customer orders. Everybody has a rhythm of their own: clockwork, loose, or in clumps; most leave after a
 * while without a word, and about half never come a second time.
 */
import type { Day } from '../../../admin-app/core/time.ts';
import type { Random } from './random.ts';
import { isGiftSeason, SEASON_PEAK, seasonOn } from './season.ts';

export type Rhythm = 'once' | 'regular' | 'irregular' | 'clumpy';

export interface Habit {
  readonly rhythm: Rhythm;
  /** Usual days between two orders. */
  readonly gapDays: number;
  /** Chance to leave for good after an order. */
  readonly dropOut: number;
}

const RHYTHMS: readonly (readonly [Rhythm, number])[] = [
  ['once', 42],
  ['regular', 18],
  ['irregular', 26],
  ['clumpy', 14],
];

export function createHabit(random: Random): Habit {
  const rhythm = random.weighted(RHYTHMS);
  // Some take a kilo for two weeks, some a bag for the season.
  const gapDays = Math.min(150, 12 + random.gamma(30, 2));
  return { rhythm, gapDays, dropOut: random.between(0.03, 0.16) };
}

/** A day on which somebody first comes: more and more of them over the years, most before Christmas. */
export function createFirstDay(random: Random, start: Day, end: Day): Day {
  for (;;) {
    const share = Math.sqrt(random.next());
    const day = start + Math.floor(share * (end - start));
    if (random.next() * SEASON_PEAK < seasonOn(day)) return day;
  }
}

/** All order days of a customer from the first one on, before `end`, ascending. */
export function orderDays(random: Random, habit: Habit, first: Day, end: Day): readonly Day[] {
  const days = [first];
  if (habit.rhythm !== 'once') followHabit(random, habit, days, end);
  addPresents(random, days, end);
  return days.sort((one, other) => one - other);
}

function followHabit(random: Random, habit: Habit, days: Day[], end: Day): void {
  let day = days[0] ?? end;
  let leftInClump = random.whole(1, 4);
  while (!random.chance(habit.dropOut)) {
    if (habit.rhythm === 'clumpy' && leftInClump-- > 0) day += random.gamma(11, 3);
    else if (habit.rhythm === 'clumpy') {
      leftInClump = random.whole(1, 4);
      day += random.gamma(habit.gapDays * 3, 3);
    } else day += random.gamma(habit.gapDays, habit.rhythm === 'regular' ? 22 : 1.7);
    // Holidays: what would be due in a quiet season waits for a while.
    if (random.chance(1 - Math.min(1, seasonOn(Math.floor(day))))) day += random.between(4, 20);
    if (day >= end) return;
    days.push(Math.floor(day));
  }
}

/** Before Christmas some come back for presents, whatever their rhythm. */
function addPresents(random: Random, days: Day[], end: Day): void {
  const first = days[0] ?? end;
  const chance = days.length > 2 ? 0.3 : 0.05;
  for (let day = first + 30; day < end; day++)
    if (isGiftSeason(day) && random.chance(chance / 31)) days.push(day);
}
