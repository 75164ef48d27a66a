import { describe, expect, it } from 'vitest';
import type { Cap } from '../../../admin-app/core/priority/caps.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import type { Block } from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import type { DecisionOther, OwnerChoices } from '../../../admin-app/server/database/decisions.ts';
import { writePriorities } from '../../../admin-app/server/database/priorities.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { byHand, oneMail, schedule, wait } from '../scenario/one-mail.ts';
import {
  activate,
  insertSilent,
  later,
  run,
  sendElsewhere,
  sendsOf,
  subjectsTo,
  useWorlds,
  type World,
  type WorldOptions,
} from '../scenario/world.ts';

const beginEmpty = useWorlds();
async function begin(options?: WorldOptions): Promise<World> {
  const world = await beginEmpty(options);
  await insertSilent(world, { customerId: 1 });
  return world;
}

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

describe('a mail that could go tonight', () => {
  it('waits for a more urgent one at the end of a wait, goes after it, and the ledger says so', async () => {
    const world = await begin();
    const urgent = await activate(world, oneMail(byHand, [wait(10)], { priorityClass: 'yearly' }));
    await add(world, urgent);
    await activate(world, oneMail({}));
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

  const PASSES: readonly {
    what: string;
    between: readonly Block[];
    mail: Parameters<typeof oneMail>[2];
  }[] = [
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
    const id = await activate(world, oneMail(byHand, [...wait10, ...between], changes));
    await add(world, id);
    await activate(world, oneMail({}));
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
      const campaign = await schedule(world, at, segmentId);
      await activate(world, oneMail({}));
      await run(world);
      expect(subjectsTo(world, 1)).toHaveLength(mails);
      const [decision] = await ledger(world);
      if (member) expect(decision?.others[0]?.key).toBe(`campaign ${campaign}/mail`);
    }
  });

  it('goes at the hour of a campaign that was called off', async () => {
    const world = await begin();
    const campaign = await schedule(world, world.clock.now() + 15 * HOUR_MS);
    await activate(world, oneMail({}));
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
    await schedule(world, world.clock.now() + 80 * HOUR_MS);
    await activate(world, oneMail({}));
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'deferred' }]);
    await later(world, 72);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'outranked' }]);
  });

  it('waits for a birthday that comes round tomorrow, once', async () => {
    const world = await begin();
    await world.inShop((tx) => tx.execute(`update customers set birthday = '1990-06-16'`));
    const trigger = { kind: 'yearly date', date: 'birthday', daysBefore: 0 } as const;
    await activate(world, oneMail({ trigger }, [], { priorityClass: 'yearly' }));
    await activate(world, oneMail({}));
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
  await activate(world, oneMail({}));
  const other = await sendElsewhere(world);
  await activate(
    world,
    oneMail({ trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } } }),
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
    const urgent = await activate(world, oneMail(byHand, [wait(20)], { priorityClass: 'yearly' }));
    await add(world, urgent);
    await activate(world, oneMail({}));
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
    const first = await activate(world, oneMail({}));
    const second = await activate(
      world,
      oneMail({ trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } } }),
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
