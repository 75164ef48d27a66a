import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../../admin-app/core/time.ts';
import { exchangeToken, library, startTestShop } from './test-shop.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dev-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('keeps shops, tokens and the clock between runs', async () => {
  const dataFile = join(folder, 'store.json');
  const first = await startTestShop({ dataFile });
  first.clock.advance(2 * DAY_MS);
  await first.addShop({ domain: 'second.myshopify.com', customers: 3, seed: 9 });
  const session = await exchangeToken(first);
  const customer = first.shop().createCustomer({ email: 'zoe@example.com', tags: ['vip'] });
  const content = first.shop().content();
  await first.stop();

  const again = await startTestShop({ dataFile });
  expect(again.clock.offsetMs).toBe(2 * DAY_MS);
  expect(again.shop().content()).toEqual(content);
  expect(again.shop('second.myshopify.com').count().customers).toBe(3);
  const client = new library.clients.Graphql({ session });
  const { data } = await client.request<unknown>(
    `{ customer(id: "gid://shopify/Customer/${customer.id}") { tags } }`,
  );
  expect(data).toEqual({ customer: { tags: ['vip'] } });
  await again.stop();
});

it('refuses a file of another version instead of guessing', async () => {
  const dataFile = join(folder, 'other.json');
  await writeFile(dataFile, '{"version":99}');
  await expect(startTestShop({ dataFile })).rejects.toThrow('is of version 99, expected 1');
  expect(await readFile(dataFile, 'utf8')).toBe('{"version":99}');
});
