/** Scenarios over SMS, push and the shop's pages, against servers that answer as their documentation says. */
import { Hono } from 'hono';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  Block,
  MessageBlock,
  ScenarioDefinition,
} from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import * as SmsWebhooks from '../../../admin-app/server/channels/sms-webhooks.ts';
import * as HandedOnSite from '../../../admin-app/server/database/handed-on-site.ts';
import { keepPushSubscription } from '../../../admin-app/server/database/push-subscriptions.ts';
import { readInstalledShops } from '../../../admin-app/server/database/shops.ts';
import { suppressCustomers } from '../../../admin-app/server/database/suppressions.ts';
import { smsWebhookRoutes } from '../../../admin-app/server/http/sms-webhooks.ts';
import { createOnSiteReactions } from '../../../admin-app/server/jobs/on-site-reactions.ts';
import { createSmsReports } from '../../../admin-app/server/jobs/sms-reports.ts';
import {
  type Browser,
  noPushFaults,
  type PushService,
  startPushService,
} from '../../dev-store/push-service/service.ts';
import { noSmsFaults, PhoneNetwork } from '../../dev-store/sms-provider/phone-network.ts';
import { type SmsProvider, startSmsProvider } from '../../dev-store/sms-provider/provider.ts';
import { factsWithoutMessages } from '../on-site/on-site-world.ts';
import { createEngine, PUBLIC_URL, SMS_ACCOUNT, VAPID_KEYS } from '../scenario/engine.ts';
import {
  activate,
  activitiesOf,
  createWorld,
  everybody,
  insertSilent,
  later,
  order,
  outcomeOf,
  PHONE,
  run,
  sendsOf,
  shareDatabase,
  subjectsTo,
  type World,
} from '../scenario/world.ts';

const database = shareDatabase();
let provider: SmsProvider;
let network: PhoneNetwork;
let service: PushService;
let world: World;

beforeAll(async () => {
  network = new PhoneNetwork(() => world.clock.now());
  const account = {
    sid: SMS_ACCOUNT.accountSid,
    token: SMS_ACCOUNT.authToken,
    number: SMS_ACCOUNT.from,
    inboundUrl: null,
  };
  provider = await startSmsProvider({ network, account });
  service = await startPushService();
});
afterAll(async () => {
  await provider.close();
  await service.close();
});
beforeEach(async () => {
  network.clear();
  network.faults = noSmsFaults;
  service.faults = noPushFaults;
  world = await begin();
});
afterEach(() => world.close());

/** A world whose engine reaches the providers as well. */
async function begin(): Promise<World> {
  const plain = await createWorld(database());
  await plain.engine.close();
  const engine = createEngine({
    db: plain.db,
    clock: plain.clock,
    smtpUrl: `smtp://127.0.0.1:${plain.smtp.port}`,
    smsUrl: provider.origin,
    pushServices: [service.origin],
    worker: `worker of all channels ${plain.shopId}`,
  });
  const close = async () => {
    await engine.close();
    await plain.smtp.close();
  };
  return { ...plain, engine, close };
}

const base = {
  kind: 'message',
  name: 'Message',
  priorityClass: 'lifecycle',
  fallbackLanguage: 'en',
  sendTime: { kind: 'at once' },
  unreachable: null,
  outranked: null,
} as const;

const sms: MessageBlock = {
  ...base,
  id: 'sms',
  channel: 'sms',
  next: 'out',
  content: {
    en: { text: 'Hello {{ customer.first_name }}, look: {{ shop.url }}/new Reply STOP to opt out' },
  },
};
const push: MessageBlock = {
  ...base,
  id: 'push',
  channel: 'push',
  next: 'out',
  content: { en: { title: 'Hello {{ customer.first_name }}', body: 'New beans', url: '/new' } },
};
const onSite: MessageBlock = {
  ...base,
  id: 'on-site',
  channel: 'on-site',
  form: 'corner card',
  days: 7,
  next: 'out',
  content: {
    en: { title: 'Welcome back', body: 'New beans', buttonLabel: 'Look', buttonUrl: '/new' },
  },
};

function scenario(...blocks: readonly Block[]): ScenarioDefinition {
  const start = everybody.blocks.find((block) => block.kind === 'start');
  const [first] = blocks;
  if (!start || !first) throw new Error('A scenario begins with a start and something after it');
  const out: Block = { kind: 'exit', id: 'out', outcome: 'done' };
  const mail: Block = { ...base, id: 'mail', channel: 'email', next: 'out', content: { en: MAIL } };
  return { ...everybody, blocks: [{ ...start, next: first.id }, ...blocks, mail, out] };
}
const MAIL = {
  subject: 'By mail',
  preheader: '',
  body: [{ kind: 'text', text: 'Hello' }],
} as const;

const phoneOf = (customerId: number) => `+336000000${String(customerId).padStart(2, '0')}`;

async function insertTextable(customerId: number, consent = 'subscribed'): Promise<void> {
  await insertSilent(world, { customerId });
  await world.inShop((tx) =>
    tx.execute('update customers set phone = $2, sms_consent = $3 where customer_id = $1', [
      customerId,
      phoneOf(customerId),
      consent,
    ]),
  );
}

async function subscribe(customerId: number): Promise<Browser> {
  const browser = service.subscribe(VAPID_KEYS.publicKey);
  const { endpoint, p256dh, auth } = browser;
  const at = world.clock.now();
  await world.inShop((tx) => keepPushSubscription(tx, { customerId, endpoint, p256dh, auth, at }));
  return browser;
}

const textsTo = (customerId: number) =>
  network.messages({ with: phoneOf(customerId) }).map(({ text }) => text);

describe('an SMS of a scenario', () => {
  it('goes to the customer’s number with values and tracked links, once', async () => {
    await insertTextable(1);
    await activate(world, scenario(sms));
    await run(world);

    const [text = ''] = textsTo(1);
    expect(text).toMatch(
      /^Hello Zoë 1, look: https:\/\/rondo\.example\/r\/c\/\S+ Reply STOP to opt out$/,
    );
    expect(textsTo(1)).toHaveLength(1);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'sent' }]);
    expect(await outcomeOf(world, 1)).toBe('done');
  });

  it('counts as opened and clicked when its link is followed', async () => {
    await insertTextable(1);
    await activate(world, scenario(sms));
    await run(world);
    const [, path = ''] = /rondo\.example\/r(\/c\/\S+)/.exec(textsTo(1)[0] ?? '') ?? [];
    world.clock.move(1);
    await world.engine.reactionRoutes.request(path, { headers: { 'user-agent': PHONE } });

    expect(await activitiesOf(world, 1)).toEqual(['sent', 'opened', 'clicked']);
  });

  it.each([
    { what: 'without consent', consent: 'not_subscribed', reason: 'no consent' },
    { what: 'who unsubscribed', consent: 'unsubscribed', reason: 'unsubscribed' },
  ])('does not go to a customer $what, who gets the mail instead', async ({ consent, reason }) => {
    await insertTextable(1, consent);
    await activate(world, scenario({ ...sms, unreachable: 'mail' }));
    await run(world);

    expect(textsTo(1)).toEqual([]);
    expect(await sendsOf(world, 1)).toMatchObject([
      { block_id: 'sms', status: 'blocked', reason },
      { block_id: 'mail', status: 'sent' },
    ]);
  });

  it('waits as long as the provider asks, and then goes once', async () => {
    network.faults = { ...noSmsFaults, tooMany: { requests: 1, retryAfterSeconds: 3_600 } };
    await insertTextable(1);
    await activate(world, scenario(sms));
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'deferred' }]);
    await later(world, 0.9);
    expect(textsTo(1)).toEqual([]);
    await later(world, 0.1);
    expect(textsTo(1)).toHaveLength(1);
  });

  it('that may have gone is never sent again, and the provider’s report tells that it has', async () => {
    network.faults = { ...noSmsFaults, broken: { requests: 1, carriedOut: true } };
    await insertTextable(1);
    await activate(world, scenario(sms));
    await run(world);
    await later(world, 5);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'unknown' }]);
    expect(textsTo(1)).toHaveLength(1);

    await tellReports();
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'sent' }]);
    expect(await activitiesOf(world, 1)).toEqual(['perhaps sent', 'delivered by machine']);
  });

  it('to a number that does not exist ends there, and the number is never tried again', async () => {
    network.faults = { ...noSmsFaults, invalid: [phoneOf(1)] };
    await insertTextable(1);
    await activate(world, scenario(sms));
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'failed' }]);
    const suppressed = await world.inShop((tx) =>
      tx.query('select channel, reason from suppressions'),
    );
    expect(suppressed).toEqual([{ channel: 'sms', reason: 'bounced' }]);
  });

  it('of a worker that died is unknown to the next one', async () => {
    await insertTextable(1);
    await activate(world, scenario(sms));
    await world.engine.stepEnrolments(world.shopId);
    await world.inShop((tx) =>
      tx.execute(`update sends set status = 'sending', claimed_by = 'gone', claimed_at = due_at`),
    );
    await run(world);
    expect(textsTo(1)).toEqual([]);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'unknown' }]);
  });

  it('does not go after an order', async () => {
    await insertTextable(1);
    await activate(world, scenario(sms));
    await world.engine.stepEnrolments(world.shopId);
    await order(world, 1, { untold: true });
    await run(world);
    expect(textsTo(1)).toEqual([]);
    expect(await outcomeOf(world, 1)).toBe('returned');
  });

  it('and a mail of another scenario go a day apart', async () => {
    await insertTextable(1);
    await activate(world, scenario(sms));
    await activate(world, {
      ...everybody,
      blocks: everybody.blocks.map((block) =>
        block.kind === 'message' ? { ...block, priorityClass: 'frequent' } : block,
      ),
    });
    await run(world);
    expect(textsTo(1)).toHaveLength(1);
    expect(subjectsTo(world, 1)).toEqual([]);
    await later(world, 24);
    expect(subjectsTo(world, 1)).toHaveLength(1);
  });
});

const routes = () => {
  const { inShop, store, tokens } = world.engine;
  const sms = smsWebhookRoutes({
    publicOrigin: PUBLIC_URL.origin,
    tokens,
    reports: createSmsReports({
      clock: world.clock,
      inShop,
      listShops: async () =>
        (await readInstalledShops(world.db)).filter(({ shopId }) => shopId === world.shopId),
      store,
      webhooks: SmsWebhooks,
      accounts: { smsOf: async () => SMS_ACCOUNT, ownAccount: async () => null },
      serverAccount: SMS_ACCOUNT,
    }),
  });
  return new Hono().route('/sms', sms);
};

/** A form as the provider signs it, or as somebody else does. */
async function tell(url: string, fields: Record<string, string>, token = SMS_ACCOUNT.authToken) {
  const form = new URLSearchParams(fields);
  const signature = SmsWebhooks.signSmsWebhook(url, form, token).toString('base64');
  return await routes().request(new URL(url).pathname, {
    method: 'POST',
    headers: {
      'x-twilio-signature': signature,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: form.toString(),
  });
}

/** All reports that the provider had for us and could not give to the address of the tests. */
async function tellReports(status = 'delivered', more: Record<string, string> = {}) {
  const answers = [];
  for (const { sid, statusCallback } of network.messages()) {
    if (statusCallback) {
      answers.push(await tell(statusCallback, { MessageSid: sid, MessageStatus: status, ...more }));
    }
  }
  return answers.map((answer) => answer.status);
}

describe('a report of delivery', () => {
  beforeEach(async () => {
    await insertTextable(1);
    await activate(world, scenario(sms));
    await run(world);
  });

  it('is noted once, as the network’s doing', async () => {
    expect(await tellReports()).toEqual([204]);
    expect(await tellReports()).toEqual([204]);
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'delivered by machine']);
  });

  it('that a number gets no SMS at all keeps us from trying again', async () => {
    await tellReports('undelivered', { ErrorCode: '30006' });
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'bounced']);
    const suppressed = await world.inShop((tx) => tx.query('select reason from suppressions'));
    expect(suppressed).toEqual([{ reason: 'bounced' }]);
  });

  it('that a phone was off changes nothing for the next one', async () => {
    await tellReports('undelivered', { ErrorCode: '30003' });
    expect(await world.inShop((tx) => tx.query('select reason from suppressions'))).toEqual([]);
  });

  it('that somebody else signed is refused', async () => {
    const [message] = network.messages();
    const url = message?.statusCallback ?? '';
    const fields = { MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30006' };
    expect((await tell(url, fields, 'guessed')).status).toBe(401);
    expect((await tell(url.replace('/status/s', '/status/o'), fields)).status).toBe(404);
    expect(await activitiesOf(world, 1)).toEqual(['sent']);
  });
});

describe('an answer by SMS', () => {
  const inbound = `${PUBLIC_URL.origin}/sms/inbound`;
  const says = (from: string, text: string, token?: string) =>
    tell(inbound, { MessageSid: `SM${text}`, From: from, To: SMS_ACCOUNT.from, Body: text }, token);

  it.each(['STOP', ' stop. ', 'Arrêt', 'Wypisz'])('“%s” ends SMS, and only SMS', async (text) => {
    await insertTextable(1);
    expect((await says(phoneOf(1), text)).status).toBe(200);
    await activate(world, scenario({ ...sms, unreachable: 'mail' }));
    await run(world);

    expect(textsTo(1)).toEqual([]);
    expect(subjectsTo(world, 1)).toEqual(['By mail']);
    expect(await activitiesOf(world, 1)).toEqual(['unsubscribed', 'not sent', 'sent']);
  });

  it('of another kind is noted, and ends nothing', async () => {
    await insertTextable(1);
    await says(phoneOf(1), 'Do you have decaf?');
    await activate(world, scenario(sms));
    await run(world);
    expect(await activitiesOf(world, 1)).toEqual(['replied', 'sent']);
  });

  it('STOP of a number that nobody has yet holds for whoever brings it', async () => {
    await says(phoneOf(7), 'STOP');
    await insertTextable(7);
    await activate(world, scenario(sms));
    await run(world);
    expect(textsTo(7)).toEqual([]);
  });

  it('that somebody else signed is refused', async () => {
    await insertTextable(1);
    expect((await says(phoneOf(1), 'STOP', 'guessed')).status).toBe(401);
    expect(await activitiesOf(world, 1)).toEqual([]);
  });
});

describe('a push message of a scenario', () => {
  it('reaches each browser of the customer, and its link is tracked', async () => {
    await insertSilent(world, { customerId: 1 });
    const browsers = [await subscribe(1), await subscribe(1)];
    await activate(world, scenario(push));
    await run(world);

    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'sent' }]);
    for (const browser of browsers) {
      const [message] = browser.read().map((text) => JSON.parse(text));
      expect(message).toMatchObject({ title: 'Hello Zoë 1', body: 'New beans' });
      expect(message.url).toMatch(/^https:\/\/rondo\.example\/r\/c\//);
    }
  });

  it('forgets browsers that are gone, and customers without one take the other way', async () => {
    await insertSilent(world, { customerId: 1 });
    service.unsubscribe((await subscribe(1)).endpoint);
    await activate(world, scenario({ ...push, unreachable: 'mail' }));
    await run(world);

    expect(await world.inShop((tx) => tx.query('select from push_subscriptions'))).toEqual([]);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'failed' }, { status: 'sent' }]);
  });

  it('goes to nobody who never allowed it', async () => {
    await insertSilent(world, { customerId: 1 });
    await activate(world, scenario({ ...push, unreachable: 'mail' }));
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([
      { status: 'blocked', reason: 'not subscribed to push messages' },
      { status: 'sent' },
    ]);
  });

  it('waits where the push service is broken', async () => {
    await insertSilent(world, { customerId: 1 });
    const browser = await subscribe(1);
    service.faults = { ...noPushFaults, answer: { requests: 1, status: 503 } };
    await activate(world, scenario(push));
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'deferred' }]);
    await later(world, 1);
    expect(browser.read()).toHaveLength(1);
  });
});

describe('a message on the shop’s pages', () => {
  it('that waits there is no visit of the customer', async () => {
    await insertSilent(world, { customerId: 1 });
    await activate(world, scenario(onSite));
    await run(world);
    expect(await sendsOf(world, 1)).toMatchObject([{ status: 'sent' }]);
    expect(await activitiesOf(world, 1)).toEqual([]);
    expect((await factsOf(1))?.lastVisitDay).toBeNull();
  });

  it('is handed to the pages at once, beside what was mailed', async () => {
    await insertSilent(world, { customerId: 1 });
    await activate(world, scenario(onSite));
    await activate(world);
    await run(world);

    expect(subjectsTo(world, 1)).toHaveLength(1);
    const handed = await world.inShop((tx) =>
      tx.query<{ message: unknown; until: number }>('select message, until from handed_on_site'),
    );
    expect(handed).toMatchObject([
      {
        message: {
          form: 'corner card',
          texts: {
            en: {
              title: 'Welcome back',
              body: 'New beans',
              buttonLabel: 'Look',
              buttonUrl: '/new',
            },
          },
        },
        until: world.clock.now() + 7 * 24 * HOUR_MS,
      },
    ]);
  });

  const factsOf = (customerId: number) =>
    world.inShop((tx) => factsWithoutMessages(tx, customerId, world.clock.now()));
  const report = async (customerId: number, kind: string) => {
    const { store, events } = world.engine;
    const note = createOnSiteReactions({ store: { ...store, ...HandedOnSite }, events });
    const [{ send_id: sendId } = { send_id: 0 }] = await world.inShop((tx) =>
      tx.query<{ send_id: number }>(`select send_id from sends where channel = 'on-site'`),
    );
    const event = { kind, messageId: `send-${sendId}`, at: world.clock.now() };
    await world.inShop((tx) => note(tx, customerId, [event]));
  };

  it('is among the facts of its customer alone, until it is followed', async () => {
    await insertSilent(world, { customerId: 1 });
    await insertSilent(world, { customerId: 2 });
    await world.inShop((tx) =>
      tx.execute('update customers set deleted_at = now() where customer_id = 2'),
    );
    await activate(world, scenario(onSite));
    await run(world);
    expect((await factsOf(1))?.messages).toMatchObject([
      { texts: { en: { title: 'Welcome back' } } },
    ]);

    await report(1, 'seen');
    expect((await factsOf(1))?.messages).toMatchObject([{ until: world.clock.now() + HOUR_MS }]);
    await report(1, 'clicked');
    expect(await factsOf(1)).toBeNull();
    expect(await activitiesOf(world, 1)).toEqual(['opened', 'clicked']);
  });

  it('takes no word on it from another customer', async () => {
    await insertSilent(world, { customerId: 1 });
    await activate(world, scenario(onSite));
    await run(world);
    await insertSilent(world, { customerId: 2 });
    await report(2, 'clicked');
    expect((await factsOf(1))?.messages).toHaveLength(1);
    expect(await activitiesOf(world, 1)).toEqual([]);
  });

  it('goes with an order, and with its time', async () => {
    await insertSilent(world, { customerId: 1 });
    await insertSilent(world, { customerId: 2 });
    await activate(world, scenario(onSite));
    await run(world);
    world.clock.move(1);
    await order(world, 1);
    await world.inShop((tx) => HandedOnSite.clearOnSite(tx, world.clock.now()));
    expect(await factsOf(1)).toBeNull();
    expect((await factsOf(2))?.messages).toHaveLength(1);
    world.clock.move(7 * 24);
    await world.inShop((tx) => HandedOnSite.clearOnSite(tx, world.clock.now()));
    expect(await factsOf(2)).toBeNull();
  });

  it('goes with a farewell, and none comes after it', async () => {
    await insertSilent(world, { customerId: 1 });
    await insertTextable(2);
    await activate(world, scenario(onSite));
    await run(world);
    const farewell = { reason: 'farewell', at: world.clock.now() } as const;
    await world.inShop((tx) => suppressCustomers(tx, [1, 2], farewell));
    await world.inShop((tx) => HandedOnSite.clearOnSite(tx, world.clock.now()));
    expect(await world.inShop((tx) => tx.query('select from handed_on_site'))).toEqual([]);

    for (const block of [onSite, sms]) await activate(world, scenario(block));
    await run(world);
    const [, ...after] = await sendsOf(world, 2);
    expect(after.map(({ status }) => status)).not.toContain('sent');
    expect(textsTo(2)).toEqual([]);
    expect(await world.inShop((tx) => tx.query('select from handed_on_site'))).toEqual([]);
  });
});
