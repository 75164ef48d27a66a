/** Edits of one e-mail's content. Pure: each returns the next content. */
import type { Answer, EmailBlock, EmailContent, ProductSource } from '../../core/message/types.ts';

export const EMAIL_BLOCK_KINDS = [
  'heading',
  'text',
  'button',
  'products',
  'answers',
  'divider',
] as const;

/** Kinds of product sources as a form offers them; the day's deal in its two ways. */
export const SOURCE_KINDS = [
  'last category',
  'bestsellers',
  'new since last visit',
  'new category',
  'deal product',
  'deal tag',
] as const;

export const NEW_CATEGORY_DAYS = [60, 90, 120] as const;

export const NO_CONTENT: EmailContent = { subject: '', preheader: '', body: [] };

export function newEmailBlock(kind: EmailBlock['kind']): EmailBlock {
  switch (kind) {
    case 'heading':
    case 'text':
      return { kind, text: '' };
    case 'button':
      return { kind, label: '', url: '{{ shop.url }}' };
    case 'answers':
      return { kind, question: '', answers: [{ id: 'answer-1', label: '' }] };
    case 'products':
      return {
        kind,
        title: '',
        source: { kind: 'last category' },
        fallback: { kind: 'bestsellers' },
        count: 3,
      };
    case 'divider':
      return { kind };
  }
}

/** A source of one of `SOURCE_KINDS`; null for any other word. */
export function newSource(kind: string): ProductSource | null {
  switch (kind) {
    case 'last category':
    case 'bestsellers':
    case 'new since last visit':
      return { kind };
    case 'new category':
      return { kind, days: 90 };
    case 'deal product':
      return { kind: 'deal', of: { kind: 'product', productId: 0 } };
    case 'deal tag':
      return { kind: 'deal', of: { kind: 'tag', tag: '' } };
    default:
      return null;
  }
}

export function addBlock(content: EmailContent, block: EmailBlock): EmailContent {
  return { ...content, body: [...content.body, block] };
}

export function replaceBlock(content: EmailContent, at: number, block: EmailBlock): EmailContent {
  return { ...content, body: content.body.with(at, block) };
}

export function removeBlock(content: EmailContent, at: number): EmailContent {
  return { ...content, body: content.body.toSpliced(at, 1) };
}

/** Moves a block one place up (−1) or down (+1); at the edge it stays. */
export function moveBlock(content: EmailContent, at: number, by: -1 | 1): EmailContent {
  const block = content.body[at];
  const to = at + by;
  if (!block || to < 0 || to >= content.body.length) return content;
  return { ...content, body: content.body.toSpliced(at, 1).toSpliced(to, 0, block) };
}

/** An answer with an id that no other has: ids are what is recorded, so they never change afterwards. */
export function addAnswer(answers: readonly Answer[]): readonly Answer[] {
  let number = answers.length + 1;
  while (answers.some((answer) => answer.id === `answer-${number}`)) number += 1;
  return [...answers, { id: `answer-${number}`, label: '' }];
}
