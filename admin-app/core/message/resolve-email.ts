/**
 * An e-mail for one customer, before it is HTML or plain text: values put in, links wrapped. Both parts of the mail
 * are made from this, so that they say the same.
 */
import { renderLiquid } from './liquid.ts';
import type { EmailBlock, EmailContent, EmailLinks, MessageFields } from './types.ts';

export type ResolvedBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | {
      readonly kind: 'answers';
      readonly question: string;
      readonly answers: readonly { readonly label: string; readonly url: string }[];
    }
  | { readonly kind: 'divider' };

export interface ResolvedEmail {
  readonly subject: string;
  readonly preheader: string;
  readonly body: readonly ResolvedBlock[];
}

/** A text that could not be made; `field` is its path in the content, e.g. "body.2.label". */
export interface TextProblem {
  readonly field: string;
  readonly message: string;
}

export type ResolveResult =
  | { readonly ok: true; readonly email: ResolvedEmail }
  | { readonly ok: false; readonly problem: TextProblem };

export function resolveEmail(
  content: EmailContent,
  fields: MessageFields,
  links: EmailLinks,
): ResolveResult {
  const texts = new Texts(fields);
  const subject = texts.oneLine('subject', content.subject);
  const preheader = texts.oneLine('preheader', content.preheader);
  const body = content.body.map((block, index) =>
    resolveBlock(block, `body.${index}`, texts, links),
  );
  if (subject === '') texts.refuse('subject', 'the subject is empty for this customer');
  if (texts.problem) return { ok: false, problem: texts.problem };
  return { ok: true, email: { subject, preheader, body } };
}

/** Puts values into texts and remembers the first one that fails. */
class Texts {
  readonly #fields: MessageFields;
  problem: TextProblem | undefined;

  constructor(fields: MessageFields) {
    this.#fields = fields;
  }

  render(field: string, text: string): string {
    const result = renderLiquid(text, this.#fields);
    if (result.ok) return result.text.trim();
    this.refuse(field, result.problem);
    return '';
  }

  /** Line breaks would end a header or a link. */
  oneLine(field: string, text: string): string {
    return this.render(field, text).replace(/\s+/g, ' ');
  }

  refuse(field: string, message: string): void {
    this.problem ??= { field, message };
  }
}

function resolveBlock(
  block: EmailBlock,
  field: string,
  texts: Texts,
  links: EmailLinks,
): ResolvedBlock {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', text: texts.oneLine(`${field}.text`, block.text) };
    case 'text':
      return { kind: 'text', paragraphs: paragraphsOf(texts.render(`${field}.text`, block.text)) };
    case 'button':
      return {
        kind: 'button',
        label: texts.oneLine(`${field}.label`, block.label),
        url: resolveUrl(block.url, `${field}.url`, texts, links),
      };
    case 'answers':
      return {
        kind: 'answers',
        question: texts.oneLine(`${field}.question`, block.question),
        answers: block.answers.map((answer, index) => ({
          label: texts.oneLine(`${field}.answers.${index}.label`, answer.label),
          url: links.answer(answer.id),
        })),
      };
    case 'divider':
      return block;
  }
}

function paragraphsOf(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

const WEB_ADDRESS = /^https?:\/\/[^\s"'<>\\]+$/i;

function resolveUrl(text: string, field: string, texts: Texts, links: EmailLinks): string {
  const url = texts.oneLine(field, text);
  if (WEB_ADDRESS.test(url)) return links.track(url);
  texts.refuse(field, `“${url}” is not a web address; it must start with https:// or http://`);
  return '';
}
