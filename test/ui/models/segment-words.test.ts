import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTES } from '../../../admin-app/core/segment/attributes.ts';
import { FUNCTIONS } from '../../../admin-app/core/segment/functions.ts';
import { OPERATORS } from '../../../admin-app/core/segment/operators.ts';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { print } from '../../../admin-app/core/segment/print.ts';
import { english } from '../../../admin-app/ui/components/segments/words/english.ts';
import { french } from '../../../admin-app/ui/components/segments/words/french.ts';
import { polish } from '../../../admin-app/ui/components/segments/words/polish.ts';
import { queryInWords } from '../../../admin-app/ui/components/segments/words/query-in-words.ts';
import { english as texts } from '../../../admin-app/ui/language/segments/english.ts';
import { learn } from '../../../admin-app/ui/language/t.ts';
import {
  newCondition,
  SUBJECTS,
  withOperator,
} from '../../../admin-app/ui/models/segment-choices.ts';
import { piecesOf } from '../../../admin-app/ui/models/segment-pieces.ts';
import { ANY_CHOICES, queries } from '../../core/segment/queries.ts';

const parameters = FUNCTIONS.flatMap((each) => each.parameters);
const values = [...ATTRIBUTES, ...parameters].flatMap((each) => each.values);

describe.each([
  ['English', english],
  ['French', french],
  ['Polish', polish],
])('the words of the query language in %s', (_, words) => {
  it('name everything that can be asked', () => {
    const named = (of: object, names: readonly string[]) => names.filter((name) => !(name in of));
    expect(
      named(
        words.subjects,
        SUBJECTS.map(({ name }) => name),
      ),
    ).toEqual([]);
    expect(
      named(
        words.parameters,
        parameters.map(({ name }) => name),
      ),
    ).toEqual([]);
    expect(named(words.operators, Object.values(OPERATORS).flat())).toEqual([]);
    expect(named(words.values, values)).toEqual([]);
  });
});

describe('a condition to begin with', () => {
  const named = { segments: ['Gold'], scenarios: ['Win back'] };

  it.each(SUBJECTS.map(({ name }) => name))('can be read as it is written: %s', (name) => {
    const condition = newCondition(name, named);
    expect(parse(print(condition))).toMatchObject({ ok: true, query: condition });
  });

  it.each(ATTRIBUTES)('can be asked with each of its operators: $name', (attribute) => {
    const condition = newCondition(attribute.name, named);
    if (condition.kind !== 'attribute') throw new Error('it is about an attribute');
    for (const operator of attribute.operators) {
      const changed = { ...condition, test: withOperator(condition.test, operator, attribute) };
      expect(parse(print(changed))).toMatchObject({ ok: true, query: changed });
    }
  });
});

describe('the coloured pieces of a query', () => {
  it('are the whole text, letter by letter, whatever it is and wherever it is wrong', () => {
    const texts = fc.oneof(fc.string(), queries(ANY_CHOICES).map(print));
    fc.assert(
      fc.property(texts, fc.nat(60), fc.nat(20), (text, offset, length) => {
        const pieces = piecesOf(text, { offset, length, line: 1, column: 1 });
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        const wrong = pieces.filter(({ faulty }) => faulty).map((piece) => piece.text);
        expect(wrong.join('')).toBe(text.slice(offset, offset + length));
      }),
    );
  });

  it('tell names, words, values and texts apart', () => {
    const pieces = piecesOf("number_of_orders > 2 AND customer_tags CONTAINS 'VIP' -- best", null);
    expect(
      pieces.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ['name', 'number_of_orders'],
      ['value', '2'],
      ['word', 'AND'],
      ['name', 'customer_tags'],
      ['word', 'CONTAINS'],
      ['text', "'VIP'"],
      ['comment', '-- best'],
    ]);
  });
});

describe('a query in words', () => {
  beforeAll(() => learn(texts));

  it.each([
    ['', 'Everybody'],
    ['last_order_date < -1y', 'Last order is before 1 year ago'],
    ['predicted_next_order_date = +7d', 'Next order expected: in 7 days'],
    ['anniversary(birthday) BETWEEN today AND +6d', 'Birthday is between today and in 6 days'],
    ['ever_engaged = false', 'Ever engaged: no'],
    ["email_subscription_status = 'UNSUBSCRIBED'", 'E-mail consent: Opted out'],
    [
      'orders_placed MATCHES (count >= 4, date >= -1y) AND amount_spent >= 500',
      'Orders placed (How many is at least 4, Day is on or after 1 year ago) and Amount spent is at least $500.00',
    ],
    [
      'number_of_orders = 1 AND (days_overdue > 3 OR NOT birthday IS NULL)',
      'Number of orders is 1 and (Days overdue is more than 3 or not (Date of birth is unknown))',
    ],
    ["in_segment('Gold')", 'In a segment: Gold'],
    ["customer_countries CONTAINS 'fr'", 'Country has France'],
    ["customer_language IN ('en', 'fr', 'pl')", 'Language is one of English, French, or Polish'],
  ])('says %j', (query, words) => {
    expect(queryInWords(query)).toBe(words);
  });

  it('has words for whatever can be asked, and none for what has an error', () => {
    fc.assert(
      fc.property(queries(ANY_CHOICES), (query) => {
        expect(queryInWords(print(query))).not.toMatch(/undefined|\[object|^$/);
      }),
    );
    expect(queryInWords('last_order_date <')).toBeNull();
  });
});
