/** The days that results are asked for, as they stand in an address. */
import type { Context } from 'hono';
import type { ResultsPeriod } from '../../contract/results.ts';
import { type Day, formatDay, parseDay } from '../../core/time.ts';
import { Refusal } from './refusal.ts';

/** Thirty years: what is asked for beyond is a mistake. */
const MOST_DAYS = 366 * 30;

/** `from` and `to` of the address; what is missing is the first day there is, and today. */
export function parsePeriod(c: Context, first: string | null, today: Day): ResultsPeriod {
  const to = readDay(c, 'to') ?? today;
  const from = readDay(c, 'from') ?? Math.min(first === null ? to : parseDay(first), to);
  if (from > to)
    throw new Refusal(422, 'The period ends before it begins: "to" is earlier than "from"', 'to');
  if (to - from > MOST_DAYS) throw new Refusal(422, 'The period is longer than 30 years', 'from');
  return { from: formatDay(from), to: formatDay(to) };
}

/** The same number of days just before. */
export function periodBefore({ from, to }: ResultsPeriod): ResultsPeriod {
  const [first, last] = [parseDay(from), parseDay(to)];
  return { from: formatDay(first - (last - first + 1)), to: formatDay(first - 1) };
}

function readDay(c: Context, name: string): Day | null {
  const text = c.req.query(name);
  if (!text) return null;
  try {
    return parseDay(text);
  } catch (error) {
    throw new Refusal(422, `${name}: ${error instanceof Error ? error.message : error}`, name);
  }
}
