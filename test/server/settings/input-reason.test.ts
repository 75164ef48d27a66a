import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Failure } from '../../../admin-app/contract/failure.ts';
import { REFUSALS } from '../../../admin-app/contract/refusals.ts';
import { parseBody } from '../../../admin-app/server/http/parse-input.ts';
import { Refusal } from '../../../admin-app/server/http/refusal.ts';

const shape = z.strictObject({
  name: z.string().trim().min(1, 'say who it is').max(5),
  mail: z.email(),
  url: z.url(),
  share: z.number().min(1).max(50),
  count: z.number().int(),
  kinds: z
    .array(z.enum(['a', 'b']))
    .min(1)
    .max(2),
  page: z.string().regex(/^\//, REFUSALS['not a link']),
});
const good = {
  ...{ name: 'Ada', mail: 'ada@example.com', url: 'https://example.com' },
  ...{ share: 1, count: 2, kinds: ['a'], page: '/' },
};

async function refused(body: unknown): Promise<Failure['error']> {
  const app = new Hono();
  app.post('/', async (c) => c.json(await parseBody(c, shape)));
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    return c.json(error.toFailure(), error.status);
  });
  const answer = await app.request('/', { method: 'POST', body: JSON.stringify(body) });
  return ((await answer.json()) as Failure).error;
}

it.each<readonly [given: object, error: Failure['error']]>([
  [{ name: ' ' }, { field: 'name', code: 'empty', values: {}, message: 'say who it is' }],
  [{ name: undefined }, { field: 'name', code: 'empty', values: {}, message: REFUSALS.empty }],
  [
    { name: 'longer' },
    {
      field: 'name',
      code: 'too long',
      values: { most: 5 },
      message: 'expected 5 letters or fewer',
    },
  ],
  [
    { mail: 'ada' },
    { field: 'mail', code: 'not an e-mail address', ...plain('not an e-mail address') },
  ],
  [{ url: 'ada' }, { field: 'url', code: 'not a web address', ...plain('not a web address') }],
  [
    { share: 60 },
    { field: 'share', code: 'too great', values: { most: 50 }, message: 'expected 50 or less' },
  ],
  [{ share: null }, { field: 'share', code: 'not a number', ...plain('not a number') }],
  [{ count: 1.5 }, { field: 'count', code: 'not whole', ...plain('not whole') }],
  [
    { kinds: ['c'] },
    {
      field: 'kinds.0',
      code: 'none of these',
      values: { known: 'a, b' },
      message: 'expected one of a, b',
    },
  ],
  [
    { kinds: [] },
    {
      field: 'kinds',
      code: 'too few',
      values: { least: 1 },
      message: 'expected 1 entries or more',
    },
  ],
  [{ page: 'x' }, { field: 'page', code: 'not a link', ...plain('not a link') }],
])('%j is refused with its field, a code and what it takes', async (given, error) => {
  expect(await refused({ ...good, ...given })).toEqual(error);
});

it('keeps the parser’s own words for what has no code', async () => {
  const { code, message, values } = await refused({ ...good, more: 1 });
  expect(code).toBe('unexpected');
  expect(message).toContain('"more"');
  expect(values).toEqual({ detail: message });
});

function plain(code: keyof typeof REFUSALS) {
  return { values: {}, message: REFUSALS[code] as string };
}
