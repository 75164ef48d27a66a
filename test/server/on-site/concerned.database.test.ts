/** A change of a message looks at few customers. Nobody may be missing among them. */
import { expect, it } from 'vitest';
import type { OnSiteContent } from '../../../admin-app/contract/onsite.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import { writePriorities } from '../../../admin-app/server/database/priorities.ts';
import { newContent } from '../../../admin-app/ui/models/on-site-content.ts';
import { shareDatabase } from '../scenario/world.ts';
import { createOnSiteWorld, type OnSiteWorld } from './on-site-world.ts';

const database = shareDatabase();
const CUSTOMERS = 210;
const TIERS = ['silver', 'gold'] as const;
const OPEN = { holdout: 0, segment: null } as const;

/** Everybody has another birthday, order day, segment, tier, coupon and visit, or none. */
async function fill(world: OnSiteWorld): Promise<void> {
  const { shopId } = world;
  const now = `to_timestamp(${world.clock.at / 1000})`;
  const everybody = `generate_series(1, ${CUSTOMERS}) n`;
  const statements = [
    `insert into customers (shop_id, customer_id, birthday, created_at, updated_at)
     select $1, n, case when n % 3 > 0 then date '1980-01-01' + n * 37 end, now(), now() from ${everybody}`,
    `insert into order_facts (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at)
     select $1, n, 2, 1, ${now} - (n * 11 % 800 + 200) * interval '1 day', ${now} - (n * 7 % 200) * interval '1 day'
       from ${everybody} where n % 4 > 0`,
    `insert into segment_members (shop_id, segment_id, customer_id, joined_at)
     select $1, 7 + n % 2, n, now() from ${everybody} where n % 5 > 1`,
    `insert into tier_settings (shop_id, basis, window_kind, limits, updated_at)
     values ($1, 'orders', 'always', 'thresholds', now())`,
    `insert into value_tiers (shop_id, tier_id, place, name, benefits, from_value, tag)
     values ($1, 'silver', 1, 'Silver', '{}', 1, ''), ($1, 'gold', 2, 'Gold', '{}', 2, '')`,
    `insert into customer_tiers (shop_id, customer_id, tier_id)
     select $1, n, case when n % 2 = 0 then 'gold' else 'silver' end from ${everybody} where n % 6 > 2`,
    `insert into tier_events (shop_id, customer_id, at, from_tier_id, to_tier_id, direction, cause)
     select $1, n, ${now} - n * interval '6 hours', null, case when n % 2 = 0 then 'gold' else 'silver' end, 'up', 'orders'
       from ${everybody} where n % 6 > 2`,
    `insert into coupon_discounts (shop_id, scenario_id, block_id, terms, month, name, starts_at, ends_at, first_code, created_at)
     values ($1, 5, 'c', '{}', '2026-01-01', 'Back', now(), now() + interval '90 days', 'X', now())`,
    `insert into coupons (shop_id, code, discount_id, customer_id, assigned_at, expires_at)
     select $1, 'BACK-' || n, (select discount_id from coupon_discounts where shop_id = $1), n, ${now}, ${now} + (n - 200) * interval '1 day'
       from ${everybody} where n % 7 = 0`,
    `insert into handed_on_site (shop_id, send_id, customer_id, message, until)
     select $1, n, n, jsonb_build_object('id', 'send-' || n, 'priorityClass', 'lifecycle', 'texts', '{}'::jsonb), ${now} + interval '9 days'
       from ${everybody} where n % 9 = 0`,
    `insert into activities (shop_id, customer_id, channel, kind, at, details)
     select $1, n, 'on-site', case when n % 2 = 0 then 'closed' else 'seen' end, ${now}, jsonb_build_object('messageId', (1 + n % 7)::text)
       from ${everybody} where n % 8 = 0`,
  ];
  for (const statement of statements) await world.sql(statement, [shopId]);
}

/** Staff change one thing after the other, each time from what the last left behind. */
function changesOf(world: OnSiteWorld): readonly (readonly [string, () => Promise<unknown>])[] {
  const add = (content: object) => () => world.write({ ...content, ...OPEN } as OnSiteContent);
  const edit = (kind: string, change: object, active = true) =>
    world.sql(
      `update onsite_messages set message = message || $2, active = $3 where shop_id = $1 and kind = $4`,
      [world.shopId, JSON.stringify(change), active, kind],
    );
  const classes = ['lifecycle', 'yearly', 'login return', 'ad hoc', 'frequent'] as const;
  return [
    ['a launch', add(newContent('launch'))],
    ['a birthday', add(newContent('birthday'))],
    ['an anniversary', add(newContent('anniversary'))],
    ['a tier', add({ ...newContent('tier reached'), tierId: TIERS[0], withinDays: 20 })],
    ['a coupon', add(newContent('coupon'))],
    ['a category', add({ ...newContent('last category'), category: '', untilDays: 90 })],
    ['a wider window', () => edit('birthday', { daysBefore: 30, daysAfter: 2 })],
    ['another window', () => edit('anniversary', { daysBefore: 0, daysAfter: 25 })],
    ['a higher tier', () => edit('tier reached', { tierId: TIERS[1], withinDays: 60 })],
    ['other days after an order', () => edit('last category', { afterDays: 3, untilDays: 40 })],
    ['another text of a coupon', () => edit('coupon', { ownerRank: 4 })],
    ['members', () => edit('birthday', { segment: { segmentId: 7, member: true } })],
    ['others than members', () => edit('birthday', { segment: { segmentId: 8, member: false } })],
    ['a launch for members', () => edit('launch', { segment: { segmentId: 8, member: true } })],
    ['a launch for others', () => edit('launch', { segment: { segmentId: 7, member: false } })],
    ['a launch for all', () => edit('launch', { segment: null })],
    ['a launch off', () => edit('launch', {}, false)],
    ['a launch on', () => edit('launch', {})],
    ['a second version', () => edit('anniversary', { versionB: { form: 'bar', texts: {} } })],
    ['a return, which asks for days', add(newContent('login return'))],
    ['tiers in another order', () => world.sql(`update value_tiers set place = 3 - place`)],
    [
      'another order of classes',
      () => world.inShop((tx) => writePriorities(tx, { ...USUAL_PRIORITIES, classes })),
    ],
    ['a coupon off', () => edit('coupon', {}, false)],
  ];
}

it('looks at everybody whose facts a change can change', async () => {
  const world = await createOnSiteWorld(database());
  await fill(world);
  await world.publish();
  let written = 0;
  for (const [what, change] of changesOf(world)) {
    await change();
    await world.publish();
    written += world.takeWritten().length;
    // What the facts were made from is forgotten: now everybody is looked at.
    await world.sql('update onsite_publications set basis = null, everybody = true');
    await world.publish();
    expect([what, world.takeWritten()]).toEqual([what, []]);
  }
  expect(written).toBeGreaterThan(CUSTOMERS);
  expect(world.pages.facts.size).toBeGreaterThan(CUSTOMERS / 4);
});

it('looks at nobody where only words have changed, and at few where a rule has', async () => {
  const world = await createOnSiteWorld(database());
  await fill(world);
  const message = { ...newContent('birthday'), ...OPEN } as OnSiteContent;
  const id = await world.write(message);
  await world.publish();
  const told = [...world.pages.facts.values()].filter(({ occasions }) => occasions[id]).length;
  expect(told).toBeGreaterThan(0);
  // Whoever is looked at is told anew.
  await world.sql(`update published_facts set facts = facts || '{"lastOrderDay": 1}'`);
  world.takeWritten();
  const save = (change: object) =>
    world.ask('PUT', `/${id}`, { active: true, message: { ...message, ...change } });
  await save({ from: 5, pages: ['product'], ownerRank: 3 });
  await world.publish();
  expect(world.pages.messages).toMatchObject([{ ownerRank: 3 }]);
  expect(world.takeWritten()).toEqual([]);
  await save({ daysAfter: 0 });
  await world.publish();
  expect(world.takeWritten()).toHaveLength(told);
});
