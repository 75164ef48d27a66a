/** How lively the store is on a day of the year: quiet summers, a peak before Christmas, a tired January. */
import { type Day, monthAndDate } from '../../../admin-app/core/time.ts';

/** Orders on this day compared with an ordinary one; between 0.7 and 2.4. */
export function seasonOn(day: Day): number {
  const { month, date } = monthAndDate(day);
  if (month === 12 && date <= 20) return 2.4;
  if (month === 12) return 0.9;
  if (month === 11 && date >= 20) return 1.8;
  if (month === 1) return 0.8;
  if (month === 7 || month === 8) return 0.7;
  return 1;
}

/** The most that `seasonOn` gives. */
export const SEASON_PEAK = 2.4;

/** Whether presents are being bought. */
export function isGiftSeason(day: Day): boolean {
  const { month, date } = monthAndDate(day);
  return (month === 11 && date >= 20) || (month === 12 && date <= 20);
}
