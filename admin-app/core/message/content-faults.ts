/** What is wrong with one language's e-mail, found before anybody gets it. */
import { liquidFaults, textFaults } from './text-faults.ts';
import type { ContentFault } from './text-problems.ts';
import {
  type EmailBlock,
  type EmailContent,
  MOST_PRODUCTS,
  type ProductSource,
  type ProductsBlock,
} from './types.ts';

/** Every empty text that customers would miss, and every text whose Liquid cannot be read. */
export function contentFaults(content: EmailContent): readonly ContentFault[] {
  return [
    ...textFaults('subject', 'subject', content.subject),
    ...liquidFaults('preheader', 'preview line', content.preheader),
    ...bodyFaults(content.body),
  ];
}

function bodyFaults(body: readonly EmailBlock[]): readonly ContentFault[] {
  const saysSomething = body.some((block) => block.kind !== 'divider');
  if (!saysSomething) return [{ field: 'body', cause: { code: 'nothing said' } }];
  return body.flatMap((block, index) => blockFaults(block, `body.${index}`));
}

function blockFaults(block: EmailBlock, field: string): readonly ContentFault[] {
  switch (block.kind) {
    case 'heading':
      return textFaults(`${field}.text`, 'heading', block.text);
    case 'text':
      return textFaults(`${field}.text`, 'text', block.text);
    case 'button':
      return [
        ...textFaults(`${field}.label`, 'button label', block.label),
        ...urlFaults(`${field}.url`, block.url),
      ];
    case 'answers':
      return answersFaults(block, field);
    case 'products':
      return productsFaults(block, field);
    case 'divider':
      return [];
  }
}

function productsFaults(block: ProductsBlock, field: string): readonly ContentFault[] {
  const { count, source, fallback } = block;
  const faults = [
    ...liquidFaults(`${field}.title`, 'products title', block.title),
    ...sourceFaults(source, `${field}.source`),
    ...(fallback === null ? [] : sourceFaults(fallback, `${field}.fallback`)),
  ];
  if (!Number.isInteger(count) || count < 1 || count > MOST_PRODUCTS) {
    const cause = { code: 'number of products', count, most: MOST_PRODUCTS } as const;
    faults.push({ field: `${field}.count`, cause });
  }
  return faults;
}

function sourceFaults(source: ProductSource, field: string): readonly ContentFault[] {
  if (source.kind === 'deal' && source.of.kind === 'tag' && source.of.tag.trim() === '') {
    return [{ field, cause: { code: 'deal without tag' } }];
  }
  if (source.kind === 'deal' && source.of.kind === 'product' && source.of.productId <= 0) {
    return [{ field, cause: { code: 'deal without product' } }];
  }
  return [];
}

function urlFaults(field: string, url: string): readonly ContentFault[] {
  const faults = textFaults(field, 'button address', url);
  // An address that starts with a value is known only when the mail is made, and checked again then.
  if (faults.length > 0 || /^(https?:\/\/|\{[{%])/i.test(url.trim())) return faults;
  return [{ field, cause: { code: 'button leads nowhere', url } }];
}

function answersFaults(
  block: Extract<EmailBlock, { kind: 'answers' }>,
  field: string,
): readonly ContentFault[] {
  const faults = [...textFaults(`${field}.question`, 'question', block.question)];
  if (block.answers.length === 0) {
    faults.push({
      field: `${field}.answers`,
      cause: { code: 'no answers' },
    });
  }
  block.answers.forEach(({ id, label }, index) => {
    faults.push(...textFaults(`${field}.answers.${index}.label`, 'answer', label));
    if (block.answers.findIndex((answer) => answer.id === id) < index) {
      faults.push({
        field: `${field}.answers.${index}.id`,
        cause: { code: 'same answer', id },
      });
    }
  });
  return faults;
}
