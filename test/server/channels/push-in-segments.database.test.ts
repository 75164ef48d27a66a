/** Who allowed push messages, as members of a segment. */
import { expect, it } from 'vitest';
import {
  deletePushSubscriptions,
  forgetPushSubscription,
  keepPushSubscription,
} from '../../../admin-app/server/database/push-subscriptions.ts';
import { insertCustomer } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';
import { createSegmentWorld } from '../segments/segment-world.ts';

const database = shareDatabase();

it('join with their first browser and leave with their last', async () => {
  const world = await createSegmentWorld(database());
  for (const id of [1, 2, 3]) await world.inShop((tx) => insertCustomer(tx, { customer_id: id }));
  const subscribe = (customerId: number, name: string) =>
    world.inShop((tx) =>
      keepPushSubscription(tx, {
        customerId,
        endpoint: `https://push.example/${name}`,
        p256dh: 'key',
        auth: 'auth',
        at: world.clock.at,
      }),
    );
  await subscribe(3, 'tablet');
  const allowed = await world.create('Push', "push_subscription_status = 'SUBSCRIBED'");
  const never = await world.create('No push', "push_subscription_status = 'NOT_SUBSCRIBED'");
  expect(await world.members(allowed)).toEqual([3]);
  expect(await world.members(never)).toEqual([1, 2]);

  await subscribe(1, 'phone');
  await subscribe(1, 'laptop');
  expect(await world.catchUp()).toBe(true);
  expect(await world.members(allowed)).toEqual([1, 3]);
  expect(await world.events(allowed)).toEqual(['joined 1: facts changed push subscription']);

  // The phone is now in customer 2's hands, and the tablet is gone.
  await subscribe(2, 'phone');
  await world.inShop((tx) => forgetPushSubscription(tx, 1, 'https://push.example/laptop'));
  const [tablet] = await world.sql(
    'select subscription_id from push_subscriptions where customer_id = 3',
  );
  await world.inShop((tx) => deletePushSubscriptions(tx, [Number(tablet?.subscription_id)]));
  await world.catchUp();
  expect(await world.members(allowed)).toEqual([2]);
  expect(await world.members(never)).toEqual([1, 3]);
});
