/** How many customers a worker decides about in a second, where five messages compete and where one goes alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cap } from '../../admin-app/core/priority/caps.ts';
import { USUAL_PRIORITIES } from '../../admin-app/core/priority/priorities.ts';
import { PRIORITY_CLASSES, type PriorityClass } from '../../admin-app/core/priority/types.ts';
import type { ScenarioDefinition } from '../../admin-app/core/scenario/types.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import { writePriorities } from '../../admin-app/server/database/priorities.ts';
import { withShop } from '../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../admin-app/server/database/type-parsers.ts';
import type { Courier } from '../../admin-app/server/jobs/courier.ts';
import { createClaimSends } from '../../admin-app/server/jobs/send-messages-claim.ts';
import { createEngine } from '../server/scenario/engine.ts';
import { winBack } from '../support/win-back.ts';
import type { Measurement } from './measurement.ts';

const NOW = Date.UTC(2026, 5, 15, 10);
const CUSTOMERS = 5_000;
const BATCH = 200;

const CAPS: readonly Cap[] = [
  ...USUAL_PRIORITIES.caps,
  { max: 3, window: { kind: 'local days', days: 7 }, over: { kind: 'all' }, letPast: ['ad hoc'] },
];

export async function measureRanking(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir: folder });
  try {
    const alone = await decisionsPerSecond(db, { classes: ['lifecycle'], caps: [] });
    const competing = await decisionsPerSecond(db, { classes: PRIORITY_CLASSES, caps: CAPS });
    return [
      {
        name: 'customers decided, five messages each under two caps',
        value: competing,
        unit: 'customers/s',
        reference: `one message each and no cap: ${Math.round(alone).toLocaleString('en')}/s`,
        ratio: competing / alone,
      },
    ];
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Competition {
  /** One scenario of each. */
  readonly classes: readonly PriorityClass[];
  readonly caps: readonly Cap[];
}

/** Reads, ranks, writes the ledger and what became of each send; hands nothing over. */
async function decisionsPerSecond(db: Database, competition: Competition): Promise<number> {
  const shopId = await prepare(db, competition);
  const clock = { now: () => NOW, onMove: () => () => {} };
  const engine = createEngine({ db, clock, smtpUrl: null, worker: `ranking ${shopId}` });
  const claim = createClaimSends({
    ...engine,
    clock,
    readSettings: async () => null,
    couriers: {
      email: mailbox('email'),
      sms: mailbox('sms'),
      push: mailbox('push'),
      'on-site': mailbox('on-site'),
    },
  });
  const request = { channel: 'email', worker: 'bench', limit: BATCH } as const;
  let decided = 0;
  const started = performance.now();
  for (;;) {
    const { customers } = await engine.inShop(shopId, (tx) => claim(tx, request));
    if (customers === 0) break;
    decided += customers;
  }
  const seconds = (performance.now() - started) / 1000;
  await engine.close();
  if (decided !== CUSTOMERS) throw new Error(`${decided} decisions; expected ${CUSTOMERS}`);
  return decided / seconds;
}

/** Open, so that everything up to the handing over is done. */
function mailbox(channel: Courier['channel']): Courier {
  return {
    channel,
    problem: null,
    connections: BATCH,
    open: async () => ({
      addressOf: ({ email }) => email,
      messageIdOf: (sendId) => `send-${sendId}`,
      hand: async () => {
        throw new Error('Nothing is handed over here');
      },
    }),
  };
}

function oneMail(priorityClass: PriorityClass): ScenarioDefinition {
  const blocks = winBack.blocks.map((block) =>
    block.kind === 'message' ? { ...block, priorityClass } : block,
  );
  return { ...winBack, blocks };
}

async function prepare(db: Database, { classes, caps }: Competition): Promise<number> {
  const { rows } = await db.ownerPool.query<{ shop_id: number }>(
    `insert into shops (domain, name, time_zone, installed_at)
     values ('ranking-' || gen_random_uuid(), 'North & Pine', 'Europe/Warsaw', now()) returning shop_id`,
  );
  const shopId = rows[0]?.shop_id ?? 0;
  const clock = { now: () => NOW, onMove: () => () => {} };
  const engine = createEngine({ db, clock, smtpUrl: null, worker: `prepare ${shopId}` });
  await withShop(db, shopId, async (tx) => {
    await writePriorities(tx, { ...USUAL_PRIORITIES, caps });
    await tx.execute(
      `insert into customers (shop_id, customer_id, first_name, email, email_consent, birthday, created_at, updated_at)
       select $1, n, 'Zoë', 'customer-' || n || '@example.com', 'subscribed', '1990-06-20', now(), now()
         from generate_series(1, $2::int) n`,
      [shopId, CUSTOMERS],
    );
    for (const priorityClass of classes) {
      const draft = oneMail(priorityClass);
      const named = { name: priorityClass, template: 'win-back', draft, at: NOW };
      const scenarioId = await engine.store.insertScenario(tx, named);
      await engine.store.activateDraft(tx, scenarioId, draft, NOW);
      await tx.execute(
        `with e as (
           insert into enrolments (shop_id, scenario_id, version, customer_id, cause, held_out, entered_at, block_id,
                                   block_since, memory, steps)
           select $1, $2, 1, n, 'bench', false, $4, 'email-1', $4, '{"email-1": {"step": 1}}', 2
             from generate_series(1, $3::int) n returning enrolment_id, customer_id)
         insert into sends (shop_id, enrolment_id, step, scenario_id, version, block_id, customer_id, channel,
                            priority_class, status, due_at, expires_at, created_at)
         select $1, enrolment_id, 1, $2, 1, 'email-1', customer_id, 'email', $5, 'planned', $4,
                $4::timestamptz + interval '72 hours', $4 from e`,
        [shopId, scenarioId, CUSTOMERS, timestampText(NOW), priorityClass],
      );
    }
  });
  await engine.close();
  await db.ownerPool.query('analyze customers, enrolments, sends');
  return shopId;
}
