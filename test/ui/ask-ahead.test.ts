import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApi, RequestFailed } from '../../admin-app/ui/api.ts';
import { askAhead } from '../../admin-app/ui/ask-ahead.ts';

const asked: string[] = [];
let status = 200;

function open(path: string) {
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return Response.json({ number: asked.length }, { status });
  };
  return askAhead(createApi({ idToken: async () => 'token' }, fetch), path);
}

beforeEach(() => {
  asked.length = 0;
  status = 200;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('asks for what a page begins with before the page does, and gives it the answer once', async () => {
  const api = open('/scenarios/7');
  await vi.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(['/api/scenarios/7']);
  expect(await api.get('/api/scenarios/7', {})).toEqual({ number: 1 });
  expect(await api.get('/api/scenarios/7', {})).toEqual({ number: 2 });
  expect(asked).toHaveLength(2);
});

it('gives the answer to nobody who asks for something else', async () => {
  const api = open('/campaigns/');
  expect(await api.get('/api/campaigns', { page: 2 })).toEqual({ number: 2 });
  expect(asked).toEqual(['/api/campaigns', '/api/campaigns?page=2']);
});

it('gives no answer that has grown old', async () => {
  const api = open('/settings/tiers');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await api.get('/api/tiers')).toEqual({ number: 2 });
});

it('lets the page say why there is no answer', async () => {
  status = 404;
  const api = open('/customers/7');
  await vi.advanceTimersByTimeAsync(1);
  await expect(api.get('/api/customers/7')).rejects.toThrow(RequestFailed);
});

it.each(['/', '/customers', '/nowhere', '/settings/log'])(
  'asks for nothing at %s',
  async (path) => {
    open(path);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([]);
  },
);
