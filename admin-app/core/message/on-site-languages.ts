import type { NumberedMessage, TextsByLanguage } from '../priority/authored-message.ts';
import { type LanguageChoice, languageOf } from './language.ts';

/**
 * On-site messages as the pages get them where the shop does not write in every language: without texts in the others,
 * and with the shop's fallback where they have it and show a fallback at all.
 */
export function inShopLanguages(
  messages: readonly NumberedMessage[],
  choice: LanguageChoice,
): readonly NumberedMessage[] {
  return messages.map(({ messageId, message }) => {
    const { texts, versionB } = message;
    const all = versionB ? [texts, versionB.texts] : [texts];
    const hasShops = all.every((each) => each[choice.fallback] !== undefined);
    const isShown = message.fallbackLanguage !== null;
    const fallbackLanguage = isShown && hasShops ? choice.fallback : message.fallbackLanguage;
    const shown = (each: TextsByLanguage) => textsIn(each, choice, fallbackLanguage);
    return {
      messageId,
      message: {
        ...message,
        fallbackLanguage,
        texts: shown(texts),
        versionB: versionB && { ...versionB, texts: shown(versionB.texts) },
      },
    };
  });
}

/** Texts in languages that cannot be chosen stay. */
function textsIn(
  texts: TextsByLanguage,
  { languages }: LanguageChoice,
  fallback: string | null,
): TextsByLanguage {
  const isWritten = (tag: string) => {
    const language = languageOf(tag);
    return language === null || languages.includes(language) || tag === fallback;
  };
  return Object.fromEntries(Object.entries(texts).filter(([tag]) => isWritten(tag)));
}
