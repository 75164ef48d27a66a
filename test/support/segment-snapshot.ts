/** Snapshots of shops that there are not, of any size, made quickly: the same seed makes the same customers. */
import type { CategoryColumn, Column, CustomerRows } from '../../admin-app/core/segment/columns.ts';
import { NO_INTEGER } from '../../admin-app/core/segment/columns.ts';
import type { SegmentSnapshot } from '../../admin-app/core/segment/snapshot.ts';
import { parseDay } from '../../admin-app/core/time.ts';

/** The day that the shop's customers are made around. */
export const MADE_ON = parseDay('2026-06-15');

export interface MadeSnapshot {
  readonly customerIds: Float64Array;
  readonly version?: number;
  readonly epoch?: string;
  readonly seed?: number;
}

export function customerNumbers(howMany: number, first = 1): Float64Array {
  return Float64Array.from({ length: howMany }, (_, index) => first + index);
}

export function makeSnapshot(made: MadeSnapshot): SegmentSnapshot {
  const { customerIds, version = 1, epoch = 'made', seed = 1 } = made;
  const size = customerIds.length;
  const random = randomOf(seed);
  const numbers = (make: () => number): Column => ({
    kind: 'int32',
    values: Int32Array.from({ length: size }, make),
  });
  const orders = Int32Array.from({ length: size }, () => Math.floor(8 * random() ** 3));
  const dayOfLast = orders.map((count) =>
    count === 0 ? NO_INTEGER : MADE_ON - Math.floor(700 * random() ** 2),
  );
  const due = dayOfLast.map((day) =>
    day === NO_INTEGER ? NO_INTEGER : day + Math.floor(200 * random()),
  );
  const columns: Record<string, Column> = {
    customer_added_date: numbers(() => MADE_ON - Math.floor(900 * random())),
    birthday: numbers(() => (random() < 0.5 ? NO_INTEGER : Math.floor(12_000 * random()))),
    number_of_orders: { kind: 'int32', values: orders },
    amount_spent: {
      kind: 'float64',
      values: Float64Array.from(orders, (count) => Math.floor(count * 9_000 * random())),
    },
    first_order_date: { kind: 'int32', values: dayOfLast },
    last_order_date: { kind: 'int32', values: dayOfLast },
    predicted_next_order_date: { kind: 'int32', values: due },
    order_probability_30d: {
      kind: 'float32',
      values: Float32Array.from(orders, (count) => (count === 0 ? Number.NaN : random())),
    },
    email_subscription_status: category(size, random, ['subscribed', 'unsubscribed', 'pending']),
    customer_language: category(size, random, ['en', 'fr', 'pl', null]),
    customer_tags: tags(size, random),
    email_reach: category(size, random, [null, null, 'no consent', 'bounced', 'held out']),
    sms_reach: category(size, random, [null, 'no address', 'no address', 'unsubscribed']),
  };
  return {
    epoch,
    version,
    zone: 'Europe/Paris',
    currency: 'EUR',
    customerIds,
    columns: {
      customers: { size, columns },
      rows: { orders: orderRows(orders, random), activities: activityRows(size, random) },
    },
  };
}

/** A few multiplications each: a million customers take a moment. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function category(
  size: number,
  random: () => number,
  values: readonly (string | null)[],
): CategoryColumn {
  const dictionary = [...new Set(values.flatMap((value) => value ?? []))];
  const codes = values.map((value) => (value === null ? 0 : 1 + dictionary.indexOf(value)));
  const pick = () => codes[Math.floor(codes.length * random())] ?? 0;
  return { kind: 'category', codes: Uint16Array.from({ length: size }, pick), dictionary };
}

/** None to two each, of 200. */
function tags(size: number, random: () => number): Column {
  const dictionary = Array.from({ length: 200 }, (_, index) =>
    index === 0 ? 'vip' : `tag ${index}`,
  );
  const starts = new Uint32Array(size + 1);
  const codes: number[] = [];
  for (let customer = 0; customer < size; customer += 1) {
    const count = Math.floor(3 * random());
    for (let tag = 0; tag < count; tag += 1)
      codes.push((Math.floor(100 * random() ** 3) + 100 * tag) % dictionary.length);
    starts[customer + 1] = codes.length;
  }
  return { kind: 'list', starts, codes: Uint32Array.from(codes), dictionary };
}

function orderRows(orders: Int32Array, random: () => number): CustomerRows {
  const starts = startsOf(orders);
  const size = starts.at(-1) ?? 0;
  const order_id = new Int32Array(size);
  for (let customer = 0; customer < orders.length; customer += 1) {
    const start = starts[customer] ?? 0;
    for (let row = start; row < (starts[customer + 1] ?? 0); row += 1) order_id[row] = row - start;
  }
  const date = Int32Array.from({ length: size }, () => MADE_ON - Math.floor(800 * random()));
  const amount = Float64Array.from({ length: size }, () => Math.floor(20_000 * random() ** 2));
  return {
    size,
    starts,
    columns: {
      order_id: { kind: 'int32', values: order_id },
      date: { kind: 'int32', values: date },
      amount: { kind: 'float64', values: amount },
    },
  };
}

function activityRows(customers: number, random: () => number): CustomerRows {
  const counts = Int32Array.from({ length: customers }, () => Math.floor(4 * random()));
  const starts = startsOf(counts);
  const size = starts.at(-1) ?? 0;
  const date = Int32Array.from({ length: size }, () => MADE_ON - Math.floor(400 * random()));
  const by_machine = Int32Array.from({ length: size }, () => (random() < 0.2 ? 1 : 0));
  return {
    size,
    starts,
    columns: {
      kind: category(size, random, ['sent', 'sent', 'opened', 'clicked']),
      channel: category(size, random, ['email', 'sms']),
      date: { kind: 'int32', values: date },
      by_machine: { kind: 'int32', values: by_machine },
    },
  };
}

function startsOf(counts: Int32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  let sum = 0;
  counts.forEach((count, index) => {
    sum += count;
    starts[index + 1] = sum;
  });
  return starts;
}
