/**
 * The admin's texts. `t('customers.overdue', { n: 3 })` picks the text in the person's language, the plural form by the
 * language's own rules (for the hole named `n`), and fills the holes; numbers are written as that language writes them.
 */
import { signal } from '@preact/signals';
import type { english as alerts } from './alerts/english.ts';
import type { english as append } from './append/english.ts';
import type { english as calendar } from './calendar/english.ts';
import type { english as campaigns } from './campaigns/english.ts';
import type { english as channels } from './channels/english.ts';
import type { english as customers } from './customers/english.ts';
import { english } from './english.ts';
import type { english as inactive } from './inactive/english.ts';
import type { english as languages } from './languages/english.ts';
import type { english as messages } from './messages/english.ts';
import type { english as onSite } from './on-site/english.ts';
import type { english as overtaken } from './overtaken/english.ts';
import type { english as predictions } from './predictions/english.ts';
import type { english as priorities } from './priorities/english.ts';
import type { english as renames } from './renames/english.ts';
import type { english as results } from './results/english.ts';
import type { english as retention } from './retention/english.ts';
import type { english as scenarios } from './scenarios/english.ts';
import type { english as segments } from './segments/english.ts';
import type { english as settings } from './settings/english.ts';
import type { english as syncProblems } from './sync-problems/english.ts';
import type { english as tiers } from './tiers/english.ts';

export const UI_LANGUAGES = ['en', 'fr', 'pl'] as const;
export type UiLanguage = (typeof UI_LANGUAGES)[number];

/** A text, or one per plural category of the language. */
export type Text = string | ({ readonly other: string } & Partial<Record<PluralForm, string>>);
type PluralForm = 'one' | 'few' | 'many';
/** What another language must say where English has these texts. */
export type Translated<English> = Readonly<Record<keyof English, Text>>;

type English = typeof english &
  typeof customers &
  typeof alerts &
  typeof append &
  typeof calendar &
  typeof campaigns &
  typeof predictions &
  typeof priorities &
  typeof channels &
  typeof messages &
  typeof languages &
  typeof onSite &
  typeof overtaken &
  typeof segments &
  typeof renames &
  typeof results &
  typeof retention &
  typeof scenarios &
  typeof settings &
  typeof syncProblems &
  typeof tiers &
  typeof inactive;
export type Key = keyof English;
/** What every page may need, and so is there from the beginning. */
export type Dictionary = Translated<typeof english>;

/** Names of the holes in a text, read off the English one. */
type Holes<Content> = Content extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;
type HolesOf<K extends Key> = English[K] extends { readonly other: infer Other }
  ? 'n' | Holes<Other>
  : Holes<English[K]>;
type Fill<K extends Key, Value> = [HolesOf<K>] extends [never]
  ? []
  : [fill: Readonly<Record<HolesOf<K>, Value>>];

const speech = signal<{ language: UiLanguage; locale: string; dictionary: Dictionary }>({
  language: 'en',
  locale: 'en',
  dictionary: english,
});

/** Adds the texts that only some pages need, once these are loaded. */
export function learn(texts: Partial<Readonly<Record<Key, Text>>>): void {
  speech.value = { ...speech.value, dictionary: { ...speech.value.dictionary, ...texts } };
}

/** The text as one string. */
export function t<K extends Key>(key: K, ...[fill]: Fill<K, string | number>): string {
  return pieces(key, fill).join('');
}

/** The text with elements in its holes, as children for markup. */
export function rich<K extends Key, Node>(
  key: K,
  ...[fill]: Fill<K, string | number | Node>
): (string | Node)[] {
  return pieces(key, fill);
}

/** A text that is no part of the dictionary, as one string. */
export function sentence(text: Text, fill: Readonly<Record<string, string | number>>): string {
  return filled(text, fill).join('');
}

/** A text chosen by a value from the server; null when we have none for it. */
export function textFor(prefix: string, value: string): string | null {
  const text = (speech.value.dictionary as Readonly<Record<string, Text>>)[`${prefix}.${value}`];
  return typeof text === 'string' ? text : null;
}

export function language(): UiLanguage {
  return speech.value.language;
}

/** The locale for dates and numbers: the person's own region where we speak the language, otherwise English. */
export function locale(): string {
  return speech.value.locale;
}

/** The language of ours that is nearest to a locale such as "pl-PL". */
export function nearestLanguage(locale: string): UiLanguage {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return UI_LANGUAGES.find((each) => each === wanted) ?? 'en';
}

/** Speaks the language nearest to the locale from now on; its texts are loaded first. */
export async function speak(wanted: string): Promise<void> {
  const language = nearestLanguage(wanted);
  const dictionary = await DICTIONARIES[language]();
  const locale = wanted.toLowerCase().startsWith(language) ? wanted.replace('_', '-') : language;
  speech.value = { language, locale: isLocale(locale) ? locale : language, dictionary };
}

const DICTIONARIES: Readonly<Record<UiLanguage, () => Promise<Dictionary>>> = {
  en: async () => english,
  fr: async () => (await import('./french.ts')).french,
  pl: async () => (await import('./polish.ts')).polish,
};

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function pieces<Node>(
  key: Key,
  fill: Readonly<Record<string, string | number | Node>> | undefined,
): (string | Node)[] {
  // The texts of a page are there once the page is: none is drawn before.
  return filled((speech.value.dictionary as Readonly<Record<Key, Text>>)[key], fill);
}

function filled<Node>(
  text: Text,
  fill: Readonly<Record<string, string | number | Node>> | undefined,
): (string | Node)[] {
  const { locale } = speech.value;
  const form = typeof text === 'string' ? text : pluralForm(text, Number(fill?.n), locale);
  const chosen = locale.startsWith('fr') ? keepFrenchSigns(form) : form;
  if (!fill) return [chosen];
  return chosen.split(/\{(\w+)\}/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const value = fill[piece];
    if (typeof value === 'number') return numberFormat(locale).format(value);
    return value ?? `{${piece}}`;
  });
}

/** A French sign never begins a line, nor does a quotation mark end one: the space beside it does not break. */
function keepFrenchSigns(text: string): string {
  return text.replace(/ (?=[:;?!»%€])/g, '\u00a0').replaceAll('« ', '«\u00a0');
}

function pluralForm(text: Exclude<Text, string>, n: number, locale: string): string {
  const form = pluralRules(locale).select(n);
  return (
    (form === 'one' || form === 'few' || form === 'many' ? text[form] : undefined) ?? text.other
  );
}

const numberFormat = remember((locale) => new Intl.NumberFormat(locale));
const pluralRules = remember((locale) => new Intl.PluralRules(locale));

function remember<Value>(make: (locale: string) => Value): (locale: string) => Value {
  const made = new Map<string, Value>();
  return (locale) => {
    const value = made.get(locale) ?? make(locale);
    made.set(locale, value);
    return value;
  };
}
