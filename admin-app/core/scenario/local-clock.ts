/**
 * The customer's own clock: which hour and weekday it is there, and when a wall-clock time comes. Clock changes skip
 * hours and let others come twice, offsets are not always whole hours, and zones reach from −11 to +14.
 */
import { DAY_MS, type Day, HOUR_MS, type Instant } from '../time.ts';

export interface LocalHour {
  readonly day: Day;
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** 0–23. */
  readonly hour: number;
}

export function localHourOf(instant: Instant, zone: string): LocalHour {
  const wall = instant + offsetAt(instant, zone);
  const day = Math.floor(wall / DAY_MS);
  return { day, weekday: weekdayOf(day), hour: Math.floor((wall - day * DAY_MS) / HOUR_MS) };
}

/** 1970-01-01, day 0, was a Thursday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * When it is this hour on this day: the first time where the hour comes twice, the moment the clock goes on where it
 * is skipped. Hours beyond 0–23 reach into other days.
 */
export function instantAt(day: Day, hour: number, zone: string): Instant {
  const wall = day * DAY_MS + hour * HOUR_MS;
  // No zone is further than a day from UTC, so these are the offsets before and after any change around the hour.
  const before = offsetAt(wall - DAY_MS, zone);
  const after = offsetAt(wall + DAY_MS, zone);
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  if (early + offsetAt(early, zone) === wall) return early;
  if (late + offsetAt(late, zone) === wall) return late;
  return clockReaches(wall, early, late, zone);
}

/** The first minute between the two at which the clock shows this time or a later one. */
function clockReaches(wall: number, from: Instant, until: Instant, zone: string): Instant {
  let [low, high] = [from, until];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
    if (middle + offsetAt(middle, zone) >= wall) high = middle;
    else low = middle;
  }
  return high;
}

const MINUTE_MS = 60_000;
/** Clocks change on the quarter of an hour, so an offset holds for all of one. */
const QUARTER_MS = 15 * MINUTE_MS;
const MOST_KEPT_DAYS = 5_000;

interface ZoneOffsets {
  /** By day of UTC; null for a day on which the clock changes. No zone changes its clock twice within one. */
  readonly days: Map<number, number | null>;
  /** By quarter of an hour, for the days of clock changes. */
  readonly quarters: Map<number, number>;
}
const zones = new Map<string, ZoneOffsets>();

/** Milliseconds that the zone's clock is ahead of UTC. Throws RangeError for an unknown zone. */
export function offsetAt(instant: Instant, zone: string): number {
  let kept = zones.get(zone);
  if (!kept || kept.days.size > MOST_KEPT_DAYS) {
    kept = { days: new Map(), quarters: new Map() };
    zones.set(zone, kept);
  }
  return dayOffset(kept, Math.floor(instant / DAY_MS), zone) ?? quarterOffset(kept, instant, zone);
}

function dayOffset({ days }: ZoneOffsets, day: number, zone: string): number | null {
  let offset = days.get(day);
  if (offset === undefined) {
    const start = readOffset(day * DAY_MS, zone);
    offset = start === readOffset((day + 1) * DAY_MS, zone) ? start : null;
    days.set(day, offset);
  }
  return offset;
}

function quarterOffset({ quarters }: ZoneOffsets, instant: Instant, zone: string): number {
  const quarter = Math.floor(instant / QUARTER_MS);
  let offset = quarters.get(quarter);
  if (offset === undefined) {
    offset = readOffset(quarter * QUARTER_MS, zone);
    quarters.set(quarter, offset);
  }
  return offset;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function readOffset(instant: Instant, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatter.formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
