/**
 * Many customers for whom five messages compete, several workers at once, some of them killed in the middle: nobody gets
 * two messages that one ranking would not have allowed together, and the ledger accounts for every one of them.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cap } from '../../../admin-app/core/priority/caps.ts';
import { PRIORITY_CLASSES } from '../../../admin-app/core/priority/types.ts';
import type { ScenarioDefinition } from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import type { DecisionOther } from '../../../admin-app/server/database/decisions.ts';
import { startProgram } from '../../support/program.ts';
import { winBack } from '../../support/win-back.ts';
import { createEngine } from '../scenario/engine.ts';
import { createWorld, shareDatabase, type World } from '../scenario/world.ts';

/** More with RONDO_RANKING_CUSTOMERS, for an afternoon. */
const CUSTOMERS = Number(process.env.RONDO_RANKING_CUSTOMERS ?? 100);
const WORKERS = 4;
const TIMEOUT_MS = 1_800_000;

const CAPS: readonly Cap[] = [
  { max: 1, window: { kind: 'hours', hours: 20 }, over: { kind: 'all' }, letPast: [] },
  {
    max: 2,
    window: { kind: 'hours', hours: 48 },
    over: { kind: 'channel', channel: 'email' },
    letPast: [],
  },
];

/** One mail, and out. */
function oneMail(priorityClass: (typeof PRIORITY_CLASSES)[number]): ScenarioDefinition {
  const blocks = winBack.blocks.flatMap((block) => {
    if (block.id === 'email-1' && block.kind === 'message') {
      return [{ ...block, priorityClass, next: 'silent' }];
    }
    return block.kind === 'start' || block.id === 'silent' ? [block] : [];
  });
  return { ...winBack, blocks };
}

/** How often a mail server took each Message-ID. */
async function startSink() {
  const taken = new Map<string, number>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => {});
      stream.on('end', () => {
        const head = Buffer.concat(chunks).toString('latin1');
        const id = /^Message-ID: (<[^>]+>)/im.exec(head)?.[1] ?? '';
        taken.set(id, (taken.get(id) ?? 0) + 1);
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { taken, url: `smtp://127.0.0.1:${port}`, close };
}

const database = shareDatabase();
let world: World;
let sink: Awaited<ReturnType<typeof startSink>>;

beforeAll(async () => {
  sink = await startSink();
  world = await createWorld(database(), { priorities: { caps: CAPS } });
  const { store } = world.engine;
  const at = world.clock.now();
  await world.inShop(async (tx) => {
    await tx.execute(
      `insert into customers (shop_id, customer_id, email, email_consent, locale, created_at, updated_at)
       select $1, n, 'customer-' || n || '@example.com', 'subscribed', 'en', now(), now()
         from generate_series(1, $2) n`,
      [world.shopId, CUSTOMERS],
    );
    for (const priorityClass of PRIORITY_CLASSES) {
      const definition = oneMail(priorityClass);
      const named = { name: priorityClass, template: priorityClass, draft: definition, at };
      const scenarioId = await store.insertScenario(tx, named);
      await store.activateDraft(tx, scenarioId, definition, at);
      await tx.execute(
        `with e as (
           insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id,
                                   block_since, memory, steps)
           select $1, $2, 1, n, 'test', false, $4, 'email-1', $4, '{"email-1": {"step": 1}}', 1
             from generate_series(1, $3) n returning enrolment_id, customer_id)
         insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                            priority_class, status, due_at, expires_at, created_at)
         select $1, enrolment_id, 1, $2, 1, 'email-1', customer_id, 'email', $5, 'planned',
                $4, $4::timestamptz + interval '72 hours', $4 from e`,
        [world.shopId, scenarioId, CUSTOMERS, new Date(at).toISOString(), priorityClass],
      );
    }
    await tx.execute('analyze customers, enrolments, sends');
  });
}, TIMEOUT_MS);
afterAll(async () => {
  await sink.close();
  await world.close();
});

/** A process of its own that works until it is killed. */
async function startAndKill(): Promise<void> {
  const args = [world.db.url, sink.url, String(world.shopId), String(world.clock.now())];
  const child = startProgram('scenarios', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  await delay(150);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Four at once, until there is nothing more to do at this time. */
async function workTogether(): Promise<void> {
  const engines = Array.from({ length: WORKERS }, (_, worker) =>
    createEngine({
      db: world.db,
      clock: world.clock,
      smtpUrl: sink.url,
      worker: `${world.shopId} worker ${worker} at ${world.clock.now()}`,
    }),
  );
  await Promise.all(
    engines.map(async (engine) => {
      // Twice nothing: what a killed process left is settled when there is nothing else to do.
      for (let idle = 0; idle < 2; ) {
        const taken = await engine.sendMessages(world.shopId);
        idle = taken === 0 ? idle + 1 : 0;
      }
    }),
  );
  for (const engine of engines) await engine.close();
}

interface StoredSend {
  readonly send_id: number;
  readonly customer_id: number;
  readonly priority_class: string;
  readonly status: string;
  readonly at: number | null;
  readonly message_id: string | null;
}
interface StoredDecision {
  readonly customer_id: number;
  readonly at: number;
  readonly winner: string | null;
  readonly others: readonly DecisionOther[];
}

describe('five messages for each of many customers, several workers, two of them killed', () => {
  let sends: readonly StoredSend[];
  let decisions: readonly StoredDecision[];

  beforeAll(async () => {
    await Promise.all([startAndKill(), startAndKill()]);
    for (let day = 0; day <= 3; day += 1) {
      await workTogether();
      world.clock.move(24);
    }
    await workTogether();
    await world.inShop(async (tx) => {
      sends = await tx.query<StoredSend>(
        `select send_id, customer_id, priority_class, status, coalesce(sent_at, claimed_at) as at, message_id from sends`,
      );
      decisions = await tx.query<StoredDecision>(
        'select customer_id, at, winner, others from decisions order by decision_id',
      );
    });
  }, TIMEOUT_MS);

  const gone = () => sends.filter(({ status }) => status === 'sent' || status === 'unknown');
  const customers = () => groupByCustomer(sends);

  it('all come to an end', () => {
    const kinds = new Set(sends.map(({ status }) => status));
    kinds.delete('unknown');
    expect(kinds).toEqual(new Set(['sent', 'outranked']));
    expect(sends).toHaveLength(5 * CUSTOMERS);
  });

  it('never come closer together than the caps allow, whatever was killed', () => {
    const times = new Map<number, number[]>();
    for (const { customer_id: id, at } of gone())
      times.set(id, [...(times.get(id) ?? []), at ?? 0]);
    for (const own of times.values()) {
      own.sort((a, b) => a - b);
      for (const [index, at] of own.entries()) {
        const within = (hours: number) =>
          own.slice(index).filter((later) => later < at + hours * HOUR_MS).length;
        expect(within(20)).toBe(1);
        expect(within(48)).toBeLessThanOrEqual(2);
      }
    }
    expect(times.size).toBe(CUSTOMERS);
  });

  it('arrive once each, the more urgent first', () => {
    expect([...sink.taken.values()].every((times) => times === 1)).toBe(true);
    for (const { status, message_id: id } of sends) {
      if (status === 'sent') expect(sink.taken.get(id ?? '')).toBe(1);
      if (status === 'outranked') expect(sink.taken.get(id ?? '')).toBeUndefined();
    }
    for (const own of groupByCustomer(gone()).values()) {
      const order = own
        .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
        .map((it) => it.priority_class);
      expect(order).toEqual(PRIORITY_CLASSES.slice(0, order.length));
    }
  });

  it('are all accounted for in the ledger', () => {
    const decided = groupByCustomer(decisions);
    for (const [customerId, all] of customers()) {
      const own = decided.get(customerId) ?? [];
      const winners = own.flatMap(({ winner }) => (winner === null ? [] : [winner]));
      const keys = (some: readonly StoredSend[]) => some.map((it) => `send ${it.send_id}`).sort();
      const went = all.filter(({ status }) => status === 'sent' || status === 'unknown');
      expect(winners.toSorted()).toEqual(keys(went));
      const lost = own.flatMap(({ others }) => others).filter(({ until }) => until === null);
      const outranked = all.filter(({ status }) => status === 'outranked');
      expect(lost.map(({ key }) => key).toSorted()).toEqual(keys(outranked));
      // The first decision knew of all five.
      const [first] = own;
      const named = [first?.winner, ...(first?.others ?? []).map(({ key }) => key)];
      expect(named.toSorted()).toEqual(keys(all));
      for (const { others } of own) {
        for (const { reason } of others) {
          expect(reason).not.toBe('');
        }
      }
    }
  });
});

function groupByCustomer<Row extends { readonly customer_id: number }>(
  rows: readonly Row[],
): ReadonlyMap<number, readonly Row[]> {
  const of = new Map<number, Row[]>();
  for (const row of rows) {
    const own = of.get(row.customer_id);
    if (own) own.push(row);
    else of.set(row.customer_id, [row]);
  }
  return of;
}
