import { type Day, formatDay } from '../../time.ts';
import type { PeriodEdges } from './periods.ts';

/** From so many days of history on, a store's own season can be learned. */
export const SEASON_AFTER_DAYS = 600;

export const SEASON_FEATURES = [
  'yearly sine',
  'yearly cosine',
  'half-yearly sine',
  'half-yearly cosine',
  'before Christmas',
] as const;

/** Where the periods after one landmark lie in the year. */
export interface Calendar {
  /** Log of a typical store's orders in each period relative to the year's mean; 0 where the season is learned. */
  readonly logPrior: Float64Array;
  /** SEASON_FEATURES of each period, one after the other; empty where the season is not learned. */
  readonly features: Float64Array;
}

/** Orders by month of a typical store, January first, from the project's measurements (docs/prediction.md). */
const TYPICAL_MONTHS = [
  0.92, 0.87, 0.96, 0.93, 0.97, 0.95, 0.95, 0.95, 0.95, 1.0, 1.2, 1.3,
] as const;
const TYPICAL_MEAN = TYPICAL_MONTHS.reduce((sum, month) => sum + month, 0) / 12;
/** Halves the swing on the log scale: a store's own season is unknown. */
const PRIOR_EXPONENT = 0.5;
const YEAR_DAYS = 365.25;
const FIRST_PRE_CHRISTMAS = '11-15';
const LAST_PRE_CHRISTMAS = '12-22';

/**
 * Returns the calendar of the periods after any landmark, remembered by landmark. `historyDays` decides: below
 * SEASON_AFTER_DAYS a mild prior shifts the hazard, above it harmonics and a pre-Christmas share are features, shrunk
 * by years / (years + 0.5).
 */
export function calendars(edges: PeriodEdges, historyDays: number): (landmark: Day) => Calendar {
  const learned = historyDays >= SEASON_AFTER_DAYS;
  const years = historyDays / 365;
  const shrinkage = years / (years + 0.5);
  const known = new Map<Day, Calendar>();
  const monthWeight = remembered(typicalMonthWeight);
  const beforeChristmas = remembered(isBeforeChristmas);
  return (landmark) => {
    let calendar = known.get(landmark);
    if (!calendar) {
      calendar = learned
        ? {
            logPrior: new Float64Array(edges.length - 1),
            features: features(edges, landmark, shrinkage, beforeChristmas),
          }
        : { logPrior: logPrior(edges, landmark, monthWeight), features: new Float64Array(0) };
      known.set(landmark, calendar);
    }
    return calendar;
  };
}

function logPrior(
  edges: PeriodEdges,
  landmark: Day,
  monthWeight: (day: Day) => number,
): Float64Array {
  return eachPeriod(
    edges,
    (from, to) => PRIOR_EXPONENT * Math.log(meanOver(landmark + from, landmark + to, monthWeight)),
  );
}

function typicalMonthWeight(day: Day): number {
  const month = Number(formatDay(day).slice(5, 7));
  return (TYPICAL_MONTHS[month - 1] ?? 1) / TYPICAL_MEAN;
}

function features(
  edges: PeriodEdges,
  landmark: Day,
  shrinkage: number,
  beforeChristmas: (day: Day) => number,
): Float64Array {
  const all: number[] = [];
  eachPeriod(edges, (from, to) => {
    const angle = (2 * Math.PI * ((landmark + (from + to) / 2) % YEAR_DAYS)) / YEAR_DAYS;
    // A wave averages out over a long period.
    const damped = (harmonic: number) => {
      const half = (Math.PI * harmonic * (to - from)) / YEAR_DAYS;
      return Math.sin(half) / half;
    };
    all.push(
      shrinkage * Math.sin(angle) * damped(1),
      shrinkage * Math.cos(angle) * damped(1),
      shrinkage * Math.sin(2 * angle) * damped(2),
      shrinkage * Math.cos(2 * angle) * damped(2),
      shrinkage * meanOver(landmark + from, landmark + to, beforeChristmas),
    );
    return 0;
  });
  return Float64Array.from(all);
}

function isBeforeChristmas(day: Day): number {
  const monthAndDay = formatDay(day).slice(5);
  return monthAndDay >= FIRST_PRE_CHRISTMAS && monthAndDay <= LAST_PRE_CHRISTMAS ? 1 : 0;
}

/** Asks once for each day. */
function remembered(value: (day: Day) => number): (day: Day) => number {
  const known = new Map<Day, number>();
  return (day) => {
    let found = known.get(day);
    if (found === undefined) {
      found = value(day);
      known.set(day, found);
    }
    return found;
  };
}

/** Mean of `value` over the days in (from, to]. */
function meanOver(from: Day, to: Day, value: (day: Day) => number): number {
  let sum = 0;
  for (let day = from + 1; day <= to; day++) sum += value(day);
  return sum / (to - from);
}

function eachPeriod(edges: PeriodEdges, value: (from: number, to: number) => number): Float64Array {
  return Float64Array.from(edges.slice(1), (to, i) => value(edges[i] ?? 0, to));
}
