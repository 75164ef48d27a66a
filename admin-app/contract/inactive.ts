import { z } from 'zod';
import {
  INACTIVE_BASES,
  type InactiveDefinition,
  type InactiveList,
  type InactiveRange,
} from '../core/segment/inactive.ts';
import type { DayText, Instant } from '../core/time.ts';
import type { CustomerAttribute } from './append.ts';

const days = (least: number) =>
  z
    .number('expected a number of days')
    .int('expected whole days')
    .min(least, `expected ${least} days or more`)
    .max(3_650, 'expected 3,650 days or fewer');

export const inactiveDefinition = z.strictObject({
  basis: z.enum(INACTIVE_BASES),
  overdueDays: days(0),
  times: z.number().min(1, 'expected once the usual gap or more').max(10, 'expected 10 or less'),
  orderDays: days(1),
  silentDays: days(1),
  newDays: days(0),
});

/** PUT /api/inactive → InactiveView; 409 when somebody else has saved since `version`. */
export const inactiveEdit = z.strictObject({
  definition: inactiveDefinition,
  version: z.number().int().min(0),
});

/** POST /api/inactive/preview {definition} → how many there would be; nothing changes. Looks at every customer. */
export const inactiveQuestion = z.strictObject({ definition: inactiveDefinition });

export interface InactivePreview {
  readonly lists: Readonly<Record<InactiveList, number>>;
}

/** GET /api/inactive. Never counts while it answers: the numbers are those of `counts.at`. */
export interface InactiveView {
  readonly definition: InactiveDefinition;
  /** 0 until somebody has saved one. */
  readonly version: number;
  /** Null until they were counted for the first time. */
  readonly counts: InactiveCounts | null;
  /** Newer numbers are on their way. */
  readonly counting: boolean;
  readonly today: DayText;
}

export interface InactiveCounts {
  /** When the customers were counted. */
  readonly at: Instant;
  readonly customers: number;
  /** Only cells with somebody in them. */
  readonly cells: readonly InactiveCell[];
  /** Null while they are counted by a definition that has just been changed. */
  readonly lists: Readonly<Record<InactiveList, number>> | null;
}

export interface InactiveCell {
  readonly order: InactiveRange;
  readonly response: InactiveRange;
  readonly customers: number;
}

/**
 * GET /api/inactive/customers?list=silent|never|inactive or ?order=<range>&response=<range>, &after= : 50 a page, by
 * customer number. Asked of the shop as it is now.
 */
export interface InactiveCustomersPage {
  readonly customers: readonly InactiveCustomer[];
  /** Pass as `after` for the next page; null at the end. */
  readonly after: string | null;
}

export interface InactiveCustomer {
  readonly customerId: number;
  readonly name: string;
  readonly email: string | null;
  readonly mayEmail: boolean;
  readonly signedUpOn: DayText;
  readonly orders: number;
  readonly spentMinor: number;
  readonly lastOrderDay: DayText | null;
  /** The last thing they did by themselves, on any channel; null for nothing ever. */
  readonly lastTouch: {
    readonly at: Instant;
    readonly channel: string;
    readonly kind: string;
  } | null;
  readonly interest: {
    /** Product type of what cost most in the last order; null for none. */
    readonly category: string | null;
    /** Its title. */
    readonly product: string | null;
    /** Product or page looked at last; null for none. */
    readonly viewed: string | null;
  };
  /** Of what was appended from outside the first few, the class first. */
  readonly known: readonly Pick<CustomerAttribute, 'name' | 'type' | 'value'>[];
}
