/** Instants as webhook payloads print them: the shop's local time with its offset. */
import type { Instant } from '../../../admin-app/core/time.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-22T03:00:00+01:00` in the zone; null stays null. */
export function printLocal(instant: Instant | null, zone: string): string | null {
  if (instant === null) return null;
  const whole = Math.floor(instant / 1000) * 1000;
  const offsetMinutes = Math.round((localAsUtc(whole, zone) - whole) / 60_000);
  const local = new Date(whole + offsetMinutes * 60_000).toISOString().slice(0, 19);
  const sign = offsetMinutes < 0 ? '-' : '+';
  const [hours, minutes] = [Math.trunc(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
  return `${local}${sign}${two(hours)}:${two(minutes)}`;
}

/** The wall clock of a zone read as if it were UTC. */
function localAsUtc(instant: Instant, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  const part = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, value]));
  const read = (name: Intl.DateTimeFormatPartTypes) => Number(part.get(name));
  return Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
