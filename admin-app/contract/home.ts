import type { LanguageChoice } from '../core/message/language.ts';
import type { DayText, Instant } from '../core/time.ts';

export interface HomeCounts {
  readonly customers: number;
  /** Customers whose due date has passed. */
  readonly overdue: number;
  /** Of those, how many may be e-mailed. */
  readonly overdueReachable: number;
  /** When these were counted, in a shop that is too large to be counted at every look. */
  readonly countedAt: Instant | null;
}

/** GET /api/home */
export interface HomeView {
  readonly shop: ShopView;
  readonly sync: SyncView;
  /** Null while a large shop is counted for the first time; ask again. */
  readonly counts: HomeCounts | null;
  /** True when Shopify shows only the last 60 days of orders (`read_all_orders` is missing). */
  readonly historyLimited: boolean;
  readonly guide: readonly GuideStep[];
  readonly activeScenarios: number;
  /** What the orders of this month came from; the same as on Results. */
  readonly month: MonthView;
  /** The model that predicts; null before the first fit. */
  readonly model: { readonly fittedAt: Instant; readonly enough: boolean } | null;
  /** Open requests of scenarios to look after a customer. */
  readonly staffAlerts: number;
}

/** From the first of the month to today, on the shop's calendar. */
export interface MonthView {
  readonly from: DayText;
  readonly to: DayText;
  /** Customers with orders credited to a message. */
  readonly customers: number;
  readonly orders: number;
  readonly revenueMinor: number;
  /** All orders of the shop; never less than what is credited. */
  readonly shopRevenueMinor: number;
}

/** GET /api/shop: asked for once at the start, so that every page writes sums and times as the shop does. */
export interface ShopView {
  readonly name: string;
  readonly domain: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: string;
  /** Those that it writes to its customers in; all, while nobody has chosen. */
  readonly languages: LanguageChoice;
  /** The server's now; moves with the demo's clock. */
  readonly now: Instant;
}

/** GET /api/staff: who did what, for histories, which keep numbers. */
export interface StaffView {
  /** User id of whoever asks; null where nobody is known. */
  readonly you: string | null;
  /** By user id; of those who have opened the app since names are kept. */
  readonly names: Readonly<Record<string, string>>;
}

const GUIDE_STEPS = [
  'customers synced',
  'sender set',
  'domain sound',
  'scenario active',
  'on-site message active',
  'embed on',
] as const;
/** `done` is null where only the browser can tell (the embed, by App Bridge). */
export interface GuideStep {
  readonly step: (typeof GUIDE_STEPS)[number];
  readonly done: boolean | null;
}

/** GET /api/sync; POST /api/sync starts one by hand. */
export interface SyncView {
  readonly state: 'never' | 'running' | 'done' | 'failed';
  /** None was through before it: what the shop knows is still on its way. */
  readonly isFirst: boolean;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly steps: readonly {
    readonly resource: 'customers' | 'customer statistics' | 'products' | 'orders';
    readonly state: 'waiting' | 'requested' | 'reading' | 'done' | 'failed';
    readonly linesRead: number;
    /** Null until Shopify has counted. */
    readonly lines: number | null;
  }[];
  /** Predictions come after the last step. */
  readonly predictions: 'waiting' | 'running' | 'done';
  readonly openProblems: number;
  readonly error: string | null;
}

/** GET /api/sync/problems?after= */
export interface SyncProblemsPage {
  readonly problems: readonly {
    readonly problemId: number;
    readonly resource: string;
    readonly lineNumber: number | null;
    readonly reason: string;
    readonly line: string;
    readonly foundAt: Instant;
    readonly attempts: number;
  }[];
  readonly after: string | null;
}
