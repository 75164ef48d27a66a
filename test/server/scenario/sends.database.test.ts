import { describe, expect, it } from 'vitest';
import type { EmailChannel } from '../../../admin-app/server/channels/email.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import {
  activate,
  activitiesOf,
  insertSilent,
  later,
  newestMail,
  order,
  outcomeOf,
  run,
  sendElsewhere,
  sendsOf,
  subjectsTo,
  useWorlds,
  type World,
  withStart,
} from './world.ts';

const begin = useWorlds();

/** A channel that lets something happen just before each mail goes to the server. */
function meanwhile(happen: () => Promise<void>) {
  return (channel: EmailChannel): EmailChannel => ({
    ...channel,
    deliver: async (email) => {
      await happen();
      return await channel.deliver(email);
    },
  });
}

describe('a mail', () => {
  it('carries a stable Message-ID and the headers for unsubscribing with one click', async () => {
    const world = await begin();
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await run(world);
    const [newest] = world.mailbox.list().mails;
    const raw = Buffer.from(world.mailbox.raw(newest?.id ?? 0) ?? []).toString('utf8');
    const [{ send_id: sendId } = { send_id: 0 }] = await world.inShop((tx) =>
      tx.query<{ send_id: number }>('select send_id from sends'),
    );

    expect(raw).toMatch(/^From: "?North & Pine"? <hello@north\.example>\r$/m);
    expect(raw).toContain(`Message-ID: <send-${world.shopId}-${sendId}@north.example>`);
    expect(raw.replace(/\r\n\s+/g, ' ')).toMatch(
      /List-Unsubscribe: ?<https:\/\/rondo\.example\/r\/u\/[\w.-]+>/,
    );
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(raw).toMatch(/Content-Type: multipart\/alternative/);
  });

  it('says in both parts who sent it and how to stop', async () => {
    const world = await begin();
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await run(world);
    const mail = await newestMail(world, 1);

    for (const part of [mail.html, mail.text]) {
      expect(part).toContain('1 Harbour Street, Bristol');
      expect(part).toContain('/r/u/');
    }
  });
});

describe('a mail server', () => {
  it('that refuses an address for good ends the enrolment and suppresses the address', async () => {
    const world = await begin();
    world.smtp.faults = { ...world.smtp.faults, refuse: ['customer-1@example.com'] };
    await insertSilent(world, { customerId: 1 });
    await insertSilent(world, { customerId: 2 });
    await activate(world);
    await run(world);

    expect(await outcomeOf(world, 1)).toBe('not sent');
    const [send] = await sendsOf(world, 1);
    expect(send).toMatchObject({ status: 'failed', reason: expect.stringContaining('550') });
    expect(subjectsTo(world, 2)).toHaveLength(1);
    const suppressed = await world.inShop((tx) => tx.query('select reason from suppressions'));
    expect(suppressed).toEqual([{ reason: 'bounced' }]);
    // The same address in capitals, of another customer.
    await insertSilent(world, { customerId: 3, email: 'CUSTOMER-1@example.com' });
    expect(await world.engine.enterScenarios(world.shopId)).toBe(0);
  });

  it('that asks to come back later is asked again after a while, and gets the mail once', async () => {
    const world = await begin();
    world.smtp.faults = { ...world.smtp.faults, greylist: ['@example.com'] };
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'deferred', reason: expect.stringContaining('451') },
    ]);
    expect(subjectsTo(world, 1)).toEqual([]);

    await later(world, 0.1);
    expect(subjectsTo(world, 1)).toHaveLength(1);
    expect(await activitiesOf(world, 1)).toEqual(['sent']);
  });

  it('that stays away is tried until the mail has expired', async () => {
    const world = await begin();
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await world.smtp.close();
    for (let hour = 0; hour < 80; hour++) await later(world, 1);

    expect(await outcomeOf(world, 1)).toBe('not sent');
    expect(await sendsOf(world, 1)).toMatchObject([
      {
        status: 'failed',
        reason: expect.stringMatching(/^Refused until it expired: .*ECONNREFUSED/),
      },
    ]);
  });

  it('that breaks off before its answer leaves the send unknown, and the customer goes on', async () => {
    const world = await begin();
    world.smtp.faults = { ...world.smtp.faults, dropAnswers: 1 };
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await run(world);

    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'unknown', reason: expect.stringMatching(/No answer after the message/) },
    ]);
    expect(await activitiesOf(world, 1)).toEqual(['perhaps sent']);
    await later(world, 24);
    expect(subjectsTo(world, 1)).toHaveLength(1);
    await later(world, 24);
    expect(subjectsTo(world, 1)).toHaveLength(2);
  });
});

/** Lets something happen between two transactions of the engine: when a send has been claimed and not yet gone. */
function onceClaimed(happen: (world: World) => Promise<void>) {
  let world: World | undefined;
  let happened = false;
  return {
    watch: (watched: World) => {
      world = watched;
    },
    beforeTransaction: async () => {
      if (!world || happened) return;
      const { rowCount } = await withShop(world.db, world.shopId, async (tx) => ({
        rowCount: await tx.execute(`select from sends where status = 'sending'`),
      }));
      if (rowCount === 0) return;
      happened = true;
      await happen(world);
    },
  };
}

describe('a claimed mail', () => {
  it('does not go when the order arrives between the claim and the sending', async () => {
    const { watch, beforeTransaction } = onceClaimed((world) => order(world, 1));
    const world = await begin({ beforeTransaction });
    await insertSilent(world, { customerId: 1 });
    await insertSilent(world, { customerId: 2 });
    await activate(world);
    watch(world);
    await run(world);

    expect(subjectsTo(world, 1)).toEqual([]);
    expect(await outcomeOf(world, 1)).toBe('returned');
    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'cancelled', reason: 'ordered meanwhile' },
    ]);
    expect(subjectsTo(world, 2)).toHaveLength(1);
  });

  it('does not go when its customer unsubscribes in between', async () => {
    const { watch, beforeTransaction } = onceClaimed((world) =>
      world.inShop((tx) => world.engine.events.customersGone(tx, [1], 'unsubscribed')),
    );
    const world = await begin({ beforeTransaction });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    watch(world);
    await run(world);

    expect(world.mailbox.count).toBe(0);
    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'cancelled', reason: 'left the scenario' },
    ]);
  });

  it('does not go when another process has given it up in between', async () => {
    const { watch, beforeTransaction } = onceClaimed((world) =>
      world.inShop(async (tx) => {
        await tx.execute(`update sends set status = 'unknown', reason = 'given up'`);
      }),
    );
    const world = await begin({ beforeTransaction });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    watch(world);
    await run(world);

    expect(world.mailbox.count).toBe(0);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'unknown', reason: 'given up' }]);
  });

  it('goes back to waiting when staff pause the scenario in between', async () => {
    const { watch, beforeTransaction } = onceClaimed((world) =>
      world.inShop(async (tx) => {
        await tx.execute(`update scenarios set status = 'paused'`);
      }),
    );
    const world = await begin({ beforeTransaction });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    watch(world);
    await run(world);
    expect(world.mailbox.count).toBe(0);

    await world.inShop((tx) => tx.execute(`update scenarios set status = 'active'`));
    await run(world);
    expect(world.mailbox.count).toBe(1);
  });

  it('whose ending the database could not take is written later, and never sent again', async () => {
    let away = false;
    const world = await begin({
      through: meanwhile(async () => {
        away = true;
      }),
      beforeTransaction: () => {
        if (away) throw new Error('the database is away');
      },
    });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await expect(run(world)).rejects.toThrow('the database is away');
    away = false;
    await run(world);

    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'sent' }]);
    expect(subjectsTo(world, 1)).toHaveLength(1);
  });

  it('of a worker that died is unknown to the next one, and never sent again', async () => {
    const world = await begin();
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await world.inShop((tx) =>
      tx.execute(`update sends set status = 'sending', claimed_by = 'gone', claimed_at = due_at`),
    );
    await run(world);

    expect(subjectsTo(world, 1)).toEqual([]);
    expect(await sendsOf(world, 1)).toMatchObject([
      {
        status: 'unknown',
        reason: expect.stringMatching(/^The process that was sending it ended/),
      },
    ]);
    await later(world, 48);
    expect(subjectsTo(world, 1)).toHaveLength(1);
  });

  it('of another worker that lives is left to it', async () => {
    const world = await begin();
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    const other = await sendElsewhere(world);
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'sending' }]);

    await other.release();
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'unknown' }]);
  });
});

describe('several messages for one customer', () => {
  it('go one at a time, a day apart, and the ledger says why', async () => {
    const world = await begin({ capHours: 24 });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await activate(
      world,
      withStart({
        holdoutShare: 0,
        trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } },
      }),
    );
    await run(world);
    expect(subjectsTo(world, 1)).toHaveLength(1);
    const [decision] = await world.inShop((tx) =>
      tx.query<{ winner: string; others: { reason: string }[] }>(
        'select winner, others from decisions order by decision_id',
      ),
    );
    expect(decision?.winner).toMatch(/^send \d+$/);
    expect(decision?.others).toMatchObject([
      {
        reason:
          'outranked by “Win back”: it comes first in your order (at most one message in 24 hours)',
      },
    ]);

    await later(world, 23);
    expect(subjectsTo(world, 1)).toHaveLength(1);
    await later(world, 1);
    expect(subjectsTo(world, 1)).toHaveLength(2);
  });

  it('of which one could not go before it expired: it is outranked, and its enrolment ends', async () => {
    const world = await begin({ capHours: 100 });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await activate(
      world,
      withStart({
        holdoutShare: 0,
        trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } },
      }),
    );
    await run(world);

    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'sent' }, { status: 'outranked' }]);
    expect(await outcomeOf(world, 1)).toBe('outranked');
  });

  it('all go at once where the owner set no cap', async () => {
    const world = await begin({ capHours: 0 });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await activate(
      world,
      withStart({
        holdoutShare: 0,
        trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } },
      }),
    );
    await run(world);

    expect(subjectsTo(world, 1)).toHaveLength(2);
  });

  it('count a send that may have arrived like one that has', async () => {
    const world = await begin({ capHours: 24 });
    world.smtp.faults = { ...world.smtp.faults, dropAnswers: 1 };
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await run(world);
    await activate(
      world,
      withStart({
        holdoutShare: 0,
        trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } },
      }),
    );
    await run(world);

    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'unknown' }, { status: 'deferred' }]);
  });

  it('go one at a time also when several workers look at the same moment', async () => {
    const world = await begin({ capHours: 24 });
    for (let customerId = 1; customerId <= 20; customerId++) {
      await insertSilent(world, { customerId });
    }
    await activate(world);
    await activate(
      world,
      withStart({
        holdoutShare: 0,
        trigger: { kind: 'inactive', by: { kind: 'no order', days: 30 } },
      }),
    );
    const { createEngine } = await import('./engine.ts');
    const smtpUrl = `smtp://127.0.0.1:${world.smtp.port}`;
    const workers = ['a', 'b', 'c'].map((worker) =>
      createEngine({
        db: world.db,
        clock: world.clock,
        smtpUrl,
        worker: `${world.shopId} ${worker}`,
      }),
    );
    for (let round = 0; round < 4; round++) {
      await Promise.all(workers.map((worker) => worker.sendMessages(world.shopId)));
    }
    for (const worker of workers) await worker.close();

    for (let customerId = 1; customerId <= 20; customerId++) {
      expect(subjectsTo(world, customerId)).toHaveLength(1);
    }
  });
});

describe('without what sending needs', () => {
  it('mails wait, and say so, until a mail server is set up or they expire', async () => {
    const world = await begin({ smtpUrl: null });
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'deferred', reason: expect.stringContaining('set SMTP_URL') },
    ]);

    await later(world, 73);
    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'blocked', reason: expect.stringContaining('set SMTP_URL') },
    ]);
    expect(await outcomeOf(world, 1)).toBe('not reachable');
  });

  it('mails wait until somebody has said who they come from', async () => {
    const world = await begin();
    await insertSilent(world, { customerId: 1 });
    await world.db.ownerPool.query(`update shops set settings = '{}' where shop_id = $1`, [
      world.shopId,
    ]);
    await activate(world);
    await run(world);

    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'deferred', reason: expect.stringContaining('sender is not set') },
    ]);
  });
});
