import { describe, expect, it } from 'vitest';
import type { SegmentValues } from '../../../admin-app/contract/segments.ts';
import { faultInWords } from '../../../admin-app/core/segment/fault-in-words.ts';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { completionAt } from '../../../admin-app/ui/models/segment-completion.ts';
import { fixOf, isUnfinished } from '../../../admin-app/ui/models/segment-fix.ts';

const VALUES: SegmentValues = {
  counting: false,
  tags: ['VIP', 'tea lover', "l'été"],
  productTypes: ['Coffee', 'Tea'],
  productTitles: ['Moka Pot'],
  countries: ['FR', 'PL'],
  languages: ['fr'],
  emailDomains: ['example.com'],
  valueTiers: [],
  loyaltyTiers: [],
  segments: ['Gold', "it's"],
  scenarios: ['Win back'],
};

/** `|` is the cursor. */
function at(marked: string) {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const words: Readonly<Record<string, string>> = { amount_spent: 'Dépenses totales' };
  const found = completionAt(text, cursor, VALUES, (name) => words[name] ?? name);
  return { text, found };
}

/** The text with the nth suggestion taken. */
function taken(marked: string, nth = 0): string {
  const { text, found } = at(marked);
  const suggestion = found?.suggestions[nth];
  if (!found || !suggestion) return 'nothing offered';
  return text.slice(0, found.from) + suggestion.text + text.slice(found.to);
}

const OFFERS: readonly (readonly [written: string, first: readonly string[]])[] = [
  ['amount|', ['amount_spent']],
  ['dépen|', ['amount_spent']],
  ['overdue|', ['days_overdue']],
  ['number_of_orders |', ['=', '!=', '<', '<=']],
  ['number_of_orders <|', ['<', '<=']],
  ['number_of_orders BET|', ['BETWEEN', 'NOT BETWEEN']],
  ['number_of_orders BETWEEN 1 |', ['AND']],
  ['customer_tags NOT |', ['CONTAINS', 'IN']],
  ['customer_tags IS |', ['NULL', 'NOT NULL']],
  ['customer_tags CONTAINS |', ['VIP', 'tea lover', "l'été"]],
  ["customer_tags CONTAINS 'te|", ['tea lover']],
  ["customer_tags IN ('VIP', |", ['VIP', 'tea lover', "l'été"]],
  ['customer_countries CONTAINS p|', ['PL']],
  ['email_subscription_status = SUB|', ['SUBSCRIBED', 'NOT_SUBSCRIBED', 'UNSUBSCRIBED']],
  ['ever_engaged = |', ['true', 'false']],
  ['last_order_date >= -3|', ['-30d']],
  ['last_order_date >= -30d |', ['AND', 'OR']],
  ['(number_of_orders = 1 |', ['AND', 'OR', ')']],
  ['orders_placed |', ['MATCHES', 'NOT MATCHES']],
  ['orders_placed MATCHES (|', ['date', 'amount', 'count', 'sum_amount']],
  ['orders_placed MATCHES (count > 2, |', ['date', 'amount', 'sum_amount']],
  ['products_purchased MATCHES (product_type = |', ['Coffee', 'Tea']],
  ['anniversary(|', ['birthday']],
  ['in_segment(|', ['Gold', "it's"]],
  ['in_scenario(|', ['Win back']],
  ['number_of_orders = 1 AND amount|', ['amount_spent']],
];

const NOTHING: readonly string[] = [
  'number_of_orders = |',
  'number_of_orders = 1 -- |',
  'number_of_orders = 1 -- who|',
  'wrong_name = 1 AND amount|',
  'amount_spent|',
  "customer_email_domain = 'zzz|",
];

/** Taking the first suggestion. */
const TAKEN: readonly (readonly [written: string, then: string])[] = [
  ['amou| >= 3', 'amount_spent >= 3'],
  ['amou|nt_sp >= 3', 'amount_spent >= 3'],
  ['orders_pl|', 'orders_placed MATCHES ('],
  ['in_seg|', 'in_segment('],
  ['in_segment(|', "in_segment('Gold')"],
  ["customer_tags CONTAINS 'V|'", "customer_tags CONTAINS 'VIP'"],
  ["customer_tags CONTAINS 'l|", "customer_tags CONTAINS 'l\\'été'"],
  ['customer_tags NOT CON|', 'customer_tags NOT CONTAINS '],
  ["customer_tags IN ('VIP')|", "customer_tags IN ('VIP') AND "],
  ['orders_placed MATCHES (count > 2,|', 'orders_placed MATCHES (count > 2, date '],
  ['customer_tags i|', 'customer_tags IN ('],
];

describe('what could be written next', () => {
  it.each(OFFERS)('is offered in "%s"', (written, first) => {
    const labels = at(written).found?.suggestions.map(({ label }) => label) ?? [];
    expect(labels.slice(0, first.length)).toEqual(first);
  });

  it('is every condition where the text is empty, and nothing twice', () => {
    const labels = at('|').found?.suggestions.map(({ label }) => label) ?? [];
    expect(labels).toContain('products_purchased');
    expect(new Set(labels).size).toBe(labels.length);
  });

  it.each(NOTHING)('is not offered where nobody can know or all is there: "%s"', (written) => {
    expect(at(written).found).toBeNull();
  });

  it.each(TAKEN)('is written in the place of what was typed: "%s"', (written, then) => {
    expect(taken(written)).toBe(then);
  });
});

/** One click puts it right, as often as something is wrong. */
const FIXES: readonly (readonly [wrong: string, right: string])[] = [
  ['number_of_order > 1', 'number_of_orders > 1'],
  ["customer_tags = 'VIP'", "customer_tags CONTAINS 'VIP'"],
  ["email_subscription_status = 'SUBSCRIBD'", "email_subscription_status = 'SUBSCRIBED'"],
  ['last_order_date < 7d', 'last_order_date < -7d'],
  ["customer_tags CONTAINS 'VIP", "customer_tags CONTAINS 'VIP'"],
  ['number_of_orders > 1 /* who', 'number_of_orders > 1 /* who*/'],
  ['orders_placed (count > 2)', 'no fix'],
];

describe('what is wrong', () => {
  it.each(FIXES)('is put right in "%s"', (wrong, right) => {
    const read = parse(wrong);
    if (read.ok) throw new Error('it can be read');
    const fix = fixOf(read.fault, wrong);
    const fixed = fix ? wrong.slice(0, fix.from) + fix.text + wrong.slice(fix.to) : 'no fix';
    expect(fixed, faultInWords(read.fault, 'en')).toBe(right);
  });

  it.each([
    ['number_of_orders', true],
    ['number_of_orders > ', true],
    ["customer_tags CONTAINS 'V", true],
    ['number_of_orders > > 1', false],
    ['wrong_name', false],
  ])('may only be unfinished: "%s" %s', (text, unfinished) => {
    const read = parse(text);
    expect(!read.ok && isUnfinished(read.fault)).toBe(unfinished);
  });
});
