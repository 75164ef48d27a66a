import { describe, expect, it } from 'vitest';
import { type Column, NO_INTEGER } from '../../../admin-app/core/segment/columns.ts';
import type { Bin, Histogram } from '../../../admin-app/core/segment/histogram.ts';
import { parse } from '../../../admin-app/core/segment/parse.ts';
import { SegmentPreviewer } from '../../../admin-app/core/segment/preview.ts';
import { resolve } from '../../../admin-app/core/segment/resolve.ts';
import type { SegmentSnapshot } from '../../../admin-app/core/segment/snapshot.ts';
import { parseDay } from '../../../admin-app/core/time.ts';
import { customerNumbers, MADE_ON, makeSnapshot } from '../../support/segment-snapshot.ts';

const made = makeSnapshot({ customerIds: customerNumbers(3_000), seed: 7 });

/** A shop of whose customers one column is known. */
function shopWith(name: string, column: Column, size: number): SegmentSnapshot {
  const customers = { size, columns: { ...made.columns.customers.columns, [name]: column } };
  return { ...made, customerIds: customerNumbers(size), columns: { customers, rows: {} } };
}

const int32 = (values: readonly (number | null)[]): Column => ({
  kind: 'int32',
  values: Int32Array.from(values, (value) => value ?? NO_INTEGER),
});

function histogramOf(text: string, snapshot = made): Histogram {
  const parsed = parse(text);
  if (!parsed.ok || parsed.query.kind === 'everyone') throw new Error(`${text} is no condition`);
  const { query } = parsed;
  if ('of' in query) throw new Error(`${text} is more than one condition`);
  const asked = resolve(query, {
    segments: [{ name: 'A', query: { kind: 'everyone' } }],
    scenarios: [],
  });
  if (!asked.ok) throw new Error(`${text} cannot be resolved`);
  const condition = { written: query, asked: asked.query };
  const moment = { today: MADE_ON, currency: 'EUR' };
  const histogram = new SegmentPreviewer(snapshot).histogram({ condition, moment });
  if (!histogram) throw new Error(`${text} has no histogram`);
  return histogram;
}

function binsOf(text: string, snapshot?: SegmentSnapshot) {
  const histogram = histogramOf(text, snapshot);
  if (histogram.kind === 'values') throw new Error(`${text} has values instead of bins`);
  return histogram;
}

const ends = ({ from, to, customers, passing }: Bin<unknown>) => [from, to, customers, passing];

describe('a histogram of numbers', () => {
  it('has a bin for each where they are few and whole', () => {
    const snapshot = shopWith('number_of_orders', int32([0, 1, 1, 3]), 4);
    const { bins, ...rest } = binsOf('number_of_orders > 0', snapshot);
    expect(bins.map((bin) => ends(bin as Bin<number>))).toEqual([
      [0, 0, 1, 0],
      [1, 1, 2, 2],
      [2, 2, 0, 0],
      [3, 3, 1, 1],
    ]);
    expect(rest).toEqual({
      kind: 'numbers',
      subject: 'number_of_orders',
      measure: null,
      unit: 'orders',
      whole: true,
      unknown: { customers: 0, passing: 0 },
    });
  });

  it('counts overdue days from today, and those without a date apart', () => {
    const due = [MADE_ON - 9, MADE_ON, MADE_ON + 10, null];
    const snapshot = shopWith('predicted_next_order_date', int32(due), 4);
    const { bins, unknown } = binsOf('days_overdue >= 0', snapshot);
    expect(unknown).toEqual({ customers: 1, passing: 0 });
    const known = (bins as readonly Bin<number>[]).filter(({ customers }) => customers > 0);
    expect(known.map(ends)).toEqual([
      [-10, -10, 1, 0],
      [0, 0, 1, 1],
      [9, 9, 1, 1],
    ]);
  });

  it('is open at its ends for the few that lie far away', () => {
    const orders = [...Array.from({ length: 1_000 }, (_, i) => i % 4), 90_000, -5];
    const snapshot = shopWith('number_of_orders', int32(orders), orders.length);
    const { bins } = binsOf('number_of_orders >= 3', snapshot);
    expect((bins as readonly Bin<number>[]).map(ends)).toEqual([
      [null, 0, 251, 0],
      [1, 1, 250, 0],
      [2, 2, 250, 0],
      [3, null, 251, 251],
    ]);
  });

  it.each([
    { of: [0, 1], width: 0.05 },
    { of: [0.2, 0.9], width: 0.05 },
    { of: [12, 912], width: 50 },
    { of: [5, 5], width: 0.5 },
    { of: [0, 0], width: 0.05 },
  ])('has bins of a round width for $of', ({ of, width }) => {
    const column: Column = { kind: 'float32', values: Float32Array.from(of) };
    const snapshot = shopWith('order_probability_30d', column, of.length);
    const [first] = binsOf('order_probability_30d > 0', snapshot).bins as readonly Bin<number>[];
    expect(Number(first?.to) - Number(first?.from)).toBeCloseTo(width, 9);
  });
});

describe('a histogram of days', () => {
  const each = (from: string, to: string) => {
    const days = int32([parseDay(from), parseDay(to)]);
    const histogram = histogramOf(
      'last_order_date IS NOT NULL',
      shopWith('last_order_date', days, 2),
    );
    if (histogram.kind !== 'dates') throw new Error('not of dates');
    const [first, last] = [histogram.bins[0], histogram.bins.at(-1)];
    return [histogram.each, first?.from, first?.to, last?.from, last?.to];
  };

  it('goes by day, by week from Monday, by month or by year', () => {
    expect(each('2026-02-20', '2026-03-02')).toEqual([
      ...['day', '2026-02-20', '2026-02-20', '2026-03-02', '2026-03-02'],
    ]);
    expect(each('2026-01-01', '2026-04-01')).toEqual([
      ...['week', '2025-12-29', '2026-01-04', '2026-03-30', '2026-04-05'],
    ]);
    expect(each('2024-02-29', '2026-04-01')).toEqual([
      ...['month', '2024-02-01', '2024-02-29', '2026-04-01', '2026-04-30'],
    ]);
    expect(each('1969-12-31', '2026-04-01')).toEqual([
      ...['year', '1969-01-01', '1969-12-31', '2026-01-01', '2026-12-31'],
    ]);
  });

  it('puts birthdays under their months', () => {
    const days = ['1904-02-29', '1990-01-31', '2001-12-31', '2001-02-01'].map(parseDay);
    const snapshot = shopWith('birthday', int32([...days, null]), 5);
    const { bins, unknown } = binsOf('anniversary(birthday) = 2026-02-01', snapshot);
    expect(bins.map(({ customers }) => customers)).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(bins.map(({ passing }) => passing)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(unknown.customers).toBe(1);
  });
});

describe('a histogram of values', () => {
  it('lists the most frequent, and what most of those who pass have', () => {
    const histogram = histogramOf("customer_tags CONTAINS 'tag 150'");
    if (histogram.kind !== 'values') throw new Error('not of values');
    expect(histogram.values.map(({ value }) => value)).toContain('tag 150');
    const counts = histogram.values.map(({ customers }) => customers);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    expect(histogram.others.values).toBeGreaterThan(20);
  });

  it('says of segments who is in them and who is not', () => {
    expect(histogramOf("in_segment('A')")).toMatchObject({
      subject: 'in_segment',
      values: [
        { value: 'true', customers: 3_000, passing: 3_000 },
        { value: 'false', customers: 0, passing: 0 },
      ],
    });
  });

  it('knows yes, no and nothing at all', () => {
    const snapshot = shopWith('ever_engaged', int32([1, 0, 1, null]), 4);
    expect(histogramOf('ever_engaged = true', snapshot)).toMatchObject({
      values: [
        { value: 'true', customers: 2, passing: 2 },
        { value: 'false', customers: 1, passing: 0 },
      ],
      unknown: { customers: 1, passing: 0 },
    });
  });
});

describe('every histogram', () => {
  it.each([
    'amount_spent > 50',
    'order_probability_30d <= 0.3',
    'days_overdue BETWEEN 3 AND 90',
    'last_order_date < -60d',
    'birthday IS NULL',
    'anniversary(birthday) BETWEEN today AND +30d',
    "customer_language = 'fr'",
    'orders_placed MATCHES (date >= -100d, count > 1)',
    'orders_placed MATCHES (sum_amount > 150)',
  ])('has everybody once, and as many who pass as match: %s', (text) => {
    const histogram = histogramOf(text);
    const parts =
      histogram.kind === 'values' ? [...histogram.values, histogram.others] : histogram.bins;
    const all = [...parts, histogram.unknown];
    expect(all.reduce((sum, { customers }) => sum + customers, 0)).toBe(3_000);
    const matching = countOf(text);
    expect(matching).toBeGreaterThan(0);
    expect(all.reduce((sum, { passing }) => sum + passing, 0)).toBe(matching);
  });
});

function countOf(text: string): number {
  const parsed = parse(text);
  const asked = parsed.ok ? resolve(parsed.query, { segments: [], scenarios: [] }) : null;
  if (!asked?.ok) throw new Error(`${text} cannot be asked`);
  const moment = { today: MADE_ON, currency: 'EUR' };
  const answer = new SegmentPreviewer(made).answer({ query: asked.query, condition: null, moment });
  return answer?.count ?? Number.NaN;
}
