/** Fits a shop's model in a worker thread: a large shop takes seconds, and the server must go on answering. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fitShop } from '../core/prediction/fit-shop.ts';
import type { ShopModel } from '../core/prediction/shop-model.ts';
import type { OrderLog } from '../core/prediction/types.ts';
import type { Day } from '../core/time.ts';

/** Marks the thread as ours; other worker threads may import this file too. */
const ROLE = 'fit shop';

/** On Node 20 a thread does not inherit the TypeScript loader of `--import tsx`; it registers its own, then runs this file. */
const START = `
  import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(import.meta.url)});
  });
`;

interface FitRequest {
  readonly role: typeof ROLE;
  readonly logs: readonly OrderLog[];
  readonly asOfDay: Day;
}

/** Rejects with the thread's error; the thread ends with the answer. */
export async function fitShopInThread(logs: readonly OrderLog[], asOfDay: Day): Promise<ShopModel> {
  const request: FitRequest = { role: ROLE, logs, asOfDay };
  return await new Promise((resolve, reject) => {
    const worker = new Worker(START, { eval: true, workerData: request });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The fit ended without a model (exit ${code})`)),
    );
  });
}

function isFitRequest(data: unknown): data is FitRequest {
  return typeof data === 'object' && data !== null && 'role' in data && data.role === ROLE;
}

if (!isMainThread && isFitRequest(workerData)) {
  parentPort?.postMessage(fitShop(workerData.logs, workerData.asOfDay));
}
