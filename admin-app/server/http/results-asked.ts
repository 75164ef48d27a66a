/** What results are asked for: the days, the figure and the group, as they stand in an address. */
import type { Context } from 'hono';
import {
  LIST_DIMENSIONS,
  LISTED,
  type Listed,
  RETURN_DAYS,
  type ResultsPeriod,
} from '../../contract/results.ts';
import { WINDOW_DAYS } from '../../core/results/figures.ts';
import { type Day, dayOf, formatDay, parseDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Settings from '../database/attribution-settings.ts';
import type * as Lists from '../database/result-lists.ts';
import type * as Scenarios from '../database/result-scenarios.ts';
import type * as Sums from '../database/result-sums.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { dayIn, noPlace, oneOf } from './parse-input.ts';
import { refusal } from './refusal.ts';
import type { ShopEnvironment } from './shop-context.ts';

export type ResultsStore = typeof Sums &
  typeof Lists &
  typeof Scenarios &
  Pick<typeof Settings, 'readAttributionSettings'>;

export interface Asked {
  readonly zone: string;
  readonly today: Day;
  readonly period: ResultsPeriod;
  readonly before: ResultsPeriod | null;
}

/** Of one scenario, or of all (null): what is missing are the first day there is, and today. */
export async function askedOf(
  { clock, store }: { readonly clock: Clock; readonly store: Pick<ResultsStore, 'readFirstDay'> },
  tx: ShopTransaction,
  c: Context<ShopEnvironment>,
  scenarioId: number | null,
): Promise<Asked> {
  const { zone } = c.get('shop');
  const today = dayOf(clock.now(), zone);
  const period = parsePeriod(c, await store.readFirstDay(tx, scenarioId), today);
  return { zone, today, period, before: c.req.query('compare') ? periodBefore(period) : null };
}

/** What is asked for beyond is a mistake. */
const MOST_YEARS = 30;
const MOST_DAYS = 366 * MOST_YEARS;

function parsePeriod(c: Context, first: string | null, today: Day): ResultsPeriod {
  const to = readDay(c, 'to') ?? today;
  const from = readDay(c, 'from') ?? Math.min(first === null ? to : parseDay(first), to);
  if (from > to) throw refusal(422, 'period backwards', {}, 'to');
  if (to - from > MOST_DAYS) throw refusal(422, 'period too long', { years: MOST_YEARS }, 'from');
  return { from: formatDay(from), to: formatDay(to) };
}

/** The same number of days just before. */
function periodBefore({ from, to }: ResultsPeriod): ResultsPeriod {
  const [first, last] = [parseDay(from), parseDay(to)];
  return { from: formatDay(first - (last - first + 1)), to: formatDay(first - 1) };
}

function readDay(c: Context, name: string): Day | null {
  const text = c.req.query(name);
  return text ? dayIn(text, name) : null;
}

/** The list that an address asks for. */
export interface AskedList {
  readonly figure: Listed;
  readonly withinDays: number;
  readonly group: Lists.ListGroup | null;
}

export function askedList(c: Context, figure: Listed | null = null): AskedList {
  return { figure: figure ?? figureOf(c), withinDays: daysOf(c), group: groupOf(c) };
}

function figureOf(c: Context): Listed {
  return oneOf(LISTED, c.req.query('figure') ?? '', 'figure');
}

function daysOf(c: Context): number {
  const text = c.req.query('days');
  return text ? Number(oneOf(RETURN_DAYS.map(String), text, 'days')) : WINDOW_DAYS;
}

function groupOf(c: Context): Lists.ListGroup | null {
  const by = c.req.query('by');
  if (!by) return null;
  return { dimension: oneOf(LIST_DIMENSIONS, by, 'by'), value: c.req.query('value') ?? '' };
}

const POSITION = /^(\d{4}-\d\d-\d\d)_(\d{1,15})$/;

export function afterOf(c: Context): Lists.FigurePosition | null {
  const text = c.req.query('after');
  if (!text) return null;
  const [, day, id] = POSITION.exec(text) ?? [];
  if (day !== undefined && !Number.isNaN(Date.parse(day))) return { day, id: Number(id) };
  throw noPlace(text);
}
