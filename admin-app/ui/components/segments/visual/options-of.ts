import { locale } from '../../../language/t.ts';
import type { SuggestOption } from './suggest-options.ts';

/** Values of this shop to choose from; countries and languages with their names. */
export function optionsOf(of: string, values: readonly string[]): readonly SuggestOption[] {
  const nameOf = namesOf(of);
  return values.map((value) => ({ id: value, label: value, note: nameOf(value) }));
}

function namesOf(of: string): (code: string) => string | undefined {
  if (of !== 'customer_countries' && of !== 'customer_language') return () => undefined;
  const type = of === 'customer_countries' ? 'region' : 'language';
  const names = new Intl.DisplayNames(locale(), { type, fallback: 'none' });
  return (code) => {
    try {
      return names.of(code);
    } catch {
      // What stands in the store need not be a code.
      return undefined;
    }
  };
}
