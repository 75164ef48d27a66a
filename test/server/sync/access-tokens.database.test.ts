import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import { createTokenStore } from '../../../admin-app/server/database/access-tokens.ts';
import { connectDatabase } from '../../../admin-app/server/database/pool.ts';
import {
  type AccessTokens,
  createAccessTokens,
} from '../../../admin-app/server/shopify/access-tokens.ts';
import { createSeal } from '../../../admin-app/server/shopify/seal.ts';
import { createShopify } from '../../../admin-app/server/shopify/shopify.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { CREDENTIALS, SECRET_KEY, type StoreWorld, startStoreWorld } from './store-world.ts';

let db: TestDatabase;
let world: StoreWorld;
let shopId: number;
/** Refreshes that reached Shopify. */
let refreshes: number;

beforeEach(async () => {
  db = await createTestDatabase();
  world = await startStoreWorld(db, { customers: 3 });
  await world.open();
  shopId = await world.shopId();
  refreshes = 0;
});
afterEach(async () => {
  await world.close();
  await db.drop();
});

/** What another process of the app would have: its own memory and its own connections. */
async function anotherProcess(): Promise<AccessTokens & { end(): Promise<void> }> {
  const own = await connectDatabase({ databaseUrl: db.url });
  const now = () => world.devStore.clock.now();
  const shopify = createShopify({
    ...CREDENTIALS,
    oldApiSecret: null,
    hostName: 'rondo.example.com',
    hostScheme: 'https',
    scopes: [],
  });
  const tokens = createAccessTokens({
    store: createTokenStore(own, now),
    seal: createSeal([SECRET_KEY]),
    refreshToken: (shop, token) => {
      refreshes += 1;
      return shopify.refreshToken(shop, token);
    },
    now,
  });
  return { ...tokens, end: () => own.close() };
}

/** Whether Shopify takes this token. */
const isAlive = (token: string) => world.devStore.installation().accessToken(token) !== null;

describe('access tokens', () => {
  it('are handed out as they are while they last', async () => {
    const process = await anotherProcess();
    const first = await process.current(shopId);
    expect(isAlive(first.accessToken)).toBe(true);
    expect(await process.current(shopId)).toEqual(first);
    expect(refreshes).toBe(0);
    await process.end();
  });

  it('are refreshed five minutes before they end', async () => {
    const process = await anotherProcess();
    const first = await process.current(shopId);
    world.devStore.clock.advance(HOUR_MS - 6 * 60_000);
    expect(await process.current(shopId)).toEqual(first);
    world.devStore.clock.advance(2 * 60_000);
    const second = await process.current(shopId);
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(isAlive(second.accessToken)).toBe(true);
    expect(refreshes).toBe(1);
    await process.end();
  });

  it('survive that many ask at once, in several processes, again and again', async () => {
    const processes = await Promise.all([1, 2, 3].map(() => anotherProcess()));
    for (let round = 1; round <= 4; round += 1) {
      world.devStore.clock.advance(2 * HOUR_MS);
      const found = await Promise.all(
        processes.flatMap((process) => [1, 2, 3].map(() => process.current(shopId))),
      );
      const tokens = new Set(found.map(({ accessToken }) => accessToken));
      expect(tokens.size, `round ${round}`).toBe(1);
      for (const token of tokens) expect(isAlive(token)).toBe(true);
      expect(refreshes, 'one refresh each round').toBe(round);
    }
    await Promise.all(processes.map((process) => process.end()));
  });

  it('are renewed once when Shopify refuses one that looks good', async () => {
    const [one, other] = await Promise.all([anotherProcess(), anotherProcess()]);
    const { accessToken } = await one.current(shopId);
    const renewed = await Promise.all([
      one.renew(shopId, accessToken),
      other.renew(shopId, accessToken),
    ]);
    expect(renewed[0]).toEqual(renewed[1]);
    expect(renewed[0]?.accessToken).not.toBe(accessToken);
    expect(refreshes).toBe(1);
    await Promise.all([one.end(), other.end()]);
  });

  it('stay in use for their last minutes while Shopify cannot refresh them', async () => {
    const process = await anotherProcess();
    const first = await process.current(shopId);
    world.devStore.clock.advance(HOUR_MS - 2 * 60_000);
    await world.devStore.stop();
    expect(await process.current(shopId)).toEqual(first);
    world.devStore.clock.advance(3 * 60_000);
    await expect(process.current(shopId)).rejects.toThrow('could not be reached');
    expect(await world.rows('select count(*) from access_tokens'), 'the pair is kept').toEqual([
      { count: 1 },
    ]);
    await process.end();
    world = await startStoreWorld(db, { customers: 1 });
  });

  it('that are dead for good come back with the next visit of staff', async () => {
    const process = await anotherProcess();
    world.devStore.clock.advance(91 * DAY_MS);
    await expect(process.current(shopId)).rejects.toThrow('comes back when somebody opens the app');
    expect(await process.needsExchange(shopId, [])).toBe(true);
    await world.open();
    expect(isAlive((await process.current(shopId)).accessToken)).toBe(true);
    await process.end();
  });

  it('outlive a database that was written under another key only with that key', async () => {
    const other = createAccessTokens({
      store: createTokenStore(db, () => world.devStore.clock.now()),
      seal: createSeal([Buffer.alloc(32, 1)]),
      refreshToken: () => Promise.reject(new Error('not reached')),
      now: () => world.devStore.clock.now(),
    });
    await expect(other.current(shopId)).rejects.toThrow('key that is not configured');
  });
});
