import { contentFaults } from '../../../message/content-faults.ts';
import { type EmailContent, LANGUAGES, type Language } from '../../../message/types.ts';
import type { Fault, MessageBlock } from '../../types.ts';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'French',
  pl: 'Polish',
};

export function faultsOf(block: MessageBlock): readonly Fault[] {
  return [
    ...nameFaults(block),
    ...fallbackFaults(block),
    ...LANGUAGES.flatMap((language) => languageFaults(block, language)),
  ];
}

function nameFaults({ id, name }: MessageBlock): readonly Fault[] {
  if (name.trim() !== '') return [];
  return [{ blockId: id, field: 'name', message: 'Give the message a name.' }];
}

function fallbackFaults({ id, content, fallbackLanguage }: MessageBlock): readonly Fault[] {
  if (content[fallbackLanguage]) return [];
  const message = `There is no text in ${LANGUAGE_NAMES[fallbackLanguage]}, which everybody gets whose own language is missing.`;
  return [{ blockId: id, field: `content.${fallbackLanguage}`, message }];
}

function languageFaults(block: MessageBlock, language: Language): readonly Fault[] {
  const content = block.content[language];
  if (!content) return [];
  const found = [...contentFaults(content), ...differingAnswers(block, content)];
  return found.map(({ field, message }) => ({
    blockId: block.id,
    field: `content.${language}.${field}`,
    message: `${LANGUAGE_NAMES[language]}: ${message}`,
  }));
}

/** The results add up answers over languages, so every language must offer the same ones. */
function differingAnswers({ content, fallbackLanguage }: MessageBlock, own: EmailContent) {
  const fallback = content[fallbackLanguage];
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
