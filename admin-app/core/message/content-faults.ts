/** What is wrong with one language's e-mail, found before anybody gets it. */
import { type ContentFault, liquidFaults, textFaults } from './text-faults.ts';
import {
  type EmailBlock,
  type EmailContent,
  MOST_PRODUCTS,
  type ProductSource,
  type ProductsBlock,
} from './types.ts';

export type { ContentFault } from './text-faults.ts';

/** Every empty text that customers would miss, and every text whose Liquid cannot be read. */
export function contentFaults(content: EmailContent): readonly ContentFault[] {
  return [
    ...textFaults('subject', 'The subject', content.subject),
    ...liquidFaults('preheader', 'The preview line', content.preheader),
    ...bodyFaults(content.body),
  ];
}

function bodyFaults(body: readonly EmailBlock[]): readonly ContentFault[] {
  const saysSomething = body.some((block) => block.kind !== 'divider');
  if (!saysSomething) return [{ field: 'body', message: 'The e-mail has no text.' }];
  return body.flatMap((block, index) => blockFaults(block, `body.${index}`));
}

function blockFaults(block: EmailBlock, field: string): readonly ContentFault[] {
  switch (block.kind) {
    case 'heading':
      return textFaults(`${field}.text`, 'A heading', block.text);
    case 'text':
      return textFaults(`${field}.text`, 'A text', block.text);
    case 'button':
      return [
        ...textFaults(`${field}.label`, 'A button’s label', block.label),
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
    ...liquidFaults(`${field}.title`, 'A title', block.title),
    ...sourceFaults(source, `${field}.source`),
    ...(fallback === null ? [] : sourceFaults(fallback, `${field}.fallback`)),
  ];
  if (!Number.isInteger(count) || count < 1 || count > MOST_PRODUCTS) {
    const message = `${count} products cannot be shown; 1 to ${MOST_PRODUCTS} can.`;
    faults.push({ field: `${field}.count`, message });
  }
  return faults;
}

function sourceFaults(source: ProductSource, field: string): readonly ContentFault[] {
  if (source.kind === 'deal' && source.of.kind === 'tag' && source.of.tag.trim() === '') {
    return [{ field, message: 'The day’s deal has no tag to go by.' }];
  }
  if (source.kind === 'deal' && source.of.kind === 'product' && source.of.productId <= 0) {
    return [{ field, message: 'The product of the day is not chosen.' }];
  }
  return [];
}

function urlFaults(field: string, url: string): readonly ContentFault[] {
  const faults = textFaults(field, 'A button’s address', url);
  // An address that starts with a value is known only when the mail is made, and checked again then.
  if (faults.length > 0 || /^(https?:\/\/|\{[{%])/i.test(url.trim())) return faults;
  return [{ field, message: `A button leads to “${url}”; an address starts with https://.` }];
}

function answersFaults(
  block: Extract<EmailBlock, { kind: 'answers' }>,
  field: string,
): readonly ContentFault[] {
  const faults = [...textFaults(`${field}.question`, 'A question', block.question)];
  if (block.answers.length === 0) {
    faults.push({
      field: `${field}.answers`,
      message: 'A question has no answers to choose from.',
    });
  }
  block.answers.forEach(({ id, label }, index) => {
    faults.push(...textFaults(`${field}.answers.${index}.label`, 'An answer', label));
    if (block.answers.findIndex((answer) => answer.id === id) < index) {
      faults.push({
        field: `${field}.answers.${index}.id`,
        message: `Two answers are called “${id}”.`,
      });
    }
  });
  return faults;
}
