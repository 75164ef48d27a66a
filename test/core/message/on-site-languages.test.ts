import { expect, it } from 'vitest';
import type { LanguageChoice } from '../../../admin-app/core/message/language.ts';
import { inShopLanguages } from '../../../admin-app/core/message/on-site-languages.ts';
import { ON_SITE_TEMPLATES } from '../../../admin-app/core/message/templates/on-site.ts';
import type {
  AuthoredMessage,
  TextsByLanguage,
} from '../../../admin-app/core/priority/authored-message.ts';

const FRENCH: LanguageChoice = { languages: ['en', 'fr'], fallback: 'fr' };

function textsOf(...tags: readonly string[]): TextsByLanguage {
  return Object.fromEntries(tags.map((tag) => [tag, { title: tag, body: '' }]));
}

/** What the pages get of a message with these texts: the tags of both versions, and the fallback. */
function shown(given: Partial<AuthoredMessage>) {
  const [template] = ON_SITE_TEMPLATES;
  // The template of a launch with other texts is still one.
  const message = { ...template, ...given } as AuthoredMessage;
  const [found] = inShopLanguages([{ messageId: 1, message }], FRENCH);
  const { texts = {}, versionB, fallbackLanguage } = found?.message ?? {};
  const tags = [texts, ...(versionB ? [versionB.texts] : [])].map((each) => Object.keys(each));
  return { tags, fallbackLanguage };
}

it.each([
  {
    what: 'leaves out texts in a language that the shop does not write in',
    given: { texts: textsOf('en', 'fr', 'pl') },
    gets: { tags: [['en', 'fr']], fallbackLanguage: 'fr' },
  },
  {
    what: 'keeps the fallback of a message that is not written in the shop’s',
    given: { texts: textsOf('pl', 'en'), fallbackLanguage: 'pl' },
    gets: { tags: [['pl', 'en']], fallbackLanguage: 'pl' },
  },
  {
    what: 'shows nothing to others where staff want that',
    given: { texts: textsOf('en', 'fr', 'pl'), fallbackLanguage: null },
    gets: { tags: [['en', 'fr']], fallbackLanguage: null },
  },
  {
    what: 'does so with both versions, and takes only a fallback that both have',
    given: {
      texts: textsOf('en', 'fr', 'pl'),
      versionB: { form: 'bar', texts: textsOf('en', 'pl') } as const,
    },
    gets: { tags: [['en', 'fr'], ['en']], fallbackLanguage: 'en' },
  },
  {
    what: 'keeps regional texts of a language, and those in languages that cannot be chosen',
    given: { texts: textsOf('fr-CA', 'pl-PL', 'pt-BR', 'en') },
    gets: { tags: [['fr-CA', 'pt-BR', 'en']], fallbackLanguage: 'en' },
  },
])('$what', ({ given, gets }) => {
  expect(shown(given)).toEqual(gets);
});
