import type { Day } from '../../time.ts';
import { share01 } from '../numeric/share01.ts';
import type { OrderLog } from '../types.ts';
import type { Calendar } from './calendar.ts';
import { type Candidates, candidatesAt } from './candidates.ts';
import { type CustomerState, customerStates } from './customer-state.ts';
import {
  periodFeatures,
  periodWidth,
  type WritePeriodFeatures,
  writeSeason,
} from './period-features.ts';
import { periodsWithin } from './periods.ts';
import { rhythmOf } from './rhythm.ts';
import type { ShopScale } from './shop-scale.ts';

/**
 * One row for each customer, landmark and period that the customer reached without an order: did the order come in that
 * period? Everything in a row was known at its landmark. The rows of one customer at one landmark (a draw) follow each
 * other and share the features of the customer.
 */
export interface TrainingRows {
  readonly count: number;
  /** Row at which each draw begins, and the number of rows at the end. */
  readonly drawStarts: Int32Array;
  /** Index of each draw's customer, to keep all rows of one on one side of a split. */
  readonly customer: Int32Array;
  /** Features of the customer, draw by draw, and of the period, row by row. */
  readonly stateWidth: number;
  readonly stateFeatures: Float32Array;
  readonly periodWidth: number;
  readonly periodFeatures: Float32Array;
  /** 1 where the order came in this period. */
  readonly ordered: Uint8Array;
  readonly weight: Float64Array;
  /** What BTYD and the typical season say, as a logit. */
  readonly offset: Float64Array;
  /** Periods that some landmark could observe whole; later ones are not learned. */
  readonly periods: number;
}

const SPAN_DAYS = 540;
const LANDMARKS = 20;
const SHORTEST_STEP_DAYS = 7;
const FIRST_DAYS = 45;
const FIRST_SHARE = 0.3;
const HALF_LIFE_DAYS = 180;
const MOST_ROWS = 500_000;
/** More rows of the same customers say the same again. */
const MOST_ROWS_A_CUSTOMER = 250;
const FEWEST_ROWS = 50_000;
const SALT = 1;

/**
 * Turns the past of a shop into rows: landmarks over the last 540 days before `cut`, at most some 500,000 rows. Customers
 * who are likely to order soon are drawn more often and weigh less in return. The same input gives the same rows.
 */
export function trainingRows(
  shop: ShopScale,
  logs: readonly OrderLog[],
  cut: Day,
  firstDay: Day,
  calendarOf: (landmark: Day) => Calendar,
): TrainingRows {
  const candidates = candidatesAt(shop, logs, landmarkDays(cut, firstDay));
  const share = drawnShare(shop, candidates, cut, logs.length);
  const stateOf = customerStates(shop);
  const sample = new RowBuffer(shop);
  let periods = 0;
  for (const [index, known] of candidates.entries()) {
    const { landmark } = known;
    const observed = periodsWithin(shop.edges, cut - landmark);
    periods = Math.max(periods, observed);
    const calendar = calendarOf(landmark);
    const recency = 0.5 ** ((cut - landmark) / HALF_LIFE_DAYS);
    for (const { place, chance } of draw(known, share, share01(index, SALT))) {
      const customer = known.customer[place] ?? 0;
      const log = logs[customer];
      if (!log || observed === 0) continue;
      const next = known.next[place] ?? 0;
      const state = stateOf(rhythmOf(shop, log, known.orders[place] ?? 0), landmark);
      sample.startDraw(state, customer);
      for (let period = 0; period < observed; period++) {
        const [start = 0, end = 0] = [shop.edges[period], shop.edges[period + 1]];
        if (next <= start) break;
        sample.addPeriod(state, period, calendar, {
          ordered: next <= end,
          weight: (recency * share) / chance,
        });
      }
    }
  }
  return sample.rows(periods);
}

/** What BTYD and the calendar say of a period, as a logit, in bounds that keep Newton steps tame. */
export function offsetOf(state: CustomerState, period: number, calendar: Calendar): number {
  const logit = Math.log(Math.expm1(state.poissonHazards[period] ?? 0));
  return Math.max(-14, Math.min(2, logit)) + (calendar.logPrior[period] ?? 0);
}

function landmarkDays(cut: Day, firstDay: Day): readonly Day[] {
  const history = cut - firstDay + 1;
  const warmUp = Math.max(FIRST_DAYS, Math.ceil(FIRST_SHARE * history));
  const begin = Math.max(cut - SPAN_DAYS, firstDay + warmUp);
  const step = Math.max(SHORTEST_STEP_DAYS, Math.round((cut - begin) / LANDMARKS));
  const days: Day[] = [];
  for (let day = cut - step; day >= begin; day -= step) days.push(day);
  return days;
}

/** The share of customers and landmarks to draw so that no more rows come out than pay. */
function drawnShare(
  shop: ShopScale,
  candidates: readonly Candidates[],
  cut: Day,
  customers: number,
): number {
  let rows = 0;
  for (const { landmark, count, next, interest } of candidates) {
    const observed = periodsWithin(shop.edges, cut - landmark);
    for (let i = 0; i < count; i++) {
      let reached = 0;
      while (reached < observed && (next[i] ?? 0) > (shop.edges[reached] ?? 0)) reached++;
      rows += reached * (interest[i] ?? 0);
    }
  }
  const most = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, MOST_ROWS_A_CUSTOMER * customers));
  return Math.min(1, most / Math.max(rows, 1));
}

interface Drawn {
  /** Place among the candidates. */
  readonly place: number;
  readonly chance: number;
}

/**
 * Draws customers of one landmark with a chance of share · interest each, at even steps along the line of all of them
 * sorted by what came: so the drawn ones stand for as many orders in each period as there really were. (Systematic
 * sampling with unequal probabilities: Madow 1949)
 */
function draw(
  { count, next, interest }: Candidates,
  share: number,
  start: number,
): readonly Drawn[] {
  const nextOf = (place: number) => next[place] ?? 0;
  const interestOf = (place: number) => interest[place] ?? 0;
  const sorted = Array.from({ length: count }, (_, place) => place).sort(
    (a, b) =>
      (nextOf(a) === nextOf(b) ? 0 : nextOf(a) - nextOf(b)) || interestOf(a) - interestOf(b),
  );
  const drawn: Drawn[] = [];
  let line = start;
  for (const place of sorted) {
    const chance = Math.min(1, share * interestOf(place));
    line += chance;
    if (line < 1) continue;
    line -= 1;
    drawn.push({ place, chance });
  }
  return drawn;
}

/** Growing columns of rows. */
class RowBuffer {
  readonly #writePeriod: WritePeriodFeatures;
  #stateFeatures: Float32Array = new Float32Array(0);
  #periodFeatures: Float32Array = new Float32Array(0);
  #stateWidth = 0;
  #periodWidth = 0;
  readonly #drawStarts: number[] = [];
  readonly #customer: number[] = [];
  readonly #ordered: number[] = [];
  readonly #weight: number[] = [];
  readonly #offset: number[] = [];

  constructor(shop: ShopScale) {
    this.#writePeriod = periodFeatures(shop.edges);
  }

  startDraw(state: CustomerState, customer: number): void {
    this.#stateWidth = state.features.length;
    const at = this.#customer.length * this.#stateWidth;
    this.#stateFeatures = roomFor(this.#stateFeatures, at + this.#stateWidth);
    this.#stateFeatures.set(state.features, at);
    this.#drawStarts.push(this.#ordered.length);
    this.#customer.push(customer);
  }

  addPeriod(
    state: CustomerState,
    period: number,
    calendar: Calendar,
    row: { readonly ordered: boolean; readonly weight: number },
  ): void {
    this.#periodWidth = periodWidth(calendar);
    const at = this.#ordered.length * this.#periodWidth;
    this.#periodFeatures = roomFor(this.#periodFeatures, at + this.#periodWidth);
    this.#writePeriod(state, period, this.#periodFeatures, at);
    writeSeason(calendar, period, this.#periodFeatures, at);
    this.#ordered.push(row.ordered ? 1 : 0);
    this.#weight.push(row.weight);
    this.#offset.push(offsetOf(state, period, calendar));
  }

  rows(periods: number): TrainingRows {
    const count = this.#ordered.length;
    return {
      count,
      drawStarts: Int32Array.from([...this.#drawStarts, count]),
      customer: Int32Array.from(this.#customer),
      stateWidth: this.#stateWidth,
      stateFeatures: this.#stateFeatures,
      periodWidth: this.#periodWidth,
      periodFeatures: this.#periodFeatures,
      ordered: Uint8Array.from(this.#ordered),
      weight: Float64Array.from(this.#weight),
      offset: Float64Array.from(this.#offset),
      periods,
    };
  }
}

function roomFor(column: Float32Array, length: number): Float32Array {
  if (length <= column.length) return column;
  const larger = new Float32Array(Math.max(1 << 16, length, column.length * 1.5));
  larger.set(column);
  return larger;
}

/** Every n-th draw with all its rows, so that at most about `most` rows remain. */
export function everyNthDraw(rows: TrainingRows, most: number): TrainingRows {
  const step = Math.ceil(rows.count / most);
  if (step <= 1) return rows;
  const draws = Array.from(rows.customer.keys()).filter((draw) => draw % step === 0);
  const picked = draws.flatMap((draw) => {
    const from = rows.drawStarts[draw] ?? 0;
    return Array.from({ length: (rows.drawStarts[draw + 1] ?? from) - from }, (_, i) => from + i);
  });
  const drawStarts = [0];
  for (const draw of draws) {
    const length = (rows.drawStarts[draw + 1] ?? 0) - (rows.drawStarts[draw] ?? 0);
    drawStarts.push((drawStarts.at(-1) ?? 0) + length);
  }
  return {
    ...rows,
    count: picked.length,
    drawStarts: Int32Array.from(drawStarts),
    customer: Int32Array.from(draws, (draw) => rows.customer[draw] ?? 0),
    stateFeatures: pick(rows.stateFeatures, rows.stateWidth, draws),
    periodFeatures: pick(rows.periodFeatures, rows.periodWidth, picked),
    ordered: Uint8Array.from(picked, (row) => rows.ordered[row] ?? 0),
    weight: Float64Array.from(picked, (row) => rows.weight[row] ?? 0),
    offset: Float64Array.from(picked, (row) => rows.offset[row] ?? 0),
  };
}

function pick(features: Float32Array, width: number, lines: readonly number[]): Float32Array {
  const picked = new Float32Array(lines.length * width);
  for (const [i, line] of lines.entries()) {
    picked.set(features.subarray(line * width, (line + 1) * width), i * width);
  }
  return picked;
}
