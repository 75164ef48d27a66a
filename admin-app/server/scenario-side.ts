/** Joins everything that talks to customers: who enters a scenario, what step follows, what is sent, what came of it. */
import { randomUUID } from 'node:crypto';
import { createEmailChannel } from './channels/email.ts';
import { createReactionLinks } from './channels/reaction-links.ts';
import { createReactionTokens } from './channels/signed-token.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import * as Activities from './database/activities.ts';
import * as Decisions from './database/decisions.ts';
import * as Enrolments from './database/enrolments.ts';
import * as Entering from './database/entering.ts';
import type { Database } from './database/pool.ts';
import * as Recipients from './database/recipients.ts';
import * as Scenarios from './database/scenarios.ts';
import * as Sends from './database/sends.ts';
import { readSettings } from './database/set-up.ts';
import * as Suppressions from './database/suppressions.ts';
import type { ShopTransaction } from './database/tenant.ts';
import * as WorkerLeases from './database/worker-lease.ts';
import { createEnterScenarios } from './jobs/enter-scenarios.ts';
import { createScenarioEvents } from './jobs/scenario-events.ts';
import { createReactions } from './jobs/scenario-reactions.ts';
import { createScenarioSteps } from './jobs/scenario-steps.ts';
import { createSendMessages } from './jobs/send-messages.ts';
import { createStepEnrolments } from './jobs/step-enrolments.ts';

export interface ScenarioSideParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
}

export function joinScenarioSide({ config, clock, db, inShop, zoneOf }: ScenarioSideParts) {
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
  const steps = createScenarioSteps(store);
  const events = createScenarioEvents({ clock, store, steps });
  const channel = createEmailChannel(config.smtpUrl);
  const tokens = createReactionTokens(config.secretKey);
  const lease = WorkerLeases.createWorkerLease(db.url, `sends ${randomUUID()}`);

  return {
    events,
    tokens,
    store,
    channelProblem: channel.problem,
    reactions: createReactions({ clock, inShop, store, steps, events }),
    enterScenarios: createEnterScenarios({ clock, inShop, zoneOf, store, steps }),
    stepEnrolments: createStepEnrolments({ clock, inShop, store, steps }),
    sendMessages: createSendMessages({
      clock,
      inShop,
      store,
      events,
      steps,
      readSettings,
      channel,
      channelProblem: channel.problem,
      linksOf: createReactionLinks(config.publicUrl, tokens),
      lease,
    }),
    close: async () => {
      channel.close();
      await lease.release();
    },
  };
}
