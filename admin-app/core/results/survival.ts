/**
 * How soon customers order again, seen through people who have not been followed for equally long. Each is followed
 * from one order to the next, or to the last day that is over; whoever has not ordered by then may still do so, and
 * leaves the count without being called lost (Kaplan–Meier).
 */
import { wilsonInterval } from './wilson-interval.ts';

/** The curve ends here; a next order later than this is none within it. */
export const HORIZON_DAYS = 365;
export const LANDMARK_DAYS = [30, 60, 90, 180, 365] as const;
/** Below so many (effective) customers a share is only a hint. */
export const FEWEST_CUSTOMERS = 30;

/** What became of a group on one day after the order that they are followed from. */
export interface FollowedDay {
  readonly days: number;
  /** Ordered again on this day. */
  readonly returned: number;
  /** Followed no longer than this, without a next order. */
  readonly censored: number;
}

export interface FollowedGroup {
  /** Everybody, also those followed beyond the horizon. */
  readonly customers: number;
  /** Days with anything on them, ascending, up to the horizon. */
  readonly days: readonly FollowedDay[];
}

export interface CurvePoint {
  readonly days: number;
  /** Share with a next order within so many days, 0–1, and its 95 % interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Followed for at least so many days and not back before. */
  readonly atRisk: number;
  readonly uncertain: boolean;
}

/**
 * The share returning within each whole day, from day 0 to the last day that anybody could be followed to: days beyond
 * are not known yet and have no point. Empty for an empty group.
 */
export function returnCurve({ customers, days }: FollowedGroup): readonly CurvePoint[] {
  const byDay = new Map(days.map((each) => [each.days, each]));
  const points: CurvePoint[] = [];
  let atRisk = customers;
  let away = 1;
  let greenwood = 0;
  for (let day = 0; day <= HORIZON_DAYS; day += 1) {
    if (atRisk === 0 && away > 0) break;
    const { returned = 0, censored = 0 } = byDay.get(day) ?? {};
    if (returned > 0) {
      away = returned === atRisk ? 0 : away * (1 - returned / atRisk);
      greenwood += away === 0 ? 0 : returned / (atRisk * (atRisk - returned));
    }
    points.push(pointOf(day, { away, greenwood, atRisk, customers }));
    atRisk -= returned + censored;
  }
  return points;
}

interface Estimate {
  readonly away: number;
  /** Sum of Greenwood's formula: the variance of `away` divided by its square. */
  readonly greenwood: number;
  readonly atRisk: number;
  readonly customers: number;
}

/** Wilson's interval for as many customers as, all followed to this day, would say as much (Cutler and Ederer 1958). */
function pointOf(days: number, { away, greenwood, atRisk, customers }: Estimate): CurvePoint {
  const share = 1 - away;
  const size = greenwood > 0 ? (1 - away) / (away * greenwood) : share === 1 ? customers : atRisk;
  const [low, high] = wilsonInterval({ customers: size, returned: share * size });
  return { days, share, low, high, atRisk, uncertain: size < FEWEST_CUSTOMERS };
}

/** The curve's point on each landmark; null where nobody has been followed for so long yet. */
export function landmarksOf(curve: readonly CurvePoint[]): readonly (CurvePoint | null)[] {
  return LANDMARK_DAYS.map((days) => curve[days] ?? null);
}
