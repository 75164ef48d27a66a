/** What staff see of messages that did not go, and of the check of their sender's domain. */
import { Hono } from 'hono';
import { beforeEach, expect, it } from 'vitest';
import type { NotSentPage, NotSentView } from '../../../admin-app/contract/not-sent.ts';
import type { SenderDomainRecords } from '../../../admin-app/core/message/sender-domain.ts';
import { DAY_MS } from '../../../admin-app/core/time.ts';
import * as NotSent from '../../../admin-app/server/database/not-sent.ts';
import {
  noteSenderCheck,
  readSettings,
  readSetUp,
  writeSettings,
} from '../../../admin-app/server/database/set-up.ts';
import { readSync } from '../../../admin-app/server/database/sync-view.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { notSentRoutes } from '../../../admin-app/server/http/not-sent.ts';
import { Refusal } from '../../../admin-app/server/http/refusal.ts';
import { senderDomainRoutes } from '../../../admin-app/server/http/sender-domain.ts';
import type { ShopEnvironment } from '../../../admin-app/server/http/shop-context.ts';
import { insertCustomer, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';

const database = shareDatabase();
const clock = { now: () => SOME_DAY, onMove: () => () => {} };
const inShop = <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) =>
  withShop(database(), shopId, run);
let records: SenderDomainRecords | null = null;
let shopId: number;
let otherShop: number;
let shops = 0;

beforeEach(async () => {
  shops += 1;
  shopId = await insertShop(database(), `home-${shops}.example`);
  otherShop = await insertShop(database(), `other-${shops}.example`);
});

async function get<Answer>(path: string, of = shopId): Promise<Answer> {
  const app = new Hono<ShopEnvironment>();
  app.use('*', async (c, next) => {
    // Only the number of the shop is asked for.
    c.set('shop', { shopId: of } as ShopEnvironment['Variables']['shop']);
    await next();
  });
  app.route('/not-sent', notSentRoutes({ clock, readShop: inShop, store: NotSent }));
  app.route(
    '/sender-domain',
    senderDomainRoutes({
      clock,
      inShop,
      readSettings,
      noteSenderCheck,
      records: { read: async () => records },
    }),
  );
  app.onError((error, c) =>
    c.json({ refused: error instanceof Refusal ? error.status : error.message }),
  );
  const response = await app.request(path);
  // The contract's shape; what is expected of it shows whether it is.
  return (await response.json()) as Answer;
}

async function insertSends(count: number, send: { readonly reason: string; readonly at: number }) {
  await inShop(shopId, async (tx) => {
    await insertCustomer(tx, { customer_id: 7, first_name: 'Ada' });
    const { scenario_id: scenarioId } = await tx.one<{ scenario_id: number }>(
      `insert into scenarios (shop_id, name, template, status, draft, created_at, updated_at)
       values ($1, 'Win back', 'win-back', 'active', '{}', now(), now()) returning scenario_id`,
      [tx.shopId],
    );
    await tx.execute(
      `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                          priority_class, status, due_at, expires_at, reason, created_at)
       select $1, n, 1, $2, 1, 'email-1', case when n = 1 then 99 else 7 end, 'email', 'lifecycle', 'blocked',
              $3::timestamptz, $3::timestamptz, $4, $3::timestamptz
         from generate_series(1, $5::int) n`,
      [tx.shopId, scenarioId, timestampText(send.at), send.reason, count],
    );
  });
}

it('counts what was not sent by reason, and lists it page by page without a gap', async () => {
  await insertSends(120, { reason: 'no consent', at: SOME_DAY - DAY_MS });
  const view = await get<NotSentView>('/not-sent');
  expect(view.reasons).toEqual([
    { channel: 'email', state: 'blocked', reason: 'no consent', sends: 120 },
  ]);

  const seen: number[] = [];
  let after: string | null = '';
  for (let page = 0; after !== null; page += 1) {
    const query = `channel=email&state=blocked&reason=no+consent${after && `&after=${after}`}`;
    const listed: NotSentPage = await get(`/not-sent/sends?${query}`);
    seen.push(...listed.sends.map(({ sendId }) => sendId));
    ({ after } = listed);
    if (page === 2) {
      expect(listed.sends.at(-1)).toMatchObject({ customerId: null, customer: '' });
      expect(listed.sends[0]).toMatchObject({ customer: 'Ada', scenario: 'Win back' });
    }
  }
  expect(new Set(seen).size).toBe(120);
});

it('forgets what is longer ago than a week, and shows nothing of another shop', async () => {
  await insertSends(3, { reason: 'no consent', at: SOME_DAY - 8 * DAY_MS });
  expect((await get<NotSentView>('/not-sent')).reasons).toEqual([]);
  await inShop(shopId, (tx) =>
    tx.execute('update sends set due_at = $1', [timestampText(SOME_DAY - DAY_MS)]),
  );
  expect((await get<NotSentView>('/not-sent')).reasons).toHaveLength(1);
  expect((await get<NotSentView>('/not-sent', otherShop)).reasons).toEqual([]);
});

it('lists what nothing was said about', async () => {
  expect(await get('/not-sent/sends?channel=email&state=unknown')).toEqual({
    sends: [],
    after: null,
  });
});

it.each([
  '/not-sent/sends?channel=pigeon&state=blocked&reason=',
  '/not-sent/sends?channel=email&state=blocked&reason=&after=yesterday',
])('refuses %s', async (path) => {
  expect(await get(path)).toEqual({ refused: 422 });
});

const SOUND: SenderDomainRecords = {
  domain: ['v=spf1 -all'],
  dmarc: ['v=DMARC1; p=none'],
  dkim: [{ selector: 's1', records: [`p=${'A'.repeat(392)}`] }],
};
const isSound = async () => (await inShop(shopId, readSetUp)).domainSound;

it('ticks the guide once the domain was found sound, until the sender is another', async () => {
  const settings = { senderName: 'Shop', postalAddress: '' };
  const setSender = (senderEmail: string) =>
    inShop(shopId, (tx) => writeSettings(tx, { ...settings, senderEmail }));
  await setSender('Hello@Shop.example');
  expect(await isSound()).toBe(false);
  records = { ...SOUND, dkim: [] };
  await get('/sender-domain');
  expect(await isSound()).toBe(false);
  records = SOUND;
  await get('/sender-domain');
  expect(await isSound()).toBe(true);
  // Not reached: what was known stays.
  records = null;
  await get('/sender-domain');
  expect(await isSound()).toBe(true);
  await setSender('hello@elsewhere.example');
  expect(await isSound()).toBe(false);
});

it('knows the first sync from those of later nights', async () => {
  const isFirst = async () => (await inShop(shopId, readSync)).isFirst;
  const begin = (
    state: 'running' | 'failed' | 'done',
    cause: 'install' | 'reconciliation' | 'loyalty',
  ) =>
    inShop(shopId, (tx) =>
      tx.execute(
        `insert into syncs (shop_id, cause, state, started_at, finished_at) values ($1, $2, $3, now(), $4)`,
        [shopId, cause, state, state === 'running' ? null : timestampText(SOME_DAY)],
      ),
    );
  expect(await isFirst()).toBe(true);
  await begin('failed', 'install');
  await begin('done', 'loyalty');
  expect(await isFirst()).toBe(true);
  await begin('done', 'install');
  expect(await isFirst()).toBe(true);
  await begin('running', 'reconciliation');
  expect(await isFirst()).toBe(false);
});
