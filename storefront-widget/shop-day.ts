import { DAY_MS } from '../admin-app/core/priority/on-site.ts';

/**
 * The calendar day of an instant in a zone, as whole days since 1970-01-01; in the visitor's own zone without one.
 * Swedish writes its dates as `YYYY-MM-DD`.
 */
export function shopDay(now: number, timeZone: string | undefined): number {
  return Date.parse(new Date(now).toLocaleDateString('sv', { timeZone })) / DAY_MS;
}
