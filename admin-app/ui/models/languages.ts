/** The languages that the shop writes in while staff choose them, and what is missing in each. */
import { effect } from '@preact/signals';
import type { LanguageCustomers, LanguagesView, WrittenText } from '../../contract/languages.ts';
import { inOrder, type LanguageChoice } from '../../core/message/language.ts';
import { LANGUAGES, type Language } from '../../core/message/types.ts';
import type { Api, Query } from '../api.ts';
import { askAgainWhile } from './resource.ts';
import { type SettingsForm, settingsForm } from './settings-form.ts';
import { knowLanguages } from './shop.ts';

export type LanguagesModel = SettingsForm<LanguagesView, LanguageChoice>;

export const LANGUAGES_PATH = '/api/settings/languages';

export function languagesModel(api: Api): LanguagesModel {
  const settings = settingsForm<LanguagesView, LanguageChoice>(api, LANGUAGES_PATH, {
    fieldsOf: ({ choice }) => choice,
    bodyOf: (choice, shown) => ({ ...choice, version: shown?.version ?? 0 }),
  });
  const stopTelling = effect(() => {
    const shown = settings.view.value.value;
    if (shown && shown.version > 0) knowLanguages(shown.choice);
  });
  const stopAsking = askAgainWhile(settings.view, ({ customers }) => customers === null);
  return {
    ...settings,
    dispose: () => {
      stopTelling();
      stopAsking();
      settings.dispose();
    },
  };
}

/** With a language or without it. One always stays, and a fallback that goes is followed by the first that stays. */
export function withLanguage(
  { languages, fallback }: LanguageChoice,
  language: Language,
  chosen: boolean,
): LanguageChoice {
  const others = languages.filter((each) => each !== language);
  const next = chosen ? inOrder([...others, language]) : others;
  const [first] = next;
  if (first === undefined) return { languages, fallback };
  return { languages: next, fallback: next.includes(fallback) ? fallback : first };
}

/** Null while they are counted for the first time. */
export function customersOf(
  { customers }: Pick<LanguagesView, 'customers'>,
  language: Language,
): number | null {
  if (customers === null) return null;
  return customers.find((each) => each.language === language)?.customers ?? 0;
}

/** Those whose language is not known, or is none that messages are written in. */
export function otherCustomers({
  customers,
}: Pick<LanguagesView, 'customers'>): readonly LanguageCustomers[] {
  const isOther = ({ language }: LanguageCustomers) => LANGUAGES.every((each) => each !== language);
  return customers?.filter(isOther) ?? [];
}

export function lacking(texts: readonly WrittenText[], language: Language): readonly WrittenText[] {
  return texts.filter(({ languages }) => !languages.includes(language));
}

/** What customers are sent now and is written in the language; messages of one scenario count as one. */
export function usesOf(
  texts: readonly WrittenText[],
  language: Language,
): Readonly<Record<WrittenText['kind'], number>> {
  const used = texts.filter(
    ({ status, languages }) => status === 'active' && languages.includes(language),
  );
  const count = (kind: WrittenText['kind']) =>
    new Set(used.filter((text) => text.kind === kind).map(placeOf)).size;
  return {
    scenario: count('scenario'),
    campaign: count('campaign'),
    'on-site': count('on-site'),
    tier: count('tier'),
  };
}

function placeOf(text: WrittenText): number | string {
  switch (text.kind) {
    case 'scenario':
    case 'campaign':
      return text.scenarioId;
    case 'on-site':
      return text.messageId;
    case 'tier':
      return text.tierId;
  }
}

/** Where a text is written, open at the language. */
export function writtenAt(
  text: WrittenText,
  language: Language,
): { readonly path: string; readonly query: Query } {
  switch (text.kind) {
    case 'scenario':
      return { path: `/scenarios/${text.scenarioId}`, query: { block: text.blockId, language } };
    case 'campaign':
      return { path: `/campaigns/${text.scenarioId}`, query: { channel: text.channel, language } };
    case 'on-site':
      return { path: '/on-site', query: { message: text.messageId, language } };
    case 'tier':
      return { path: '/settings/tiers', query: { tier: text.tierId } };
  }
}
