import { describe, expect, it, vi } from 'vitest';
import { liquidFault } from '../../../admin-app/core/message/liquid.ts';
import {
  contentFaultInWords,
  textProblemInWords,
} from '../../../admin-app/core/message/problem-in-words.ts';
import { english } from '../../../admin-app/core/message/problem-words-english.ts';
import { french } from '../../../admin-app/core/message/problem-words-french.ts';
import { polish } from '../../../admin-app/core/message/problem-words-polish.ts';
import {
  type ContentCause,
  MESSAGE_PARTS,
  type TextCause,
} from '../../../admin-app/core/message/text-problems.ts';
import { LANGUAGES } from '../../../admin-app/core/message/types.ts';

const place = { line: 411, column: 412 };
/** One of each code, with holes that are found again in every language. */
const TEXTS: { readonly [Code in TextCause['code']]: Extract<TextCause, { code: Code }> } = {
  'unknown field': { code: 'unknown field', name: 'n-401', nearest: 'n-402', fields: ['x'] },
  'no coupon': { code: 'no coupon' },
  'unknown date style': { code: 'unknown date style', style: 'n-403', styles: ['n-404', 'n-405'] },
  'not a number': { code: 'not a number', value: 'n-406' },
  'unknown filter': { code: 'unknown filter', name: 'n-407', place },
  'unknown tag': { code: 'unknown tag', name: 'n-408', place },
  'not closed': { code: 'not closed', text: 'n-409', place },
  broken: { code: 'broken', said: 'n-410', place },
  'too long to read': { code: 'too long to read' },
  'takes too long': { code: 'takes too long' },
  'no web address': { code: 'no web address', url: 'n-413' },
  'no shop address': { code: 'no shop address', url: 'n-414' },
  'empty for customer': { code: 'empty for customer' },
  'subject empty for customer': { code: 'subject empty for customer' },
  'too many letters': { code: 'too many letters', length: 415, most: 416 },
  'too many text messages': { code: 'too many text messages', parts: 417, most: 418 },
};
const cause = { code: 'not a number', value: 'n-420' } as const;
const CONTENTS: { readonly [Code in ContentCause['code']]: Extract<ContentCause, { code: Code }> } =
  {
    empty: { code: 'empty', part: 'subject' },
    unreadable: { code: 'unreadable', part: 'subject', cause },
    'cannot go': { code: 'cannot go', part: 'the text', cause },
    'nothing said': { code: 'nothing said' },
    'number of products': { code: 'number of products', count: 421, most: 422 },
    'deal without tag': { code: 'deal without tag' },
    'deal without product': { code: 'deal without product' },
    'button leads nowhere': { code: 'button leads nowhere', url: 'n-423' },
    'no answers': { code: 'no answers' },
    'same answer': { code: 'same answer', id: 'n-424' },
  };

/** What fills the holes, and what is the same in every language. */
function holesOf(sentence: string): readonly string[] {
  return (sentence.match(/n-\d+|\d{3}|https?:\/\//g) ?? []).sort();
}

describe('every fault of a message has words of its own in each language, with the same holes', () => {
  it.each(Object.values(TEXTS))('$code', (each) => {
    const said = LANGUAGES.map((language) => textProblemInWords(each, language));
    expect(new Set(said).size).toBe(LANGUAGES.length);
    const holes = JSON.stringify(each).match(/n-\d+|(?<!-)\d{3}/g) ?? [];
    for (const clause of said) {
      expect(clause).not.toMatch(/undefined|null|\[object|\.$/);
      expect(holesOf(clause)).toEqual(holesOf(said[0] ?? ''));
      for (const hole of holes) expect(clause).toContain(hole);
    }
  });

  it.each(Object.values(CONTENTS))('$code', (each) => {
    const said = LANGUAGES.map((language) => contentFaultInWords(each, language));
    expect(new Set(said).size).toBe(LANGUAGES.length);
    const holes = JSON.stringify(each).match(/n-\d+|(?<!-)\d{3}/g) ?? [];
    for (const sentence of said) {
      expect(sentence).toMatch(/^[\p{Lu}„\d].*[^.?]\.$/u);
      for (const hole of holes) expect(sentence).toContain(hole);
    }
  });

  it.each(MESSAGE_PARTS)('about the %s', (part) => {
    const said = LANGUAGES.map((language) =>
      contentFaultInWords({ code: 'empty', part }, language),
    );
    expect(new Set(said).size).toBe(LANGUAGES.length);
  });

  it('and no words that no fault has', () => {
    for (const words of [english, french, polish]) {
      expect(Object.keys(words.texts).sort()).toEqual(Object.keys(TEXTS).sort());
      expect(Object.keys(words.contents).sort()).toEqual(Object.keys(CONTENTS).sort());
    }
  });
});

/** What Liquid says of these is read from its English sentences; a new release may say it otherwise. */
const READ: readonly [text: string, cause: object][] = [
  ['{{ customer.firstname }}', { code: 'unknown field', nearest: 'customer.first_name' }],
  [
    'x\n {{ customer.spent | dollars }}',
    { code: 'unknown filter', name: 'dollars', place: { line: 2, column: 2 } },
  ],
  ['{% nonsense %}', { code: 'unknown tag', name: 'nonsense', place: { line: 1, column: 1 } }],
  [
    '{% if customer.tier %}',
    { code: 'not closed', text: '{% if customer.tier %}', place: { line: 1, column: 1 } },
  ],
  [
    'Dear {{ customer.first_name',
    { code: 'not closed', text: '{{ customer.first_name', place: { line: 1, column: 6 } },
  ],
  ['{{ last_order.date | date: "%Y" }}', { code: 'unknown date style', style: '%Y' }],
  ['{{ customer.first_name | money }}', { code: 'not a number' }],
  ['{{ | money }}', { code: 'broken' }],
  [`${'x'.repeat(20_001)}{{ 1 }}`, { code: 'too long to read' }],
  ['{% for i in (1..9000000) %}x{% endfor %}', { code: 'takes too long' }],
];

describe('what Liquid refuses', () => {
  it.each(READ)('is known by its code and place: %s', (text, expected) => {
    expect(liquidFault(text)).toMatchObject(expected);
  });

  it('is no text that met a machine standing still for once', () => {
    const real = performance.now.bind(performance);
    const seen: number[] = [];
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      seen.push(seen.length === 1 ? real() + 60_000 : real());
      return seen.at(-1) ?? 0;
    });
    const fault = liquidFault('Dear {{ customer.first_name }}');
    clock.mockRestore();
    expect(seen.length).toBeGreaterThan(3);
    expect(fault).toBeNull();
  });
});
