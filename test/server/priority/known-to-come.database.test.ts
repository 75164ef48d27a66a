import { afterEach, describe, expect, it } from 'vitest';
import type { Cap } from '../../../admin-app/core/priority/caps.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import type {
  Block,
  ScenarioDefinition,
  StartBlock,
} from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import type { DecisionOther, OwnerChoices } from '../../../admin-app/server/database/decisions.ts';
import { writePriorities } from '../../../admin-app/server/database/priorities.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { createWorkerLease } from '../../../admin-app/server/database/worker-lease.ts';
import { winBack } from '../../support/win-back.ts';
import {
  activate,
  createWorld,
  insertSilent,
  later,
  run,
  sendsOf,
  shareDatabase,
  subjectsTo,
  type World,
  type WorldOptions,
} from '../scenario/world.ts';

const database = shareDatabase();
const worlds: World[] = [];
async function begin(options?: WorldOptions): Promise<World> {
  const world = await createWorld(database(), options);
  worlds.push(world);
  await insertSilent(world, { customerId: 1 });
  return world;
}
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

const mail = winBack.blocks.find((block) => block.kind === 'message' && block.channel === 'email');
const start = winBack.blocks.find((block) => block.kind === 'start');
if (mail?.kind !== 'message' || mail.channel !== 'email' || start?.kind !== 'start') {
  throw new Error('The win-back has no mail');
}
const [MAIL, START] = [mail, start];

/** Start, what comes in between, one mail, exit. */
function scenario(
  changes: Partial<StartBlock>,
  between: readonly Block[] = [],
  mailChanges: Partial<typeof MAIL> = {},
): ScenarioDefinition {
  const first = between[0]?.id ?? 'mail';
  return {
    blocks: [
      { ...START, holdoutShare: 0, next: first, ...changes },
      ...between,
      { ...MAIL, id: 'mail', next: 'end', ...mailChanges },
      { kind: 'exit', id: 'end', outcome: 'done' },
    ],
    goal: { kind: 'none' },
    quiet: null,
  };
}
const byHand: Partial<StartBlock> = { trigger: { kind: 'by hand' } };
const wait = (hours: number): Block => ({
  kind: 'wait',
  id: 'wait',
  until: { kind: 'time', hours },
  next: 'mail',
});

async function add(world: World, scenarioId: number): Promise<void> {
  await world.engine.addCustomers(world.shopId, scenarioId, [1], 'somebody');
}

interface Row {
  readonly winner: string | null;
  readonly others: readonly DecisionOther[];
  readonly owner: OwnerChoices | null;
  readonly at: number;
  readonly confirmed_at: number | null;
}
async function ledger(world: World): Promise<readonly Row[]> {
  return await world.inShop((tx) =>
    tx.query<Row>(
      'select winner, others, owner, at, confirmed_at from decisions order by decision_id',
    ),
  );
}

/** A campaign that is scheduled, as the table of campaigns has it. */
async function schedule(
  world: World,
  { at, segmentId = null }: { readonly at: number; readonly segmentId?: number | null },
): Promise<number> {
  const trigger = { kind: 'campaign', at, segmentId, exceptSegmentId: null } as const;
  const definition = scenario({ trigger }, [], { priorityClass: 'ad hoc' });
  const { store } = world.engine;
  return await world.inShop(async (tx) => {
    const now = world.clock.now();
    const named = { name: 'Launch', template: 'campaign', draft: definition, at: now };
    const scenarioId = await store.insertScenario(tx, named);
    await tx.execute(`update scenarios set kind = 'campaign' where scenario_id = $1`, [scenarioId]);
    await store.activateDraft(tx, scenarioId, definition, now);
    await tx.execute(
      `insert into campaigns (shop_id, scenario_id, content, state, starts_at) values ($1, $2, '{}', 'scheduled', $3)`,
      [world.shopId, scenarioId, timestampText(at)],
    );
    return scenarioId;
  });
}

describe('a mail that could go tonight', () => {
  it('waits for a more urgent one at the end of a wait, goes after it, and the ledger says so', async () => {
    const world = await begin();
    const urgent = await activate(world, scenario(byHand, [wait(10)], { priorityClass: 'yearly' }));
    await add(world, urgent);
    await activate(world, scenario({}));
    await run(world);

    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'deferred' }]);
    const [decision] = await ledger(world);
    expect(decision?.winner).toBeNull();
    expect(decision?.others).toMatchObject([
      { key: expect.stringMatching(/^enrolment \d+\/mail$/), reason: 'comes later' },
      {
        key: expect.stringMatching(/^send \d+$/),
        reason:
          'outranked by “Win back” on 2026-06-15 at 22:00: it is more urgent (at most one message in 24 hours)',
        until: world.clock.now() + 34 * HOUR_MS,
      },
    ]);

    await later(world, 10);
    expect(subjectsTo(world, 1)).toHaveLength(1);
    await later(world, 24);
    expect(subjectsTo(world, 1)).toHaveLength(2);
  });

  const PASSES: readonly { what: string; between: readonly Block[]; mail: Partial<typeof MAIL> }[] =
    [
      { what: 'a lesser one', between: [wait(10)], mail: { priorityClass: 'frequent' } },
      {
        what: 'one that comes after the cap',
        between: [wait(25)],
        mail: { priorityClass: 'ad hoc' },
      },
      {
        what: 'one that hangs on what nobody knows yet',
        between: [
          {
            kind: 'branch',
            id: 'branch',
            name: 'Branch',
            arms: [],
            otherwise: 'mail',
          },
        ].map((block) => block as Block),
        mail: { priorityClass: 'ad hoc' },
      },
    ];
  it.each(PASSES)('does not wait for $what', async ({ between, mail: changes }) => {
    const world = await begin();
    const wait10 = between[0]?.kind === 'branch' ? [{ ...wait(10), next: 'branch' } as Block] : [];
    const id = await activate(world, scenario(byHand, [...wait10, ...between], changes));
    await add(world, id);
    await activate(world, scenario({}));
    await run(world);
    expect(subjectsTo(world, 1)).toHaveLength(1);
  });

  it('waits for a campaign that will begin, if its segment holds the customer', async () => {
    for (const [member, mails] of [
      [true, 0],
      [false, 1],
    ] as const) {
      const world = await begin();
      const segmentId = await world.inShop(async (tx) => {
        const row = await tx.one<{ segment_id: number }>(
          `insert into segments (shop_id, name, query, created_at, updated_at, evaluated_on, evaluated_at)
           values ($1, 'All', '', now(), now(), '2026-06-15', now()) returning segment_id`,
          [world.shopId],
        );
        if (member) {
          await tx.execute(
            'insert into segment_members (shop_id, segment_id, customer_id, joined_at) values ($1, $2, 1, now())',
            [world.shopId, row.segment_id],
          );
        }
        return row.segment_id;
      });
      const at = world.clock.now() + 15 * HOUR_MS;
      const campaign = await schedule(world, { at, segmentId });
      await activate(world, scenario({}));
      await run(world);
      expect(subjectsTo(world, 1)).toHaveLength(mails);
      const [decision] = await ledger(world);
      if (member) expect(decision?.others[0]?.key).toBe(`campaign ${campaign}/mail`);
    }
  });

  it('goes at the hour of a campaign that was called off', async () => {
    const world = await begin();
    const campaign = await schedule(world, { at: world.clock.now() + 15 * HOUR_MS });
    await activate(world, scenario({}));
    await run(world);
    await world.inShop((tx) =>
      tx.execute(`update campaigns set state = 'cancelled' where scenario_id = $1`, [campaign]),
    );
    await later(world, 14);
    expect(subjectsTo(world, 1)).toHaveLength(0);
    await later(world, 1);
    expect(subjectsTo(world, 1)).toHaveLength(1);
  });

  it('is outranked, not merely blocked, when a campaign had its place until it expired', async () => {
    const week: Cap = {
      max: 1,
      window: { kind: 'local days', days: 7 },
      over: { kind: 'all' },
      letPast: [],
    };
    const world = await begin({ priorities: { caps: [week] } });
    await schedule(world, { at: world.clock.now() + 80 * HOUR_MS });
    await activate(world, scenario({}));
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'deferred' }]);
    await later(world, 72);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'outranked' }]);
  });

  it('waits for a birthday that comes round tomorrow, once', async () => {
    const world = await begin();
    await world.inShop((tx) => tx.execute(`update customers set birthday = '1990-06-16'`));
    const trigger = { kind: 'yearly date', date: 'birthday', daysBefore: 0 } as const;
    await activate(world, scenario({ trigger }, [], { priorityClass: 'yearly' }));
    await activate(world, scenario({}));
    await run(world);
    expect(subjectsTo(world, 1)).toHaveLength(0);
    // Midnight in Warsaw.
    world.clock.move(12);
    await world.engine.enterScenarios(world.shopId);
    await run(world);
    expect(subjectsTo(world, 1)).toHaveLength(1);
    await later(world, 24);
    expect(subjectsTo(world, 1)).toHaveLength(2);
  });
});

it('a mail waits while another is on its way in other hands', async () => {
  const world = await begin();
  const other = createWorkerLease(world.db.url, 'the other worker');
  await other.hold();
  await activate(world, scenario({}));
  await world.inShop((tx) =>
    tx.execute(
      `update sends set status = 'sending', claimed_by = 'the other worker', claimed_at = due_at`,
    ),
  );
  await activate(
    world,
    scenario({ trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } } }),
  );
  await run(world);
  expect(await sendsOf(world, 1)).toMatchObject([
    { status: 'sending' },
    { status: 'deferred', reason: 'at most one message in 24 hours' },
  ]);
  await other.release();
});

describe('the ledger', () => {
  it('has one row for a decision that is made again and again, and says when it was last made', async () => {
    const world = await begin();
    const urgent = await activate(world, scenario(byHand, [wait(20)], { priorityClass: 'yearly' }));
    await add(world, urgent);
    await activate(world, scenario({}));
    await run(world);
    for (let again = 0; again < 3; again += 1) {
      world.clock.move(1);
      await world.inShop((tx) =>
        tx.execute(`update sends set due_at = $1`, [timestampText(world.clock.now())]),
      );
      await run(world);
    }
    const rows = await ledger(world);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.confirmed_at).toBe((rows[0]?.at ?? 0) + 3 * HOUR_MS);
  });

  it('keeps with a decision what the owner moved, and why', async () => {
    const world = await begin();
    const first = await activate(world, scenario({}));
    const second = await activate(
      world,
      scenario({ trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } } }),
    );
    const reason = 'The boiler season begins';
    await world.inShop((tx) =>
      writePriorities(tx, {
        ...USUAL_PRIORITIES,
        overrides: [{ scenarioId: second, blockId: null, priorityClass: 'ad hoc', reason }],
        scenarioOrder: [first, second],
      }),
    );
    await run(world);
    const [decision] = await ledger(world);
    const key = decision?.winner ?? '';
    expect(decision?.owner).toEqual({ moved: [{ key, priorityClass: 'ad hoc', reason }] });
    expect(decision?.others).toMatchObject([{ why: { by: { key, criterion: 'class' } } }]);
  });
});
