/** The worker: counts while somebody types, without holding up the typing. */
import type { Histogram } from '../../core/segment/histogram.ts';
import { snapshotStore } from '../cache/snapshot-store.ts';
import type {
  FromWorker,
  SnapshotVersion,
  ToWorker,
  WorkerQuestion,
  WorkerResult,
} from './messages.ts';
import { ShopGone, SnapshotKeeper } from './snapshot-keeper.ts';

let keeper: SnapshotKeeper | null = null;
let later: ReturnType<typeof setTimeout> | undefined;
let asked: {
  readonly give: (bytes: ArrayBuffer | null) => void;
  readonly refuse: (error: Error) => void;
} | null = null;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => void receive(data));

async function receive(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'open':
      keeper = openKeeper(message.shop);
      await keeper.open();
      return await keeper.refresh();
    case 'refresh':
      return await keeper?.refresh();
    case 'fetched':
      return await take(message.bytes);
    case 'not fetched':
      return asked?.refuse(message.shopIsGone ? new ShopGone() : new Error('not fetched'));
    case 'ask':
      return ask(message.question);
  }
}

function ask(question: WorkerQuestion): void {
  const result = answer(question);
  clearTimeout(later);
  send({ kind: 'answer', id: question.id, result });
  if (result.kind !== 'answer' || result.answer.histogram !== 'later') return;
  // A question that has come meanwhile goes first, and makes this histogram one that nobody would see.
  later = setTimeout(() => send({ kind: 'histogram', id: question.id, ...histogram(question) }));
}

function histogram(question: WorkerQuestion): { readonly histogram: Histogram | null } {
  try {
    return { histogram: keeper?.histogram(question) ?? null };
  } catch {
    return { histogram: null };
  }
}

function answer(question: WorkerQuestion): WorkerResult {
  try {
    return keeper?.answer(question) ?? { kind: 'ask the server', because: 'no snapshot yet' };
  } catch {
    // Such as memory that ran out: the server can still answer.
    return { kind: 'ask the server', because: 'worker failed' };
  }
}

async function take(bytes: Blob): Promise<void> {
  try {
    const received = await bytes.arrayBuffer();
    asked?.give(received.byteLength === 0 ? null : received);
  } catch (error) {
    asked?.refuse(new Error('The snapshot does not fit into memory', { cause: error }));
  }
}

function openKeeper(shop: string): SnapshotKeeper {
  const name = `rondo-segments ${shop}`;
  const channel = new BroadcastChannel(name);
  const own = new SnapshotKeeper({
    store: snapshotStore(shop),
    download,
    alone: (run) => alone(name, run),
    tellOthers: () => channel.postMessage(null),
    now: () => Date.now(),
    changed: (state) => send({ kind: 'snapshot', state }),
  });
  channel.addEventListener('message', () => void own.readStored());
  return own;
}

/** Where there are no locks (in contexts that are not secure), two tabs may ask the server at the same time. */
async function alone<T>(name: string, run: () => Promise<T>): Promise<T> {
  let started: Promise<T> | null = null;
  try {
    return await navigator.locks.request(name, () => {
      started = run();
      return started;
    });
  } catch {
    return await (started ?? run());
  }
}

function download(since: SnapshotVersion | null): Promise<ArrayBuffer | null> {
  return new Promise((give, refuse) => {
    asked = { give, refuse };
    send({ kind: 'fetch', since });
  });
}

function send(message: FromWorker): void {
  self.postMessage(message);
}
