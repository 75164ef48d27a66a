import { DAY_MS, type Day } from '../../../core/time.ts';
import { monthOf } from '../../language/format.ts';

export interface Tick {
  readonly day: Day;
  readonly label: string;
}

const STEPS_IN_MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];

/** First days of months between two days, at most `count` of them, named; years are said where they change. */
export function monthTicks(from: Day, to: Day, count: number): readonly Tick[] {
  const months = (to - from) / 30.44;
  const step = STEPS_IN_MONTHS.find((each) => months / each <= count) ?? 240;
  const start = new Date(from * DAY_MS);
  const ticks: Tick[] = [];
  let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + 1) / step) * step;
  let year: number | null = null;
  for (;;) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at / DAY_MS > to) return ticks;
    const ownYear = Math.floor(month / 12);
    ticks.push({ day: at / DAY_MS, label: monthOf(at, ownYear !== year) });
    year = ownYear;
    month += step;
  }
}
