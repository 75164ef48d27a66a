import { locale } from '../../../language/t.ts';
import type { SuggestOption } from './suggest-options.ts';

/** Values of this shop to choose from; countries and languages with their names. */
export function optionsOf(of: string, values: readonly string[]): readonly SuggestOption[] {
  const nameOf = namesOf(of);
  return values.map((value) => ({ id: value, label: value, note: nameOf(value) }));
}

/** The names of a subject's codes, whatever case they are in; undefined for what is no code. */
export function namesOf(of: string): (code: string) => string | undefined {
  if (of !== 'customer_countries' && of !== 'customer_language') return () => undefined;
  const isCountry = of === 'customer_countries';
  const type = isCountry ? 'region' : 'language';
  const names = new Intl.DisplayNames(locale(), { type, fallback: 'none' });
  return (code) => {
    try {
      return names.of(isCountry ? code.toUpperCase() : code);
    } catch {
      // What stands in the store need not be a code.
      return undefined;
    }
  };
}
