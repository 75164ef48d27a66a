/** Joins everything that talks to customers: who enters a scenario, what step follows, what is sent, what came of it. */
import { randomUUID } from 'node:crypto';
import { CHANNELS } from '../core/scenario/types.ts';
import type { Enqueue } from './background.ts';
import { joinChannelSide } from './channel-side.ts';
import { createReactionTokens } from './channels/signed-token.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import * as Activities from './database/activities.ts';
import * as AddressRisks from './database/address-risks.ts';
import * as Decisions from './database/decisions.ts';
import * as HandedOnSite from './database/handed-on-site.ts';
import * as Inactive from './database/inactive.ts';
import type { Database } from './database/pool.ts';
import * as PushSubscriptions from './database/push-subscriptions.ts';
import * as Recipients from './database/recipients.ts';
import { readSettings } from './database/set-up.ts';
import type { InShop } from './database/tenant.ts';
import * as WorkerLeases from './database/worker-lease.ts';
import { createChannelProblems } from './jobs/channel-problems.ts';
import { createAddressGate } from './jobs/check-addresses.ts';
import { createCheckCampaign } from './jobs/check-campaign.ts';
import { createCountEntering } from './jobs/count-entering.ts';
import type { KeepCounts } from './jobs/keep-counts.ts';
import { createOnSiteReactions } from './jobs/on-site-reactions.ts';
import { createReactions } from './jobs/scenario-reactions.ts';
import type { EmailCourierDeps } from './jobs/send-email.ts';
import { createSendMessages } from './jobs/send-messages.ts';
import { joinScenarioEngine } from './scenario-engine.ts';

export interface ScenarioSideParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: InShop;
  readonly enqueue: Enqueue;
  readonly keepCounts: KeepCounts;
  readonly productsOf: EmailCourierDeps['productsOf'];
}

export function joinScenarioSide(parts: ScenarioSideParts) {
  const { config, clock, db, inShop, enqueue, keepCounts, productsOf } = parts;
  const engine = joinScenarioEngine({ clock, inShop });
  const { steps, events } = engine;
  const store = {
    ...engine.store,
    ...Activities,
    ...Decisions,
    ...PushSubscriptions,
    ...Recipients,
    ...WorkerLeases,
  };
  const tokens = createReactionTokens(config.secretKey);
  const channels = joinChannelSide({ config, inShop, enqueue, tokens, productsOf });
  const lease = WorkerLeases.createWorkerLease(db.url, `sends ${randomUUID()}`);
  const sending = {
    clock,
    inShop,
    store,
    events,
    steps,
    readSettings,
    couriers: channels.couriers,
    addressGate: createAddressGate({ store: { ...AddressRisks, ...Inactive } }),
    lease,
  };

  const channelProblems = createChannelProblems(channels.couriers, readSettings);

  return {
    events,
    tokens,
    store,
    channels,
    channelProblem: channels.email.problem,
    channelProblems,
    checkCampaign: createCheckCampaign({ clock, store, channelProblems }),
    steps,
    addCustomers: engine.addCustomers,
    countEntering: createCountEntering({ ...engine, inShop, keepCounts }),
    dryRun: engine.dryRun,
    noteOnSiteReactions: createOnSiteReactions({ store: { ...store, ...HandedOnSite }, events }),
    reactions: createReactions({ clock, inShop, store, steps, events }),
    enterScenarios: engine.enterScenarios,
    stepEnrolments: engine.stepEnrolments,
    senders: CHANNELS.map((channel) => createSendMessages(sending, channel)),
    close: async () => {
      channels.close();
      await lease.release();
    },
  };
}
