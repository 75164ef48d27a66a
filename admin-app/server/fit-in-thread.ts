/**
 * Fits, judges, predicts and back-tests a shop in a worker thread: a large shop takes minutes, and the server must go on
 * answering. Calls go over as messages, one answer each, with progress in between.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { createFitting } from './fitting.ts';
import type { OnProgress, ShopFitter } from './jobs/shop-fitter.ts';

/** Marks the thread as ours; other worker threads may import this file too. */
const ROLE = 'fit shop';

/** On Node 20 a thread does not inherit the TypeScript loader of `--import tsx`; it registers its own, then runs this file. */
const START = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(import.meta.url)});
  });
`;

type Method = Exclude<keyof ShopFitter, 'close'>;

interface Call {
  readonly method: Method;
  /** Without the callback for progress, which cannot go over. */
  readonly given: readonly unknown[];
}

type Answer =
  | { readonly progress: number }
  | { readonly result: unknown }
  | { readonly error: { readonly message: string; readonly stack: string | undefined } };

/** The process is being stopped; what the thread was doing is begun again by the next one. */
export class FitStoppedError extends Error {
  override readonly name = 'FitStoppedError';
}

export interface FitterThreads {
  /** A fitter in a thread of its own; it lives until it is closed. */
  open(): ShopFitter;
  /** Ends all that are open: a fit takes minutes, for which nobody who stops the app wants to wait. */
  stopAll(): Promise<void>;
}

export function createFitterThreads(): FitterThreads {
  const fitters = new Set<ShopFitter>();
  return {
    open: () => {
      const fitter = openFitterInThread(() => fitters.delete(fitter));
      fitters.add(fitter);
      return fitter;
    },
    stopAll: async () => {
      await Promise.all([...fitters].map((fitter) => fitter.close()));
    },
  };
}

function openFitterInThread(closed: () => void): ShopFitter {
  const worker = new Worker(START, { eval: true, workerData: { role: ROLE } });
  // Does not keep the process from ending; what it was doing is begun again by the next one.
  worker.unref();
  let dead: Error | undefined;
  const die = (error: Error) => {
    dead ??= error;
  };
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`The thread of the fit ended early (exit ${code})`)));

  async function call<Result>(method: Method, given: unknown[], onProgress?: OnProgress) {
    if (dead) throw dead;
    return await new Promise<Result>((resolve, reject) => {
      const listen = (answer: Answer) => {
        if ('progress' in answer) return onProgress?.(answer.progress);
        stopListening();
        if ('error' in answer) return reject(errorOf(answer.error));
        // The thread answers with what the method of the same name returned.
        resolve(answer.result as Result);
      };
      // Later than `die`, which was the first to listen.
      const fail = () => {
        stopListening();
        reject(dead);
      };
      const stopListening = () => {
        worker.off('message', listen);
        worker.off('error', fail);
        worker.off('exit', fail);
      };
      worker.on('message', listen);
      worker.on('error', fail);
      worker.on('exit', fail);
      worker.postMessage({ method, given } satisfies Call);
    });
  }

  return {
    addLogs: (logs) => call('addLogs', [logs]),
    fit: (asOfDay, onProgress) => call('fit', [asOfDay], onProgress),
    judge: (current, asOfDay) => call('judge', [current, asOfDay]),
    useModel: (model) => call('useModel', [model]),
    predict: (logs, asOfDay) => call('predict', [logs, asOfDay]),
    backTest: (asOfDay, onProgress) => call('backTest', [asOfDay], onProgress),
    cases: (first, count) => call('cases', [first, count]),
    close: async () => {
      closed();
      die(new FitStoppedError('The fit was stopped together with the app'));
      await worker.terminate();
    },
  };
}

function errorOf({ message, stack }: { message: string; stack: string | undefined }): Error {
  return Object.assign(new Error(message), { stack });
}

function isOurThread(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'role' in data && data.role === ROLE;
}

function answerCalls(port: NonNullable<typeof parentPort>): void {
  const fitting = createFitting();
  const say = (answer: Answer) => port.postMessage(answer);
  port.on('message', ({ method, given }: Call) => {
    // Which arguments belong to which method was checked where the call was made.
    const run = fitting[method] as (...args: readonly unknown[]) => Promise<unknown>;
    run(...given, (share: number) => say({ progress: share })).then(
      (result) => say({ result }),
      (error: Error) => say({ error: { message: error.message, stack: error.stack } }),
    );
  });
}

if (!isMainThread && parentPort && isOurThread(workerData)) answerCalls(parentPort);
