import { beforeEach, describe, expect, it } from 'vitest';
import type {
  OnSiteMessagesView,
  OnSiteMessageView,
  OnSiteRankingView,
  OnSiteResultsView,
} from '../../../admin-app/contract/onsite.ts';
import { versionFor } from '../../../admin-app/core/priority/authored-message.ts';
import { DAY_MS, dayOf, formatDay } from '../../../admin-app/core/time.ts';
import { newContent } from '../../../admin-app/ui/models/on-site-content.ts';
import { insertCustomer, insertOrder } from '../../support/shop-rows.ts';
import { shareDatabase } from '../scenario/world.ts';
import { createOnSiteWorld, type OnSiteWorld } from './on-site-world.ts';

const database = shareDatabase();
let world: OnSiteWorld;
let launch: number;
beforeEach(async () => {
  world = await createOnSiteWorld(database());
  launch = await world.write(newContent('launch'));
  await world.inShop((tx) => insertCustomer(tx, { customer_id: 1, first_name: 'Zoë' }));
});

/** `nth` tells one event from another. */
const seen = (messageId: number | string, nth = 0, kind = 'seen') => ({
  ...{ kind, messageId: String(messageId), at: world.clock.at - nth },
});
const activities = () =>
  world.sql(`select kind, customer_id from activities where channel = 'on-site' order by kind`);
const counts = () => world.sql('select kind, times, version from onsite_counts order by kind');

describe('reports of the pages', () => {
  it('are an activity of the customer whom the signature names, once', async () => {
    expect(await world.report(1, [seen(launch, 1), seen(launch, 2, 'coupon copied')])).toBe(204);
    expect(await world.report(1, [seen(launch, 1)])).toBe(204);
    expect(await activities()).toEqual([
      { kind: 'coupon copied', customer_id: 1 },
      { kind: 'seen', customer_id: 1 },
    ]);
  });

  it('take nobody’s word on who it was, and nothing without a signature', async () => {
    expect(await world.report(null, [{ ...seen(launch, 1), customerId: 1 }])).toBe(400);
    expect(await world.report(99, [seen(launch, 1)])).toBe(204);
    expect(await activities()).toEqual([]);
  });

  it('of guests are counted, by version, the same one once, and only of messages that there are', async () => {
    await world.report(null, [seen(launch, 1), seen(`${launch}b`, 2), seen(999_999, 3)]);
    await world.report(null, [seen(launch, 1), seen('send-5', 4)]);
    expect(await counts()).toEqual([
      { kind: 'seen', times: 1, version: 'a' },
      { kind: 'seen', times: 1, version: 'b' },
    ]);
    expect(await activities()).toEqual([]);
  });

  it('of another shop’s message change nothing there', async () => {
    const other = await createOnSiteWorld(database());
    await other.report(null, [seen(launch, 1)]);
    expect(await counts()).toEqual([]);
    expect(await other.sql('select * from onsite_counts')).toEqual([]);
  });

  it('beyond sixty a minute from one address are refused, from another taken', async () => {
    const statuses: number[] = [];
    for (let nth = 0; nth < 61; nth += 1)
      statuses.push(await world.report(null, [{ ...seen(launch), at: 0 }]));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect(await world.report(null, [{ ...seen(launch), at: 0 }], '10.0.0.2')).toBe(204);
  });

  it('of what was seen leave a decision that says why not the others, once a day, as recomputed', async () => {
    const birthday = await world.write({ ...newContent('birthday'), holdout: 0 });
    const elsewhere = await world.write({ ...newContent('launch'), pages: ['product'] });
    await world.report(1, [seen(launch, 1)]);
    await world.report(1, [seen(launch, 2)]);
    const decisions = await world.sql('select winner, others, surface, recomputed from decisions');
    expect(decisions).toEqual([
      {
        ...{ winner: `on-site ${launch}`, surface: 'on-site', recomputed: true },
        others: [
          {
            ...{ key: `on-site ${elsewhere}`, until: null },
            ...{ reason: 'only for certain pages; which this was is not told' },
            why: { kind: 'refused' },
          },
          {
            ...{ key: `on-site ${birthday}`, reason: 'birthday unknown', until: null },
            why: { kind: 'refused' },
          },
        ],
      },
    ]);
  });
});

describe('what staff see', () => {
  it('of a message: customers once each, guests by times, apart', async () => {
    await world.report(1, [seen(launch, 1), seen(launch, 2)]);
    await world.report(1, [seen(launch, 3, 'clicked')]);
    await world.report(null, [seen(launch, 11), seen(launch, 12), seen(launch, 13, 'closed')]);
    const { body } = await world.ask('GET', `/${launch}/results`);
    expect(body as OnSiteResultsView).toEqual({
      ...{ verdict: null, heldOut: null },
      versions: [
        {
          version: 'a',
          customers: { seen: 1, closed: 0, clicked: 1, copied: 0 },
          guests: { seen: 2, closed: 1, clicked: 0, copied: 0 },
        },
      ],
    });
    const list = (await world.ask('GET', '/')).body as OnSiteMessagesView;
    expect(list.messages[0]?.recently).toEqual({ seen: 1, clicked: 1, guestsSeen: 2 });
  });

  it('of those held out: who ordered within a week of the occasion, in both groups', async () => {
    const message = { ...newContent('birthday'), daysBefore: 0, daysAfter: 1, holdout: 50 };
    const messageId = await world.write(message);
    const today = dayOf(world.clock.at, 'Europe/Paris');
    const birthday = `1992${formatDay(today).slice(4)}`;
    const versions = new Map<number, string | null>();
    for (let id = 10; id < 50; id += 1) {
      versions.set(id, versionFor({ messageId, message }, id));
      await world.inShop((tx) => insertCustomer(tx, { customer_id: id, birthday }));
    }
    await world.publish();
    const shown = [...versions].filter(([, version]) => version === 'a').map(([id]) => id);
    for (const customer_id of shown.slice(0, 3)) {
      const processedAt = world.clock.at + DAY_MS;
      await world.inShop((tx) =>
        insertOrder(tx, { order_id: customer_id, customer_id, processedAt }),
      );
    }
    world.clock.at += 8 * DAY_MS;
    const { body } = await world.ask('GET', `/${messageId}/results`);
    expect((body as OnSiteResultsView).heldOut).toEqual({
      windowDays: 7,
      shown: { customers: shown.length, ordered: 3 },
      held: { customers: versions.size - shown.length, ordered: 0 },
    });
  });

  it('as any customer: who won, and why each other did not', async () => {
    const birthday = await world.write({ ...newContent('birthday'), holdout: 0 });
    const back = await world.write(newContent('login return'));
    const coupon = await world.write(newContent('coupon'));
    const question = {
      ...{ customerId: 1, pageType: 'index', path: '/', language: 'en' },
      ...{ loggedIn: true, daysAway: 90, draft: null },
    };
    const ask = async (change: object) => {
      const { body } = await world.ask('POST', '/ranking', { ...question, ...change });
      return (body as OnSiteRankingView).entries.map(({ messageId, outcome }) => [
        messageId,
        'refusal' in outcome
          ? outcome.refusal
          : 'reason' in outcome
            ? outcome.reason
            : outcome.kind,
      ]);
    };
    expect(await ask({})).toEqual([
      [launch, 'won'],
      [birthday, 'birthday unknown'],
      [back, 'outranked'],
      [coupon, 'no open coupon'],
    ]);
    expect((await ask({ loggedIn: false })).slice(1)).toEqual([
      [birthday, 'logged out'],
      [back, 'logged out'],
      [coupon, 'logged out'],
    ]);
    expect(await ask({ pageType: 'cart' })).toContainEqual([launch, 'quiet page']);
    const draft = { messageId: launch, message: { ...newContent('launch'), pages: ['product'] } };
    expect(await ask({ draft })).toContainEqual([back, 'won']);
    expect((await world.ask('POST', '/ranking', { ...question, customerId: 999 })).status).toBe(
      404,
    );
  });

  it('is the copy of a message switched off, and nothing of another shop’s', async () => {
    const copy = await world.ask('POST', `/${launch}/duplicate`);
    expect(copy.status).toBe(201);
    expect((copy.body as OnSiteMessageView).active).toBe(false);
    const other = await createOnSiteWorld(database());
    const foreign = [
      ['POST', `/${launch}/duplicate`],
      ['DELETE', `/${launch}`],
      ['GET', `/${launch}/results`],
    ] as const;
    for (const [method, path] of foreign) expect((await other.ask(method, path)).status).toBe(404);
  });

  it('is refused where all messages that are on would not fit at Shopify', async () => {
    const body = 'x'.repeat(300);
    const texts = Object.fromEntries(
      Array.from({ length: 60 }, (_, nth) => [
        `a${String.fromCharCode(97 + (nth % 26))}${String.fromCharCode(97 + Math.floor(nth / 26))}`,
        { title: body, body },
      ]),
    );
    const message = { ...newContent('launch'), texts };
    const statuses: number[] = [];
    for (let nth = 0; nth < 4; nth += 1)
      statuses.push((await world.ask('POST', '/', { active: true, message })).status);
    expect(statuses).toEqual([201, 201, 201, 422]);
    expect((await world.ask('POST', '/', { active: false, message })).status).toBe(201);
  });
});
