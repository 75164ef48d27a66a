/**
 * Processes that are killed again and again in the middle of their work: every step is made once, no mail goes twice,
 * and the only doubt that remains is named as such.
 */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from '../../support/program.ts';
import { winBack } from '../../support/win-back.ts';
import { small } from './entry-world.ts';
import { activate, createWorld, order, shareDatabase, type World } from './world.ts';

/** More with RONDO_CRASH_CUSTOMERS, for an afternoon. */
const CUSTOMERS = Number(process.env.RONDO_CRASH_CUSTOMERS ?? 400);
const WORKERS = 3;
/** Long enough to start and do some work, short enough to be in the middle of it. */
const LIFE_MS = [200, 1_000] as const;
const KILLS_PER_ROUND = Number(process.env.RONDO_CRASH_KILLS ?? 3);
const MAILS_AT_ONCE = 10;
const TIMEOUT_MS = 300_000 + 40 * CUSTOMERS;

/** A mail server that keeps nothing but how often it has taken each Message-ID. */
class Sink {
  readonly taken = new Map<string, number>();
  readonly #server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const head = Buffer.concat(chunks).toString('latin1');
        const id = /^Message-ID: (<[^>]+>)/im.exec(head)?.[1] ?? '';
        this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
        done();
      });
      // The sender was killed in the middle of the message: it was not taken.
      stream.on('error', () => {});
    },
  });

  async listen(): Promise<number> {
    this.#server.on('error', () => {});
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

/** Whoever orders is thanked by staff, once. */
const thanks = small({
  trigger: { kind: 'order placed', number: null, category: null },
  blocks: [
    {
      kind: 'update customer',
      id: 'alert',
      changes: [{ kind: 'alert staff', note: 'thank them' }],
      next: 'thanked',
    },
    { kind: 'exit', id: 'thanked', outcome: 'thanked' },
  ],
});

const database = shareDatabase();
let world: World;
let sink: Sink;
let smtpUrl: string;
let kills = 0;

beforeAll(async () => {
  sink = new Sink();
  smtpUrl = `smtp://127.0.0.1:${await sink.listen()}`;
  world = await createWorld(database());
  await world.inShop((tx) =>
    tx.execute(
      `with c as (
         insert into customers (shop_id, customer_id, email, email_consent, locale, created_at, updated_at)
         select $1, n, 'customer-' || n || '@example.com', 'subscribed', 'en', now(), now()
           from generate_series(1, $2) n returning customer_id),
       p as (
         insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day)
         select $1, customer_id, 1, '2026-01-01', 'own rhythm', '2026-05-01' from c)
       insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
       select $1, customer_id, 1, 100, '2026-04-01', '2026-04-01' from c`,
      [world.shopId, CUSTOMERS],
    ),
  );
  await activate(world, winBack);
  await activate(world, thanks);
}, TIMEOUT_MS);
afterAll(async () => {
  await sink.close();
  await world.close();
});

async function startWorker(): Promise<ChildProcess> {
  const args = [world.db.url, smtpUrl, String(world.shopId), String(world.clock.now())];
  const child = startProgram('scenarios', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** One worker after the other, each killed in the middle of whatever it is doing. */
async function startAndKill(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const child = await startWorker();
    const [least, most] = LIFE_MS;
    await delay(least + Math.random() * (most - least));
    await end(child);
    kills += 1;
  }
}

async function waitUntilDone(): Promise<void> {
  const workers = await Promise.all(Array.from({ length: WORKERS }, startWorker));
  while ((await countOpen()) > 0) await delay(200);
  await Promise.all(workers.map(end));
}

/** What is due now, or in the hands of somebody. */
async function countOpen(): Promise<number> {
  const row = await world.inShop((tx) =>
    tx.one<{ n: number }>(
      `select (select count(*) from enrolments where ended_at is null and due_at <= $1)
            + (select count(*) from sends where status in ('planned', 'deferred', 'sending'))
            + (select count(*) from scenario_news) as n`,
      [new Date(world.clock.now()).toISOString()],
    ),
  );
  return row.n;
}

describe('workers that are killed again and again', () => {
  it(
    'take every enrolment through the scenario, each step once, each mail at most once',
    async () => {
      for (const hours of [0, 48, 48]) {
        world.clock.move(hours);
        const rounds = Array.from({ length: WORKERS }, () => startAndKill(KILLS_PER_ROUND));
        if (hours === 0) await orderOfSome();
        await Promise.all(rounds);
        await waitUntilDone();
      }
      await expectEveryStepOnce();
      await expectEveryMailAtMostOnce();
      await expectEveryOrderThankedOnce();
      console.info(`${CUSTOMERS} enrolments, ${sink.taken.size} mails, ${kills} kills`);
    },
    TIMEOUT_MS,
  );
});

async function orderOfSome(): Promise<void> {
  for (let customerId = 1; customerId <= CUSTOMERS; customerId += 20)
    await order(world, customerId);
}

async function expectEveryStepOnce(): Promise<void> {
  const outcomes = await world.inShop((tx) =>
    tx.query<{ outcome: string; n: number }>(
      `select coalesce(outcome, 'still inside') as outcome, count(*) as n from enrolments
        where not held_out group by 1 order by 1`,
    ),
  );
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['not opened', 'returned', 'thanked']);
  const gaps = await world.inShop((tx) =>
    tx.query(
      `select e.enrolment_id from enrolments e
         left join enrolment_steps s on s.shop_id = e.shop_id and s.enrolment_id = e.enrolment_id
        group by e.shop_id, e.enrolment_id, e.steps
       having count(s.step) <> e.steps or max(s.step) <> e.steps or min(s.step) <> 1`,
    ),
  );
  expect(gaps).toEqual([]);
  const doubled = await world.inShop((tx) =>
    tx.query('select enrolment_id, block_id from sends group by 1, 2 having count(*) > 1'),
  );
  expect(doubled).toEqual([]);
}

async function expectEveryOrderThankedOnce(): Promise<void> {
  const [thanked] = await world.inShop((tx) =>
    tx.query(
      `select (select count(*) from orders) = (select count(*) from enrolments where outcome = 'thanked') as each,
              (select count(*) from orders) = (select count(*) from staff_alerts) as once`,
    ),
  );
  expect(thanked).toEqual({ each: true, once: true });
}

async function expectEveryMailAtMostOnce(): Promise<void> {
  expect([...sink.taken].filter(([, times]) => times > 1)).toEqual([]);
  const sends = await world.inShop((tx) =>
    tx.query<{ message_id: string | null; status: string; outcome: string }>(
      `select d.message_id, d.status, e.outcome
         from sends d join enrolments e on e.shop_id = d.shop_id and e.enrolment_id = d.enrolment_id`,
    ),
  );
  const unknown = sends.filter(({ status }) => status === 'unknown');
  expect(new Set(sends.map(({ status }) => status))).toEqual(
    new Set(['sent', 'cancelled', ...(unknown.length > 0 ? ['unknown'] : [])]),
  );
  // Whatever is called sent has arrived, whatever was cancelled has not.
  for (const { message_id: id, status } of sends) {
    if (status === 'sent') expect(sink.taken.get(id ?? '')).toBe(1);
    if (status === 'cancelled') expect(sink.taken.get(id ?? '')).toBeUndefined();
  }
  expect(unknown.length).toBeLessThanOrEqual(kills * MAILS_AT_ONCE);
}
