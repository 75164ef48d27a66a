/** How many mails leave in a second, decided, made and settled in the database, beside the same mails sent bare. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import * as Scenarios from '../../admin-app/server/database/scenarios.ts';
import { writeSettings } from '../../admin-app/server/database/set-up.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import { createEngine } from '../server/scenario/engine.ts';
import { winBack } from '../support/win-back.ts';
import type { Measurement } from './measurement.ts';

export interface MailsResult {
  readonly mails: number;
  readonly mailsPerSecond: number;
  /** A pooled loop with as many connections that sends one ready mail of the same size again and again. */
  readonly barePerSecond: number;
}

const NOW = Date.UTC(2026, 5, 15, 10);
const CONNECTIONS = 10;

export async function measureMails(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir: folder });
  try {
    const { mailsPerSecond, barePerSecond } = await benchMails(db);
    return [
      {
        name: 'mails decided, made, sent and settled',
        value: mailsPerSecond,
        unit: 'mails/s',
        reference: `the same mail sent bare: ${Math.round(barePerSecond).toLocaleString('en')}/s`,
        ratio: mailsPerSecond / barePerSecond,
      },
    ];
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sends one mail to each of so many customers of a new shop. Leaves the shop behind. */
async function benchMails(db: Database, mails = 3_000): Promise<MailsResult> {
  const server = await startSink();
  try {
    const shopId = await prepare(db, mails);
    const engine = createEngine({
      db,
      clock: { now: () => NOW, onMove: () => () => {} },
      smtpUrl: server.url,
      worker: `bench ${shopId}`,
    });
    const started = performance.now();
    for (;;) {
      const batch = await engine.beginSends(shopId, { sharing: false });
      await batch?.settled;
      if (!batch || batch.customers === 0) break;
    }
    const seconds = (performance.now() - started) / 1000;
    await engine.close();
    if (server.taken() !== mails)
      throw new Error(`${server.taken()} mails left; expected ${mails}`);
    return {
      mails,
      mailsPerSecond: mails / seconds,
      barePerSecond: await sendBare(server.url, server.last(), mails),
    };
  } finally {
    await server.close();
  }
}

async function sendBare(url: string, raw: Buffer, mails: number): Promise<number> {
  const transport = createTransport({ pool: true, url, maxConnections: CONNECTIONS });
  const envelope = { from: 'hello@north.example', to: 'customer@example.com' };
  const started = performance.now();
  let left = mails;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) await transport.sendMail({ envelope, raw });
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  transport.close();
  return mails / seconds;
}

/** A mail server that keeps nothing but the last message. */
async function startSink() {
  let taken = 0;
  let last = Buffer.alloc(0);
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken += 1;
        last = Buffer.concat(chunks);
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: () => taken,
    last: () => last,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function prepare(db: Database, customers: number): Promise<number> {
  const { rows } = await db.ownerPool.query<{ shop_id: number }>(
    `insert into shops (domain, name, installed_at)
     values ('mails-' || gen_random_uuid(), 'North & Pine', now()) returning shop_id`,
  );
  const shopId = rows[0]?.shop_id ?? 0;
  await withShop(db, shopId, async (tx) => {
    await writeSettings(tx, {
      senderName: 'North & Pine',
      senderEmail: 'hello@north.example',
      postalAddress: '1 Harbour Street, Bristol',
    });
    const draft = { name: 'Bench', template: 'win-back', draft: winBack, at: NOW };
    const scenarioId = await Scenarios.insertScenario(tx, draft);
    await Scenarios.activateDraft(tx, scenarioId, winBack, NOW);
    const values = [shopId, scenarioId, customers];
    await tx.execute(
      `insert into customers (shop_id, customer_id, first_name, email, email_consent, created_at, updated_at)
       select $1, n, 'Zoë', 'customer-' || n || '@example.com', 'subscribed', now(), now()
         from generate_series(1, $2::int) n`,
      [shopId, customers],
    );
    await tx.execute(
      `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status,
                           processed_at, created_at, updated_at)
       select $1, n, n, '#' || n, 'EUR', 2500, 'paid', '2026-01-01', '2026-01-01', '2026-01-01'
         from generate_series(1, $2::int) n`,
      [shopId, customers],
    );
    await tx.execute(
      `insert into enrolments (shop_id, enrolment_id, scenario_id, version, customer_id, cause, held_out, entered_at,
                               last_order_at, block_id, block_since, memory, steps)
       overriding system value
       select $1, n, $2, 1, n, 'last order 2026-01-01', false, '2026-06-15', '2026-01-01', 'email-1', '2026-06-15',
              '{"email-1": {"step": 1}}', 2 from generate_series(1, $3::int) n`,
      values,
    );
    await tx.execute(
      `insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                          priority_class, status, due_at, expires_at, created_at)
       select $1, n, 1, $2, 1, 'email-1', n, 'email', 'lifecycle', 'planned', '2026-06-15 09:00Z', '2026-06-18', now()
         from generate_series(1, $3::int) n`,
      values,
    );
  });
  await db.ownerPool.query('analyze customers, orders, enrolments, sends');
  return shopId;
}
