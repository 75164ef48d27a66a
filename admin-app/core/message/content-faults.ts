/** What is wrong with one language's e-mail, found before anybody gets it. */
import { liquidFault } from './liquid.ts';
import type { EmailBlock, EmailContent } from './types.ts';

/** `field` is a path inside the content, e.g. "body.2.label". */
export interface ContentFault {
  readonly field: string;
  readonly message: string;
}

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
    case 'divider':
      return [];
  }
}

function textFaults(field: string, what: string, text: string): readonly ContentFault[] {
  if (text.trim() === '') return [{ field, message: `${what} is empty.` }];
  return liquidFaults(field, what, text);
}

function liquidFaults(field: string, what: string, text: string): readonly ContentFault[] {
  const fault = liquidFault(text);
  return fault === null ? [] : [{ field, message: `${what} cannot be read: ${fault}.` }];
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
