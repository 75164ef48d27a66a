import { describe, expect, it } from 'vitest';
import type {
  CalendarCustomersPage,
  CalendarView,
  CustomerPlanView,
} from '../../../admin-app/contract/calendar.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import type { StartBlock } from '../../../admin-app/core/scenario/types.ts';
import { DAY_MS, dayOf, formatDay, HOUR_MS, startOfDay } from '../../../admin-app/core/time.ts';
import { joinCalendarSide } from '../../../admin-app/server/calendar-side.ts';
import { writePriorities } from '../../../admin-app/server/database/priorities.ts';
import { redactCustomer } from '../../../admin-app/server/database/privacy.ts';
import { withReadOnlyShop } from '../../../admin-app/server/database/tenant.ts';
import { staffSession } from '../../support/staff-session.ts';
import { randomFrom } from '../../ui/fixture/random.ts';
import { byHand, oneMail, schedule, wait } from '../scenario/one-mail.ts';
import { activate, insertSilent, run, setDue, useWorlds, type World } from '../scenario/world.ts';

const ZONE = 'Europe/Warsaw';
const begin = useWorlds();

const BIRTHDAY: Partial<StartBlock> = {
  trigger: { kind: 'yearly date', date: 'birthday', daysBefore: 2 },
};
const OVERDUE: Partial<StartBlock> = {
  trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
};

function openCalendar(world: World, mostOfGroup?: number) {
  const { clock, engine, db } = world;
  const { job, routes } = joinCalendarSide({
    clock,
    inShop: engine.inShop,
    readShop: (shopId, read) => withReadOnlyShop(db, shopId, read),
    scenarios: { store: engine.store, steps: engine.steps },
    ...(mostOfGroup !== undefined && { mostOfGroup }),
  });
  const app = staffSession({ shopId: world.shopId, zone: ZONE });
  app.route('/', routes);
  // The caller names the contract of the address it asks.
  const get = async <T>(path: string) => (await (await app.request(path)).json()) as T;
  return {
    job,
    status: async (path: string) => (await app.request(path)).status,
    compute: async () => {
      await job.compute(world.shopId);
      return await get<CalendarView>('/');
    },
    view: () => get<CalendarView>('/'),
    plan: (customerId: number) => get<CustomerPlanView>(`/customers/${customerId}`),
    async customers(query: string): Promise<readonly number[]> {
      const found: number[] = [];
      for (let after = ''; ; ) {
        const page = await get<CalendarCustomersPage>(`/customers?${query}&after=${after}`);
        found.push(...page.customers.map(({ customerId }) => customerId));
        if (page.after === null) return found;
        after = page.after;
      }
    },
  };
}

/** One word for each message of each day: who is planned, who is held. */
function summary({ days }: CalendarView) {
  return days.flatMap(({ day, messages }) =>
    messages.map(({ scenario: { scenarioId }, planned, holds, heldOver, certain }) => ({
      day,
      scenarioId,
      certain,
      planned: planned.customers,
      held: holds.reduce((sum, { count }) => sum + count.customers, 0),
      heldOver: heldOver.customers,
    })),
  );
}

const today = (world: World) => dayOf(world.clock.now(), ZONE);
const dayText = (world: World, ahead: number) => formatDay(today(world) + ahead);

describe('the coming days', () => {
  it('say how many lifecycle mails wait for a launch, and when they leave', async () => {
    const world = await begin();
    for (let id = 1; id <= 60; id += 1) {
      await insertSilent(world, { customerId: id, overdueDays: -100 });
    }
    const lifecycle = await activate(world, oneMail(byHand, [wait(30)]));
    await world.engine.addCustomers(
      world.shopId,
      lifecycle,
      Array.from({ length: 55 }, (_, nth) => nth + 1),
      'somebody',
    );
    await run(world);
    const launchAt = world.clock.now() + 40 * HOUR_MS;
    const launch = await schedule(world, launchAt);
    const calendar = openCalendar(world);
    const view = await calendar.compute();

    expect(summary(view)).toEqual([
      {
        day: dayText(world, 1),
        scenarioId: lifecycle,
        certain: true,
        planned: 55,
        held: 55,
        heldOver: 0,
      },
      {
        day: dayText(world, 2),
        scenarioId: launch,
        certain: true,
        planned: 60,
        held: 0,
        heldOver: 0,
      },
      // The launch leaves on Wednesday at four in the morning, and fills the cap for a day.
      {
        day: dayText(world, 3),
        scenarioId: lifecycle,
        certain: true,
        planned: 0,
        held: 0,
        heldOver: 55,
      },
    ]);
    const [tomorrow] = view.days.filter(({ day }) => day === dayText(world, 1));
    expect(tomorrow?.messages[0]?.holds).toEqual([
      {
        count: { customers: 55, exact: true },
        by: { scenarioId: launch, name: 'Launch', campaign: true, at: launchAt },
        leavesAt: launchAt + DAY_MS,
        leavesDay: dayText(world, 3),
      },
    ]);
    const held = await calendar.customers(`day=${dayText(world, 1)}&which=held&heldBy=${launch}`);
    expect(held).toEqual(Array.from({ length: 55 }, (_, nth) => nth + 1));
    expect(await calendar.customers(`day=${dayText(world, 3)}&which=leaving`)).toEqual(held);
    const tuesday = `day=${dayText(world, 1)}&which=held`;
    expect(await calendar.customers(`${tuesday}&leaves=${dayText(world, 3)}`)).toEqual(held);
    for (const nobody of ['leaves=never', 'heldBy=none', `leaves=${dayText(world, 2)}`]) {
      expect(await calendar.customers(`${tuesday}&${nobody}`), nobody).toEqual([]);
    }

    // What really happens is what the calendar said.
    const plan = await calendar.plan(1);
    expect(
      plan.messages.map(({ scenario: of, turnAt, hold }) => [of.name, turnAt, hold?.by?.name]),
    ).toEqual([
      ['Launch', launchAt, undefined],
      ['Win back', launchAt + DAY_MS, 'Launch'],
    ]);
  });

  it('drop a cancelled campaign at once, and are computed anew for it', async () => {
    const world = await begin();
    await insertSilent(world, { customerId: 1, overdueDays: -100 });
    const launch = await schedule(world, world.clock.now() + 30 * HOUR_MS);
    const calendar = openCalendar(world);
    expect(await calendar.job.hasWork(world.shopId)).toBe(true);
    expect(summary(await calendar.compute())).toHaveLength(1);
    expect(await calendar.job.hasWork(world.shopId)).toBe(false);
    const { store } = world.engine;
    await world.inShop((tx) =>
      store.setStanding(tx, launch, {
        state: 'cancelled',
        startsAt: null,
        status: 'done',
        at: world.clock.now() + 1,
      }),
    );
    expect(summary(await calendar.view())).toEqual([]);
    expect(await calendar.customers(`day=${dayText(world, 1)}`)).toEqual([]);
    expect(await calendar.job.hasWork(world.shopId)).toBe(true);
    await calendar.compute();
    expect(await calendar.job.hasWork(world.shopId)).toBe(false);
    for (const change of [
      `update shops set daily_work_on = '2026-06-20' where shop_id = $1`,
      `update priority_settings set version = version + 1 where shop_id = $1`,
      `insert into model_fits (shop_id, state, finished_at) values ($1, 'done', now())`,
    ]) {
      await world.inShop((tx) => tx.execute(change, [tx.shopId]));
      expect(await calendar.job.hasWork(world.shopId), change).toBe(true);
      await calendar.compute();
      expect(await calendar.job.hasWork(world.shopId), change).toBe(false);
    }
    world.clock.move(1);
    expect(await calendar.job.hasWork(world.shopId), 'an hour later').toBe(true);
  });

  it('count those who come due as expected, and say it', async () => {
    const world = await begin();
    // Due in so many days; a week later they count as inactive.
    for (const [customerId, dueIn] of [
      [1, -6],
      [2, -6],
      [3, 0],
      [4, 30],
    ] as const) {
      await insertSilent(world, { customerId, silentDays: 20, overdueDays: -dueIn });
    }
    const scenarioId = await activate(world, oneMail(OVERDUE));
    const calendar = openCalendar(world);
    const one = { scenarioId, certain: false, held: 0, heldOver: 0 };
    expect(summary(await calendar.compute())).toEqual([
      { ...one, day: dayText(world, 1), planned: 2 },
      { ...one, day: dayText(world, 7), planned: 1 },
    ]);
    await world.inShop((tx) => setDue(tx, 2, today(world) + 60));
    expect(summary(await calendar.compute())[0]).toMatchObject({ planned: 1 });
  });

  it('draw from a large group, count a small one beside it one by one, and say which is which', async () => {
    const world = await begin({ capHours: 0 });
    for (let id = 1; id <= 240; id += 1) {
      await insertSilent(world, { customerId: id, overdueDays: -100 });
    }
    const inFourDays = formatDay(today(world) + 4).slice(5);
    await world.inShop((tx) =>
      tx.execute('update customers set birthday = $1::date where customer_id <= 7', [
        `1980-${inFourDays}`,
      ]),
    );
    const birthday = await activate(world, oneMail(BIRTHDAY));
    const launch = await schedule(world, world.clock.now() + 30 * HOUR_MS);
    const view = await openCalendar(world, 60).compute();
    const [launched, celebrated] = view.days.flatMap(({ messages }) => messages);
    expect(launched?.scenario.scenarioId).toBe(launch);
    expect(launched?.planned.exact).toBe(false);
    // Sixty of 240: a quarter, so within four standard errors.
    expect(Math.abs((launched?.planned.customers ?? 0) - 240)).toBeLessThan(110);
    expect(view.lookedAt).toBeLessThan(110);
    expect(celebrated?.scenario.scenarioId).toBe(birthday);
    expect(celebrated?.planned).toEqual({ customers: 7, exact: true });
  });

  it('reach five weeks ahead, with the class that a message competes in', async () => {
    const world = await begin({ capHours: 0 });
    await insertSilent(world, { customerId: 1, overdueDays: -100 });
    const late = await schedule(world, world.clock.now() + 33 * 24 * HOUR_MS);
    await schedule(world, world.clock.now() + 36 * 24 * HOUR_MS);
    const reason = 'It ends the season';
    const override = {
      scenarioId: late,
      blockId: null,
      priorityClass: 'lifecycle',
      reason,
    } as const;
    await world.inShop((tx) => writePriorities(tx, { ...USUAL_PRIORITIES, overrides: [override] }));
    const { days } = await openCalendar(world).compute();
    expect(days).toHaveLength(35);
    const planned = days.flatMap(({ day, messages }) => messages.map((it) => [day, it] as const));
    expect(planned).toMatchObject([
      [dayText(world, 33), { scenario: { scenarioId: late }, priorityClass: 'lifecycle' }],
    ]);
  });

  it('forget a customer who is redacted', async () => {
    const world = await begin();
    for (const customerId of [1, 2]) await insertSilent(world, { customerId, overdueDays: -100 });
    await schedule(world, world.clock.now() + 30 * HOUR_MS);
    const calendar = openCalendar(world);
    await calendar.compute();
    const request = { customerId: 1, sourceKey: 'r', at: world.clock.now(), orderIds: [] };
    await world.inShop((tx) => redactCustomer(tx, request));
    const kept = await world.inShop((tx) => tx.query('select customer_id from calendar_messages'));
    expect(kept).toEqual([{ customer_id: 2 }]);
    expect(await calendar.customers(`day=${dayText(world, 1)}`)).toEqual([2]);
  });

  it('show nothing of another shop', async () => {
    const [mine, other] = [await begin(), await begin()];
    await insertSilent(other, { customerId: 1, overdueDays: -100 });
    await schedule(other, other.clock.now() + 30 * HOUR_MS);
    await openCalendar(other).compute();
    const calendar = openCalendar(mine);
    expect(summary(await calendar.compute())).toEqual([]);
    expect(await calendar.customers(`day=${dayText(mine, 1)}`)).toEqual([]);
    expect(await calendar.status('/customers/1')).toBe(404);
    expect(summary(await openCalendar(other).view())).toHaveLength(1);
  });

  it('refuse what they cannot answer, naming the field', async () => {
    const calendar = openCalendar(await begin());
    for (const query of [
      'day=tomorrow',
      'day=2026-02-30',
      'day=2026-06-16&which=all',
      'day=2026-06-16&scenario=x',
    ]) {
      expect(await calendar.status(`/customers?${query}`), query).toBe(422);
    }
    expect(await calendar.status('/customers/9')).toBe(404);
  });
});

describe('the figures of a random shop', () => {
  it.each([1, 2, 3])('equal a count of its customers one by one (%i)', async (seed) => {
    const world = await begin({ capHours: 0 });
    const random = randomFrom(seed);
    const now = world.clock.now();
    const customers = Array.from({ length: 40 }, (_, nth) => ({
      customerId: nth + 1,
      subscribed: random() < 0.7,
      birthdayIn: random() < 0.5 ? Math.floor(random() * 40) - 10 : null,
      dueIn: Math.floor(random() * 30) - 15,
      waits: random() < 0.4,
    }));
    for (const { customerId, subscribed, birthdayIn, dueIn } of customers) {
      const consent = subscribed ? 'subscribed' : 'unsubscribed';
      await insertSilent(world, { customerId, consent, silentDays: 60, overdueDays: -dueIn });
      if (birthdayIn === null) continue;
      const birthday = `1980-${formatDay(today(world) + birthdayIn).slice(5)}`;
      await world.inShop((tx) =>
        tx.execute('update customers set birthday = $1::date where customer_id = $2', [
          birthday,
          customerId,
        ]),
      );
    }
    const hours = 5 + Math.floor(random() * 200);
    const waiting = await activate(world, oneMail(byHand, [wait(hours)]));
    const birthday = await activate(world, oneMail(BIRTHDAY));
    const overdue = await activate(world, oneMail(OVERDUE));
    const waits = customers.filter((it) => it.waits).map(({ customerId }) => customerId);
    await world.engine.addCustomers(world.shopId, waiting, waits, 'somebody');
    await run(world);
    const launchAt = now + (1 + Math.floor(random() * 300)) * HOUR_MS;
    const launch = await schedule(world, launchAt);

    const naive = new Map<string, number>();
    const count = (scenarioId: number, day: number) => {
      const ahead = day - today(world);
      if (ahead < 0 || ahead > 34) return;
      const key = `${scenarioId} ${formatDay(day)}`;
      naive.set(key, (naive.get(key) ?? 0) + 1);
    };
    for (const { subscribed, birthdayIn, dueIn, waits: isWaiting } of customers) {
      if (!subscribed) continue;
      count(launch, dayOf(launchAt, ZONE));
      if (isWaiting) count(waiting, dayOf(now + hours * HOUR_MS, ZONE));
      // Two days before; those of today have come in already, and their mail has left.
      if (birthdayIn !== null && birthdayIn > 2) count(birthday, today(world) + birthdayIn - 2);
      if (dueIn > -7) count(overdue, today(world) + dueIn + 7);
    }
    const calendar = openCalendar(world);
    const view = await calendar.compute();
    const counted = new Map(summary(view).map((it) => [`${it.scenarioId} ${it.day}`, it.planned]));
    expect(counted).toEqual(naive);
    for (const { day, leaving, messages } of view.days) {
      // Without caps everything leaves when it is planned, and each number opens as many customers.
      expect(leaving.customers).toBe(messages.reduce((sum, it) => sum + it.planned.customers, 0));
      for (const { scenario: of, planned } of messages) {
        const list = await calendar.customers(`day=${day}&scenario=${of.scenarioId}`);
        expect(list).toHaveLength(planned.customers);
      }
    }
  });
});

describe('a day of 25 hours', () => {
  it('is one day', async () => {
    const world = await begin({ capHours: 0 });
    // Clocks go back on 25 October 2026.
    const morning = startOfDay(dayOf(Date.UTC(2026, 9, 24, 12), ZONE), ZONE) + 10 * HOUR_MS;
    world.clock.move((morning - world.clock.now()) / HOUR_MS);
    await insertSilent(world, { customerId: 1, overdueDays: -100 });
    await schedule(world, Date.UTC(2026, 9, 25, 22, 30));
    const view = await openCalendar(world).compute();
    expect(view.days.map(({ day }) => day).slice(0, 3)).toEqual([
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
    ]);
    expect(summary(view).map(({ day }) => day)).toEqual(['2026-10-25']);
  });
});
