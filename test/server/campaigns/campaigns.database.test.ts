/** A campaign from its first draft to the last customer who gets it, and everything that can come in between. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CampaignView } from '../../../admin-app/contract/campaigns.ts';
import type { Failure } from '../../../admin-app/contract/failure.ts';
import { dayOf, HOUR_MS } from '../../../admin-app/core/time.ts';
import * as Credits from '../../../admin-app/server/database/attribution-credits.ts';
import * as Facts from '../../../admin-app/server/database/attribution-facts.ts';
import * as Settings from '../../../admin-app/server/database/attribution-settings.ts';
import { lockOrderLog } from '../../../admin-app/server/database/order-facts.ts';
import { createAttributeOrders } from '../../../admin-app/server/jobs/attribute-orders.ts';
import { createEngine } from '../scenario/engine.ts';
import { insertCustomers, segmentsOf, tag } from '../scenario/entry-world.ts';
import { callApi, scenarioApi } from '../scenario/scenario-api.ts';
import {
  click,
  createWorld,
  enrolmentsOf,
  later,
  order,
  outcomeOf,
  run,
  sendsOf,
  shareDatabase,
  subjectsTo,
  type World,
} from '../scenario/world.ts';
import { campaign, campaignApi } from './campaign-world.ts';

const database = shareDatabase();
let world: World;
let api: ReturnType<typeof campaignApi>;
let failAfter = Infinity;
beforeEach(async () => {
  failAfter = Infinity;
  world = await createWorld(database(), {
    beforeTransaction: () => {
      failAfter -= 1;
      if (failAfter < 0) throw new Error('the database went away');
    },
  });
  api = campaignApi(world);
});
afterEach(() => {
  failAfter = Infinity;
  return world.close();
});

const at = (hours: number) =>
  ({ kind: 'at instant', at: world.clock.now() + hours * HOUR_MS }) as const;

async function scheduled(content = campaign()): Promise<CampaignView> {
  const { status, body } = await api.schedule(await api.written(content));
  expect([status, body.state]).toEqual([200, 'scheduled']);
  return body;
}

async function countEnrolled(): Promise<readonly number[]> {
  const rows = await world.inShop((tx) =>
    tx.query<{ customer_id: number }>('select customer_id from enrolments order by customer_id'),
  );
  return rows.map((row) => row.customer_id);
}

async function setCountry(customerId: number, country: string): Promise<void> {
  await world.inShop((tx) =>
    tx.execute('update customers set country = $2 where customer_id = $1', [customerId, country]),
  );
}

describe('a campaign', () => {
  it('goes to the members of the moment it begins, less those of the segment left out', async () => {
    await insertCustomers(world, 1, 2, 3, 4);
    await tag(world, 1, 'vip');
    await tag(world, 2, 'vip');
    const segments = segmentsOf(world);
    const segmentId = await segments.create('VIP', "customer_tags CONTAINS 'vip'");
    const exceptSegmentId = await segments.create('Press', "customer_tags CONTAINS 'press'");
    const audience = { segmentId, exceptSegmentId };
    const view = await scheduled(campaign({ audience, timing: at(2) }));
    await run(world);
    expect(await countEnrolled()).toEqual([]);

    // One leaves, one joins, one is left out; the segments themselves are not even brought up to date.
    await tag(world, 1);
    await tag(world, 3, 'vip');
    await tag(world, 4, 'vip', 'press');
    await later(world, 2);

    expect(await countEnrolled()).toEqual([2, 3]);
    expect([subjectsTo(world, 2), subjectsTo(world, 1)]).toEqual([['Doors open'], []]);
    expect(await api.view(view)).toMatchObject({ state: 'done', audience: 2, sent: 2, waiting: 0 });
    expect(await outcomeOf(world, 2)).toBe('got the campaign');
    // Its time stays over, however long the engine runs on.
    await later(world, 48);
    expect(subjectsTo(world, 3)).toEqual(['Doors open']);
  });

  it('is one, however often and by how many it is scheduled', async () => {
    await insertCustomers(world, 1, 2);
    const draft = await api.written();
    const answers = await Promise.all([
      api.schedule(draft),
      api.schedule(draft),
      api.schedule(draft),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await run(world);
    expect((await api.schedule(draft)).body.state).not.toBe('draft');
    await run(world);
    expect([subjectsTo(world, 1), subjectsTo(world, 2)]).toEqual([['Doors open'], ['Doors open']]);
  });

  it('does not go out as somebody else has changed it meanwhile', async () => {
    await insertCustomers(world, 1);
    const seen = await api.written();
    await api.call('PUT', `/${seen.campaignId}`, { name: 'Other', campaign: campaign() });
    expect(await api.schedule(seen)).toMatchObject({
      status: 409,
      body: { error: { field: 'revision' } },
    });
    const { status, body } = await api.call<Failure>('PUT', `/${seen.campaignId}`, {
      ...{ name: 'Mine', campaign: campaign(), revision: seen.revision },
    });
    expect([status, body.error.message]).toEqual([
      409,
      'Somebody else has changed the campaign meanwhile; load the page again',
    ]);
    const kept = await api.view(seen);
    expect(kept.name).toBe('Other');
    const again = { name: 'Mine', campaign: campaign(), revision: kept.revision };
    expect((await api.call('PUT', `/${seen.campaignId}`, again)).status).toBe(200);
  });

  it('continues where it was killed, and takes nobody in twice, with two processes at it', async () => {
    await insertCustomers(world, ...Array.from({ length: 40 }, (_, index) => index + 1));
    // As many as it takes for several batches.
    await world.inShop((tx) =>
      tx.execute(
        `insert into customers (shop_id, customer_id, email, email_consent, created_at, updated_at)
         select $1, n, 'customer-' || n || '@example.com', 'subscribed', now(), now()
           from generate_series(41, 2500) n`,
        [tx.shopId],
      ),
    );
    const view = await scheduled(campaign({ timing: at(1), holdoutShare: 0.1 }));
    world.clock.move(1);
    // Killed before every one of its first transactions in turn: before it begins, and in between.
    for (const transactions of [1, 2, 3, 4]) {
      failAfter = transactions;
      await expect(world.engine.stepEnrolments(world.shopId)).rejects.toThrow('went away');
      failAfter = Infinity;
    }
    const other = createEngine({
      db: world.db,
      clock: world.clock,
      smtpUrl: null,
      worker: 'another worker',
    });
    try {
      for (let pass = 0; pass < 5; pass += 1) {
        await Promise.all([world.engine, other].map((it) => it.stepEnrolments(world.shopId)));
      }
    } finally {
      await other.close();
    }
    const everybody = Array.from({ length: 2500 }, (_, index) => index + 1);
    expect(await countEnrolled()).toEqual(everybody);
    const { held, planned } = await world.inShop((tx) =>
      tx.one<{ held: number; planned: number }>(
        `select count(*) filter (where held_out) as held,
                (select count(*) from sends where shop_id = e.shop_id) as planned
           from enrolments e where shop_id = $1 group by shop_id`,
        [tx.shopId],
      ),
    );
    expect(held).toBeGreaterThan(200);
    expect(held).toBeLessThan(300);
    expect(planned).toBe(2500 - held);
    expect(await api.view(view)).toMatchObject({ state: 'sending', audience: 2500 });
  });

  it('reaches nobody who unsubscribed after it was scheduled, nor after they came in', async () => {
    await insertCustomers(world, 1, 2, 3);
    const unsubscribe = (customerId: number) =>
      world.inShop((tx) =>
        tx.execute(`update customers set email_consent = 'unsubscribed' where customer_id = $1`, [
          customerId,
        ]),
      );
    await scheduled(campaign({ timing: at(1) }));
    await unsubscribe(1);
    world.clock.move(1);
    await world.engine.stepEnrolments(world.shopId);
    await unsubscribe(2);
    await run(world);

    expect(await countEnrolled()).toEqual([2, 3]);
    expect([1, 2, 3].map((id) => subjectsTo(world, id).length)).toEqual([0, 0, 1]);
    expect(await sendsOf(world, 2)).toMatchObject([{ status: 'blocked', reason: 'unsubscribed' }]);
  });

  it('says so when its segment is gone by then, and goes to nobody', async () => {
    await insertCustomers(world, 1);
    const segmentId = await segmentsOf(world).create('All', '');
    const audience = { segmentId, exceptSegmentId: null };
    const view = await scheduled(campaign({ audience, timing: at(1) }));
    await world.inShop((tx) => tx.execute('update segments set archived_at = now()'));
    await later(world, 1);
    expect(await countEnrolled()).toEqual([]);
    expect(await api.view(view)).toMatchObject({ state: 'cancelled', problem: 'segment gone' });
  });

  it('can be taken back, changed and scheduled anew until it begins, and not after', async () => {
    await insertCustomers(world, 1);
    const view = await scheduled(campaign({ timing: at(2) }));
    const path = `/${view.campaignId}`;
    const change = () => api.call('PUT', path, { name: 'Late sale', campaign: campaign() });
    expect((await change()).status).toBe(409);
    expect((await api.call('POST', `${path}/unschedule`)).body).toMatchObject({ state: 'draft' });
    await later(world, 3);
    expect(await countEnrolled()).toEqual([]);

    expect((await change()).status).toBe(200);
    await api.schedule(await api.view(view));
    await run(world);
    expect((await change()).status).toBe(409);
    expect((await api.call('POST', `${path}/unschedule`)).status).toBe(409);
    expect(subjectsTo(world, 1)).toEqual(['Doors open']);
  });

  it('stops where it is when it is cancelled, and says how many got it', async () => {
    await insertCustomers(world, 1, 2);
    await setCountry(1, 'JP');
    await setCountry(2, 'PL');
    // 10:00 UTC is 12:00 in Poland and 19:00 in Japan: at 21 by each clock.
    const day = dayOf(world.clock.now(), 'UTC');
    const view = await scheduled(campaign({ timing: { kind: 'local time', day, hour: 21 } }));
    await later(world, 2);
    expect(await api.view(view)).toMatchObject({ state: 'sending', sent: 1, waiting: 1 });

    const cancelled = await api.call<CampaignView>('POST', `/${view.campaignId}/cancel`);
    expect(cancelled.body).toMatchObject({ state: 'cancelled', sent: 1, waiting: 0 });
    expect((await api.call('POST', `/${view.campaignId}/cancel`)).status).toBe(200);
    await later(world, 24);
    expect([1, 2].map((id) => subjectsTo(world, id).length)).toEqual([1, 0]);
    expect(await outcomeOf(world, 2)).toBe('campaign cancelled');
    expect(await sendsOf(world, 2)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('is taken off the shop’s pages when it is cancelled, also after it was sent to everybody', async () => {
    await insertCustomers(world, 1, 2);
    const view = await scheduled(campaign({ channels: ['on-site'] }));
    await run(world);
    expect(await api.view(view)).toMatchObject({ state: 'done', sent: 2, showing: 2 });
    const [seen] = await world.inShop((tx) =>
      tx.query<{ send_id: number }>('select send_id from sends where customer_id = 1'),
    );
    await world.inShop((tx) =>
      tx.execute(
        `insert into activities (shop_id, customer_id, at, channel, kind, send_id)
         values ($1, 1, now(), 'on-site', 'seen', $2)`,
        [tx.shopId, seen?.send_id],
      ),
    );
    const { body } = await api.call<CampaignView>('POST', `/${view.campaignId}/cancel`);
    expect(body).toMatchObject({ state: 'cancelled', sent: 1, showing: 0 });
    expect((await sendsOf(world, 2))[0]?.status).toBe('cancelled');
  });

  it('gives those whose hour is over the same hour of the next day', async () => {
    await insertCustomers(world, 1, 2);
    await setCountry(1, 'JP');
    await setCountry(2, 'PL');
    const day = dayOf(world.clock.now(), 'UTC');
    const evening = campaign({ timing: { kind: 'local time', day, hour: 18 } });
    expect((await api.check(evening)).reach).toMatchObject({ reached: 2, late: 1 });
    await scheduled(evening);
    await later(world, 6);
    expect([1, 2].map((id) => subjectsTo(world, id).length)).toEqual([0, 1]);
    await later(world, 17);
    expect([1, 2].map((id) => subjectsTo(world, id).length)).toEqual([1, 1]);
  });

  it('goes over every channel at once, or over the first that reaches a customer', async () => {
    await insertCustomers(world, 1, 2);
    await world.inShop((tx) =>
      tx.execute(`update customers set email_consent = 'not_subscribed' where customer_id = 2`),
    );
    const channels = ['email', 'on-site'] as const;
    const statuses = async (customerId: number) =>
      (await sendsOf(world, customerId)).map(({ block_id, status }) => `${block_id} ${status}`);
    await scheduled(campaign({ channels }));
    await run(world);
    expect(await statuses(1)).toEqual(['email sent', 'on-site sent']);
    expect(await statuses(2)).toEqual(['email blocked', 'on-site sent']);
    expect(await outcomeOf(world, 2)).toBe('got the campaign');

    world.clock.move(48);
    await scheduled(campaign({ channels, mode: 'first that reaches' }));
    await run(world);
    expect((await statuses(1)).slice(2)).toEqual(['email sent']);
    expect((await statuses(2)).slice(2)).toEqual(['email blocked', 'on-site sent']);
  });

  it('goes on to who ordered meanwhile, unless it is to stop for them', async () => {
    await insertCustomers(world, 1);
    const timing = { kind: 'local time', day: dayOf(world.clock.now(), 'UTC'), hour: 20 } as const;
    await scheduled(campaign({ timing, stopsOnOrder: true }));
    await scheduled(campaign({ timing, stopsOnOrder: false }));
    await run(world);
    world.clock.move(1);
    await order(world, 1);
    await later(world, 24);
    const outcomes = (await enrolmentsOf(world, 1)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['returned', 'got the campaign']);
  });

  it('names what is wrong at its field, and asks to confirm what is doubtful', async () => {
    await insertCustomers(world, 1);
    const empty = campaign({
      messages: { email: {}, sms: {}, push: {}, 'on-site': {} },
      channels: ['email', 'sms'],
      timing: { kind: 'at instant', at: world.clock.now() - 1 },
      quietReason: '',
      audience: { segmentId: 77, exceptSegmentId: null },
    });
    const { faults, reach } = await api.check(empty, 'fr');
    expect(reach).toBeNull();
    expect(faults.filter(({ severity }) => severity === 'fault').map(({ field }) => field)).toEqual(
      [
        'channels.sms',
        'audience.segmentId',
        'messages.email.en',
        'messages.sms.en',
        'timing.at',
        'quietReason',
      ],
    );
    expect(faults[0]?.message).toContain('paramètres');

    const draft = await api.written(
      campaign({ audience: { segmentId: 77, exceptSegmentId: null } }),
    );
    expect(await api.schedule(draft)).toMatchObject({
      status: 422,
      body: { error: { field: 'audience.segmentId' } },
    });
    const doubtful = await api.written(campaign({ holdoutShare: 0 }));
    expect(await api.schedule(doubtful, false)).toMatchObject({
      status: 409,
      body: { error: { field: 'holdoutShare' } },
    });
    const nobody = campaign({ channels: ['push'], messages: { ...campaign().messages } });
    const fields = (await api.check(nobody)).faults.map(({ field }) => field);
    expect(fields).toContain('audience');
  });

  it('is no scenario to the scenarios, and of no other shop', async () => {
    await insertCustomers(world, 1);
    const view = await scheduled(campaign({ timing: at(1) }));
    const path = `/scenarios/${view.campaignId}`;
    const scenarios = scenarioApi(world);
    const listed = await callApi<{ scenarios: unknown[] }>(scenarios, 'GET', '/scenarios');
    expect(listed.body.scenarios).toEqual([]);
    for (const [method, below, body] of [
      ['GET', '', undefined],
      ['POST', '/activate', {}],
      ['POST', '/pause', undefined],
      ['POST', '/archive', undefined],
    ] as const) {
      expect((await callApi(scenarios, method, `${path}${below}`, body)).status).toBe(404);
    }
    const added = await callApi(scenarios, 'POST', `${path}/customers`, { customers: [1] });
    expect(added.status).toBe(409);

    const stranger = await createWorld(database());
    try {
      const theirs = campaignApi(stranger);
      for (const below of ['', '/schedule', '/unschedule', '/cancel', '/archive', '/duplicate']) {
        const body =
          below === '/schedule'
            ? { confirmed: true, language: 'en', revision: view.revision }
            : { name: 'Mine' };
        const method = below === '' ? 'GET' : 'POST';
        const asked = method === 'GET' ? undefined : body;
        expect((await theirs.call(method, `/${view.campaignId}${below}`, asked)).status).toBe(404);
      }
    } finally {
      await stranger.close();
    }
    expect(await api.view(view)).toMatchObject({ state: 'scheduled' });
  });

  it('is duplicated for another time, and archived when it is over', async () => {
    await insertCustomers(world, 1);
    const done = await scheduled(campaign({ timing: at(0) }));
    const path = `/${done.campaignId}`;
    expect((await api.call('POST', `${path}/archive`)).status).toBe(409);
    await run(world);
    const copy = await api.call<CampaignView>('POST', `${path}/duplicate`, { name: 'Again' });
    expect(copy.body).toMatchObject({ state: 'draft', campaign: { timing: { at: null } } });
    expect((await api.call('POST', `${path}/archive`)).body).toMatchObject({ archived: true });
    const { body } = await api.call<{ campaigns: CampaignView[] }>('GET', '');
    expect(body.campaigns.map(({ name }) => name)).toContain('Again');
    expect(body.campaigns.map(({ campaignId }) => campaignId)).not.toContain(done.campaignId);
  });

  it('counts the money that is credited to it', async () => {
    await insertCustomers(world, 1);
    const view = await scheduled();
    await run(world);
    world.clock.move(20);
    await click(world, 1);
    world.clock.move(20);
    await order(world, 1);
    const attribution = createAttributeOrders({
      inShop: world.engine.inShop,
      zoneOf: async () => 'Europe/Warsaw',
      lockOrderLog,
      store: { ...Credits, ...Facts, ...Settings },
    });
    await attribution.catchUp(world.shopId);
    expect(await api.view(view)).toMatchObject({ sent: 1, clicked: 1, revenueMinor: 2_500 });
  });
});
