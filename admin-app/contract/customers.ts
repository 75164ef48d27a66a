import type { Prediction } from '../core/prediction/types.ts';
import type { DayText, Instant } from '../core/time.ts';

/** GET /api/customers?list=overdue|due|all&order=overdue|likeliest&search=&after= : 50 a page. */
export interface CustomersPage {
  readonly customers: readonly CustomerRow[];
  /** Pass as `after` for the next page; null at the end. */
  readonly after: string | null;
  /** The shop-local day the overdue days are counted on. */
  readonly today: DayText;
}

export interface CustomerRow {
  readonly customerId: number;
  readonly name: string;
  readonly email: string | null;
  readonly orders: number;
  readonly spentMinor: number;
  readonly lastOrderDay: DayText | null;
  readonly dueDay: DayText | null;
  readonly daysOverdue: number | null;
  /** Chances to order within 30 and 90 days, 0–1. */
  readonly chance30d: number | null;
  readonly chance90d: number | null;
  readonly confidence: Prediction['confidence'];
  /** The value tier's name; null for none, and while tiers are off. */
  readonly tier: string | null;
  readonly mayEmail: boolean;
}

/** GET /api/customers/:customerId */
export interface CustomerView {
  readonly customerId: number;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly locale: string | null;
  readonly country: string | null;
  readonly tags: readonly string[];
  readonly birthday: DayText | null;
  /** Shopify's word in small letters, e.g. `at_risk`, possibly one we have no name for; null for none. */
  readonly rfmGroup: string | null;
  readonly createdAt: Instant;
  readonly emailConsent: string;
  readonly smsConsent: string;
  /** Why the customer cannot be e-mailed ("unsubscribed", "no address", …); null when they can. */
  readonly emailRefusal: string | null;
  readonly orders: number;
  readonly spentMinor: number;
  readonly prediction: Prediction | null;
  readonly today: DayText;
  readonly recentOrders: readonly OrderView[];
  readonly scenarios: readonly EnrolmentView[];
}

export interface OrderView {
  readonly orderId: number;
  readonly name: string;
  readonly processedAt: Instant;
  readonly totalMinor: number;
  readonly counts: boolean;
  readonly products: readonly { readonly title: string; readonly quantity: number }[];
}

export interface EnrolmentView {
  readonly enrolmentId: number;
  readonly scenarioId: number;
  readonly scenarioName: string;
  readonly enteredAt: Instant;
  readonly heldOut: boolean;
  readonly blockName: string;
  readonly dueAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly outcome: string | null;
  readonly steps: readonly {
    readonly at: Instant;
    readonly blockName: string;
    readonly cause: string;
    readonly result: string;
  }[];
}

/** GET /api/customers/:customerId/activities?after= : newest first, 50 a page. */
export interface ActivitiesPage {
  readonly activities: readonly ActivityView[];
  readonly after: string | null;
}

export interface ActivityView {
  readonly activityId: number;
  readonly at: Instant;
  readonly channel: string;
  readonly kind: string;
  readonly byMachine: boolean;
  /** One line for people, e.g. the subject of the mail or the name of the order. */
  readonly what: string;
}
