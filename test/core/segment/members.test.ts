import { describe, expect, it } from 'vitest';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { readsOf } from '../../../admin-app/core/segment/reads.ts';
import { type ResolvedQuery, resolve } from '../../../admin-app/core/segment/resolve.ts';
import { SegmentEvaluator } from '../../../admin-app/core/segment/to-members.ts';
import { parseDay } from '../../../admin-app/core/time.ts';
import { columnsOf } from './customers.ts';
import { CASE_REFERENCES, MEMBER_CASES } from './member-cases.ts';

function resolvedQuery(text: string): ResolvedQuery {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.cause.code}`);
  const resolved = resolve(parsed.query, CASE_REFERENCES);
  if (!resolved.ok) throw new Error(`${text}: ${resolved.fault.cause.code}`);
  return resolved.query;
}

describe('a member over columns', () => {
  it.each(MEMBER_CASES)('$query, $name: $isMember', ({ query, customer, isMember, ...moment }) => {
    const columns = columnsOf([customer], moment.zone);
    const members = new SegmentEvaluator(columns).members(resolvedQuery(query), moment);
    expect(members).toMatchObject({ ok: true, count: isMember ? 1 : 0 });
  });
});

describe('a snapshot', () => {
  const moment = { today: parseDay('2026-06-15'), currency: 'EUR' };
  const everything = columnsOf(
    MEMBER_CASES.filter(({ zone }) => zone === 'UTC').map(({ customer }) => customer),
    'UTC',
  );

  it('answers the same when asked again, also after many other questions', () => {
    const evaluator = new SegmentEvaluator(everything);
    const queries = MEMBER_CASES.map(({ query }) => resolvedQuery(query));
    for (const round of [moment, { ...moment, today: moment.today + 1 }, moment]) {
      for (const query of queries) {
        const again = evaluator.members(query, round);
        expect(again).toEqual(new SegmentEvaluator(everything).members(query, round));
      }
    }
  });

  it('hands out answers that later questions leave alone', () => {
    const evaluator = new SegmentEvaluator(everything);
    const first = evaluator.members(resolvedQuery('amount_spent > 0'), moment);
    const before = first.ok ? [...first.included] : [];
    evaluator.members(resolvedQuery('amount_spent > 0 AND ever_engaged = true'), moment);
    expect(first.ok ? [...first.included] : []).toEqual(before);
  });

  it.each([
    ['last_order_date > 2026-06-15T16:00:00', 'last_order_date', { kind: 'time of day' }],
    [
      'ever_engaged = true AND value_tier IS NULL',
      'value_tier',
      { kind: 'column', column: 'value_tier' },
    ],
  ])('says which condition needs the server: %s', (text, attribute, lacks) => {
    const { value_tier: _, ...columns } = everything.customers.columns;
    const without = { ...everything, customers: { ...everything.customers, columns } };
    const answer = new SegmentEvaluator(without).members(resolvedQuery(text), moment);
    expect(answer).toMatchObject({ ok: false, condition: { attribute }, lacks });
  });

  it('without rows says so too', () => {
    const withoutRows = new SegmentEvaluator({ ...everything, rows: {} });
    const answer = withoutRows.members(resolvedQuery('orders_placed MATCHES ()'), moment);
    expect(answer).toMatchObject({ ok: false, lacks: { kind: 'column', column: 'orders' } });
  });

  it('of nobody has no members', () => {
    const nobody = columnsOf([], 'UTC');
    expect(new SegmentEvaluator(nobody).members(resolvedQuery(''), moment)).toMatchObject({
      ok: true,
      count: 0,
    });
  });
});

describe('what a query reads', () => {
  it.each([
    ['number_of_orders > 2', ['orders'], false],
    ['last_order_date > 2026-01-01', ['orders'], false],
    ['last_order_date > -7d', ['orders'], true],
    ['days_overdue > 2 OR birthday IS NULL', ['prediction', 'customer'], true],
    ['days_overdue IS NULL', ['prediction'], false],
    ['anniversary(birthday) = 2026-01-01', ['customer'], true],
    ['NOT messages_opened MATCHES (date >= -1y)', ['activities'], true],
    ["products_purchased MATCHES (product_type = 'Shoes')", ['order lines'], false],
    ["in_scenario('Win back')", ['enrolments'], false],
    ['', [], false],
  ])('%s', (text, facts, dependsOnDay) => {
    const reads = readsOf(resolvedQuery(text));
    expect({ facts: [...reads.facts], dependsOnDay: reads.dependsOnDay }).toEqual({
      facts,
      dependsOnDay,
    });
  });

  it('names the segments and scenarios before they are resolved', () => {
    const parsed = parse("in_segment('A') AND NOT (in_segment('B') OR in_scenario('C'))");
    const reads = parsed.ok ? readsOf(parsed.query) : null;
    expect(reads).toMatchObject({ segments: new Set(['A', 'B']), scenarios: new Set(['C']) });
  });
});
