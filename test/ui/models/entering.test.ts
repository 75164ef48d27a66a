import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EnteringView } from '../../../admin-app/contract/scenario-running.ts';
import type { StartBlock } from '../../../admin-app/core/scenario/types.ts';
import type { Api } from '../../../admin-app/ui/api.ts';
import { enteringModel } from '../../../admin-app/ui/models/entering.ts';

const START: StartBlock = {
  kind: 'start',
  id: 'start',
  trigger: { kind: 'inactive', by: { kind: 'no order', days: 60 } },
  condition: null,
  reentry: { kind: 'never' },
  holdoutShare: 0.1,
  next: 'end',
};
const BEING_COUNTED: EnteringView = { count: null, countedAt: null };
const COUNTED: EnteringView = {
  count: { fitting: 9, reachable: 7, entering: 5 },
  countedAt: 1_000,
};

/** A server that is still counting so many times. */
function open(times: number) {
  const asked: string[] = [];
  const answer = async (path: string): Promise<unknown> => {
    asked.push(path);
    if (path.endsWith('/audience')) return { inactive: null, reachable: null };
    return asked.length > times ? COUNTED : BEING_COUNTED;
  };
  const api: Api = {
    get: (path) => answer(path) as never,
    post: (path) => answer(path) as never,
    put: () => Promise.reject(new Error('nothing is put')),
    delete: () => Promise.reject(new Error('nothing is deleted')),
    download: async () => new Blob(),
  };
  return { asked, model: enteringModel(api, 3) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('asks again by itself until a large shop has been counted', async () => {
  const { asked, model } = open(2);
  model.ask(START, true);
  await vi.advanceTimersByTimeAsync(0);
  expect(model.view.value).toEqual(BEING_COUNTED);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(model.view.value).toEqual(COUNTED);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(Array(3).fill('/api/scenarios/3/entering'));
  model.dispose();
});

it('asks no more for a start that is no longer on the screen', async () => {
  const { asked, model } = open(100);
  model.ask(START, true);
  await vi.advanceTimersByTimeAsync(0);
  model.ask({ ...START, trigger: { kind: 'inactive', by: { kind: 'no order', days: 90 } } }, false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual(['/api/scenarios/3/entering', '/api/scenarios/audience']);
  const count = { fitting: null, reachable: null, entering: null };
  expect(model.view.value).toEqual({ count, countedAt: null });
});

it('asks no more once it is closed', async () => {
  const { asked, model } = open(100);
  model.ask(START, true);
  await vi.advanceTimersByTimeAsync(0);
  model.dispose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(1);
});
