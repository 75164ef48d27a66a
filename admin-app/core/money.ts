/**
 * Money is an integer count of the currency's minor unit (cents, pence, grosze; yen has none), plus the currency.
 * Decimal text is parsed and printed by digits, never through floating point.
 */
export interface Money {
  readonly amountMinor: number;
  /** ISO 4217 code in capitals. */
  readonly currency: string;
}

const fractionDigits = new Map<string, number>();

/** Digits after the decimal point in a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  let digits = fractionDigits.get(currency);
  if (digits === undefined) {
    digits =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
        .maximumFractionDigits ?? 2;
    fractionDigits.set(currency, digits);
  }
  return digits;
}

/**
 * Reads a decimal such as "12.3" as minor units of the currency; digits beyond the currency's are rounded half up.
 * Throws RangeError when the text is not a decimal number.
 */
export function parseMinor(text: string, currency: string): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not an amount; expected digits such as 12.30`);
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? '').padEnd(digits + 1, '0');
  const roundUp = Number(fraction[digits]) >= 5 ? 1 : 0;
  const minor = Number((match[2] ?? '') + fraction.slice(0, digits)) + roundUp;
  if (!Number.isSafeInteger(minor)) throw new RangeError(`"${text}" is too large an amount`);
  return match[1] && minor !== 0 ? -minor : minor;
}

/** Writes minor units as a plain decimal ("1230" EUR minor → "12.30"). */
export function formatDecimal({ amountMinor, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = amountMinor < 0 ? '-' : '';
  return digits === 0 ? sign + whole : `${sign}${whole}.${text.slice(-digits)}`;
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** Writes money for people, in their locale. */
export function formatMoney({ amountMinor, currency }: Money, locale: string): string {
  const key = `${locale} ${currency}`;
  const format =
    moneyFormats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  moneyFormats.set(key, format);
  return format.format(amountMinor / 10 ** minorDigits(currency));
}
