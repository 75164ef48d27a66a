import { onSiteFaults, pushFaults, smsFaults } from '../../../message/channel-faults.ts';
import { contentFaults } from '../../../message/content-faults.ts';
import { fallbackOf } from '../../../message/language.ts';
import { contentFaultInWords } from '../../../message/problem-in-words.ts';
import type { ContentFault } from '../../../message/text-problems.ts';
import type { EmailContent, Language } from '../../../message/types.ts';
import { LANGUAGES } from '../../../message/types.ts';
import { doubtful, type Finding, found } from '../../finding.ts';
import { isQuietHour } from '../../send-time.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { MessageBlock, QuietTimes, ScenarioDefinition } from '../../types.ts';
import { hourFaults, nameFaults, wholeNumberFaults } from '../number-faults.ts';

const MAX_ON_SITE_DAYS = 365;

export function faultsOf(
  block: MessageBlock,
  { quiet }: Pick<ScenarioDefinition, 'quiet'>,
  surroundings: Surroundings | null,
): readonly Finding[] {
  return [
    ...nameFaults(block.id, 'name', 'message', block.name),
    ...fallbackFaults(block, surroundings),
    ...missingLanguages(block, surroundings),
    ...writtenContents(block).flatMap((written) => writtenFaults(block, written)),
    ...sendTimeFaults(block, quiet),
    ...daysFaults(block),
  ];
}

/** Before activation it must be plain what customers of other languages get. */
function fallbackFaults(
  { id, content, fallbackLanguage }: MessageBlock,
  surroundings: Surroundings | null,
): readonly Finding[] {
  const fallback = surroundings?.languages.fallback ?? fallbackLanguage;
  if (content[fallback] || content[fallbackLanguage]) return [];
  return [found(id, `content.${fallback}`, (words) => words.fallbackMissing(fallback))];
}

/** Customers of a missing language get the fallback: not wrong, but to be known. */
function missingLanguages(
  block: MessageBlock,
  surroundings: Surroundings | null,
): readonly Finding[] {
  if (surroundings === null) return [];
  const { languages } = surroundings;
  const instead = fallbackOf(block, languages);
  return languages.languages
    .filter((language) => !block.content[language] && language !== instead)
    .map((language) =>
      doubtful(block.id, `content.${language}`, (words) =>
        words.languageMissing(language, instead),
      ),
    );
}

/** One language's content with what is wrong with it by itself. */
interface Written {
  readonly language: Language;
  readonly faults: readonly { readonly field: string; readonly say: Finding['say'] }[];
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
        ...asWritten(contentFaults(content)),
        ...differingAnswers(content, fallback, block.fallbackLanguage),
      ];
    }
    case 'sms': {
      const content = block.content[language];
      return content ? [...asWritten(smsFaults(content)), ...optOutFaults(content.text)] : null;
    }
    case 'push': {
      const content = block.content[language];
      return content ? asWritten(pushFaults(content)) : null;
    }
    case 'on-site': {
      const content = block.content[language];
      return content ? asWritten(onSiteFaults(content)) : null;
    }
  }
}

function asWritten(faults: readonly ContentFault[]): Written['faults'] {
  return faults.map(({ field, cause }) => ({
    field,
    say: ({ language }) => contentFaultInWords(cause, language),
  }));
}

function writtenFaults({ id }: MessageBlock, { language, faults }: Written): readonly Finding[] {
  return faults.map(({ field, say }) =>
    found(id, `content.${language}.${field}`, (words) => words.inLanguage(language, say(words))),
  );
}

/** STOP is the word that phone networks and providers know in every language; a link to unsubscribe does as well. */
function optOutFaults(text: string): Written['faults'] {
  if (/\bstop\b|links\.unsubscribe/i.test(text)) return [];
  return [{ field: 'text', say: (words) => words.optOutMissing }];
}

/** The results add up answers over languages, so every language must offer the same ones. */
function differingAnswers(
  own: EmailContent,
  fallback: EmailContent | undefined,
  fallbackLanguage: Language,
): Written['faults'] {
  if (!fallback || answerIds(own) === answerIds(fallback)) return [];
  return [{ field: 'body', say: (words) => words.answersDiffer(fallbackLanguage) }];
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
): readonly Finding[] {
  if (sendTime.kind !== 'at hour' && sendTime.kind !== 'local time') return [];
  const faults = hourFaults(id, 'sendTime.hour', sendTime.hour);
  if (faults.length > 0 || channel === 'on-site') return faults;
  if (!isQuietHour(sendTime.hour, quiet)) return [];
  const { hour } = sendTime;
  return [found(id, 'sendTime.hour', (words) => words.leavesInQuietHour(hour))];
}

function daysFaults(block: MessageBlock): readonly Finding[] {
  if (block.channel !== 'on-site') return [];
  const bounds = { value: block.days, least: 1, most: MAX_ON_SITE_DAYS };
  return wholeNumberFaults(block.id, 'days', 'days on the page', bounds);
}
