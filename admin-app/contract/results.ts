import type { Instant } from '../core/time.ts';

/** The figures of a scenario; each opens the list of its customers. */
export const FIGURES = [
  'entered',
  'held out',
  'sent',
  'opened',
  'opened by machine',
  'clicked',
  'answered',
  'unsubscribed',
  'not sent',
  'returned',
  'returned held out',
] as const;
export type Figure = (typeof FIGURES)[number];

/** GET /api/scenarios/:id/results */
export interface ResultsView {
  readonly scenarioId: number;
  readonly name: string;
  /** Days after entering within which an order counts as a return. */
  readonly windowDays: number;
  /** Distinct customers behind each figure. */
  readonly figures: Readonly<Record<Figure, number>>;
  readonly answers: readonly { readonly answer: string; readonly customers: number }[];
  /** Money of the treated customers' orders that this scenario was the last to touch, within the window. */
  readonly revenueMinor: number;
  readonly revenueOrders: number;
  /** The shop's whole revenue since the scenario's first entry; attributed revenue never exceeds it. */
  readonly shopRevenueMinor: number;
  readonly lift: LiftView;
  readonly byBlock: readonly {
    readonly blockId: string;
    readonly name: string;
    readonly sent: number;
    readonly opened: number;
    readonly clicked: number;
    readonly unknown: number;
  }[];
  readonly since: Instant | null;
}

/** Treated against held out: the share returning within the window of each, and the difference with its interval. */
export interface LiftView {
  readonly treated: { readonly customers: number; readonly returned: number };
  readonly heldOut: { readonly customers: number; readonly returned: number };
  /** Percentage points as a share, e.g. 0.04; null while either group is empty. */
  readonly difference: number | null;
  /** 95 % interval of the difference. */
  readonly low: number | null;
  readonly high: number | null;
  /** Customers who came back because of the scenario, by this estimate. */
  readonly extraCustomers: number | null;
  /** Too few customers, or the interval still spans zero. */
  readonly tooEarly: boolean;
}

/** GET /api/scenarios/:id/results/customers?figure=&block=&answer=&after= : 50 a page. */
export interface FigureCustomersPage {
  readonly figure: string;
  readonly customers: readonly {
    readonly customerId: number;
    readonly name: string;
    readonly email: string | null;
    readonly at: Instant;
    readonly note: string;
  }[];
  readonly after: string | null;
}
