import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAdminApi, type Operation } from '../../../admin-app/server/shopify/admin-api.ts';
import type { ApiAnswer } from '../../../admin-app/server/shopify/api-answer.ts';
import {
  ShopifyRefusedError,
  ShopifyUnavailableError,
} from '../../../admin-app/server/shopify/errors.ts';

const operation: Operation<{ shop: { name: string } }> = {
  name: 'to describe the shop',
  text: 'query { shop { name } }',
  data: z.object({ shop: z.object({ name: z.string() }) }),
};
const cost = (requested: number, available: number) => ({
  requested,
  available,
  maximum: 2_000,
  restorePerSecond: 100,
});
const good: ApiAnswer = { kind: 'data', data: { shop: { name: 'Tea' } }, cost: null };

/** Answers one after another; the last one again and again. */
function apiAnswering(...answers: readonly ApiAnswer[]) {
  const pauses: number[] = [];
  const tokens: string[] = [];
  const api = createAdminApi({
    send: async ({ accessToken }) => {
      tokens.push(accessToken);
      return answers[Math.min(tokens.length, answers.length) - 1] ?? good;
    },
    access: {
      current: async () => ({ shop: 'tea.myshopify.com', accessToken: 'first' }),
      renew: async (_shopId, refused) => ({
        shop: 'tea.myshopify.com',
        accessToken: `after ${refused}`,
      }),
    },
    sleep: async (ms) => pauses.push(ms),
  });
  return { run: () => api.run(1, operation, {}), tokens, pauses };
}

describe('asking the Admin API', () => {
  it('waits out a throttled query for as long as the budget needs', async () => {
    const throttled: ApiAnswer = { kind: 'throttled', cost: cost(500, 100) };
    const { run, tokens, pauses } = apiAnswering(throttled, good);
    await expect(run()).resolves.toEqual({ shop: { name: 'Tea' } });
    expect(tokens).toHaveLength(2);
    expect(pauses).toHaveLength(2);
    // 400 points are missing and 100 come back a second; what the test itself took comes off.
    expect(pauses[1]).toBeGreaterThan(3_000);
    expect(pauses[1]).toBeLessThanOrEqual(4_000);
  });

  it('waits before a query that the shop cannot afford, without being told off first', async () => {
    const dear: ApiAnswer = { ...good, cost: cost(900, 50) };
    const { run, pauses } = apiAnswering(dear, dear);
    await run();
    await run();
    expect(pauses[0]).toBe(0);
    expect(pauses[1]).toBeGreaterThan(7_000);
  });

  it('tries again when Shopify fails, longer each time, and heeds Retry-After', async () => {
    const failing: ApiAnswer = { kind: 'unavailable', reason: 'HTTP 503', retryAfterMs: null };
    const busy: ApiAnswer = { kind: 'unavailable', reason: 'HTTP 429', retryAfterMs: 2_000 };
    const { run, pauses } = apiAnswering(failing, failing, busy, good);
    await expect(run()).resolves.toEqual({ shop: { name: 'Tea' } });
    const waits = pauses.filter((ms) => ms > 0);
    expect(waits).toHaveLength(3);
    expect(waits[0]).toBeLessThanOrEqual(500);
    expect(waits[1]).toBeGreaterThanOrEqual(500);
    expect(waits[2]).toBe(2_000);
  });

  it('gives up on a Shopify that keeps failing, and says so', async () => {
    const { run, tokens } = apiAnswering({
      kind: 'unavailable',
      reason: 'HTTP 500',
      retryAfterMs: null,
    });
    await expect(run()).rejects.toThrow(ShopifyUnavailableError);
    expect(tokens).toHaveLength(7);
  });

  it('gets one new token when the present one is refused, and only one', async () => {
    const { run, tokens } = apiAnswering({ kind: 'unauthorized' }, good);
    await run();
    expect(tokens).toEqual(['first', 'after first']);
    const hopeless = apiAnswering({ kind: 'unauthorized' });
    await expect(hopeless.run()).rejects.toThrow('a fresh access token was refused too');
    expect(hopeless.tokens).toHaveLength(2);
  });

  it('does not repeat what Shopify refuses, and hands on its code', async () => {
    const { run, tokens } = apiAnswering({
      kind: 'errors',
      errors: [{ message: 'Access denied for shop', code: 'ACCESS_DENIED', path: 'shop' }],
      cost: null,
    });
    const failure = await run().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ShopifyRefusedError);
    expect(failure).toMatchObject({
      code: 'ACCESS_DENIED',
      message: 'Shopify refused to describe the shop: Access denied for shop (at shop)',
    });
    expect(tokens).toHaveLength(1);
  });

  it('names the field of an answer that is not as expected', async () => {
    const { run } = apiAnswering({ kind: 'data', data: { shop: { name: 7 } }, cost: null });
    await expect(run()).rejects.toThrow('not as expected at shop.name');
  });
});
