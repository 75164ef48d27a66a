/** Who a segment's query finds, counted while it is typed: in this browser where it can be, else by the server. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { CustomerRow } from '../../contract/customers.ts';
import type { SegmentReach } from '../../contract/segments.ts';
import type { Histogram } from '../../core/segment/histogram.ts';
import { type DayText, formatDay, type Instant } from '../../core/time.ts';
import type { RequestFailed } from '../api.ts';
import type { Host } from '../host/host.ts';
import { language } from '../language/t.ts';
import type { Services } from '../services.ts';
import type { KeeperState, SnapshotKept, WhyNotWorker } from '../worker/messages.ts';
import { previewContext } from './segment-preview-context.ts';
import {
  type PreviewFault,
  type Question,
  readQuestion,
  type ShownText,
} from './segment-preview-question.ts';
import { previewRows } from './segment-preview-rows.ts';
import { runSchedule, type Schedule } from './segment-preview-schedule.ts';
import { serverPreviews } from './segment-preview-server.ts';
import {
  startWorker,
  type WorkerPort,
  type WorkerPreviews,
  workerPreviews,
} from './segment-preview-worker.ts';

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
  /** It is still on the way: `histogram` is that of an earlier answer. */
  readonly histogramIsPending: boolean;
  /** The first who match, by their number. */
  readonly customers: readonly CustomerRow[];
  /** Their names are still on the way: `customers` are those of an earlier answer. */
  readonly customersArePending: boolean;
  /** The shop's day that it is right for. */
  readonly today: DayText;
  readonly source: AnswerSource;
}

export type AnswerSource =
  /** `asOf` as in `SnapshotState`. */
  | { readonly kind: 'this browser'; readonly asOf: Instant }
  | { readonly kind: 'the server'; readonly because: WhyTheServer };

export type WhyTheServer =
  | WhyNotWorker
  /** The snapshot could not be had, or does not fit into memory. */
  | 'snapshot failed';

export interface SnapshotState {
  /** When it was last known to be what the server has, by the clock of this browser; null while there is none. */
  readonly asOf: Instant | null;
  readonly refreshing: boolean;
  /** Whether it will still be there after a reload; if not, why. Null until that is known. */
  readonly kept: SnapshotKept | null;
}

export interface SegmentPreviewModel {
  readonly state: ReadonlySignal<SegmentPreviewState>;
  /** Counts this text from now on. `cursor` is an offset in it; null when the cursor is elsewhere. */
  show(
    query: string,
    options: { readonly ownName: string | null; readonly cursor: number | null },
  ): void;
  dispose(): void;
}

/** What a browser has and a test brings along. */
export interface PreviewSurroundings {
  readonly startWorker: () => WorkerPort;
  readonly runSchedule: (schedule: Schedule) => () => void;
}

/** The last answer of this browser. */
interface Found {
  readonly question: Question;
  readonly answer: SegmentAnswer;
  readonly customerIds: readonly number[];
}

const NOTHING_YET: SegmentPreviewState = {
  fault: null,
  answer: null,
  isCurrent: false,
  failure: null,
  snapshot: { asOf: null, refreshing: false, kept: null },
};

export function createSegmentPreview(
  { api, host }: { readonly api: Services['api']; readonly host: Pick<Host, 'shopDomain'> },
  surroundings: PreviewSurroundings = { startWorker, runSchedule },
): SegmentPreviewModel {
  const state = signal(NOTHING_YET);
  let shown: ShownText | null = null;
  let keeper: KeeperState | null = null;
  let found: Found | null = null;
  let askedServer: { readonly key: string; readonly because: WhyTheServer } | null = null;

  const context = previewContext(api, {
    changed: ask,
    failed: (failure) => patch({ failure }),
  });
  const server = serverPreviews(api, {
    answered: (question, { rows: customers, ...rest }) => {
      const because = askedServer?.because ?? 'no snapshot yet';
      found = null;
      deliver(question, {
        ...rest,
        query: question.shown.text,
        histogram: null,
        histogramIsPending: false,
        customers,
        customersArePending: false,
        source: { kind: 'the server', because },
      });
    },
    failed: (question, failure) => {
      askedServer = null;
      if (isShown(question)) patch({ failure });
    },
  });
  const rows = previewRows(api, nameCustomers);
  let worker = startPreviews();

  function startPreviews(): WorkerPreviews | null {
    try {
      return workerPreviews(
        api,
        host.shopDomain,
        {
          answered: (question, { answer: { customerIds, histogram, ...answer }, asOf }) => {
            if (!isShown(question)) return;
            const earlier = state.value.answer;
            giveUpServer();
            found = {
              question,
              customerIds,
              answer: {
                ...answer,
                query: question.shown.text,
                histogram: histogram === 'later' ? (earlier?.histogram ?? null) : histogram,
                histogramIsPending: histogram === 'later',
                customers: earlier?.customers ?? [],
                customersArePending: true,
                today: formatDay(question.today),
                source: { kind: 'this browser', asOf },
              },
            };
            deliver(question, found.answer);
            nameCustomers();
          },
          drew: (question, histogram) => {
            if (found?.question === question) add({ histogram, histogramIsPending: false });
          },
          refused: (question, because) => {
            if (isShown(question)) askServer(question, because);
          },
          changed: follow,
          died: () => {
            worker = null;
            keeper = null;
            patch({ snapshot: NOTHING_YET.snapshot });
            ask();
          },
        },
        surroundings.startWorker,
      );
    } catch {
      // A browser without workers, or one that may not start ours: the server counts.
      return null;
    }
  }

  function patch(changes: Partial<SegmentPreviewState>): void {
    state.value = { ...state.value, ...changes };
  }

  /** The cursor may have moved since; that changes nothing of who is found. */
  function isShown({ shown: { text, ownName } }: Question): boolean {
    return shown?.text === text && shown.ownName === ownName;
  }

  function deliver(question: Question, answer: SegmentAnswer): void {
    if (isShown(question)) patch({ answer, isCurrent: true, failure: null });
  }

  function nameCustomers(): void {
    const customers = found && rows.rowsOf(found.customerIds);
    if (customers) add({ customers, customersArePending: false });
  }

  /** What comes after the numbers; meanwhile the text may have got a fault, with this answer still on the screen. */
  function add(more: Partial<SegmentAnswer>): void {
    if (!found) return;
    found = { ...found, answer: { ...found.answer, ...more } };
    if (state.value.answer?.source.kind === 'this browser') patch({ answer: found.answer });
  }

  function follow(next: KeeperState): void {
    const before = keeper;
    keeper = next;
    const { asOf, refreshing, kept } = next;
    patch({ snapshot: { asOf, refreshing, kept } });
    const isOther =
      before?.version?.version !== next.version?.version ||
      before?.version?.epoch !== next.version?.epoch;
    if (isOther) rows.forget();
    if (isOther || before?.asOf !== asOf || before.failed !== next.failed) ask();
  }

  function ask(): void {
    const known = context.current();
    if (!shown) return;
    const { fault, question } = readQuestion(shown, known, context.today(), language());
    patch({ fault });
    if (fault) giveUpServer();
    if (!question || !known) return;
    if (worker && keeper?.version) worker.ask(question, known.given);
    else askServer(question, whyNoWorker());
  }

  function giveUpServer(): void {
    server.giveUp();
    askedServer = null;
  }

  function whyNoWorker(): WhyTheServer {
    if (!worker) return 'worker failed';
    return keeper?.failed ? 'snapshot failed' : 'no snapshot yet';
  }

  /** Once for each text, day and state of the facts, wherever the cursor goes. */
  function askServer(question: Question, because: WhyTheServer): void {
    const { text, ownName } = question.shown;
    const facts = [keeper?.version, context.current()?.given.segments];
    const key = JSON.stringify([text, ownName, question.today, facts]);
    const isAsked = askedServer?.key === key;
    askedServer = { key, because };
    const { answer, isCurrent } = state.value;
    if (isAsked && isCurrent && answer?.source.kind === 'the server')
      patch({ answer: { ...answer, source: { kind: 'the server', because } } });
    if (isAsked) return;
    // A worker that has just been started will say in a moment whether it can answer itself.
    const isLate = !state.value.answer && (!worker || keeper);
    server.ask(question, isLate ? 'now' : 'once typing pauses');
  }

  let day = context.today();
  const stop = surroundings.runSchedule({
    tick() {
      if (context.today() !== day) ask();
      day = context.today();
    },
    refresh() {
      void context.load();
      worker?.refresh();
      if (state.value.failure) ask();
    },
  });

  void context.load();
  return {
    state,
    show(text, { ownName, cursor }) {
      const isMoved = shown?.text === text && shown.ownName === ownName;
      if (isMoved && shown?.cursor === cursor) return;
      shown = { text, ownName, cursor };
      if (!isMoved) patch({ isCurrent: false });
      if (!context.current() && state.value.failure) void context.load();
      ask();
    },
    dispose() {
      stop();
      context.dispose();
      server.giveUp();
      rows.dispose();
      worker?.dispose();
    },
  };
}
