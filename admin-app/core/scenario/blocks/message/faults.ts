import { onSiteFaults, pushFaults, smsFaults } from '../../../message/channel-faults.ts';
import { contentFaults } from '../../../message/content-faults.ts';
import type { EmailContent, Language } from '../../../message/types.ts';
import { LANGUAGES } from '../../../message/types.ts';
import { faultAt, warningAt } from '../../fault.ts';
import { isQuietHour } from '../../send-time.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Fault, MessageBlock, QuietTimes, ScenarioDefinition } from '../../types.ts';
import { hourFaults, nameFaults, wholeNumberFaults } from '../number-faults.ts';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'French',
  pl: 'Polish',
};
const MAX_ON_SITE_DAYS = 365;

export function faultsOf(
  block: MessageBlock,
  { quiet }: Pick<ScenarioDefinition, 'quiet'>,
  surroundings: Surroundings | null,
): readonly Fault[] {
  return [
    ...nameFaults(block.id, 'name', 'the message', block.name),
    ...fallbackFaults(block),
    ...missingLanguages(block, surroundings),
    ...writtenContents(block).flatMap((written) => writtenFaults(block, written)),
    ...sendTimeFaults(block, quiet),
    ...daysFaults(block),
  ];
}

function fallbackFaults({ id, content, fallbackLanguage }: MessageBlock): readonly Fault[] {
  if (content[fallbackLanguage]) return [];
  const message = `There is no text in ${LANGUAGE_NAMES[fallbackLanguage]}, which everybody gets whose own language is missing.`;
  return [faultAt(id, `content.${fallbackLanguage}`, message)];
}

/** Customers of a missing language get the fallback: not wrong, but to be known. */
function missingLanguages(
  { id, content, fallbackLanguage }: MessageBlock,
  surroundings: Surroundings | null,
): readonly Fault[] {
  const missing = (surroundings?.languages ?? []).filter(
    (language) => !content[language] && language !== fallbackLanguage,
  );
  return missing.map((language) => {
    const message = `There is no text in ${LANGUAGE_NAMES[language]}, which some of your customers speak; they get it in ${LANGUAGE_NAMES[fallbackLanguage]}.`;
    return warningAt(id, `content.${language}`, message);
  });
}

/** One language's content with what is wrong with it by itself. */
interface Written {
  readonly language: Language;
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

function writtenContents(block: MessageBlock): readonly Written[] {
  return LANGUAGES.flatMap((language) => {
    const faults = contentFaultsOf(block, language);
    return faults === null ? [] : [{ language, faults }];
  });
}

/** Null where the language is not written. */
function contentFaultsOf(block: MessageBlock, language: Language): Written['faults'] | null {
  switch (block.channel) {
    case 'email': {
      const content = block.content[language];
      if (!content) return null;
      const fallback = block.content[block.fallbackLanguage];
      return [
        ...contentFaults(content),
        ...differingAnswers(content, fallback, block.fallbackLanguage),
      ];
    }
    case 'sms': {
      const content = block.content[language];
      return content ? [...smsFaults(content), ...optOutFaults(content.text)] : null;
    }
    case 'push': {
      const content = block.content[language];
      return content ? pushFaults(content) : null;
    }
    case 'on-site': {
      const content = block.content[language];
      return content ? onSiteFaults(content) : null;
    }
  }
}

function writtenFaults({ id }: MessageBlock, { language, faults }: Written): readonly Fault[] {
  return faults.map(({ field, message }) =>
    faultAt(id, `content.${language}.${field}`, `${LANGUAGE_NAMES[language]}: ${message}`),
  );
}

/** STOP is the word that phone networks and providers know in every language; a link to unsubscribe does as well. */
function optOutFaults(text: string): Written['faults'] {
  if (/\bstop\b|links\.unsubscribe/i.test(text)) return [];
  const message =
    'The text does not say how to opt out; add “Reply STOP to opt out” or {{ links.unsubscribe }}.';
  return [{ field: 'text', message }];
}

/** The results add up answers over languages, so every language must offer the same ones. */
function differingAnswers(
  own: EmailContent,
  fallback: EmailContent | undefined,
  fallbackLanguage: Language,
): Written['faults'] {
  if (!fallback || answerIds(own) === answerIds(fallback)) return [];
  const message = `The answers are not the same as in ${LANGUAGE_NAMES[fallbackLanguage]}.`;
  return [{ field: 'body', message }];
}

function answerIds(content: EmailContent): string {
  return content.body
    .flatMap((block) => (block.kind === 'answers' ? block.answers.map(({ id }) => id) : []))
    .sort()
    .join(' ');
}

function sendTimeFaults(
  { id, channel, sendTime }: MessageBlock,
  quiet: QuietTimes | null,
): readonly Fault[] {
  if (sendTime.kind !== 'at hour') return [];
  const faults = hourFaults(id, 'sendTime.hour', sendTime.hour);
  if (faults.length > 0 || channel === 'on-site') return faults;
  if (!isQuietHour(sendTime.hour, quiet)) return [];
  const message = `It is to leave at ${sendTime.hour}:00, which lies in the scenario’s quiet hours.`;
  return [faultAt(id, 'sendTime.hour', message)];
}

function daysFaults(block: MessageBlock): readonly Fault[] {
  if (block.channel !== 'on-site') return [];
  const bounds = { value: block.days, least: 1, most: MAX_ON_SITE_DAYS };
  return wholeNumberFaults(block.id, 'days', 'The time it is shown, in days,', bounds);
}
