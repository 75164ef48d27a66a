import { formatMoney } from '../money.ts';
import { type DayText, formatDay, parseDay } from '../time.ts';
import type { Language, MessageFields, TextFrame } from './types.ts';

/** What messages can say of a customer's value tier besides its name. */
export interface TierDetails {
  readonly benefits: Partial<Readonly<Record<Language, string>>>;
  /** The first day without the tier if nothing is ordered; null when it does not end. */
  readonly loseOn: DayText | null;
  /** Still to be ordered before that day; null when no order would do. */
  readonly keeps: number | null;
  /** What `keeps` counts. */
  readonly unit: 'money' | 'orders' | 'points';
}

/** Benefits in the language of the message, else in the shop's fallback, else in the first that they are written in. */
export function tierFields(
  { benefits, loseOn, keeps, unit }: TierDetails,
  { language, currency }: TextFrame,
  fallback: Language,
): NonNullable<MessageFields['tier']> {
  return {
    benefits:
      benefits[language] ?? benefits[fallback] ?? benefits.en ?? benefits.fr ?? benefits.pl ?? '',
    // The last day with the tier: "until 5 December" includes that day.
    until: loseOn === null ? '' : formatDay(parseDay(loseOn) - 1),
    keeps: keeps === null ? '' : inWords(keeps, unit, { language, currency }),
  };
}

type Forms = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

const COUNTED: Readonly<Record<'orders' | 'points', Readonly<Record<Language, Forms>>>> = {
  orders: {
    en: { one: 'order', other: 'orders' },
    fr: { one: 'commande', other: 'commandes' },
    pl: { one: 'zamówienie', few: 'zamówienia', many: 'zamówień', other: 'zamówienia' },
  },
  points: {
    en: { one: 'point', other: 'points' },
    fr: { one: 'point', other: 'points' },
    pl: { one: 'punkt', few: 'punkty', many: 'punktów', other: 'punktu' },
  },
};

function inWords(value: number, unit: TierDetails['unit'], frame: TextFrame): string {
  const { language, currency } = frame;
  if (unit === 'money') return formatMoney({ amountMinor: value, currency }, language);
  const forms = COUNTED[unit][language];
  const form = forms[new Intl.PluralRules(language).select(value)] ?? forms.other;
  return `${new Intl.NumberFormat(language).format(value)} ${form}`;
}
