/** How texts write money, numbers and dates: in the language of the message and the currency of the shop. */
import { formatMoney, minorDigits } from '../money.ts';
import { DAY_MS, parseDay } from '../time.ts';
import type { TextCause } from './text-problems.ts';
import type { TextFrame } from './types.ts';

/** What a filter cannot write. */
export class FilterRefusal extends Error {
  readonly reason: TextCause;
  constructor(reason: TextCause) {
    super(reason.code);
    this.reason = reason;
  }
}

type Filter = (frame: TextFrame, value: unknown, ...settings: readonly unknown[]) => string;

const DATE_STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  long: { dateStyle: 'long' },
  short: { dateStyle: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  birthday: { day: 'numeric', month: 'long' },
};

export const FILTERS: Readonly<Record<'money' | 'date' | 'number' | 'plural', Filter>> = {
  /** 412.5 → "€412.50". */
  money({ language, currency }, value) {
    const amount = numberOf(value);
    if (amount === null) return '';
    const amountMinor = Math.round(amount * 10 ** minorDigits(currency));
    return formatMoney({ amountMinor, currency }, language);
  },
  /** "2026-11-03" → "November 3, 2026"; the setting is long, short, weekday or birthday. */
  date({ language }, value, style = 'long') {
    if (isNothing(value)) return '';
    const options = DATE_STYLES[String(style)];
    if (!options) {
      const styles = Object.keys(DATE_STYLES);
      throw new FilterRefusal({ code: 'unknown date style', style: String(style), styles });
    }
    const at = parseDay(String(value).slice(0, 10)) * DAY_MS;
    return dateFormat(language, String(style), options).format(at);
  },
  /** 12345.6 → "12,345.6". */
  number({ language }, value) {
    const number = numberOf(value);
    return number === null ? '' : numberFormat(language).format(number);
  },
  /**
   * The word that fits a number, by the language's own rules: `{{ n | plural: "day", "days" }}`, in Polish
   * `plural: "dzień", "dni", "dni"` (1; 2 to 4; the others).
   */
  plural({ language }, value, ...words) {
    const number = numberOf(value);
    if (number === null) return '';
    const forms = language === 'pl' ? ['one', 'few', 'many'] : ['one', 'other'];
    const form = pluralRules(language).select(number);
    return String(words[forms.indexOf(form)] ?? words.at(-1) ?? '');
  },
};

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function numberOf(value: unknown): number | null {
  if (isNothing(value)) return null;
  const number = Number(value);
  if (Number.isFinite(number)) return number;
  throw new FilterRefusal({ code: 'not a number', value: String(value) });
}

const formats = new Map<string, unknown>();

/** Making a formatter costs more than a whole mail, so each is made once. */
function remembered<Format>(key: string, make: () => Format): Format {
  if (!formats.has(key)) formats.set(key, make());
  // A key is used by one function below, which makes one kind of format.
  return formats.get(key) as Format;
}

function dateFormat(language: string, style: string, options: Intl.DateTimeFormatOptions) {
  return remembered(
    `date ${language} ${style}`,
    () => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }),
  );
}

function numberFormat(language: string) {
  return remembered(`number ${language}`, () => new Intl.NumberFormat(language));
}

function pluralRules(language: string) {
  return remembered(`plural ${language}`, () => new Intl.PluralRules(language));
}
