/** When a message leaves: at the time its block asks for, and never in the scenario's quiet times. */

import { HOUR_MS, type Instant } from '../time.ts';
import type { CustomerMoment } from './enrolment-types.ts';
import { instantAt, localHourOf } from './local-clock.ts';
import type { QuietTimes, SendTime } from './types.ts';

type Reader = Pick<CustomerMoment, 'zone' | 'hours'>;

/** The earliest moment from `now` on at which the message may leave; `now` itself where nothing speaks against it. */
export function sendAt(
  sendTime: SendTime,
  quiet: QuietTimes | null,
  reader: Reader,
  now: Instant,
): Instant {
  switch (sendTime.kind) {
    case 'at once':
      return outsideQuietTimes(now, quiet, reader.zone);
    case 'at hour':
      return atHour(sendTime.hour, quiet, reader.zone, now);
    case 'best hour':
      return atBestHour(quiet, reader, now, sendTime.withinHours ?? 24);
    case 'local time':
      return atLocalTime(sendTime, quiet, reader.zone, now);
  }
}

export function isQuiet(instant: Instant, quiet: QuietTimes | null, zone: string): boolean {
  if (quiet === null) return false;
  const { weekday, hour } = localHourOf(instant, zone);
  return quiet.weekdays.includes(weekday) || isQuietHour(hour, quiet);
}

/** Whether this hour of the clock is quiet on every day. */
export function isQuietHour(hour: number, quiet: QuietTimes | null): boolean {
  const hours = quiet?.hours;
  if (!hours || hours.from === hours.until) return false;
  return hours.from < hours.until
    ? hour >= hours.from && hour < hours.until
    : hour >= hours.from || hour < hours.until;
}

/** A week has every weekday and hour in it; one more for the hours that a clock change may skip. */
const MOST_DAYS_AHEAD = 8;

/**
 * The instant itself or the first one after it that is not quiet. Asked again at the moment of sending, because a send
 * can be late. A definition whose quiet times leave no hour of the week is ignored here and refused by the checks.
 */
export function outsideQuietTimes(
  instant: Instant,
  quiet: QuietTimes | null,
  zone: string,
): Instant {
  if (quiet === null || !isQuiet(instant, quiet, zone)) return instant;
  const { day, hour } = localHourOf(instant, zone);
  for (let ahead = 1; ahead <= 24 * MOST_DAYS_AHEAD; ahead += 1) {
    // A skipped hour gives the moment after the gap, which is looked at like any other.
    const candidate = instantAt(day, hour + ahead, zone);
    if (candidate > instant && !isQuiet(candidate, quiet, zone)) return candidate;
  }
  return instant;
}

/** Within the hour at once, otherwise when it next begins on a day that is not quiet. */
function atHour(hour: number, quiet: QuietTimes | null, zone: string, now: Instant): Instant {
  const local = localHourOf(now, zone);
  if (local.hour === hour && !isQuiet(now, quiet, zone)) return now;
  for (let ahead = 0; ahead <= MOST_DAYS_AHEAD; ahead += 1) {
    const candidate = instantAt(local.day + ahead, hour, zone);
    if (candidate > now && !isQuiet(candidate, quiet, zone)) return candidate;
  }
  return outsideQuietTimes(now, quiet, zone);
}

/** On its day, or at the same hour of the first later day on which that is still to come and not quiet. */
function atLocalTime(
  { day, hour }: Extract<SendTime, { kind: 'local time' }>,
  quiet: QuietTimes | null,
  zone: string,
  now: Instant,
): Instant {
  const first = Math.max(day, localHourOf(now, zone).day);
  for (let ahead = 0; ahead <= MOST_DAYS_AHEAD; ahead += 1) {
    const candidate = instantAt(first + ahead, hour, zone);
    // Within the hour at once.
    const instant = Math.max(candidate, now);
    if (instant < candidate + HOUR_MS && !isQuiet(instant, quiet, zone)) return instant;
  }
  return outsideQuietTimes(now, quiet, zone);
}

/** The heaviest of so many hours from now on, or from the end of the quiet time on; of equals the first. */
function atBestHour(
  quiet: QuietTimes | null,
  { zone, hours }: Reader,
  now: Instant,
  withinHours: number,
): Instant {
  const first = outsideQuietTimes(now, quiet, zone);
  if (hours === null) return first;
  let best = first;
  let bestWeight = weightAt(first, zone, hours);
  const { day, hour } = localHourOf(first, zone);
  const end = first + withinHours * HOUR_MS;
  // One more for the hour that a clock change may skip.
  for (let ahead = 1; ahead <= withinHours + 1; ahead += 1) {
    const candidate = instantAt(day, hour + ahead, zone);
    if (candidate <= first || candidate >= end) continue;
    if (isQuiet(candidate, quiet, zone)) continue;
    const weight = weightAt(candidate, zone, hours);
    if (weight > bestWeight) [best, bestWeight] = [candidate, weight];
  }
  return best;
}

/** By hour of the week, Monday 0:00 first; what is missing weighs nothing. */
function weightAt(instant: Instant, zone: string, hours: readonly number[]): number {
  const { weekday, hour } = localHourOf(instant, zone);
  const weight = hours[(weekday - 1) * 24 + hour] ?? 0;
  return Number.isFinite(weight) ? weight : 0;
}
