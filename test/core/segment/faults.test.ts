import { describe, expect, it } from 'vitest';
import { faultInWords } from '../../../admin-app/core/segment/fault-in-words.ts';
import type { Fault, FaultCause } from '../../../admin-app/core/segment/faults.ts';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { type References, resolve } from '../../../admin-app/core/segment/resolve.ts';

function faultOf(text: string): Fault {
  const result = parse(text);
  if (result.ok) throw new Error(`${text} is no fault`);
  return result.fault;
}

type Code = FaultCause['code'];
/** The place is what stands between the guillemets; nothing between them: a place without a length. */
const FAULTS: readonly (readonly [marked: string, code: Code, suggestion: string | null])[] = [
  // Names
  ['«number_of_oders» > 1', 'unknown name', 'number_of_orders'],
  ['«customer_tag» CONTAINS 1', 'unknown name', 'customer_tags'],
  ['«shopify_email.opened» MATCHES ()', 'unknown name', 'messages_opened'],
  ['«zebra» = 1', 'unknown name', null],
  ['number_of_orders > 1 AND «»', 'expected', null],
  ['number_of_orders > 1 «number_of_orders» < 5', 'expected', null],
  ['(number_of_orders > 1«»', 'expected', null],
  ['number_of_orders > 1«)»', 'expected', null],
  ['«OR» number_of_orders > 1', 'expected', null],
  // Operators
  ['number_of_orders «»', 'expected', null],
  ['number_of_orders «BETWEN» 1 AND 5', 'expected', 'BETWEEN'],
  ['number_of_orders «CONTAINS» 1', 'operator not possible', '='],
  ["customer_tags «=» 'VIP'", 'operator not possible', 'CONTAINS'],
  ["email_subscription_status «>» 'SUBSCRIBED'", 'operator not possible', null],
  ['number_of_orders BETWEEN 1 «OR» 5', 'expected', null],
  ['birthday IS «EMPTY»', 'expected', null],
  ["customer_language STARTS «'en'»", 'expected', null],
  ['anniversary(birthday) «>» today', 'operator not possible', null],
  ['anniversary(«last_order_date») = today', 'expected', 'birthday'],
  // Values
  ["number_of_orders > «'5'»", 'expected', '5'],
  ['number_of_orders > «2.5»', 'not whole', '2'],
  ['customer_tags CONTAINS «VIP»', 'expected', "'VIP'"],
  ["email_subscription_status = «'SUBSCRIBD'»", 'unknown value', "'SUBSCRIBED'"],
  ['email_subscription_status = «subscribed»', 'expected', "'SUBSCRIBED'"],
  ["last_order_date > «'2024-01-01'»", 'expected', '2024-01-01'],
  ['last_order_date > «30»', 'expected', null],
  ['last_order_date > «30d»', 'offset without sign', '-30d'],
  ['last_order_date > «2026-2-1»', 'unknown sign', '2026-02-01'],
  ['last_order_date > «2026-02-30»', 'impossible date', null],
  ['last_order_date > «2026-02-28T24:00:00»', 'impossible time', null],
  ['last_order_date > «2026-02-28T16:00»', 'impossible time', '2026-02-28T16:00:00'],
  ['birthday > «2026-02-28T16:00:00»', 'expected', null],
  ['last_order_date > «-2000y»', 'offset too large', '-1000y'],
  ['amount_spent > «1.2345678»', 'number too long', null],
  ["ever_engaged = «'true'»", 'expected', 'true'],
  ['number_of_orders IN (1, 2«»', 'expected', null],
  ['number_of_orders IN («)»', 'expected', null],
  // Functions
  ['orders_placed «>» 2', 'function without MATCHES', 'MATCHES'],
  ['orders_placed MATCHES «count» > 2', 'expected', null],
  ['orders_placed MATCHES («cuont» > 2)', 'unknown parameter', 'count'],
  ['orders_placed MATCHES (date > -1y, «date» < -1d)', 'parameter twice', null],
  ['orders_placed MATCHES (count > 2 «count» < 4)', 'expected', null],
  ['messages_opened() = «1»', 'expected', null],
  ['in_segment(«Gold»)', 'expected', "'Gold'"],
  ['in_segment «=» 1', 'expected', null],
  // Signs
  ['customer_tags CONTAINS «‘»VIP’', 'unknown sign', "'"],
  ["customer_tags CONTAINS «'VIP»", 'text not closed', "'"],
  ['number_of_orders > 1 «/*» all time', 'comment not closed', '*/'],
  ['number_of_orders > 1 «&»& birthday IS NULL', 'unknown sign', null],
];

describe('a fault in a query', () => {
  it.each(FAULTS)('%s: %s', (marked, code, suggestion) => {
    const begin = marked.indexOf('«');
    const fault = faultOf(marked.replace(/[«»]/g, ''));
    expect({ code: fault.cause.code, suggestion: fault.suggestion }).toEqual({ code, suggestion });
    const { offset, length } = fault.place;
    expect({ offset, length }).toEqual({ offset: begin, length: marked.indexOf('»') - begin - 1 });
  });

  it('is found by line and column, also after texts over several lines and wide characters', () => {
    const text = "customer_tags CONTAINS '🎂\r\n' -- a comment\r\n  AND\tnumber_of_orders = x";
    expect(faultOf(text).place).toMatchObject({ line: 3, column: 26 });
  });

  it('says what was expected and what may have been meant', () => {
    const said = (text: string) => faultInWords(faultOf(text), 'en');
    expect(said('number_of_oders > 1')).toBe(
      'There is no attribute or function called “number_of_oders”. Did you mean number_of_orders?',
    );
    expect(said("customer_tags = 'VIP'")).toBe(
      'customer_tags cannot be asked with =, but with CONTAINS, NOT CONTAINS, IN, NOT IN, IS NULL or IS NOT NULL. Did you mean CONTAINS?',
    );
    expect(said('last_order_date >')).toBe(
      'The query ends where a date such as 2026-05-30, -30d or today for last_order_date is expected.',
    );
  });

  it.each(['en', 'fr', 'pl'] as const)('has a sentence in %s for every fault', (language) => {
    for (const [marked] of FAULTS) {
      const sentence = faultInWords(faultOf(marked.replace(/[«»]/g, '')), language);
      expect(sentence).toMatch(/^[^\s].{10,}[.?]$/u);
      expect(sentence).not.toMatch(/undefined|object|NaN/);
    }
  });
});

describe('names of segments and scenarios in a query', () => {
  const queryOf = (text: string) => {
    const result = parse(text);
    if (!result.ok) throw new Error(text);
    return result;
  };
  const references = (queries: Readonly<Record<string, string>>, ownName?: string): References => ({
    segments: Object.entries(queries).map(([name, text]) => ({ name, query: queryOf(text).query })),
    scenarios: [{ name: 'Win back', scenarioId: 4 }],
    ...(ownName === undefined ? {} : { ownName }),
  });
  const resolved = (text: string, given: References) => {
    const { query, places } = queryOf(text);
    return resolve(query, given, places);
  };

  it('stand for their queries, whatever their case', () => {
    const result = resolved(
      "in_segment('GOLD') AND in_scenario('win back')",
      references({ Gold: 'ever_engaged = true' }),
    );
    expect(result).toMatchObject({
      ok: true,
      query: { of: [{ attribute: 'ever_engaged' }, { kind: 'enrolled', scenarioId: 4 }] },
    });
  });

  it.each([
    ["ever_engaged = true OR in_segment('Glod')", 'unknown segment', 'Gold', 23],
    ["in_scenario('Winback')", 'unknown scenario', 'Win back', 0],
    ["NOT in_segment('Silver')", 'unknown segment', null, 4],
  ])('%s: %s', (text, code, suggestion, offset) => {
    const result = resolved(text, references({ Gold: '' }));
    expect(result).toMatchObject({
      ok: false,
      fault: { cause: { code }, suggestion, place: { offset } },
    });
  });

  it('lead back to the segment itself only as an error that shows the way', () => {
    const queries = {
      A: "in_segment('B')",
      B: "ever_engaged = true AND NOT in_segment('a')",
      C: '',
    };
    const fromB = resolved("birthday IS NULL OR in_segment('A')", references(queries, 'B'));
    expect(fromB).toMatchObject({
      fault: {
        cause: { code: 'segment within itself', path: ['B', 'A', 'B'] },
        place: { offset: 20, length: 15 },
      },
    });
    const outside = resolved("in_segment('C') AND in_segment('A')", references(queries));
    expect(outside).toMatchObject({ fault: { cause: { path: ['A', 'B', 'a'] } } });
    const twice = resolved("in_segment('C') OR in_segment('C')", references(queries));
    expect(twice.ok).toBe(true);
  });

  it('are refused when short queries would grow into a huge one', () => {
    const doubling = (name: string) => `in_segment('${name}') AND in_segment('${name}')`;
    const names = Array.from({ length: 30 }, (_, index) => `S${index}`);
    const queries = Object.fromEntries(
      names.map((name, index) => [
        name,
        index === 0 ? 'ever_engaged = true' : doubling(`S${index - 1}`),
      ]),
    );
    expect(resolved("in_segment('S29')", references(queries))).toMatchObject({
      fault: { cause: { code: 'too many conditions' } },
    });
  });
});
