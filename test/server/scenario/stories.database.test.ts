import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refreshOrderFacts } from '../../../admin-app/server/database/order-facts.ts';
import {
  activate,
  activitiesOf,
  click,
  createWorld,
  enrolmentsOf,
  insertSilent,
  later,
  linksIn,
  newestMail,
  open,
  order,
  outcomeOf,
  request,
  run,
  sendsOf,
  setDue,
  shareDatabase,
  subjectsTo,
  type World,
  withStart,
} from './world.ts';

const FIRST = 'It’s been a while, Zoë 1';
const SECOND = 'A few good reasons to drop by North & Pine';
const QUESTION = 'May we ask you one question?';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
});
afterEach(() => world.close());

describe('a silent customer in an active win-back', () => {
  beforeEach(async () => {
    await insertSilent(world, { customerId: 1 });
  });

  it('gets the first mail at once, and the follow-up that fits after 48 hours', async () => {
    await activate(world);
    await run(world);
    expect(subjectsTo(world, 1)).toEqual([FIRST]);

    await later(world, 47);
    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    await later(world, 1);
    expect(subjectsTo(world, 1)).toEqual([FIRST, SECOND]);
    await later(world, 48);
    expect(await outcomeOf(world, 1)).toBe('not opened');
  });

  it('who opened and did not order is asked what kept them, and leaves with the answer', async () => {
    await activate(world);
    await run(world);
    world.clock.move(1);
    await open(world, 1);
    await later(world, 47);
    expect(subjectsTo(world, 1)).toEqual([FIRST, QUESTION]);

    world.clock.move(1);
    const answers = await linksIn(world, 1, 'a');
    expect(answers).toHaveLength(6);
    await request(world, answers[1], { method: 'POST' });
    expect(await outcomeOf(world, 1)).toBe('answered');
    expect(await activitiesOf(world, 1)).toEqual([
      'sent',
      'opened',
      'sent',
      'opened',
      'clicked',
      'answered',
    ]);
  });

  it('who clicked without loading pictures counts as having opened', async () => {
    await activate(world);
    await run(world);
    world.clock.move(1);
    await click(world, 1);
    await later(world, 47);

    expect(subjectsTo(world, 1)).toEqual([FIRST, QUESTION]);
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'opened', 'clicked', 'sent']);
  });

  it('whose mail only a machine opened gets the second mail', async () => {
    await activate(world);
    await run(world);
    world.clock.move(1);
    await open(world, 1, { 'user-agent': 'Mozilla/5.0' });
    await later(world, 47);

    expect(subjectsTo(world, 1)).toEqual([FIRST, SECOND]);
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'opened by machine', 'sent']);
  });

  it('whose mail was clicked within the same second was not clicked by a person', async () => {
    await activate(world);
    await run(world);
    await click(world, 1);
    await later(world, 48);

    expect(subjectsTo(world, 1)).toEqual([FIRST, SECOND]);
  });

  it('who orders within the 48 hours hears nothing more', async () => {
    await activate(world);
    await run(world);
    await later(world, 20);
    await order(world, 1);
    await later(world, 200);

    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    expect(await outcomeOf(world, 1)).toBe('returned');
  });

  it('who orders before the planned mail goes does not get it', async () => {
    await activate(world);
    await order(world, 1);
    await run(world);

    expect(subjectsTo(world, 1)).toEqual([]);
    expect(await outcomeOf(world, 1)).toBe('returned');
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('whose order of before entering is told late hears nothing more, and is no return', async () => {
    await activate(world);
    await order(world, 1, { hoursAgo: 5 });
    await run(world);

    expect(subjectsTo(world, 1)).toEqual([]);
    expect(await outcomeOf(world, 1)).toBe('ordered before entering');
  });

  it('whose late webhook tells of an order placed inside the wait has returned', async () => {
    await activate(world);
    await run(world);
    await later(world, 47);
    await order(world, 1, { hoursAgo: 40 });
    await later(world, 48);

    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    expect(await outcomeOf(world, 1)).toBe('returned');
  });

  it('whose old order arrives in a later sync stays inside', async () => {
    await activate(world);
    await run(world);
    await order(world, 1, { hoursAgo: 24 * 200 });
    await later(world, 48);

    expect(subjectsTo(world, 1)).toEqual([FIRST, SECOND]);
  });

  it('whose order nobody told the scenario about is still not written to', async () => {
    await activate(world);
    await run(world);
    await order(world, 1, { untold: true });
    await later(world, 48);

    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    expect(await outcomeOf(world, 1)).toBe('returned');
  });

  it('whose order is a test or was cancelled stays inside', async () => {
    await activate(world);
    await run(world);
    await world.inShop(async (tx) => {
      await tx.execute(
        `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status, test,
                             processed_at, created_at, updated_at)
         values ($1, 7, 1, '#7', 'EUR', 100, 'paid', true, $2, $2, $2)`,
        [tx.shopId, new Date(world.clock.now() + 1000).toISOString()],
      );
      await refreshOrderFacts(tx, [1]);
      await world.engine.events.ordersChanged(tx, [1]);
    });
    await later(world, 48);

    expect(subjectsTo(world, 1)).toEqual([FIRST, SECOND]);
  });

  it('who unsubscribes inside the wait hears nothing more', async () => {
    await activate(world);
    await run(world);
    world.clock.move(5);
    const [unsubscribe] = await linksIn(world, 1, 'u');
    await request(world, unsubscribe, { method: 'POST' });
    await later(world, 48);

    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    expect(await outcomeOf(world, 1)).toBe('unsubscribed');
  });

  it('who withdraws consent in the shop is not mailed again', async () => {
    await activate(world);
    await run(world);
    await world.inShop((tx) => tx.execute(`update customers set email_consent = 'unsubscribed'`));
    await later(world, 48);

    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    expect(await outcomeOf(world, 1)).toBe('not reachable');
    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'sent' },
      { status: 'blocked', reason: 'unsubscribed' },
    ]);
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'not sent']);
  });

  it('who is deleted in the shop leaves, and what was planned is cancelled', async () => {
    await activate(world);
    await world.inShop(async (tx) => {
      await tx.execute('update customers set deleted_at = now()');
      await world.engine.events.customersGone(tx, [1], 'customer is gone');
    });
    await run(world);

    expect(subjectsTo(world, 1)).toEqual([]);
    expect(await outcomeOf(world, 1)).toBe('customer is gone');
  });

  it('who was deleted without a word to the scenario is not written to either', async () => {
    await activate(world);
    await world.inShop((tx) => tx.execute('update customers set redacted_at = now()'));
    await run(world);

    expect(subjectsTo(world, 1)).toEqual([]);
    expect(await outcomeOf(world, 1)).toBe('not reachable');
  });

  it('waits while the scenario is paused, and goes on afterwards', async () => {
    const scenarioId = await activate(world);
    await run(world);
    const { store } = world.engine;
    const pause = (from: 'active' | 'paused', to: 'active' | 'paused') =>
      world.inShop((tx) =>
        store.changeStatus(tx, scenarioId, { from: [from], to, at: world.clock.now() }),
      );
    await pause('active', 'paused');
    await later(world, 24 * 7);
    expect(subjectsTo(world, 1)).toEqual([FIRST]);

    await pause('paused', 'active');
    await run(world);
    expect(subjectsTo(world, 1)).toEqual([FIRST, SECOND]);
  });

  it('does not get a planned mail while paused, but an order still ends it', async () => {
    const scenarioId = await activate(world);
    await world.inShop((tx) =>
      world.engine.store.changeStatus(tx, scenarioId, {
        from: ['active'],
        to: 'paused',
        at: world.clock.now(),
      }),
    );
    await later(world, 10);
    expect(subjectsTo(world, 1)).toEqual([]);
    await order(world, 1);

    expect(await outcomeOf(world, 1)).toBe('returned');
  });

  it('finishes on the version they entered, while newcomers enter the new one', async () => {
    const scenarioId = await activate(world);
    await run(world);
    const changed = withStart({ holdoutShare: 0 });
    const blocks = changed.blocks.map((block) =>
      block.id === 'reaction-1' && block.kind === 'wait for reaction'
        ? { ...block, limitHours: 1 }
        : block,
    );
    await world.inShop((tx) =>
      world.engine.store.activateDraft(tx, scenarioId, { ...changed, blocks }, world.clock.now()),
    );
    await insertSilent(world, { customerId: 2 });
    await world.engine.enterScenarios(world.shopId);
    await run(world);
    await later(world, 30);

    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    expect(subjectsTo(world, 2)).toHaveLength(2);
    expect(await enrolmentsOf(world, 1)).toMatchObject([{ version: 1 }]);
    expect(await enrolmentsOf(world, 2)).toMatchObject([{ version: 2 }]);
  });

  it('gets mails in their own language, with their own name and last product', async () => {
    await insertSilent(world, { customerId: 2, locale: 'pl-PL' });
    await insertSilent(world, { customerId: 3, locale: 'de' });
    await world.inShop((tx) =>
      tx.execute(
        `insert into order_lines (shop_id, order_id, line_id, title, quantity, total_minor)
         values ($1, 2000, 1, 'Torba <b>', 1, 100), ($1, 2000, 2, 'Żakiet', 1, 900)`,
        [tx.shopId],
      ),
    );
    await activate(world);
    await run(world);

    const polish = await newestMail(world, 2);
    expect(polish.subject).toBe('Zoë 2, dawno Cię u nas nie było');
    expect(polish.html).toContain('„Żakiet”');
    expect(polish.html).toContain('Wypisz się');
    expect(subjectsTo(world, 3)).toEqual(['It’s been a while, Zoë 3']);
  });

  it('gets them in the shop’s fallback where the shop does not write in their language', async () => {
    await insertSilent(world, { customerId: 2, locale: 'pl' });
    await insertSilent(world, { customerId: 3, locale: 'de' });
    await activate(world);
    const choice = { languages: ['en', 'fr'], fallback: 'fr' } as const;
    await world.inShop((tx) =>
      world.engine.store.writeLanguages(tx, choice, { version: 0, at: world.clock.now() }),
    );
    await run(world);
    expect(subjectsTo(world, 1)).toEqual([FIRST]);
    expect(subjectsTo(world, 2)).toEqual(['Zoë 2, cela fait un moment']);
    expect(subjectsTo(world, 3)).toEqual(['Zoë 3, cela fait un moment']);
  });
});

describe('entering', () => {
  it('takes in whoever is overdue by enough days and may be e-mailed, once', async () => {
    await insertSilent(world, { customerId: 1, overdueDays: 7 });
    await insertSilent(world, { customerId: 2, overdueDays: 6 });
    await insertSilent(world, { customerId: 3, consent: 'not_subscribed' });
    await insertSilent(world, { customerId: 4, email: null });
    await activate(world);
    await world.engine.enterScenarios(world.shopId);
    expect(await enrolmentsOf(world, 1)).toHaveLength(1);
    for (const stranger of [2, 3, 4]) expect(await enrolmentsOf(world, stranger)).toEqual([]);

    // The next day, in the shop's zone.
    world.clock.move(14);
    await world.engine.enterScenarios(world.shopId);
    expect(await enrolmentsOf(world, 1)).toHaveLength(1);
    expect(await enrolmentsOf(world, 2)).toHaveLength(1);
  });

  it('does not take in the same silence again when its due day is predicted anew', async () => {
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await later(world, 0);
    await later(world, 48);
    await later(world, 48);
    expect(await outcomeOf(world, 1)).toBe('not opened');
    await world.inShop((tx) => setDue(tx, 1, 20_000));
    await world.engine.enterScenarios(world.shopId);

    expect(await enrolmentsOf(world, 1)).toHaveLength(1);
  });

  it('takes in the next silence, after an order', async () => {
    await insertSilent(world, { customerId: 1 });
    await activate(world);
    await order(world, 1);
    await world.engine.enterScenarios(world.shopId);
    expect(await enrolmentsOf(world, 1)).toHaveLength(1);

    world.clock.move(24 * 100);
    await world.inShop((tx) => setDue(tx, 1, Math.floor(world.clock.now() / 86_400_000) - 10));
    await world.engine.enterScenarios(world.shopId);
    expect(await enrolmentsOf(world, 1)).toMatchObject([
      { outcome: 'returned' },
      { outcome: null },
    ]);
  });

  it('does not believe a due day from before the last order', async () => {
    await insertSilent(world, { customerId: 1, silentDays: 3, overdueDays: 30 });
    await activate(world);

    expect(await enrolmentsOf(world, 1)).toEqual([]);
  });

  it('takes in by plain days without an order, with or without a prediction', async () => {
    await insertSilent(world, { customerId: 1, silentDays: 60 });
    await insertSilent(world, { customerId: 2, silentDays: 59 });
    await world.inShop((tx) => tx.execute('delete from predictions'));
    await activate(
      world,
      withStart({
        trigger: { kind: 'inactive', by: { kind: 'no order', days: 60 } },
        holdoutShare: 0,
      }),
    );

    expect(await enrolmentsOf(world, 1)).toHaveLength(1);
    expect(await enrolmentsOf(world, 2)).toEqual([]);
  });

  it('sends nothing to who is held out, watches them for 90 days, and notices their order', async () => {
    for (let customerId = 1; customerId <= 40; customerId++) {
      await insertSilent(world, { customerId });
    }
    await activate(world, withStart({ holdoutShare: 0.5 }));
    await run(world);
    const rows = await world.inShop((tx) =>
      tx.query<{ customer_id: number; held_out: boolean }>(
        'select customer_id, held_out from enrolments order by customer_id',
      ),
    );
    const heldOut = rows.filter((row) => row.held_out).map((row) => row.customer_id);
    expect(rows).toHaveLength(40);
    expect(heldOut.length).toBeGreaterThan(8);
    for (const customerId of heldOut) expect(subjectsTo(world, customerId)).toEqual([]);
    expect(world.mailbox.count).toBe(40 - heldOut.length);

    const [returning = 0, silent = 0, untold = 0] = heldOut;
    await order(world, returning);
    expect(await outcomeOf(world, returning)).toBe('returned');
    await order(world, untold, { untold: true });
    await later(world, 24 * 90);
    expect(await outcomeOf(world, silent)).toBe('no return');
    expect(await outcomeOf(world, untold)).toBe('returned');
  });

  it('stays closed while the scenario is paused', async () => {
    const scenarioId = await activate(world);
    await world.inShop((tx) =>
      world.engine.store.changeStatus(tx, scenarioId, {
        from: ['active'],
        to: 'paused',
        at: world.clock.now(),
      }),
    );
    await insertSilent(world, { customerId: 1 });
    await world.engine.enterScenarios(world.shopId);

    expect(await enrolmentsOf(world, 1)).toEqual([]);
  });

  it('takes everybody in once, however many look at the same time', async () => {
    for (let customerId = 1; customerId <= 30; customerId++) {
      await insertSilent(world, { customerId });
    }
    await activate(
      world,
      withStart({
        holdoutShare: 0,
        trigger: { kind: 'inactive', by: { kind: 'overdue', days: 3000 } },
      }),
    );
    const scenarioId = await activate(world);
    await world.inShop((tx) => tx.execute('delete from enrolments'));
    await Promise.all(Array.from({ length: 4 }, () => world.engine.enterScenarios(world.shopId)));
    const [count] = await world.inShop((tx) =>
      tx.query(
        'select count(*) as n, count(distinct customer_id) as c from enrolments where scenario_id = $1',
        [scenarioId],
      ),
    );

    expect(count).toEqual({ n: 30, c: 30 });
  });
});
