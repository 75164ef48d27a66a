/** What queries are read against, and the shop's day while the page stays open. */
import type { SegmentContext } from '../../contract/segments.ts';
import { type Day, dayOf } from '../../core/time.ts';
import { type Api, isAbort, type RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';
import { type QuestionContext, questionContext } from './segment-preview-question.ts';

export interface PreviewContext {
  /** Null until the server has said. */
  current(): QuestionContext | null;
  /** The shop's local day now. */
  today(): Day;
  load(): Promise<void>;
  dispose(): void;
}

export function previewContext(
  api: Api,
  to: { changed(): void; failed(failure: RequestFailed): void },
): PreviewContext {
  let known: QuestionContext | null = null;
  /** How far the server's clock, which the demo can move, is ahead of this browser's. */
  let ahead = 0;
  let running = new AbortController();

  async function load(): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    try {
      const given = await api.get<SegmentContext>('/api/segments/context', {}, own.signal);
      if (own.signal.aborted) return;
      ahead = given.now - Date.now();
      if (known && isSame(known.given, given)) return;
      known = questionContext(given);
      to.changed();
    } catch (error) {
      if (!own.signal.aborted && !isAbort(error)) to.failed(asFailure(error));
    }
  }

  return {
    current: () => known,
    today: () => dayOf(Date.now() + ahead, known?.given.zone ?? 'UTC'),
    load,
    dispose: () => running.abort(),
  };
}

function isSame({ now: _, ...one }: SegmentContext, { now: __, ...other }: SegmentContext) {
  return JSON.stringify(one) === JSON.stringify(other);
}
