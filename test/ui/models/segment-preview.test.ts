import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SegmentContext, SegmentPreview } from '../../../admin-app/contract/segments.ts';
import type { PreviewAnswer } from '../../../admin-app/core/segment/preview.ts';
import { parseDay } from '../../../admin-app/core/time.ts';
import { type Api, RequestFailed } from '../../../admin-app/ui/api.ts';
import { speak } from '../../../admin-app/ui/language/t.ts';
import {
  createSegmentPreview,
  type SegmentPreviewModel,
} from '../../../admin-app/ui/models/segment-preview.ts';
import type { Schedule } from '../../../admin-app/ui/models/segment-preview-schedule.ts';
import type {
  FromWorker,
  KeeperState,
  ToWorker,
  WorkerQuestion,
  WorkerResult,
} from '../../../admin-app/ui/worker/messages.ts';

const TODAY = '2026-06-15';
/** Half past eleven in the evening in Auckland, which is 12 hours ahead of UTC in June. */
const NOW = Date.parse('2026-06-15T11:30:00Z');

/** A worker whose answers the test gives. */
class WorkerByHand {
  readonly received: ToWorker[] = [];
  readonly #listeners = new Map<string, ((event: { readonly data: FromWorker }) => void)[]>();
  isTerminated = false;

  postMessage(message: ToWorker): void {
    this.received.push(message);
  }
  addEventListener(type: string, listen: (event: { readonly data: FromWorker }) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listen]);
  }
  terminate(): void {
    this.isTerminated = true;
  }

  say(data: FromWorker): void {
    for (const listen of this.#listeners.get('message') ?? []) listen({ data });
  }
  die(): void {
    for (const listen of this.#listeners.get('error') ?? [])
      listen({ data: { kind: 'fetch', since: null } });
  }
  has(state: Partial<KeeperState>): void {
    this.say({ kind: 'snapshot', state: { ...STORED, ...state } });
  }
  questions(): readonly WorkerQuestion[] {
    return this.received.flatMap((message) => (message.kind === 'ask' ? message.question : []));
  }
  answer(count: number, more: Partial<PreviewAnswer> = {}, nth = -1): void {
    const question = this.questions().at(nth);
    if (!question) throw new Error('The worker was asked nothing');
    const answer = { ...NUMBERS, count, histogram: null, customerIds: [], ...more };
    const result: WorkerResult = { kind: 'answer', answer, asOf: 5 };
    this.say({ kind: 'answer', id: question.id, result });
  }
}

const STORED: KeeperState = {
  version: { epoch: 'a', version: 1 },
  asOf: 5,
  refreshing: false,
  kept: 'on disk',
  failed: false,
};
const NOBODY = { reachable: 0, leftOut: [] };
const NUMBERS = {
  count: 0,
  of: 100,
  reach: { email: NOBODY, sms: NOBODY },
  tomorrow: { joining: 0, leaving: 0 },
};
const CONTEXT: SegmentContext = {
  segments: [{ name: 'Gold', query: 'number_of_orders > 5' }],
  scenarios: [],
  today: TODAY,
  now: NOW,
  zone: 'Pacific/Auckland',
  currency: 'NZD',
};

let worker: WorkerByHand;
let schedule: Schedule;
let preview: SegmentPreviewModel;
/** Paths and bodies of what the server was asked. */
let asked: [path: string, body: unknown][];
let counted: number | RequestFailed;

const api: Api = {
  get: async <Answer>() => CONTEXT as Answer, // nothing else is asked for
  post: async <Answer>(path: string, body: unknown) => {
    asked.push([path, body]);
    if (path.endsWith('/customers')) {
      const { customerIds } = body as { customerIds: number[] }; // as the contract has it
      return {
        customers: customerIds.map((id) => ({ customerId: id, name: `No. ${id}` })),
      } as Answer;
    }
    if (typeof counted !== 'number') throw counted;
    const answer: SegmentPreview = { ...NUMBERS, count: counted, rows: [], today: TODAY };
    return answer as Answer; // the address names the contract
  },
  put: () => Promise.reject(new Error('nothing is put')),
  delete: () => Promise.reject(new Error('nothing is deleted')),
  download: async () => new Blob(),
};

function open(startWorker: () => WorkerByHand = () => worker): void {
  preview = createSegmentPreview(
    { api, host: { shopDomain: 'pine.myshopify.com' } },
    {
      startWorker,
      runSchedule: (given) => {
        schedule = given;
        return () => undefined;
      },
    },
  );
}

function show(query: string, cursor: number | null = null): void {
  preview.show(query, { ownName: null, cursor });
}

async function pause(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

const previews = () => asked.filter(([path]) => path.endsWith('/preview')).map(([, body]) => body);

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  worker = new WorkerByHand();
  asked = [];
  counted = 7;
  open();
  await pause(0);
});
afterEach(async () => {
  preview.dispose();
  vi.useRealTimers();
  await speak('en');
});

describe('a preview counted in this browser', () => {
  it('asks the worker at each key, one question at a time, and never one that is out of date', () => {
    worker.has({});
    for (const query of ['number_of_orders > 1', 'number_of_orders > 12', 'number_of_orders > 123'])
      show(query);
    expect(worker.questions()).toHaveLength(1);
    worker.answer(50);
    // The answer to a text that is no longer there.
    expect(preview.state.value).toMatchObject({ answer: null, isCurrent: false });
    expect(worker.questions()).toHaveLength(2);
    worker.answer(3);
    expect(preview.state.value).toMatchObject({
      isCurrent: true,
      answer: { query: 'number_of_orders > 123', count: 3, today: TODAY },
    });
    expect(preview.state.value.answer?.source).toEqual({ kind: 'this browser', asOf: 5 });
    expect(previews()).toEqual([]);
  });

  it('keeps the last answer while the text has a fault, which has its place and is in words', async () => {
    worker.has({});
    show('number_of_orders > 1');
    worker.answer(50);
    await speak('pl');
    show('number_of_orders > 1 AND numbr_of_orders');
    const { fault, answer, isCurrent } = preview.state.value;
    expect(fault?.fault).toMatchObject({ place: { offset: 25 }, suggestion: 'number_of_orders' });
    expect(fault?.message).toMatch(/[ąćęłńóśźż]/);
    expect(answer?.count).toBe(50);
    expect(isCurrent).toBe(false);
    show("in_segment('Gald')");
    expect(preview.state.value.fault?.fault.suggestion).toBe('Gold');
    show("in_segment('Gold')");
    expect(preview.state.value.fault).toBeNull();
  });

  it('asks about the condition under the cursor, and draws it when it comes', () => {
    worker.has({});
    show('number_of_orders > 1', 20);
    expect(worker.questions()[0]?.condition?.written).toMatchObject({
      attribute: 'number_of_orders',
    });
    worker.answer(50, { histogram: 'later' });
    expect(preview.state.value.answer).toMatchObject({ histogram: null, histogramIsPending: true });
    const unknown = { customers: 0, passing: 0 };
    const shape = { subject: 'number_of_orders', measure: null, unknown, unit: null, whole: true };
    const histogram = { kind: 'numbers', ...shape, bins: [] } as const;
    worker.say({ kind: 'histogram', id: worker.questions()[0]?.id ?? 0, histogram });
    expect(preview.state.value.answer).toMatchObject({ histogram, histogramIsPending: false });
    show('number_of_orders > 1', null);
    expect(worker.questions()[1]?.condition).toBeNull();
  });

  it('asks once for each name, when typing pauses', async () => {
    worker.has({});
    show('number_of_orders > 1');
    worker.answer(2, { customerIds: [4, 5] });
    expect(preview.state.value.answer?.customersArePending).toBe(true);
    await pause(50);
    show('number_of_orders > 2');
    worker.answer(2, { customerIds: [5, 6] });
    await pause(300);
    expect(asked).toEqual([['/api/segments/customers', { customerIds: [5, 6] }]]);
    const { answer } = preview.state.value;
    expect(answer?.customers.map(({ name }) => name)).toEqual(['No. 5', 'No. 6']);
    expect(answer?.customersArePending).toBe(false);
    show('number_of_orders > 3');
    worker.answer(1, { customerIds: [6] });
    expect(preview.state.value.answer?.customers.map(({ name }) => name)).toEqual(['No. 6']);
    // Names may be others in a newer snapshot.
    worker.has({ version: { epoch: 'b', version: 1 } });
    worker.answer(1, { customerIds: [6] });
    await pause(300);
    expect(asked.at(-1)).toEqual(['/api/segments/customers', { customerIds: [6] }]);
    expect(asked).toHaveLength(2);
  });

  it('counts anew when the shop’s midnight passes', async () => {
    worker.has({});
    show('last_order_date = today');
    expect(worker.questions()[0]).toMatchObject({
      moment: { today: parseDay(TODAY), currency: 'NZD' },
      zone: 'Pacific/Auckland',
    });
    worker.answer(50);
    schedule.tick();
    expect(worker.questions()).toHaveLength(1);
    await pause(31 * 60_000);
    schedule.tick();
    expect(worker.questions()[1]?.moment.today).toBe(parseDay(TODAY) + 1);
    worker.answer(4);
    expect(preview.state.value.answer).toMatchObject({ count: 4, today: '2026-06-16' });
  });

  it('counts anew when there is a newer snapshot', () => {
    worker.has({});
    show('number_of_orders > 1');
    worker.answer(50);
    worker.has({ version: { epoch: 'a', version: 2 }, asOf: 9, refreshing: true });
    worker.answer(51);
    expect(preview.state.value.answer?.count).toBe(51);
    expect(preview.state.value.snapshot).toEqual({ asOf: 9, refreshing: true, kept: 'on disk' });
  });
});

describe('a preview counted by the server', () => {
  it('waits for a pause in the typing, and says why it is asked', async () => {
    worker.has({ version: null, asOf: null, refreshing: true, kept: null });
    show('number_of_orders > 1');
    await pause(0);
    expect(preview.state.value.answer).toMatchObject({
      count: 7,
      histogram: null,
      source: { kind: 'the server', because: 'no snapshot yet' },
    });
    for (const query of ['number_of_orders > 1', 'number_of_orders > 12', 'number_of_orders > 123'])
      show(query);
    await pause(300);
    expect(previews()).toEqual([
      { query: 'number_of_orders > 1', ownName: null },
      { query: 'number_of_orders > 123', ownName: null },
    ]);
    worker.has({ version: null, asOf: null, failed: true });
    expect(preview.state.value.answer?.source).toMatchObject({ because: 'snapshot failed' });
  });

  it('is not asked when the worker has a stored snapshot a moment after it was started', async () => {
    show('number_of_orders > 1');
    await pause(100);
    worker.has({});
    worker.answer(50);
    await pause(1_000);
    expect(previews()).toEqual([]);
    expect(preview.state.value.answer?.count).toBe(50);
  });

  it('answers what the snapshot cannot', async () => {
    worker.has({});
    show("customer_email_domain = 'example.com'");
    const [question] = worker.questions();
    const result = { kind: 'ask the server', because: 'condition' } as const;
    worker.say({ kind: 'answer', id: question?.id ?? 0, result });
    await pause(300);
    expect(preview.state.value.answer?.source).toEqual({
      kind: 'the server',
      because: 'condition',
    });
  });

  it('answers when the worker dies, cannot be started, or does not answer in time', async () => {
    worker.has({});
    show('number_of_orders > 1');
    await pause(2_500);
    expect(preview.state.value.answer).toMatchObject({ count: 7 });
    show('number_of_orders > 12');
    await pause(300);
    expect(preview.state.value.answer?.query).toBe('number_of_orders > 12');
    worker.die();
    expect(worker.isTerminated).toBe(true);
    show('number_of_orders > 2');
    await pause(300);
    const because = { source: { kind: 'the server', because: 'worker failed' } };
    expect(preview.state.value.answer).toMatchObject({ query: 'number_of_orders > 2', ...because });

    preview.dispose();
    open(() => {
      throw new Error('no workers here');
    });
    await pause(0);
    show('number_of_orders > 3');
    await pause(300);
    expect(preview.state.value.answer).toMatchObject({ query: 'number_of_orders > 3', ...because });
  });

  it('keeps the last answer beside the reason why there is no newer one, and tries again', async () => {
    worker.has({ version: null, asOf: null });
    show('number_of_orders > 1');
    await pause(0);
    counted = new RequestFailed('no network', 'offline');
    show('number_of_orders > 2');
    await pause(300);
    expect(preview.state.value).toMatchObject({
      failure: { message: 'no network' },
      answer: { query: 'number_of_orders > 1' },
      isCurrent: false,
    });
    counted = 9;
    schedule.refresh();
    await pause(300);
    expect(preview.state.value).toMatchObject({
      failure: null,
      answer: { count: 9 },
      isCurrent: true,
    });
  });

  it('is asked again for a text that had a fault in between', async () => {
    worker.has({ version: null, asOf: null });
    show('number_of_orders > 1');
    await pause(0);
    show('number_of_orders >');
    show('number_of_orders > 1');
    await pause(300);
    expect(preview.state.value.isCurrent).toBe(true);
  });
});
