/** Processes that are killed in the middle of sending SMS: nobody gets one twice, and every doubt is named as such. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Block, ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { noSmsFaults, PhoneNetwork } from '../../dev-store/sms-provider/phone-network.ts';
import { type SmsProvider, startSmsProvider } from '../../dev-store/sms-provider/provider.ts';
import { startProgram } from '../../support/program.ts';
import { SMS_ACCOUNT } from '../scenario/engine.ts';
import { activate, createWorld, everybody, shareDatabase, type World } from '../scenario/world.ts';

const CUSTOMERS = 80;
const WORKERS = 2;
const KILLS = 2;
/** Long enough to start and do some work, short enough to be in the middle of it. */
const LIFE_MS = [300, 1_200] as const;
const TIMEOUT_MS = 120_000;
const AT_ONCE = 10;

const database = shareDatabase();
let world: World;
let provider: SmsProvider;

beforeAll(async () => {
  world = await createWorld(database());
  const network = new PhoneNetwork(() => world.clock.now());
  // A provider that takes its time is more often interrupted.
  network.faults = { ...noSmsFaults, delayMs: 40 };
  const { accountSid: sid, authToken: token, from: number } = SMS_ACCOUNT;
  provider = await startSmsProvider({
    network,
    account: { sid, token, number, inboundUrl: null },
  });
  await world.inShop((tx) =>
    tx.execute(
      `with c as (
         insert into customers (shop_id, customer_id, phone, sms_consent, email, email_consent, locale, created_at, updated_at)
         select $1, n, '+33600' || lpad(n::text, 6, '0'), 'subscribed', 'c-' || n || '@example.com', 'subscribed', 'en',
                now(), now() from generate_series(1, $2) n returning customer_id),
       p as (
         insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day)
         select $1, customer_id, 1, '2026-01-01', 'own rhythm', '2026-05-01' from c)
       insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
       select $1, customer_id, 1, 100, '2026-04-01', '2026-04-01' from c`,
      [world.shopId, CUSTOMERS],
    ),
  );
  await activate(world, smsScenario());
});
afterAll(async () => {
  await provider.close();
  await world.close();
});

function smsScenario(): ScenarioDefinition {
  const start = everybody.blocks.find((block) => block.kind === 'start');
  if (!start) throw new Error('The scenario has no start');
  const sms: Block = {
    kind: 'message',
    id: 'sms',
    name: 'SMS',
    channel: 'sms',
    priorityClass: 'lifecycle',
    fallbackLanguage: 'en',
    content: { en: { text: 'Come back. Reply STOP to opt out' } },
    sendTime: { kind: 'at once' },
    next: 'out',
    unreachable: null,
    outranked: null,
  };
  const out: Block = { kind: 'exit', id: 'out', outcome: 'done' };
  return { ...everybody, blocks: [{ ...start, next: 'sms' }, sms, out] };
}

async function startWorker(): Promise<ChildProcess> {
  const smtpUrl = `smtp://127.0.0.1:${world.smtp.port}`;
  const now = String(world.clock.now());
  const args = [world.db.url, smtpUrl, String(world.shopId), now, provider.origin];
  const child = startProgram('scenarios', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

async function startAndKill(): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = await startWorker();
    const [least, most] = LIFE_MS;
    await delay(least + Math.random() * (most - least));
    await end(child);
  }
}

async function countOpen(): Promise<number> {
  const row = await world.inShop((tx) =>
    tx.one<{ n: number }>('select count(*) as n from enrolments where ended_at is null'),
  );
  return row.n;
}

it(
  'nobody gets one twice, and whatever is called sent has arrived',
  async () => {
    await Promise.all(Array.from({ length: WORKERS }, startAndKill));
    const worker = await startWorker();
    while ((await countOpen()) > 0) await delay(200);
    await end(worker);

    const arrived = new Map<string, number>();
    for (const { to } of provider.network.messages()) arrived.set(to, (arrived.get(to) ?? 0) + 1);
    expect([...arrived].filter(([, times]) => times > 1)).toEqual([]);
    const sends = await world.inShop((tx) =>
      tx.query<{ address: string; status: string }>('select address, status from sends'),
    );
    expect(sends).toHaveLength(CUSTOMERS);
    for (const { address, status } of sends) {
      expect(['sent', 'unknown']).toContain(status);
      if (status === 'sent') expect(arrived.get(address)).toBe(1);
    }
    const unknown = sends.filter(({ status }) => status === 'unknown').length;
    expect(unknown).toBeLessThanOrEqual(WORKERS * KILLS * AT_ONCE);
    console.info(`${arrived.size} SMS arrived, ${unknown} unknown, ${WORKERS * KILLS} kills`);
  },
  TIMEOUT_MS,
);
