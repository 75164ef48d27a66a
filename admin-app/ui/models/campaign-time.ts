/** Moments as they are typed: a day and a time on the clock of the shop. */
import { instantAt, localHourOf, offsetAt } from '../../core/scenario/local-clock.ts';
import { type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';

const MINUTE_MS = 60_000;

export interface TypedMoment {
  /** `YYYY-MM-DD`, as a date field holds it. */
  readonly date: DayText;
  /** `HH:MM`, as a time field holds it. */
  readonly time: string;
}

export function typedMoment(instant: Instant, zone: string): TypedMoment {
  const { day, hour } = localHourOf(instant, zone);
  const minute = Math.floor((instant + offsetAt(instant, zone)) / MINUTE_MS) % 60;
  return { date: formatDay(day), time: `${padded(hour)}:${padded(minute)}` };
}

/** Null for what is no day or no time (yet). */
export function momentOf({ date, time }: TypedMoment, zone: string): Instant | null {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)/.exec(time);
  const day = dayOfText(date);
  if (!clock || day === null) return null;
  return instantAt(day, Number(clock[1]), zone) + Number(clock[2]) * MINUTE_MS;
}

/** Null for what is no day (yet). */
export function dayOfText(text: string): number | null {
  try {
    return parseDay(text);
  } catch {
    return null;
  }
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}
