/** Collects the orders of a file in columns of numbers: a line costs 16 bytes here, whatever its text took. */
import type { CustomerLog } from '../../core/prediction/backtest/types.ts';
import type { Day } from '../../core/time.ts';
import type { FileOrder } from './order-row.ts';

export interface CustomerOrders {
  add(order: FileOrder): void;
  count(): number;
  countUntil(day: Day): number;
  /** First and last day with an order; null without one. Days after `until` do not count. */
  range(until?: Day): { readonly first: Day; readonly last: Day } | null;
  /**
   * One log per customer with an order by the end of `asOfDay`, by the first of these in the file: days ascending and each
   * once, amounts of a day added up; null amounts for a customer without any. As if later orders were not in the file.
   */
  logs(asOfDay: Day): CustomerLog[];
}

const FIRST_CAPACITY = 1 << 12;

export function createCustomerOrders(): CustomerOrders {
  const numbers = new Map<string, number>();
  let customers = new Int32Array(FIRST_CAPACITY);
  let days = new Int32Array(FIRST_CAPACITY);
  /** NaN where the file has none. */
  let amounts = new Float64Array(FIRST_CAPACITY);
  let count = 0;
  // An array that grows by itself keeps room for 16 more: a gigabyte for a million customers. Copies are exact.
  const dayScratch: Day[] = [];
  const amountScratch: number[] = [];

  function add({ customer, day, amountMinor }: FileOrder): void {
    if (count === days.length) grow();
    let number = numbers.get(customer);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(ownCopy(customer), number);
    }
    customers[count] = number;
    days[count] = day;
    amounts[count] = amountMinor ?? Number.NaN;
    count++;
  }

  function grow(): void {
    const capacity = days.length * 2;
    const moved = [
      new Int32Array(capacity),
      new Int32Array(capacity),
      new Float64Array(capacity),
    ] as const;
    moved[0].set(customers);
    moved[1].set(days);
    moved[2].set(amounts);
    [customers, days, amounts] = moved;
  }

  function range(until: Day = Number.POSITIVE_INFINITY) {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      const day = days[i] ?? 0;
      if (day > until) continue;
      if (day < first) first = day;
      if (day > last) last = day;
    }
    return last >= first ? { first, last } : null;
  }

  /** Line numbers grouped by customer: those of customer n are `sorted[starts[n] … starts[n + 1])`. */
  function byCustomer(asOfDay: Day) {
    const starts = new Int32Array(numbers.size + 1);
    for (let i = 0; i < count; i++) {
      if ((days[i] ?? 0) <= asOfDay)
        starts[(customers[i] ?? 0) + 1] = (starts[(customers[i] ?? 0) + 1] ?? 0) + 1;
    }
    for (let n = 1; n < starts.length; n++) starts[n] = (starts[n] ?? 0) + (starts[n - 1] ?? 0);
    const sorted = new Int32Array(starts.at(-1) ?? 0);
    const next = starts.slice();
    for (let i = 0; i < count; i++) {
      if ((days[i] ?? 0) > asOfDay) continue;
      const number = customers[i] ?? 0;
      const position = next[number] ?? 0;
      sorted[position] = i;
      next[number] = position + 1;
    }
    return { starts, sorted };
  }

  function logOf(lines: Int32Array): Omit<CustomerLog, 'customerId'> {
    lines.sort((one, other) => (days[one] ?? 0) - (days[other] ?? 0) || one - other);
    let length = 0;
    let hasAmounts = false;
    for (const line of lines) {
      const day = days[line] ?? 0;
      const amount = amounts[line] ?? Number.NaN;
      if (length === 0 || dayScratch[length - 1] !== day) {
        dayScratch[length] = day;
        amountScratch[length] = 0;
        length++;
      }
      if (Number.isNaN(amount)) continue;
      hasAmounts = true;
      amountScratch[length - 1] = (amountScratch[length - 1] ?? 0) + amount;
    }
    return {
      days: dayScratch.slice(0, length),
      amountsMinor: hasAmounts ? amountScratch.slice(0, length) : null,
    };
  }

  function logs(asOfDay: Day): CustomerLog[] {
    const { starts, sorted } = byCustomer(asOfDay);
    const ids = [...numbers.keys()];
    const done = new Uint8Array(ids.length);
    const all: CustomerLog[] = [];
    for (let i = 0; i < count; i++) {
      const number = customers[i] ?? 0;
      if ((days[i] ?? 0) > asOfDay || done[number] === 1) continue;
      done[number] = 1;
      const lines = sorted.subarray(starts[number], starts[number + 1]);
      all.push({ customerId: ids[number] ?? '', ...logOf(lines) });
    }
    return all;
  }

  const countUntil = (until: Day) =>
    days.subarray(0, count).reduce((sum, day) => sum + (day <= until ? 1 : 0), 0);

  return { add, count: () => count, countUntil, range, logs };
}

/** A field is a view of its whole line; kept as a key it would keep the line. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
