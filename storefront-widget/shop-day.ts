const DAY_MS = 86_400_000;

/**
 * The calendar day of an instant in a zone, as whole days since 1970-01-01; in the visitor's own zone without one.
 * Swedish writes its dates as `YYYY-MM-DD`.
 */
export function shopDay(now: number, zone: string | null): number {
  return (
    Date.parse(new Intl.DateTimeFormat('sv', { timeZone: zone ?? undefined }).format(now)) / DAY_MS
  );
}
