/** GET /api/status: how the app does for this shop, each part with a verdict. */
import type { Instant } from '../core/time.ts';

export const STATUS_PARTS = [
  'sync',
  'webhooks',
  'model',
  'steps',
  'sends',
  'segments',
  'results',
  'nightly',
  'email',
  'sms',
  'push',
] as const;
export type StatusPart = (typeof STATUS_PARTS)[number];

/** `late` needs a look, `bad` needs to be mended, `off` is not in use. */
export type Verdict = 'good' | 'working' | 'late' | 'bad' | 'off';

export interface PartStatus {
  readonly part: StatusPart;
  readonly verdict: Verdict;
  /** When it last did its work. */
  readonly lastAt: Instant | null;
  /** What waits to be done. */
  readonly waiting: number;
  /** How long the oldest has waited. */
  readonly lagMs: number;
  /** What went wrong, in words. */
  readonly problem: string | null;
}

export interface StatusView {
  readonly now: Instant;
  readonly version: string;
  readonly parts: readonly PartStatus[];
  /** Rows of this shop, so that growth is seen; estimates would speak of other shops too. */
  readonly rows: readonly { readonly what: 'customers' | 'orders'; readonly count: number }[];
}
