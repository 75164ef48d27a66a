/** What the page and its worker say to each other. */
import type { Histogram } from '../../core/segment/histogram.ts';
import type { PreviewAnswer, PreviewQuestion } from '../../core/segment/preview.ts';
import type { Instant } from '../../core/time.ts';

export type ToWorker =
  /** The first: the shop's stored snapshot is read. */
  | { readonly kind: 'open'; readonly shop: string }
  | { readonly kind: 'refresh' }
  /** The answer to `fetch`; no bytes when the server has nothing newer. */
  | { readonly kind: 'fetched'; readonly bytes: Blob }
  | { readonly kind: 'not fetched'; readonly shopIsGone: boolean }
  | { readonly kind: 'ask'; readonly question: WorkerQuestion };

export interface WorkerQuestion extends PreviewQuestion {
  readonly id: number;
  /** In which the question's day is counted. */
  readonly zone: string;
}

export type FromWorker =
  /** Only the page can ask the server: it has the session token. */
  | { readonly kind: 'fetch'; readonly since: SnapshotVersion | null }
  | { readonly kind: 'snapshot'; readonly state: KeeperState }
  | { readonly kind: 'answer'; readonly id: number; readonly result: WorkerResult }
  /** What an answer said would come later, unless another question came before. */
  | { readonly kind: 'histogram'; readonly id: number; readonly histogram: Histogram | null };

export interface SnapshotVersion {
  readonly epoch: string;
  readonly version: number;
}

export type WorkerResult =
  | { readonly kind: 'answer'; readonly answer: PreviewAnswer; readonly asOf: Instant }
  | { readonly kind: 'ask the server'; readonly because: WhyNotWorker };

export type WhyNotWorker =
  /** There is none, or it counts days in another zone than the question. */
  | 'no snapshot yet'
  /** The query asks for what never leaves the server: e-mail domains, addresses of pages, times of day. */
  | 'condition'
  | 'worker failed';

export interface KeeperState {
  /** Of the snapshot that questions are answered from; null while there is none. */
  readonly version: SnapshotVersion | null;
  /** When it was last known to be what the server has, by the clock of this browser. */
  readonly asOf: Instant | null;
  readonly refreshing: boolean;
  /** Whether it will be there after a reload; if not, why. Null until that is known. */
  readonly kept: SnapshotKept | null;
  /** The last attempt to have a newer one failed. */
  readonly failed: boolean;
}

export type SnapshotKept =
  | 'on disk'
  /** In memory only: the disk, or the browser's share of it, is full. */
  | 'disk full'
  /** In memory only: the browser lets us store nothing. */
  | 'storage blocked'
  /** In memory only: another shop has logged in here since. */
  | 'another shop';
