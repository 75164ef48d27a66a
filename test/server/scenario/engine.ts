/** The whole scenario engine on a given database, joined as the server joins it. */
import { Buffer } from 'node:buffer';
import { createEmailChannel, type EmailChannel } from '../../../admin-app/server/channels/email.ts';
import { createReactionLinks } from '../../../admin-app/server/channels/reaction-links.ts';
import { createReactionTokens } from '../../../admin-app/server/channels/signed-token.ts';
import type { Clock } from '../../../admin-app/server/clock.ts';
import * as Activities from '../../../admin-app/server/database/activities.ts';
import * as Decisions from '../../../admin-app/server/database/decisions.ts';
import * as Enrolments from '../../../admin-app/server/database/enrolments.ts';
import * as Entering from '../../../admin-app/server/database/entering.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import * as Recipients from '../../../admin-app/server/database/recipients.ts';
import * as Scenarios from '../../../admin-app/server/database/scenarios.ts';
import * as Sends from '../../../admin-app/server/database/sends.ts';
import { readSettings } from '../../../admin-app/server/database/set-up.ts';
import { readShop } from '../../../admin-app/server/database/shops.ts';
import * as Suppressions from '../../../admin-app/server/database/suppressions.ts';
import { type ShopTransaction, withShop } from '../../../admin-app/server/database/tenant.ts';
import * as WorkerLeases from '../../../admin-app/server/database/worker-lease.ts';
import { reactionRoutes } from '../../../admin-app/server/http/reactions.ts';
import { createEnterScenarios } from '../../../admin-app/server/jobs/enter-scenarios.ts';
import { createScenarioEvents } from '../../../admin-app/server/jobs/scenario-events.ts';
import { createReactions } from '../../../admin-app/server/jobs/scenario-reactions.ts';
import { createScenarioSteps } from '../../../admin-app/server/jobs/scenario-steps.ts';
import { createSendMessages } from '../../../admin-app/server/jobs/send-messages.ts';
import { createStepEnrolments } from '../../../admin-app/server/jobs/step-enrolments.ts';

export const SECRET = Buffer.alloc(32, 7);
export const PUBLIC_URL = new URL('https://rondo.example');

export type Engine = ReturnType<typeof createEngine>;

export function createEngine(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly smtpUrl: string | null;
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
  const store = {
    ...Activities,
    ...Decisions,
    ...Enrolments,
    ...Entering,
    ...Recipients,
    ...Scenarios,
    ...Sends,
    ...Suppressions,
    ...WorkerLeases,
  };
  const zoneOf = async (tx: ShopTransaction) => (await readShop(tx)).zone;
  const tokens = createReactionTokens(SECRET);
  const channel = through(createEmailChannel(smtpUrl));
  const lease = WorkerLeases.createWorkerLease(db.url, options.worker);
  const steps = createScenarioSteps(store);
  const events = createScenarioEvents({ clock, store, steps });
  const deps = { clock, inShop, zoneOf, store, steps, events };
  const reactions = createReactions(deps);
  const beginSends = createSendMessages({
    ...deps,
    lease,
    channel,
    channelProblem: channel.problem,
    readSettings,
    linksOf: createReactionLinks(PUBLIC_URL, tokens),
  });
  return {
    store,
    steps,
    events,
    inShop,
    channel,
    tokens,
    enterScenarios: createEnterScenarios(deps),
    stepEnrolments: createStepEnrolments(deps),
    beginSends,
    /** Sends the next batch and waits until it is settled; returns how many customers it dealt with. */
    async sendMessages(shopId: number): Promise<number> {
      const sending = await beginSends(shopId, { sharing: false });
      await sending?.settled;
      return sending?.customers ?? 0;
    },
    reactionRoutes: reactionRoutes({ tokens, reactions }),
    async close() {
      channel.close();
      await lease.release();
    },
  };
}
