/** Who a segment's query finds, counted while it is typed: in this browser where it can be, else by the server. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { CustomerRow } from '../../contract/customers.ts';
import type { SegmentContext, SegmentReach } from '../../contract/segments.ts';
import type { Histogram } from '../../core/segment/histogram.ts';
import type { DayText, Instant } from '../../core/time.ts';
import type { RequestFailed } from '../api.ts';
import { language } from '../language/t.ts';
import type { Services } from '../services.ts';
import { asFailure } from './resource.ts';
import {
  type PreviewFault,
  type Question,
  type QuestionContext,
  questionContext,
  readQuestion,
  type ShownText,
} from './segment-preview-question.ts';
import { serverPreviews } from './segment-preview-server.ts';

export interface SegmentPreviewState {
  /** What is wrong with the text shown last; null when it can be asked. */
  readonly fault: PreviewFault | null;
  /** The last answer. It stays while the next is computed, and while the text has a fault. */
  readonly answer: SegmentAnswer | null;
  /** The answer is that of the text shown last. */
  readonly isCurrent: boolean;
  /** Why there is no newer answer; null when nothing failed. */
  readonly failure: RequestFailed | null;
  readonly snapshot: SnapshotState;
}

export interface SegmentAnswer {
  /** The text it is the answer to. */
  readonly query: string;
  readonly count: number;
  /** All customers of the shop. */
  readonly of: number;
  readonly reach: SegmentReach;
  readonly tomorrow: { readonly joining: number; readonly leaving: number };
  /** Of the condition under the cursor; null when the cursor is in none, or the server counted. */
  readonly histogram: Histogram | null;
  /** The first who match, by their number. Names come a moment later: until then the earlier ones stay. */
  readonly customers: readonly CustomerRow[];
  /** The shop's day that it is right for. */
  readonly today: DayText;
  readonly source: AnswerSource;
}

export type AnswerSource =
  /** `asOf`: when the snapshot was last known to be what the server has, by the clock of this browser. */
  | { readonly kind: 'this browser'; readonly asOf: Instant }
  | { readonly kind: 'the server'; readonly because: WhyTheServer };

export type WhyTheServer =
  /** The snapshot is still on its way. */
  | 'no snapshot yet'
  /** The condition asks for what never leaves the server (e-mail domains, addresses of pages, times of day). */
  | 'condition'
  /** The snapshot could not be had, or does not fit into memory. */
  | 'snapshot failed'
  | 'worker failed';

export interface SnapshotState {
  /** Null while there is none. By the clock of this browser. */
  readonly asOf: Instant | null;
  readonly refreshing: boolean;
  /** Whether it will still be there after a reload; if not, why. Null until that is known. */
  readonly kept: SnapshotKept | null;
}
export type SnapshotKept =
  | 'on disk'
  /** In memory only: the disk or the browser's share of it is full. */
  | 'disk full'
  /** In memory only: the browser lets us store nothing. */
  | 'storage blocked'
  /** In memory only: another shop has logged in here since. */
  | 'another shop';

export interface SegmentPreviewModel {
  readonly state: ReadonlySignal<SegmentPreviewState>;
  /** Counts this text from now on. `cursor` is an offset in it; null when the cursor is elsewhere. */
  show(
    query: string,
    options: { readonly ownName: string | null; readonly cursor: number | null },
  ): void;
  dispose(): void;
}

const NOTHING_YET: SegmentPreviewState = {
  fault: null,
  answer: null,
  isCurrent: false,
  failure: null,
  snapshot: { asOf: null, refreshing: false, kept: null },
};

export function createSegmentPreview({ api }: Pick<Services, 'api'>): SegmentPreviewModel {
  const state = signal(NOTHING_YET);
  let shown: ShownText | null = null;
  let context: QuestionContext | null = null;
  const server = serverPreviews(api, {
    answered: (question, { rows, ...rest }) =>
      deliver(question, {
        ...rest,
        query: question.shown.text,
        histogram: null,
        customers: rows,
        source: { kind: 'the server', because: 'no snapshot yet' },
      }),
    failed: (question, failure) => {
      if (isShown(question)) patch({ failure });
    },
  });

  /** The cursor may have moved since; that changes nothing of who is found. */
  function isShown({ shown: { text, ownName } }: Question): boolean {
    return shown?.text === text && shown.ownName === ownName;
  }

  function patch(changes: Partial<SegmentPreviewState>): void {
    state.value = { ...state.value, ...changes };
  }

  function deliver(question: Question, answer: SegmentAnswer): void {
    if (isShown(question)) patch({ answer, isCurrent: true, failure: null });
  }

  async function loadContext(): Promise<void> {
    try {
      context = questionContext(await api.get<SegmentContext>('/api/segments/context'));
      ask();
    } catch (error) {
      patch({ failure: asFailure(error) });
    }
  }

  function ask(): void {
    if (!shown) return;
    const { fault, question } = readQuestion(shown, context, language());
    patch({ fault });
    if (fault) server.giveUp();
    if (question) server.ask(question, state.value.answer ? 'once typing pauses' : 'now');
  }

  void loadContext();
  return {
    state,
    show(text, { ownName, cursor }) {
      const isMoved = shown?.text === text && shown.ownName === ownName;
      shown = { text, ownName, cursor };
      if (isMoved) return;
      patch({ isCurrent: false });
      if (!context && state.value.failure) void loadContext();
      ask();
    },
    dispose: () => server.giveUp(),
  };
}
