/** The time zone of a customer's clock, as far as their country tells. */
import { HOUR_MS } from '../time.ts';
import { offsetAt } from './local-clock.ts';

/** The customer's own where their country has one time only, otherwise the shop's. `country` is a two-letter code. */
export function customerZone(country: string | null, shopZone: string): string {
  return (country === null ? null : zoneOfCountry(country)) ?? shopZone;
}

const zones = new Map<string, string | null>();

/** Null for a country with several times (US, ES), and for what is not the code of a country. */
export function zoneOfCountry(country: string): string | null {
  const code = country.toUpperCase();
  let zone = zones.get(code);
  if (zone === undefined) {
    zone = /^[A-Z]{2}$/.test(code) ? onlyTimeOf(zonesIn(code)) : null;
    zones.set(code, zone);
  }
  return zone;
}

function zonesIn(code: string): readonly string[] {
  // ECMA-402's Locale Info, a property in older engines and a method in newer ones; TypeScript knows neither.
  const locale = new Intl.Locale(`und-${code}`) as Intl.Locale & {
    readonly timeZones?: readonly string[];
    getTimeZones?(): readonly string[] | undefined;
  };
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** Every half month of a year finds all that zones can differ in: their offset and the days of their clock changes. */
const SAMPLES = Array.from(
  { length: 24 },
  (_, half) => Date.UTC(2026, Math.floor(half / 2), half % 2 === 0 ? 1 : 15) + 12 * HOUR_MS,
);

function onlyTimeOf([first, ...others]: readonly string[]): string | null {
  if (first === undefined) return null;
  const agree = others.every((other) =>
    SAMPLES.every((instant) => offsetAt(instant, other) === offsetAt(instant, first)),
  );
  return agree ? first : null;
}
