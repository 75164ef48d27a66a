import type { MonthText } from '../core/results/month.ts';
import type { RetentionDimension } from '../core/results/retention-sums.ts';
import type { CurvePoint } from '../core/results/survival.ts';
import type { DayText, Instant } from '../core/time.ts';

export type { MonthText } from '../core/results/month.ts';
export {
  RETENTION_DIMENSIONS as DIMENSIONS,
  type RetentionDimension as Dimension,
} from '../core/results/retention-sums.ts';

/** GET /api/retention; POST /api/retention/refresh asks for newer figures and answers with the same. */
export interface RetentionView {
  /** When the figures were computed; null before they first were. */
  readonly computedAt: Instant | null;
  /** The last shop-local day whose orders are in them. */
  readonly asOfDay: DayText | null;
  /** Newer ones are on their way; ask again in a second. */
  readonly computing: boolean;
  /** More than a day old, or of another time zone: worth a refresh. */
  readonly stale: boolean;
  /** Why the newest attempt failed, as the server says it. */
  readonly error: string | null;
  /** Customers with orders, deleted ones left out. */
  readonly customers: number;
  readonly cells: readonly RetentionCell[];
  /** What first orders can be grouped by; value tiers only where they are on. */
  readonly dimensions: readonly RetentionDimension[];
}

/** Customers of the month of their first order (`cohort`) who ordered `since` months later; months without are left out. */
export interface RetentionCell {
  readonly cohort: MonthText;
  readonly since: number;
  readonly customers: number;
  /** Net of refunds. */
  readonly revenueMinor: number;
}

export const FROM_ORDERS = [1, 2, 3] as const;
/** From the first order to the second, from the second to the third, from the third or a later one to its next. */
export type FromOrder = (typeof FROM_ORDERS)[number];

/**
 * GET /api/retention/curves?from=2025-01&to=2025-12, both months of first orders and included; without them, all.
 */
export interface RetentionCurves {
  readonly curves: readonly RetentionCurve[];
}

export interface RetentionCurve {
  readonly fromOrder: FromOrder;
  /** From order 3 on, orders: a customer is followed from each. */
  readonly customers: number;
  /** By days since the order, from 0; as far as anybody has been followed. */
  readonly points: readonly CurvePoint[];
  /** At 30, 60, 90, 180 and 365 days; null: nobody has been followed for so long yet. */
  readonly shares: readonly (CurvePoint | null)[];
}

/** GET /api/retention/groups?by=category&from&to: the 12 largest groups, by their size in the period. */
export interface RetentionGroups {
  readonly by: RetentionDimension;
  readonly groups: readonly RetentionGroup[];
}

export interface RetentionGroup {
  /** To ask for its customers; empty: those without. */
  readonly value: string;
  /** Null where the value is its own name, or there is none. */
  readonly label: string | null;
  readonly customers: number;
  readonly shares: readonly (CurvePoint | null)[];
}

/**
 * GET /api/retention/customers: those behind a figure, by their first order. `from`, `to`: months of the first order;
 * `since`: with an order so many months after their first; `fromOrder` and `days`: who ordered again within so many days
 * of that order; `by` and `value`: of that group; `after`: where the page before ended. A page may be short, or
 * empty, with an `after`: so many customers were looked at, and there may be more.
 */
export interface RetentionCustomersPage {
  readonly customers: readonly RetentionCustomer[];
  readonly after: string | null;
}

export interface RetentionCustomer {
  readonly customerId: number;
  /** Null where there is neither a name nor an e-mail address. */
  readonly name: string | null;
  readonly email: string | null;
  readonly firstOrderAt: Instant;
  readonly orders: number;
  readonly spentMinor: number;
}
