/** Audiences against a network that answers as its documentation says. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_AUDIENCE_ACCOUNT } from '../../../admin-app/core/scenario/channel-problems.ts';
import { createAudienceChannel, hashKey } from '../../../admin-app/server/channels/audience.ts';
import * as AudienceSyncs from '../../../admin-app/server/database/audience-syncs.ts';
import {
  changeAudiences,
  insertAudience,
  leaveAudiences,
  listAudiences,
} from '../../../admin-app/server/database/audiences.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { createSyncAudiences } from '../../../admin-app/server/jobs/sync-audiences.ts';
import {
  type AudienceProvider,
  noAudienceFaults,
  startAudienceProvider,
} from '../../dev-store/audience-provider/provider.ts';
import { insertShop } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';

const database = shareDatabase();
const ACCOUNT = { accessToken: 'token', adAccountId: 'act_77' };
const EXTERNAL_ID = '120000000000099';
let network: AudienceProvider;
let shopId: number;
let audienceId: number;
let shops = 0;
let now = Date.UTC(2026, 5, 15);
let asked: { readonly delayMs?: number }[];

beforeEach(async () => {
  network = await startAudienceProvider(ACCOUNT);
  network.add(EXTERNAL_ID, 'Silent for long');
  asked = [];
  shops += 1;
  shopId = await insertShop(database(), `audience-${shops}.example`);
  audienceId = await inShop((tx) =>
    insertAudience(tx, { name: 'Silent', target: 'http', externalId: EXTERNAL_ID, at: now }),
  );
});
afterEach(() => network.close());

const inShop = <T>(run: (tx: ShopTransaction) => Promise<T>) => withShop(database(), shopId, run);

async function insertPeople(count: number, first = 1): Promise<void> {
  await inShop((tx) =>
    tx.execute(
      `insert into customers (shop_id, customer_id, email, phone, email_consent, created_at, updated_at)
       select $1, n, 'Person-' || n || '@Example.com', '+33600' || lpad(n::text, 6, '0'), 'subscribed', now(), now()
         from generate_series($2::int, $3::int) as n`,
      [shopId, first, first + count - 1],
    ),
  );
}

async function want(customerIds: readonly number[], wanted = true): Promise<void> {
  now += 1_000;
  await inShop((tx) =>
    changeAudiences(
      tx,
      customerIds.map((customerId) => ({ audienceId, customerId, wanted })),
      now,
    ),
  );
}

async function sync({ batchSize = 3, account = ACCOUNT as typeof ACCOUNT | null } = {}) {
  const run = createSyncAudiences({
    clock: { now: () => now, onMove: () => () => {} },
    inShop: (_shop, work) => inShop(work),
    store: AudienceSyncs,
    channel: createAudienceChannel(network.baseUrl, 300),
    accountOf: async () => account,
    hashKey,
    enqueue: async (_task, _payload, options = {}) => {
      asked.push(options);
    },
    batchSize,
  });
  await run(shopId);
  const [newest] = await inShop((tx) => AudienceSyncs.listSyncs(tx, audienceId, 10));
  return newest;
}

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const hashesOf = (n: number) =>
  `${sha(`person-${n}@example.com`)}, ${sha(`33600${String(n).padStart(6, '0')}`)}`;
const members = () => [...network.membersOf(EXTERNAL_ID)].sort();
const people = (...numbers: readonly number[]) => numbers.map(hashesOf).sort();
const pending = async () => (await inShop(listAudiences))[0]?.pending;

describe('a synced audience', () => {
  it('has who is wanted in it, told in batches of one session', async () => {
    await insertPeople(7);
    await want([1, 2, 3, 4, 5, 6, 7]);
    expect(await sync()).toMatchObject({ added: 7, removed: 0, error: null });

    expect(members()).toEqual(people(1, 2, 3, 4, 5, 6, 7));
    const sessions = network.requests.map(({ session }) => session);
    expect(sessions.map(({ batch, last }) => [batch, last])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1);
    expect(await pending()).toBe(0);
  });

  it('loses who leaves, under the address that was told', async () => {
    await insertPeople(2);
    await want([1, 2]);
    await sync();
    await inShop((tx) => tx.execute(`update customers set email = 'new@example.com'`));
    await want([1], false);
    expect(await sync()).toMatchObject({ removed: 1, error: null });

    expect(members()).toEqual(people(2));
    expect(await inShop((tx) => tx.query('select from audience_members'))).toHaveLength(1);
  });

  it('still loses who leaves after it was archived, and gains nobody', async () => {
    await insertPeople(3);
    await want([1, 2]);
    await sync();
    await want([3]);
    await inShop((tx) => AudienceSyncs.archiveAudience(tx, audienceId, now));
    expect(await inShop(AudienceSyncs.hasAudienceWork)).toBe(false);
    // As a farewell and a redaction do.
    await inShop((tx) => leaveAudiences(tx, [1], now));
    expect(await inShop(AudienceSyncs.hasAudienceWork)).toBe(true);
    expect(await sync()).toMatchObject({ added: 0, removed: 1, error: null });

    expect(members()).toEqual(people(2));
    expect(await inShop(AudienceSyncs.hasAudienceWork)).toBe(false);
  });

  it('has nobody who consented to nothing, or is gone', async () => {
    await insertPeople(3);
    await inShop(async (tx) => {
      await tx.execute(`update customers set email_consent = 'unsubscribed' where customer_id = 1`);
      await tx.execute(`update customers set deleted_at = now() where customer_id = 2`);
    });
    await want([1, 2, 3]);
    expect(await sync()).toMatchObject({ added: 1, withoutKey: 2, error: null });
    expect(members()).toEqual(people(3));
  });

  it.each([
    { what: 'an answer that never came', faults: { dropAnswers: 1 }, delayMs: 300_000 },
    { what: 'too long a silence', faults: { delayMs: 600 }, delayMs: 300_000 },
    {
      what: 'trouble at the network',
      faults: { answer: { requests: 1, status: 500, code: 2 } },
      delayMs: 300_000,
    },
    {
      what: 'too many calls',
      faults: { answer: { requests: 1, status: 429, code: 80003, retryAfterSeconds: 90 } },
      delayMs: 90_000,
    },
  ])('is completed later after $what', async ({ faults, delayMs }) => {
    await insertPeople(5);
    await want([1, 2, 3, 4, 5]);
    network.faults = { ...noAudienceFaults, ...faults };
    expect(await sync()).toHaveProperty('error', expect.stringContaining('network'));
    expect(asked).toEqual([{ delayMs }]);
    expect(await inShop(AudienceSyncs.hasAudienceWork)).toBe(false);

    network.faults = noAudienceFaults;
    expect(await sync()).toMatchObject({ error: null });
    expect(members()).toEqual(people(1, 2, 3, 4, 5));
  });

  it('waits for staff where the token is refused, and goes on when they have mended it', async () => {
    await insertPeople(1);
    await want([1]);
    const refused = await sync({ account: { ...ACCOUNT, accessToken: 'old' } });
    expect(refused).toHaveProperty('error', expect.stringContaining('190'));
    expect(asked).toEqual([]);
    await inShop(AudienceSyncs.forgiveSyncErrors);
    expect(await inShop(AudienceSyncs.hasAudienceWork)).toBe(true);
    expect(await sync()).toMatchObject({ added: 1, error: null });
  });

  it('says so where there is no account', async () => {
    await insertPeople(1);
    await want([1]);
    expect(await sync({ account: null })).toMatchObject({ error: NO_AUDIENCE_ACCOUNT });
  });

  it('tells of whoever changed their mind while the request was under way', async () => {
    await insertPeople(1);
    await want([1]);
    network.faults = { ...noAudienceFaults, delayMs: 100 };
    const syncing = sync();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await want([1], false);
    await syncing;
    network.faults = noAudienceFaults;
    await sync();
    expect(members()).toEqual([]);
  });

  it('is told again by the next process where one was killed before it wrote that down', async () => {
    await insertPeople(2);
    await want([1, 2]);
    await sync();
    // As it was before the end of the last transaction.
    await inShop((tx) =>
      tx.execute(
        `update audience_members set state = 'pending', email_hash = null, phone_hash = null`,
      ),
    );
    await want([1], false);
    await sync();
    expect(members()).toEqual(people(2));
  });
});
