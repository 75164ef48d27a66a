/** All that is said of a query while it is typed, from a snapshot. */
import type { Moment } from './checks.ts';
import type { Histogram } from './histogram.ts';
import { HistogramMaker } from './histogram-maker.ts';
import * as kernels from './kernels.ts';
import { type ReachCounter, reachCounter, type SegmentReach } from './reach.ts';
import { readsOf } from './reads.ts';
import type { ResolvedQuery } from './resolve.ts';
import type { SegmentSnapshot } from './snapshot.ts';
import { type Members, SegmentEvaluator } from './to-members.ts';
import type { Condition } from './types.ts';

export interface PreviewQuestion {
  readonly query: ResolvedQuery;
  /** The condition under the cursor as written, and what it stands for; null when the cursor is in none. */
  readonly condition: { readonly written: Condition; readonly asked: ResolvedQuery } | null;
  readonly moment: Moment;
}

export interface PreviewAnswer {
  readonly count: number;
  /** All customers of the shop. */
  readonly of: number;
  readonly reach: SegmentReach;
  /** As the shop's day changes, if no fact does. */
  readonly tomorrow: { readonly joining: number; readonly leaving: number };
  /** Of the condition; null when there is none. It is `later` where it takes longer than the rest: ask `histogram` then. */
  readonly histogram: Histogram | 'later' | null;
  /** The first who match; numbers go up. */
  readonly customerIds: readonly number[];
}

const FIRST_ROWS = 10;

/** Answers queries on one snapshot; what was asked before costs little when it is asked again. */
export class SegmentPreviewer {
  readonly #snapshot: SegmentSnapshot;
  readonly #evaluator: SegmentEvaluator;
  readonly #histograms: HistogramMaker;
  readonly #reaches: ReachCounter | null;

  constructor(snapshot: SegmentSnapshot) {
    this.#snapshot = snapshot;
    this.#evaluator = new SegmentEvaluator(snapshot.columns);
    this.#reaches = reachCounter(snapshot.columns.customers);
    this.#histograms = new HistogramMaker(snapshot.columns.customers, this.#evaluator);
  }

  /** Does beforehand what the first question would otherwise wait for. */
  prepare(): void {
    this.#evaluator.prepare();
  }

  /** Null when the snapshot does not hold what the query asks for: ask the server. */
  answer({ query, condition, moment }: PreviewQuestion): PreviewAnswer | null {
    const now = this.#evaluator.members(query, moment);
    if (!now.ok) return null;
    const reach = this.#reaches?.reachOf(now.included);
    const tomorrow = this.#changesTomorrow(query, now, moment);
    if (!reach || !tomorrow) return null;
    return {
      count: now.count,
      of: this.#snapshot.customerIds.length,
      reach,
      tomorrow,
      histogram: this.#histogramIfKept(condition, moment),
      customerIds: this.#firstOf(now.included),
    };
  }

  /** Null when there is no condition, or the snapshot does not hold what it asks about. */
  histogram({
    condition,
    moment,
  }: Pick<PreviewQuestion, 'condition' | 'moment'>): Histogram | null {
    if (!condition) return null;
    const passing = this.#evaluator.members(condition.asked, moment);
    return passing.ok ? this.#histograms.histogramOf(condition.written, passing, moment) : null;
  }

  #histogramIfKept(
    condition: PreviewQuestion['condition'],
    moment: Moment,
  ): PreviewAnswer['histogram'] {
    if (!condition) return null;
    if (!this.#histograms.isKept(condition.written, moment)) return 'later';
    return this.histogram({ condition, moment });
  }

  #changesTomorrow(
    query: ResolvedQuery,
    now: Members,
    moment: Moment,
  ): PreviewAnswer['tomorrow'] | null {
    if (!readsOf(query).dependsOnDay) return { joining: 0, leaving: 0 };
    const next = this.#evaluator.members(query, { ...moment, today: moment.today + 1 });
    if (!next.ok) return null;
    const staying = kernels.countShared(wordsOf(now.included), wordsOf(next.included));
    return { joining: next.count - staying, leaving: now.count - staying };
  }

  #firstOf(included: Uint8Array): readonly number[] {
    const found: number[] = [];
    for (let index = included.indexOf(1); index >= 0; index = included.indexOf(1, index + 1)) {
      found.push(this.#snapshot.customerIds[index] ?? 0);
      if (found.length === FIRST_ROWS) break;
    }
    return found;
  }
}

/** Members lie in whole words, what pads the last one is 0. */
function wordsOf({ buffer }: Uint8Array): Uint32Array {
  return new Uint32Array(buffer);
}
