/** GET /api/status: how the app does for this shop, each part with a verdict. */
import type { Instant } from '../core/time.ts';

const STATUS_PARTS = [
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
  /** Of this shop, so that growth is seen; null while a large shop is counted for the first time. */
  readonly customers: number | null;
  /** When the customers were counted, in a shop that is too large to be counted at every look. */
  readonly countedAt: Instant | null;
  /** Those that count: paid, not cancelled, no tests. */
  readonly orders: number;
  /** On disk: the whole database where this is its only shop, otherwise an estimate of this shop's share. */
  readonly disk: { readonly bytes: number; readonly whole: boolean };
}
