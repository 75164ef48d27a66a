/**
 * A shop with silent customers, a mail server that really receives, and a clock that can be moved: everything that a
 * story about scenarios needs, in sentences.
 */

import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Cap } from '../../../admin-app/core/priority/caps.ts';
import { type Priorities, USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import type { ScenarioDefinition, SendResult } from '../../../admin-app/core/scenario/types.ts';
import { DAY_MS, dayOf, formatDay, HOUR_MS } from '../../../admin-app/core/time.ts';
import type { EmailChannel } from '../../../admin-app/server/channels/email.ts';
import { lockOrderLog, refreshOrderFacts } from '../../../admin-app/server/database/order-facts.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import { writePriorities } from '../../../admin-app/server/database/priorities.ts';
import { writeSettings } from '../../../admin-app/server/database/set-up.ts';
import type { ShopTransaction } from '../../../admin-app/server/database/tenant.ts';
import {
  createWorkerLease,
  type WorkerLease,
} from '../../../admin-app/server/database/worker-lease.ts';
import { Mailbox } from '../../dev-store/inbox/mailbox.ts';
import { type Smtp, startSmtp } from '../../dev-store/inbox/smtp.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertCustomer, insertOrder, insertShop, SOME_DAY } from '../../support/shop-rows.ts';
import { winBack } from '../../support/win-back.ts';
import { createEngine, type Engine, PUBLIC_URL } from './engine.ts';

/** What a person's mail program says of itself. */
export const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';

export interface World {
  readonly db: Database;
  readonly shopId: number;
  readonly smtp: Smtp;
  readonly mailbox: Mailbox;
  readonly engine: Engine;
  readonly clock: MovableClock;
  /** Runs work in a transaction of the shop. */
  inShop<T>(run: (tx: ShopTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface MovableClock {
  now(): number;
  onMove(): () => void;
  move(hours: number): void;
}

export interface WorldOptions {
  /** One message in so many hours, 0 for no cap; 24 unless said otherwise. */
  readonly capHours?: number;
  readonly priorities?: Partial<Priorities>;
  readonly smtpUrl?: null;
  readonly through?: (channel: EmailChannel) => EmailChannel;
  readonly beforeTransaction?: () => Promise<void> | void;
}

/** One database for all tests of a file; each world is a shop of its own in it. Call at the top of the file. */
export function shareDatabase(): () => TestDatabase {
  let shared: TestDatabase | undefined;
  beforeAll(async () => {
    shared = await createTestDatabase();
  });
  afterAll(() => shared?.drop());
  return () => {
    if (!shared) throw new Error('The shared database is not there yet');
    return shared;
  };
}

let worlds = 0;

export async function createWorld(db: TestDatabase, options: WorldOptions = {}): Promise<World> {
  let now = SOME_DAY;
  const clock: MovableClock = {
    now: () => now,
    onMove: () => () => {},
    move: (hours) => {
      now += hours * HOUR_MS;
    },
  };
  const mailbox = new Mailbox({ now: clock.now });
  const smtp = await startSmtp({ port: 0, mailbox });
  worlds += 1;
  const shopId = await insertShop(db, `pine-${worlds}.myshopify.com`, 'Europe/Warsaw');
  const smtpUrl = options.smtpUrl === null ? null : `smtp://127.0.0.1:${smtp.port}`;
  const { through, beforeTransaction } = options;
  const engine = createEngine({
    db,
    clock,
    smtpUrl,
    worker: `worker of shop ${shopId}`,
    ...(through && { through }),
    ...(beforeTransaction && { beforeTransaction }),
  });
  const world: World = {
    db,
    shopId,
    smtp,
    mailbox,
    engine,
    clock,
    inShop: (run) => engine.inShop(shopId, run),
    async close() {
      await engine.close();
      await smtp.close();
    },
  };
  await db.ownerPool.query(`update shops set name = 'North & Pine' where shop_id = $1`, [shopId]);
  await world.inShop((tx) =>
    writeSettings(tx, {
      senderName: 'North & Pine',
      senderEmail: 'hello@north.example',
      postalAddress: '1 Harbour Street, Bristol',
    }),
  );
  const priorities = { caps: capsOf(options.capHours ?? 24), ...options.priorities };
  await world.inShop((tx) => writePriorities(tx, { ...USUAL_PRIORITIES, ...priorities }));
  return world;
}

/** Worlds that end with the test that began them. Call at the top of the file. */
export function useWorlds(): (options?: WorldOptions) => Promise<World> {
  const database = shareDatabase();
  const begun: World[] = [];
  afterEach(async () => {
    for (const world of begun.splice(0)) await world.close();
  });
  return async (options) => {
    const world = await createWorld(database(), options);
    begun.push(world);
    return world;
  };
}

function capsOf(hours: number): readonly Cap[] {
  if (hours === 0) return [];
  return [{ max: 1, window: { kind: 'hours', hours }, over: { kind: 'all' }, letPast: [] }];
}

export interface SilentCustomer {
  readonly customerId: number;
  readonly locale?: string;
  readonly consent?: string;
  readonly email?: string | null;
  readonly silentDays?: number;
  readonly overdueDays?: number;
}

/** A customer whose last order is long past and whose next one was due. */
export async function insertSilent(world: World, customer: SilentCustomer): Promise<void> {
  const { customerId, silentDays = 90, overdueDays = 30 } = customer;
  await world.inShop(async (tx) => {
    await insertCustomer(tx, {
      customer_id: customerId,
      first_name: `Zoë ${customerId}`,
      email_consent: customer.consent ?? 'subscribed',
      locale: customer.locale ?? 'en',
      ...(customer.email === undefined ? {} : { email: customer.email }),
    });
    await insertOrder(tx, {
      order_id: customerId * 1000,
      customer_id: customerId,
      processedAt: world.clock.now() - silentDays * DAY_MS,
    });
    await refreshOrderFacts(tx, [customerId]);
    await setDue(tx, customerId, dayOf(world.clock.now(), 'Europe/Warsaw') - overdueDays);
  });
}

export async function setDue(tx: ShopTransaction, customerId: number, day: number): Promise<void> {
  await tx.execute(
    `insert into predictions (shop_id, customer_id, model_id, as_of_day, confidence, due_day)
     values ($1, $2, 1, $3, 'own rhythm', $3)
     on conflict (shop_id, customer_id) do update set due_day = excluded.due_day`,
    [tx.shopId, customerId, formatDay(day)],
  );
}

/** Nobody held out, so that every customer of a story gets something. */
export const everybody: ScenarioDefinition = withStart({ holdoutShare: 0 });

export function withStart(changes: Record<string, unknown>): ScenarioDefinition {
  return {
    ...winBack,
    blocks: winBack.blocks.map((block) =>
      block.kind === 'start' ? { ...block, ...changes } : block,
    ),
  };
}

/** Activates a scenario and lets everybody in. */
export async function activate(
  world: World,
  definition: ScenarioDefinition = everybody,
): Promise<number> {
  const { store } = world.engine;
  const at = world.clock.now();
  const scenarioId = await world.inShop(async (tx) => {
    const named = { name: 'Win back', template: 'win-back', draft: definition, at };
    const id = await store.insertScenario(tx, named);
    await store.activateDraft(tx, id, definition, at);
    return id;
  });
  await world.engine.enterScenarios(world.shopId);
  return scenarioId;
}

/** Lets the engine do everything that is due now. */
export async function run(world: World): Promise<void> {
  const { engine, shopId } = world;
  for (;;) {
    const taken = (await engine.stepEnrolments(shopId)) + (await engine.sendMessages(shopId));
    if (taken === 0) return;
  }
}

/** Another worker, which lives until it is released, is sending all that waits. */
export async function sendElsewhere(world: World): Promise<WorkerLease> {
  const other = createWorkerLease(world.db.url, 'the other worker');
  await other.hold();
  await world.inShop((tx) =>
    tx.execute(
      `update sends set status = 'sending', claimed_by = 'the other worker', claimed_at = due_at`,
    ),
  );
  return other;
}

export async function later(world: World, hours: number): Promise<void> {
  world.clock.move(hours);
  await run(world);
}

let nextOrder = 1_000_000;

/** An order as a webhook brings it: rows, facts and scenarios in one transaction. */
export async function order(
  world: World,
  customerId: number,
  // Untold: written as every order is, but the scenarios do not hear of it.
  { hoursAgo = 0, untold = false }: { readonly hoursAgo?: number; readonly untold?: boolean } = {},
): Promise<void> {
  await world.inShop(async (tx) => {
    await lockOrderLog(tx);
    await insertOrder(tx, {
      order_id: nextOrder++,
      customer_id: customerId,
      processedAt: world.clock.now() - hoursAgo * HOUR_MS,
    });
    await refreshOrderFacts(tx, [customerId]);
    if (!untold) await world.engine.events.ordersChanged(tx, [customerId]);
  });
}

/** The subjects of what a customer received, in the order of arrival. */
export function subjectsTo(world: World, customerId: number): readonly string[] {
  const { mails } = world.mailbox.list({ to: `customer-${customerId}@` }, { limit: 1000 });
  return mails.map(({ subject }) => subject).reverse();
}

/** The newest mail to a customer, read. */
export async function newestMail(world: World, customerId: number) {
  const [newest] = world.mailbox.list({ to: `customer-${customerId}@` }).mails;
  const mail = newest && (await world.mailbox.read(newest.id));
  if (!mail) throw new Error(`Customer ${customerId} has no mail`);
  return mail;
}

/** Addresses in a mail by what they are for: o(pen), c(lick), a(nswer), u(nsubscribe). */
export async function linksIn(world: World, customerId: number, letter: string) {
  const mail = await newestMail(world, customerId);
  const pattern = new RegExp(`${PUBLIC_URL.origin}/r/${letter}/[^"\\s]+`, 'g');
  return [...new Set((mail.html ?? '').match(pattern) ?? [])];
}

/** A request to one of our links, as a person's program makes it unless said otherwise. */
export async function request(
  world: World,
  url: string | undefined,
  init: RequestInit = {},
): Promise<Response> {
  if (!url) throw new Error('The mail has no such link');
  const path = new URL(url).pathname.replace(/^\/r/, '');
  const headers = { 'user-agent': PHONE, ...init.headers };
  return await world.engine.reactionRoutes.request(path, { ...init, headers });
}

export async function open(world: World, customerId: number, headers = {}): Promise<void> {
  const [pixel] = await linksIn(world, customerId, 'o');
  await request(world, pixel, { headers });
}

export async function click(world: World, customerId: number, headers = {}): Promise<Response> {
  const [link] = await linksIn(world, customerId, 'c');
  return await request(world, link, { headers });
}

export interface StoredRow {
  readonly block_id: string;
  readonly outcome: string | null;
  readonly held_out: boolean;
  readonly version: number;
}

export async function enrolmentsOf(world: World, customerId: number) {
  return await world.inShop((tx) =>
    tx.query<StoredRow>(
      `select block_id, outcome, held_out, version from enrolments where customer_id = $1 order by enrolment_id`,
      [customerId],
    ),
  );
}

export async function outcomeOf(world: World, customerId: number): Promise<string | null> {
  const enrolments = await enrolmentsOf(world, customerId);
  return enrolments.at(-1)?.outcome ?? null;
}

export async function sendsOf(world: World, customerId: number) {
  return await world.inShop((tx) =>
    tx.query<{ block_id: string; status: SendResult | string; reason: string | null }>(
      `select block_id, status, reason from sends where customer_id = $1 order by send_id`,
      [customerId],
    ),
  );
}

export async function activitiesOf(world: World, customerId: number): Promise<readonly string[]> {
  const rows = await world.inShop((tx) =>
    tx.query<{ kind: string; by_machine: boolean }>(
      `select kind, by_machine from activities where customer_id = $1 order by at, activity_id`,
      [customerId],
    ),
  );
  return rows.map((row) => (row.by_machine ? `${row.kind} by machine` : row.kind));
}
