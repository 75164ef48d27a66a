import { ended, type ProblemWords } from './problem-words.ts';
import type { LiquidPlace, MessagePart } from './text-problems.ts';

const PARTS: Readonly<Record<MessagePart, string>> = {
  subject: 'The subject',
  'preview line': 'The preview line',
  heading: 'A heading',
  text: 'A text',
  'the text': 'The text',
  'button label': 'A button’s label',
  'button address': 'A button’s address',
  'the button label': 'The button’s label',
  'the button address': 'The button’s address',
  question: 'A question',
  answer: 'An answer',
  'products title': 'A title',
  title: 'The title',
  address: 'The address it leads to',
  notification: 'The notification',
  message: 'The message',
};

function at(place: LiquidPlace | null): string {
  return place === null ? '' : ` (line ${place.line}, character ${place.column})`;
}

export const english: ProblemWords = {
  contents: {
    empty: ({ part }) => `${PARTS[part]} is empty.`,
    unreadable: ({ part }, because) => ended(`${PARTS[part]} cannot be read: ${because}`),
    'cannot go': ({ part }, because) => ended(`${PARTS[part]} cannot go like this: ${because}`),
    'nothing said': () => 'The e-mail has no text.',
    'number of products': ({ count, most }) =>
      `${count} products cannot be shown; 1 to ${most} can.`,
    'deal without tag': () => 'The day’s deal has no tag to go by.',
    'deal without product': () => 'The product of the day is not chosen.',
    'button leads nowhere': ({ url }) =>
      `A button leads to “${url}”; an address starts with https://.`,
    'no answers': () => 'A question has no answers to choose from.',
    'same answer': ({ id }) => `Two answers are called “${id}”.`,
  },
  texts: {
    'unknown field': ({ name, nearest, fields }) =>
      `there is no field “${name}”; ${
        nearest === null ? `there are ${fields.join(', ')}` : `did you mean “${nearest}”?`
      }`,
    'no coupon': () => 'there is no coupon for this customer',
    'unknown date style': ({ style, styles }) =>
      `there is no way “${style}” to write dates; there are ${styles.join(', ')}`,
    'not a number': ({ value }) => `“${value}” is not a number`,
    'unknown filter': ({ name, place }) => `there is no filter “${name}”${at(place)}`,
    'unknown tag': ({ name, place }) => `there is no tag “${name}”${at(place)}`,
    'not closed': ({ text, place }) => `“${text}” is not closed${at(place)}`,
    broken: ({ said, place }) => `Liquid does not understand it, and says “${said}”${at(place)}`,
    'too long to read': () => 'it is too long',
    'takes too long': () => 'making it takes too much time or memory',
    'no web address': ({ url }) =>
      `“${url}” is not a web address; it must start with https:// or http://`,
    'no shop address': ({ url }) => `“${url}” is not an address; it must start with https:// or /`,
    'empty for customer': () => 'it is empty for this customer',
    'subject empty for customer': () => 'the subject is empty for this customer',
    'too many letters': ({ length, most }) =>
      `it has ${length} characters for this customer; at most ${most} are shown`,
    'too many text messages': ({ parts, most }) =>
      `it takes ${parts} text messages; at most ${most} are sent`,
  },
};
