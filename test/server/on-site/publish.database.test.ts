import { beforeEach, describe, expect, it } from 'vitest';
import type { OnSiteContent } from '../../../admin-app/contract/onsite.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import { DAY_MS, dayOf } from '../../../admin-app/core/time.ts';
import { lockOrderLog, refreshOrderFacts } from '../../../admin-app/server/database/order-facts.ts';
import { writePriorities } from '../../../admin-app/server/database/priorities.ts';
import { redactCustomer } from '../../../admin-app/server/database/privacy.ts';
import { newContent } from '../../../admin-app/ui/models/on-site-content.ts';
import { insertCustomer, insertOrder } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';
import { createOnSiteWorld, type OnSiteWorld } from './on-site-world.ts';

const database = shareDatabase();
let world: OnSiteWorld;
let today: number;
beforeEach(async () => {
  world = await createOnSiteWorld(database());
  today = dayOf(world.clock.at, 'Europe/Paris');
});

const withoutHoldout = (content: OnSiteContent): OnSiteContent => ({ ...content, holdout: 0 });

async function customer(customerId: number, fields: Record<string, unknown> = {}): Promise<void> {
  await world.inShop((tx) => insertCustomer(tx, { customer_id: customerId, ...fields }));
}

async function order(
  customerId: number,
  daysAgo: number,
  orderId = customerId * 10,
): Promise<void> {
  await world.inShop(async (tx) => {
    await lockOrderLog(tx);
    const at = world.clock.at - daysAgo * DAY_MS;
    await insertOrder(tx, { order_id: orderId, customer_id: customerId, processedAt: at });
    await refreshOrderFacts(tx, [customerId]);
  });
}

/** `MM-DD` so many days from now, of 1990. */
function born(inDays: number): string {
  return `1992${new Date((today + inDays) * DAY_MS).toISOString().slice(4, 10)}`;
}

describe('what the pages are told of customers', () => {
  it('is a range of days, and never a birthday, a name or an address', async () => {
    const id = await world.write(withoutHoldout(newContent('birthday')));
    await customer(1, { birthday: born(5), first_name: 'Zoë', email: 'zoe@example.com' });
    await customer(2, { birthday: null });
    await world.publish();
    expect([...world.pages.facts]).toEqual([
      [
        1,
        {
          lastVisitDay: null,
          lastOrderDay: null,
          occasions: { [id]: [today + 2, today + 12] },
          closed: {},
        },
      ],
    ]);
  });

  it('is not written again while it holds, and goes when nothing concerns the customer', async () => {
    await world.write(withoutHoldout(newContent('birthday')));
    await customer(1, { birthday: born(20) });
    await world.publish();
    expect(world.takeWritten()).toEqual([]);
    // The window begins within two weeks, and everybody's turn has come.
    world.clock.at += 10 * DAY_MS;
    await world.publish();
    expect(world.takeWritten()).toEqual([1]);
    for (let day = 0; day < 15; day += 1) {
      world.clock.at += DAY_MS;
      await world.publish();
    }
    expect(world.takeWritten()).toEqual([]);
    world.clock.at += 5 * DAY_MS;
    await world.publish();
    expect(world.takeWritten()).toEqual([1]);
    expect(world.pages.facts.size).toBe(0);
  });

  it('comes in turns, of everybody in time and once', async () => {
    await world.write(withoutHoldout(newContent('birthday')));
    const ids = Array.from({ length: 12 }, (_, place) => place + 1);
    for (const id of ids) await customer(id, { birthday: born(20) });
    await world.publish();
    const written: number[][] = [];
    // The window begins on the seventeenth day.
    for (let day = 1; day < 17; day += 1) {
      world.clock.at += DAY_MS;
      await world.publish();
      written.push([...world.takeWritten()]);
    }
    expect(written.flat().toSorted((one, other) => one - other)).toEqual(ids);
    expect(Math.max(...written.map((some) => some.length))).toBeLessThan(ids.length);
    // Over is over for all of them on the same day.
    world.clock.at += 11 * DAY_MS;
    await world.publish();
    world.takeWritten();
    world.clock.at += DAY_MS;
    await world.publish();
    expect(world.pages.facts.size).toBe(0);
  });

  it('follows orders, segments, coupons and closings of those concerned alone', async () => {
    const segment = { segmentId: 7, member: true };
    const launch = await world.write({ ...newContent('launch'), segment });
    const coupon = await world.write(withoutHoldout(newContent('coupon')));
    const category = await world.write({
      ...newContent('last category'),
      ...{ category: '', afterDays: 10, untilDays: 20, holdout: 0 },
    } as OnSiteContent);
    for (const id of [1, 2, 3, 4]) await customer(id);
    await world.publish();
    expect(world.takeWritten()).toEqual([]);

    await world.sql(`insert into segment_members values ($1, 7, 1, now())`, [world.shopId]);
    await order(2, 0);
    await world.sql(
      `insert into coupon_discounts (shop_id, scenario_id, block_id, terms, month, name, starts_at, ends_at, first_code, created_at)
       values ($1, 5, 'c', '{}', '2026-01-01', 'Back', now(), now() + interval '90 days', 'X', now())`,
      [world.shopId],
    );
    await world.sql(
      `insert into coupons (shop_id, code, discount_id) select $1, 'BACK-1', discount_id from coupon_discounts`,
      [world.shopId],
    );
    await world.sql(
      `update coupons set customer_id = 3, assigned_at = $1, expires_at = $1::timestamptz + interval '9 days'`,
      [new Date(world.clock.at).toISOString()],
    );
    expect(
      await world.report(4, [{ kind: 'closed', messageId: String(launch), at: world.clock.at }]),
    ).toBe(204);
    await world.publish();

    expect(world.takeWritten().toSorted()).toEqual([1, 2, 3, 4]);
    expect(world.pages.facts.get(1)?.occasions).toEqual({ [launch]: [null, null] });
    expect(world.pages.facts.get(2)?.occasions).toEqual({ [category]: [today + 10, today + 20] });
    const [own] = world.pages.facts.get(3)?.messages ?? [];
    expect(own).toMatchObject({ id: `${coupon}:${today}`, until: world.clock.at + 9 * DAY_MS });
    expect(own?.texts.en?.code).toBe('BACK-1');
    expect(world.pages.facts.get(4)?.closed).toEqual({ [launch]: today });

    await world.sql(`update coupons set used_at = now()`);
    await world.sql(`delete from segment_members`);
    await world.publish();
    expect(world.takeWritten().toSorted()).toEqual([1, 3]);
    expect([...world.pages.facts.keys()].toSorted()).toEqual([2, 4]);
  });

  it('goes from the pages when the customer is redacted', async () => {
    await world.write(withoutHoldout(newContent('birthday')));
    await customer(1, { birthday: born(0) });
    await world.publish();
    expect(world.pages.facts.size).toBe(1);
    const request = { customerId: 1, sourceKey: 'r', at: world.clock.at, orderIds: [] };
    await world.inShop((tx) => redactCustomer(tx, request));
    await world.publish();
    expect(world.pages.facts.size).toBe(0);
    expect(await world.sql('select * from onsite_occasions')).toEqual([]);
  });

  it('is complete after Shopify failed in the middle, and nobody is left out or written for nothing', async () => {
    await world.write(withoutHoldout(newContent('birthday')));
    for (let id = 1; id <= 60; id += 1) await customer(id, { birthday: born(0) });
    world.failAfter = 30;
    await expect(world.publish()).rejects.toThrow('Shopify is not there');
    world.failAfter = Infinity;
    await world.publish();
    expect(world.pages.facts.size).toBe(60);
    world.takeWritten();
    await world.publish();
    expect(world.takeWritten()).toEqual([]);
  });

  it('is not saved over what somebody else has written or switched meanwhile', async () => {
    const id = await world.write(newContent('birthday'), false);
    const put = (change: object) =>
      world.ask('PUT', `/${id}`, { active: false, message: newContent('birthday'), ...change });
    const { revision } = (await put({})).body;
    expect((await put({ active: true, revision })).status).toBe(200);
    expect(await put({ revision })).toMatchObject({
      status: 409,
      body: { error: { field: 'revision' } },
    });
    expect(await put({})).toMatchObject({ status: 200, body: { active: false, revision } });
  });

  it('changes for everybody when a message is switched off or archived', async () => {
    const message = withoutHoldout(newContent('birthday'));
    const id = await world.write(message);
    await customer(1, { birthday: born(0) });
    await world.publish();
    expect((await world.ask('DELETE', `/${id}`)).status).toBe(204);
    expect((await world.ask('PUT', `/${id}`, { active: true, message })).status).toBe(404);
    await world.publish();
    expect(world.pages).toMatchObject({ messages: [], facts: new Map() });
  });

  it('follows the owner’s order of classes, without being asked', async () => {
    const id = await world.write(newContent('launch'));
    await world.publish();
    const classes = ['lifecycle', 'yearly', 'login return', 'ad hoc', 'frequent'] as const;
    await world.inShop((tx) => writePriorities(tx, { ...USUAL_PRIORITIES, classes }));
    const [{ everybody } = {}] = await world.sql('select everybody from onsite_publications');
    expect(everybody).toBe(true);
    await world.publish();
    // The fourth of the owner's is the fourth of the pages.
    expect(world.pages.messages).toMatchObject([{ id: String(id), priorityClass: 'lifecycle' }]);
  });
});
