import type { Discount } from '../coupon/types.ts';
import { formatMoney, minorDigits } from '../money.ts';
import type { Language } from './types.ts';

/** "15% off", "10 € de réduction", "darmowa dostawa": fits after "your coupon:" and inside a sentence. */
export function discountInWords(discount: Discount, language: Language, currency: string): string {
  if (discount.kind === 'free shipping') return FREE_SHIPPING[language];
  const size =
    discount.kind === 'percentage'
      ? percentFormat(language).format(discount.percent / 100)
      : withoutIdleDecimals(discount.minor, currency, language);
  return OFF[language](size);
}

const FREE_SHIPPING: Readonly<Record<Language, string>> = {
  en: 'free shipping',
  fr: 'livraison offerte',
  pl: 'darmowa dostawa',
};

const OFF: Readonly<Record<Language, (size: string) => string>> = {
  en: (size) => `${size} off`,
  fr: (size) => `${size} de réduction`,
  pl: (size) => `${size} taniej`,
};

const percentFormats = new Map<Language, Intl.NumberFormat>();

function percentFormat(language: Language): Intl.NumberFormat {
  const format =
    percentFormats.get(language) ??
    new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  percentFormats.set(language, format);
  return format;
}

/** "€10", but "€9.50". */
function withoutIdleDecimals(minor: number, currency: string, language: Language): string {
  const whole = minor % 10 ** minorDigits(currency) === 0;
  if (!whole) return formatMoney({ amountMinor: minor, currency }, language);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  }).format(minor / 10 ** minorDigits(currency));
}
