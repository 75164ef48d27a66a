/** What segments look like to the admin, and what is wrong with a query, in words. */
import type {
  AfterRename,
  SegmentFailure,
  SegmentReach,
  SegmentSummary,
} from '../../contract/segments.ts';
import { languageOf } from '../../core/message/language.ts';
import { type FaultLanguage, faultInWords } from '../../core/segment/fault-in-words.ts';
import type { Fault } from '../../core/segment/faults.ts';
import { channelReach } from '../../core/segment/reach.ts';
import { resolveText, type SegmentBook } from '../../core/segment/segment-book.ts';
import type * as Reach from '../database/segment-reach.ts';
import type * as Segments from '../database/segments.ts';
import { Refusal } from './refusal.ts';

/** A query that cannot be asked; the answer carries the place. */
export class FaultyQuery extends Refusal {
  readonly #fault: Fault;

  constructor(fault: Fault, language: FaultLanguage) {
    super(422, { message: faultInWords(fault, language) }, 'query');
    this.#fault = fault;
  }

  override toFailure(): SegmentFailure {
    return { error: { ...super.toFailure().error, fault: this.#fault } };
  }
}

/** The language staff asked for, else the shop's, else English. */
export function faultLanguage(asked: string | undefined, locale: string): FaultLanguage {
  return languageOf(asked ?? null) ?? languageOf(locale) ?? 'en';
}

export interface SummaryParts {
  readonly book: SegmentBook<Segments.StoredSegment>;
  /** Null while it is being counted. */
  readonly reachable: readonly Reach.ReachableMembers[] | null;
  readonly moved: ReadonlyMap<number, { readonly joined: number; readonly departed: number }>;
  readonly language: FaultLanguage;
}

/** For the answer to a rename; nothing where every query follows. */
export function unreadQueries(places: AfterRename['unreadQueries']): Partial<AfterRename> {
  return places.length === 0 ? {} : { unreadQueries: places };
}

export function segmentSummary(
  segment: Segments.StoredSegment,
  { book, reachable, moved, language }: SummaryParts,
): SegmentSummary {
  const { segmentId, text, evaluatedOn: _, version: __, ...rest } = segment;
  const reach = reachable?.find((each) => each.segment_id === segmentId);
  const unreached = reachable === null ? null : 0;
  const lately = moved.get(segmentId);
  const resolved = resolveText(book, text, segment.name);
  return {
    ...rest,
    segmentId,
    query: text,
    mailable: reach?.mailable ?? unreached,
    textable: reach?.textable ?? unreached,
    joined7d: lately?.joined ?? 0,
    left7d: lately?.departed ?? 0,
    fault: resolved.ok
      ? null
      : { message: faultInWords(resolved.fault, language), fault: resolved.fault },
  };
}

export function segmentReach(counts: readonly Reach.ReachCount[]): SegmentReach {
  const of = (channel: Reach.ReachCount['channel']) =>
    channelReach(counts.filter((count) => count.channel === channel));
  return { email: of('email'), sms: of('sms') };
}
