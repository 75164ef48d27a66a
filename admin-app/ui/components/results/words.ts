import type { LiftView, ResultsPeriod, ResultsView } from '../../../contract/results.ts';
import { day, money, number, percent } from '../../language/format.ts';
import { locale, t } from '../../language/t.ts';

export function periodInWords({ from, to }: ResultsPeriod): string {
  return from === to ? day(from) : t('results.range', { from: day(from), to: day(to) });
}

/** The page's first sentence: who came back, how many because of it, worth what. */
export function headlineOf({ figures, lift }: ResultsView): string {
  if (figures.returned === 0) return t('results.headline.noneOf');
  const back = t('results.headline.back', { n: figures.returned });
  const because = becauseInWords(lift);
  return because === null ? back : t('results.headline.join', { back, because });
}

/** Counted from the first entry on, so it names that day: the sentence before it is about the period. */
function becauseInWords({ verdict, extraCustomers, heldOut, since }: LiftView): string | null {
  if (verdict.kind === 'too early' || since === null) {
    return heldOut.customers === 0 ? null : t('results.headline.tooEarly');
  }
  const fill = { day: day(since) };
  switch (verdict.kind) {
    case 'more come back':
      return t('results.headline.because', { ...fill, extra: number(extraCustomers?.value ?? 0) });
    case 'fewer come back':
      return t('results.headline.fewer', fill);
    case 'no difference to speak of':
      return t('results.headline.noDifference', fill);
  }
}

export function shareOf(part: number, whole: number): string | null {
  return whole === 0 ? null : percent(part / whole);
}

export function languageInWords(code: string): string {
  if (!/^[a-z]{2,3}$/.test(code)) return code === '' ? t('results.unknownLanguage') : code;
  return new Intl.DisplayNames(locale(), { type: 'language' }).of(code) ?? code;
}

export function moneyOrDash(amountMinor: number | null): string {
  return amountMinor === null ? '–' : money(amountMinor);
}
