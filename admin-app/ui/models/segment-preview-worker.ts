/** Previews counted in this browser: one question is under way, and the newest one waits; those between are not asked. */
import type { Histogram } from '../../core/segment/histogram.ts';
import { type Api, RequestFailed } from '../api.ts';
import type {
  FromWorker,
  KeeperState,
  SnapshotVersion,
  ToWorker,
  WhyNotWorker,
  WorkerQuestion,
  WorkerResult,
} from '../worker/messages.ts';
import type { Question } from './segment-preview-question.ts';

export interface WorkerPreviews {
  ask(question: Question, counted: CountedIn): void;
  /** Asks the server for what is new. */
  refresh(): void;
  dispose(): void;
}

/** Days and amounts, in the shop. */
export interface CountedIn {
  readonly zone: string;
  readonly currency: string;
}

export interface WorkerAnswers {
  answered(question: Question, result: Extract<WorkerResult, { kind: 'answer' }>): void;
  /** What the answer to this question said would come later. */
  drew(question: Question, histogram: Histogram | null): void;
  /** The server must be asked instead. */
  refused(question: Question, because: WhyNotWorker): void;
  changed(state: KeeperState): void;
  /** It cannot be started, or has died. */
  died(): void;
}

/** The part of a Worker that is used. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message', listen: (event: { readonly data: FromWorker }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listen: () => void): void;
  terminate(): void;
}

/** Whoever types must not wait for a worker that does not answer; it may still do so later. */
const PATIENCE_MS = 2_000;

interface Asked {
  readonly question: Question;
  readonly message: WorkerQuestion;
}

export function startWorker(): WorkerPort {
  return new Worker(new URL('../worker/segment-worker.ts', import.meta.url), { type: 'module' });
}

/** Throws what starting the worker throws. */
export function workerPreviews(
  api: Pick<Api, 'download'>,
  shop: string,
  to: WorkerAnswers,
  start: () => WorkerPort = startWorker,
): WorkerPreviews {
  const worker = start();
  let asked = 0;
  let running: Asked | null = null;
  let next: Asked | null = null;
  let answered: Asked | null = null;
  let isSlow = false;
  let patience: ReturnType<typeof setTimeout> | undefined;

  function send(message: ToWorker): void {
    worker.postMessage(message);
  }

  function run(given: Asked): void {
    running = given;
    send({ kind: 'ask', question: given.message });
    patience = setTimeout(() => {
      isSlow = true;
      to.refused((next ?? given).question, 'worker failed');
    }, PATIENCE_MS);
  }

  function finish(id: number, result: WorkerResult): void {
    if (running?.message.id !== id) return;
    const { question } = running;
    clearTimeout(patience);
    isSlow = false;
    answered = running;
    running = null;
    if (next) {
      run(next);
      next = null;
    }
    if (result.kind === 'answer') to.answered(question, result);
    else to.refused(question, result.because);
  }

  async function fetch(since: SnapshotVersion | null): Promise<void> {
    const query = since ? `?since=${since.version}&epoch=${encodeURIComponent(since.epoch)}` : '';
    try {
      send({ kind: 'fetched', bytes: await api.download(`/api/segments/snapshot${query}`) });
    } catch (error) {
      const shopIsGone = error instanceof RequestFailed && error.status === 404;
      send({ kind: 'not fetched', shopIsGone });
    }
  }

  function die(): void {
    clearTimeout(patience);
    worker.terminate();
    to.died();
  }

  worker.addEventListener('message', ({ data }) => {
    if (data.kind === 'fetch') void fetch(data.since);
    else if (data.kind === 'snapshot') to.changed(data.state);
    else if (data.kind === 'answer') finish(data.id, data.result);
    else if (answered?.message.id === data.id) to.drew(answered.question, data.histogram);
  });
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);
  send({ kind: 'open', shop });

  return {
    ask(question, { zone, currency }) {
      asked += 1;
      const { query, condition, today } = question;
      const moment = { today, currency };
      const given = { question, message: { id: asked, query, condition, moment, zone } };
      if (running) next = given;
      else run(given);
      if (isSlow) to.refused(question, 'worker failed');
    },
    refresh: () => send({ kind: 'refresh' }),
    dispose() {
      clearTimeout(patience);
      worker.terminate();
    },
  };
}
