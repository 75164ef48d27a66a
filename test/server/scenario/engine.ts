/** The whole scenario engine on a given database, joined as the server joins it. */
import { Buffer } from 'node:buffer';
import { CHANNELS } from '../../../admin-app/core/scenario/types.ts';
import { createEmailChannel, type EmailChannel } from '../../../admin-app/server/channels/email.ts';
import { createPushChannel, type VapidKeys } from '../../../admin-app/server/channels/push.ts';
import {
  createReactionLinks,
  createStatusUrl,
} from '../../../admin-app/server/channels/reaction-links.ts';
import { createReactionTokens } from '../../../admin-app/server/channels/signed-token.ts';
import { createSmsChannel, type SmsAccount } from '../../../admin-app/server/channels/sms.ts';
import type { Clock } from '../../../admin-app/server/clock.ts';
import * as Activities from '../../../admin-app/server/database/activities.ts';
import * as AddressRisks from '../../../admin-app/server/database/address-risks.ts';
import * as Decisions from '../../../admin-app/server/database/decisions.ts';
import * as HandedOnSite from '../../../admin-app/server/database/handed-on-site.ts';
import * as Inactive from '../../../admin-app/server/database/inactive.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import * as PushSubscriptions from '../../../admin-app/server/database/push-subscriptions.ts';
import * as Recipients from '../../../admin-app/server/database/recipients.ts';
import { readSettings } from '../../../admin-app/server/database/set-up.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import * as WorkerLeases from '../../../admin-app/server/database/worker-lease.ts';
import { reactionRoutes } from '../../../admin-app/server/http/reactions.ts';
import { createChannelProblems } from '../../../admin-app/server/jobs/channel-problems.ts';
import { createAddressGate } from '../../../admin-app/server/jobs/check-addresses.ts';
import { createReactions } from '../../../admin-app/server/jobs/scenario-reactions.ts';
import { createEmailCourier } from '../../../admin-app/server/jobs/send-email.ts';
import { createSendMessages } from '../../../admin-app/server/jobs/send-messages.ts';
import { createOnSiteCourier } from '../../../admin-app/server/jobs/send-on-site.ts';
import { createPushCourier } from '../../../admin-app/server/jobs/send-push.ts';
import { createSmsCourier } from '../../../admin-app/server/jobs/send-sms.ts';
import { joinScenarioEngine } from '../../../admin-app/server/scenario-engine.ts';

export const SECRET = Buffer.alloc(32, 7);
export const PUBLIC_URL = new URL('https://rondo.example');
export const SMS_ACCOUNT: SmsAccount = {
  accountSid: 'AC00000000000000000000000000000001',
  authToken: 'token of the tests',
  from: '+33700000000',
};
/** Made once for the tests; nothing else is subscribed with them. */
export const VAPID_KEYS: VapidKeys = {
  publicKey:
    'BKFn7TRJ_el7DCzEZ1iI46ySdQwAHqAE8WdvuPNG2x0St2bgypFNz1mJEjKPez4uBfRtfqW9xwIaacoSo-C1MWI',
  privateKey: 'kJEnSu_pTtpVd-6BZqvYdEb1EcYhIUEv9xKaBdD63oc',
};

export type Engine = ReturnType<typeof createEngine>;

export function createEngine(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly smtpUrl: string | null;
  /** Where the SMS provider answers; nobody does where it is left out, and there is no account. */
  readonly smsUrl?: string;
  /** Origins of push services besides those of the browsers' makers. */
  readonly pushServices?: readonly string[];
  /** Unique among living processes. */
  readonly worker: string;
  /** Stands between the engine and the mail server, to let things happen at that moment. */
  readonly through?: (channel: EmailChannel) => EmailChannel;
  /** Called before each transaction; what it throws is what a database that went away throws. */
  readonly beforeTransaction?: () => Promise<void> | void;
}) {
  const { db, clock, smtpUrl, through = (channel) => channel } = options;
  const inShop = async <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => {
    await options.beforeTransaction?.();
    return await withShop(db, shopId, run);
  };
  const joined = joinScenarioEngine({ clock, inShop });
  const { steps, events } = joined;
  const store = {
    ...joined.store,
    ...Activities,
    ...Decisions,
    ...PushSubscriptions,
    ...Recipients,
    ...WorkerLeases,
  };
  const tokens = createReactionTokens(SECRET);
  const channel = through(createEmailChannel(smtpUrl));
  const lease = WorkerLeases.createWorkerLease(db.url, options.worker);
  const deps = { clock, inShop, store, steps, events };
  const reactions = createReactions(deps);
  const linksOf = createReactionLinks(PUBLIC_URL, tokens);
  const push = createPushChannel({
    keys: VAPID_KEYS,
    contact: PUBLIC_URL.href,
    furtherServices: options.pushServices ?? [],
  });
  const couriers = {
    email: createEmailCourier({ channel, linksOf, productsOf: async () => [] }),
    sms: createSmsCourier({
      channel: createSmsChannel(options.smsUrl ?? 'http://127.0.0.1:1'),
      accountOf: async () => (options.smsUrl === undefined ? null : SMS_ACCOUNT),
      linksOf,
      statusUrlOf: createStatusUrl(PUBLIC_URL, tokens),
    }),
    push: createPushCourier({ channel: push, linksOf }),
    'on-site': createOnSiteCourier({
      inShop,
      store: HandedOnSite,
      enqueue: async () => {},
      unsubscribeUrlOf: (shopId, sendId) => linksOf(shopId, sendId).unsubscribe,
    }),
  };
  const addressGate = createAddressGate({ store: { ...AddressRisks, ...Inactive } });
  const sending = { ...deps, lease, couriers, readSettings, addressGate };
  const senders = CHANNELS.map((name) => createSendMessages(sending, name));
  const [beginSends] = senders;
  if (!beginSends) throw new Error('There is no channel');
  return {
    store,
    addressGate,
    steps,
    events,
    inShop,
    channel,
    tokens,
    enterScenarios: joined.enterScenarios,
    stepEnrolments: joined.stepEnrolments,
    customers: joined.customers,
    addCustomers: joined.addCustomers,
    dryRun: joined.dryRun,
    channelProblems: createChannelProblems(couriers, readSettings),
    /** Of e-mail alone. */
    beginSends,
    push,
    /** Sends the next batch over each channel and waits until it is settled; returns how many customers it dealt with. */
    async sendMessages(shopId: number): Promise<number> {
      let customers = 0;
      for (const send of senders) {
        const batch = await send(shopId, { sharing: false });
        await batch?.settled;
        customers += batch?.customers ?? 0;
      }
      return customers;
    },
    reactionRoutes: reactionRoutes({ tokens, reactions }),
    async close() {
      channel.close();
      await lease.release();
    },
  };
}
