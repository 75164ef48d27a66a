/** The product's own loops over two shops with a mail server that takes very long for the mails of one of them. */
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayOf } from '../../../admin-app/core/time.ts';
import type { EmailChannel } from '../../../admin-app/server/channels/email.ts';
import { startTimers, type Timers } from '../../../admin-app/server/jobs/timers.ts';
import { createEngine, type Engine } from './engine.ts';
import {
  activate,
  createWorld,
  enrolmentsOf,
  insertSilent,
  order,
  outcomeOf,
  sendsOf,
  shareDatabase,
  type World,
} from './world.ts';

const SOON = { timeout: 15_000, interval: 50 };
const MANY = 14;

/** Takes every message, but answers those to slow addresses only when it is let go. */
class SlowServer {
  readonly taken: string[] = [];
  readonly #waiting = new Map<string, () => void>();
  readonly #server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 200,
    logger: false,
    onData: (stream, session, done) => {
      const address = session.envelope.rcptTo[0]?.address ?? '';
      stream.resume();
      stream.on('end', () => {
        const answer = () => {
          this.taken.push(address);
          done();
        };
        if (this.slow && address.startsWith('slow')) this.#waiting.set(address, answer);
        else answer();
      });
    },
  });
  slow = true;

  get waiting(): number {
    return this.#waiting.size;
  }

  letGo(): void {
    this.slow = false;
    while (this.waiting > 0) this.letGoOne();
  }

  letGoOne(): void {
    const [[address, answer] = []] = this.#waiting;
    if (address === undefined) return;
    this.#waiting.delete(address);
    answer?.();
  }

  async listen(): Promise<string> {
    this.#server.on('error', () => {});
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.server.address();
    return `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

const database = shareDatabase();
let server: SlowServer;
let smtpUrl: string;
let slow: World;
let quick: World;
let engine: Engine;
let timers: Timers | undefined;
let errors: unknown[];

beforeEach(async () => {
  server = new SlowServer();
  errors = [];
  slow = await createWorld(database());
  quick = await createWorld(database());
  smtpUrl = await server.listen();
  engine = engineWith({});
  for (let customerId = 1; customerId <= MANY; customerId++) {
    await insertSilent(slow, { customerId, email: `slow-${customerId}@example.com` });
  }
  await activate(slow);
});

afterEach(async () => {
  server.letGo();
  await timers?.stop();
  timers = undefined;
  await engine.close();
  await server.close();
  await slow.close();
  await quick.close();
});

function engineWith(channel: Partial<EmailChannel>): Engine {
  return createEngine({
    db: slow.db,
    clock: slow.clock,
    smtpUrl,
    worker: `worker of shops ${slow.shopId} and ${quick.shopId}`,
    through: (real) => ({ ...real, ...channel }),
  });
}

function startLoops(): Timers {
  timers = startTimers({
    clock: slow.clock,
    // The slow shop always comes first.
    listShops: async () =>
      [slow.shopId, quick.shopId].map((shopId) => ({
        shopId,
        zone: 'Europe/Warsaw',
        dailyWorkDay: dayOf(slow.clock.now(), 'Europe/Warsaw'),
      })),
    stepEnrolments: engine.stepEnrolments,
    senders: [engine.beginSends],
    hasSegmentWork: async () => false,
    hasAudienceWork: async () => false,
    hasCouponWork: async () => false,
    hasTagWork: async () => false,
    hasCalendarWork: async () => false,
    hasAttributionWork: async () => false,
    hasTierWork: async () => false,
    hasOnSiteWork: async () => false,
    enqueue: async () => {},
    onError: (error) => errors.push(error),
    pollMs: 20,
  });
  return timers;
}

async function statusesOf(world: World): Promise<readonly string[]> {
  const rows = await world.inShop((tx) => tx.query<{ status: string }>('select status from sends'));
  return rows.map(({ status }) => status);
}

describe('while a mail server takes very long', () => {
  it('a wait of the same shop runs out in time, and an order ends a win-back', async () => {
    // Customer 1 was mailed before the server became slow.
    server.slow = false;
    startLoops();
    await vi.waitFor(
      async () => expect(new Set(await statusesOf(slow))).toEqual(new Set(['sent'])),
      SOON,
    );
    server.slow = true;
    await insertSilent(slow, { customerId: 99, email: 'slow-99@example.com' });
    await slow.engine.enterScenarios(slow.shopId);
    await vi.waitFor(() => expect(server.waiting).toBe(1), SOON);

    await order(slow, 2, { untold: true });
    slow.clock.move(48);
    await vi.waitFor(async () => {
      expect(await outcomeOf(slow, 2)).toBe('returned');
      expect(await enrolmentsOf(slow, 1)).toMatchObject([{ block_id: 'email-2', outcome: null }]);
    }, SOON);
    expect(await sendsOf(slow, 99)).toMatchObject([{ status: 'sending' }]);
    expect(errors).toEqual([]);
  });

  it('another shop takes its steps and gets its mails out', async () => {
    startLoops();
    await vi.waitFor(() => expect(server.waiting).toBeGreaterThanOrEqual(5), SOON);
    await insertSilent(quick, { customerId: 1, email: 'quick-1@example.com' });
    await activate(quick);

    await vi.waitFor(async () => {
      expect(await sendsOf(quick, 1)).toMatchObject([{ status: 'sent' }]);
    }, SOON);
    expect(server.taken).toEqual(['quick-1@example.com']);
    expect(server.waiting).toBe(5);
  });

  it('each shop gets its turn also where there is only one connection', async () => {
    await engine.close();
    engine = engineWith({ connections: 1 });
    startLoops();
    await vi.waitFor(() => expect(server.waiting).toBe(1), SOON);
    await insertSilent(quick, { customerId: 1, email: 'slow-too@example.com' });
    await activate(quick);
    await quick.engine.stepEnrolments(quick.shopId);

    server.letGoOne();
    await vi.waitFor(() => expect(server.waiting).toBe(1), SOON);
    expect(await sendsOf(quick, 1)).toMatchObject([{ status: 'sending' }]);
    expect(await statusesOf(slow)).not.toContain('sending');
  });

  it('no mail goes twice, and stopping waits for those under way', async () => {
    const loops = startLoops();
    await vi.waitFor(() => expect(server.waiting).toBe(5), SOON);
    const stopping = loops.stop();
    server.letGo();
    await stopping;

    const statuses = await statusesOf(slow);
    expect(statuses.filter((status) => status === 'sent')).toHaveLength(5);
    expect(statuses).not.toContain('sending');
    expect(server.taken).toHaveLength(5);

    startLoops();
    await vi.waitFor(() => expect(server.taken).toHaveLength(MANY), SOON);
    expect(new Set(server.taken).size).toBe(MANY);
  });
});
