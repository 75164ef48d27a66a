import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AddressesView, RiskyCustomersPage } from '../../../admin-app/contract/append.ts';
import * as Risks from '../../../admin-app/server/database/address-risks.ts';
import { createCheckAddresses } from '../../../admin-app/server/jobs/check-addresses.ts';
import { insertCustomer } from '../../support/shop-rows.ts';
import {
  activate,
  createWorld,
  insertSilent,
  run,
  sendsOf,
  shareDatabase,
  type World,
} from '../scenario/world.ts';
import { type AppendWorld, createAppendWorld } from './append-world.ts';

const database = shareDatabase();

describe('the addresses of a shop', () => {
  let world: AppendWorld;
  let asked: string[];
  let answers: boolean;
  beforeEach(async () => {
    asked = [];
    answers = true;
    world = await createAppendWorld(database(), {
      acceptsMail: async (domain) => {
        asked.push(domain);
        return answers ? domain !== 'gone.example' : null;
      },
    });
    const emails = ['a@here.example', 'b@gone.example', 'info@here.example', 'c@yopmail.com', 'd'];
    await world.inShop(async (tx) => {
      for (const [i, email] of emails.entries())
        await insertCustomer(tx, { customer_id: i + 1, email });
      await insertCustomer(tx, { customer_id: 9, email: 'x', email_consent: 'unsubscribed' });
      // Two ordered long ago.
      await tx.execute(
        `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
         select $1, id, 1, 100, '2024-01-01', '2024-01-01' from unnest(array[2, 3]) as id`,
        [tx.shopId],
      );
    });
  });

  const look = async () => {
    await world.ask('/addresses/check', 'POST');
    await world.checkAddresses();
    return await world.ask<AddressesView>('/addresses');
  };

  it('are looked at, those of inactives counted apart, and each number opens its customers', async () => {
    expect(await world.ask('/addresses')).toMatchObject({ checkedAt: null, reasons: [] });
    const { reasons, checking, withoutNames } = await look();
    expect({ checking, withoutNames }).toEqual({ checking: false, withoutNames: false });
    expect(reasons).toEqual([
      { verdict: 'no', why: 'disposable', customers: 1, inactive: 0 },
      { verdict: 'no', why: 'no mail server', customers: 1, inactive: 1 },
      { verdict: 'no', why: 'syntax', customers: 1, inactive: 0 },
      { verdict: 'risky', why: 'role address', customers: 1, inactive: 1 },
    ]);
    const { customers } = await world.ask<RiskyCustomersPage>(
      '/addresses/customers?why=disposable',
    );
    expect(customers.map(({ customerId }) => customerId)).toEqual([4]);
    expect(asked.toSorted()).toEqual(['gone.example', 'here.example', 'yopmail.com']);
    await look();
    expect(asked).toHaveLength(3);
  });

  it('are no risk any more once they are others, or may not be written to', async () => {
    await look();
    await world.sql("update customers set email = 'new@here.example' where customer_id = 2");
    await world.sql("update customers set email_consent = 'unsubscribed' where customer_id = 4");
    const { reasons } = await world.ask<AddressesView>('/addresses');
    expect(reasons.map(({ why }) => why)).toEqual(['syntax', 'role address']);
    expect((await look()).reasons).toEqual(reasons);
  });

  it('are judged by what else is known where no name server answers', async () => {
    answers = false;
    const { reasons, withoutNames } = await look();
    expect(withoutNames).toBe(true);
    expect(reasons.map(({ why }) => why)).toEqual(['disposable', 'syntax', 'role address']);
  });
});

describe('a mail to an inactive customer', () => {
  let world: World;
  afterEach(() => world.close());

  it('is not sent where it would come back, and to nobody else is anything refused', async () => {
    world = await createWorld(database());
    await insertSilent(world, { customerId: 1, email: 'one@mailinator.com' });
    await insertSilent(world, { customerId: 2, email: 'info@shop.example' });
    // Due, but not inactive by the shop's definition.
    await insertSilent(world, { customerId: 3, email: 'three@mailinator.com', overdueDays: 10 });
    const { clock } = world;
    const check = createCheckAddresses({
      clock,
      inShop: (_, work) => world.inShop(work),
      store: Risks,
      records: { acceptsMail: async () => null },
    });
    await check(world.shopId);
    await activate(world);
    await run(world);
    const outcomes = [1, 2, 3].map(async (id) => {
      const [first] = await sendsOf(world, id);
      return [first?.status, first?.reason];
    });
    expect(await Promise.all(outcomes)).toEqual([
      ['blocked', 'inactive, and the address would bounce: disposable'],
      ['sent', null],
      ['sent', null],
    ]);
    const ledger = await world.inShop((tx) =>
      tx.query<{ entry: string }>('select d::text as entry from decisions d where customer_id = 1'),
    );
    expect(ledger.map(({ entry }) => entry).join()).toContain(
      'the address would bounce: disposable',
    );
  });
});
