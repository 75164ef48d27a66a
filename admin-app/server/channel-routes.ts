/** The addresses of the channels: for staff, for providers that report, and for shoppers who sign up. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_AUDIENCE_ACCOUNT, NO_SMS_ACCOUNT } from '../core/scenario/channel-problems.ts';
import type { Enqueue } from './background.ts';
import type { ChannelSide } from './channel-side.ts';
import { hashKey, MOST_IN_A_BATCH } from './channels/audience.ts';
import { createDomainRecords } from './channels/domain-records.ts';
import type { ReactionTokens } from './channels/signed-token.ts';
import * as SmsWebhooks from './channels/sms-webhooks.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import * as Activities from './database/activities.ts';
import * as AudienceSyncs from './database/audience-syncs.ts';
import * as Audiences from './database/audiences.ts';
import type { Database } from './database/pool.ts';
import * as ProviderAccounts from './database/provider-accounts.ts';
import * as PushSubscriptions from './database/push-subscriptions.ts';
import * as Recipients from './database/recipients.ts';
import * as SendPlaces from './database/send-places.ts';
import * as SendsInFlight from './database/sends-in-flight.ts';
import { noteSenderCheck, readSettings } from './database/set-up.ts';
import { readInstalledShops } from './database/shops.ts';
import * as Suppressions from './database/suppressions.ts';
import type { InShop } from './database/tenant.ts';
import { audienceRoutes } from './http/audiences.ts';
import { channelRoutes } from './http/channels.ts';
import type { ProxyDeps } from './http/proxy.ts';
import { pushSignUpRoutes } from './http/push-sign-up.ts';
import { senderDomainRoutes } from './http/sender-domain.ts';
import { smsWebhookRoutes } from './http/sms-webhooks.ts';
import { createSmsReports } from './jobs/sms-reports.ts';
import { createSyncAudiences } from './jobs/sync-audiences.ts';

export interface ChannelRoutesParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: InShop;
  readonly enqueue: Enqueue;
  readonly tokens: ReactionTokens;
  readonly channels: ChannelSide;
  readonly readSignature: ProxyDeps['readSignature'];
}

const WORKER_SCRIPT = join(import.meta.dirname, 'http/push-worker.js');

export function joinChannelRoutes(parts: ChannelRoutesParts) {
  const { config, clock, db, inShop, enqueue, tokens, channels, readSignature } = parts;
  const { accounts, couriers, sms, push, audience } = channels;
  const publicOrigin = config.publicUrl.origin;
  return {
    /** Below /api, for staff. */
    api: {
      '/channels': channelRoutes({
        clock,
        inShop,
        readSettings,
        couriers,
        accounts,
        store: { ...ProviderAccounts, ...PushSubscriptions, ...Recipients, ...AudienceSyncs },
        sms,
        push,
        noSmsAccount: NO_SMS_ACCOUNT,
        noAudienceAccount: NO_AUDIENCE_ACCOUNT,
        publicOrigin,
      }),
      '/sender-domain': senderDomainRoutes({
        clock,
        inShop,
        readSettings,
        noteSenderCheck,
        records: createDomainRecords(config.nameServers),
      }),
      '/audiences': audienceRoutes({
        clock,
        inShop,
        store: { ...Audiences, ...AudienceSyncs },
        channel: audience,
        accountOf: accounts.audienceOf,
        hashKey,
        noAccount: NO_AUDIENCE_ACCOUNT,
        enqueue,
      }),
    },
    smsWebhooks: smsWebhookRoutes({
      publicOrigin,
      tokens,
      reports: createSmsReports({
        clock,
        inShop,
        listShops: () => readInstalledShops(db),
        store: { ...SendsInFlight, ...SendPlaces, ...Activities, ...Suppressions },
        webhooks: SmsWebhooks,
        accounts,
        serverAccount: config.sms.account,
      }),
    }),
    pushSignUp: pushSignUpRoutes({
      clock,
      readSignature,
      inShop,
      push,
      store: PushSubscriptions,
      workerScript: readFileSync(WORKER_SCRIPT, 'utf8'),
    }),
    syncAudiences: createSyncAudiences({
      clock,
      inShop,
      store: AudienceSyncs,
      channel: audience,
      accountOf: accounts.audienceOf,
      hashKey,
      enqueue,
      batchSize: MOST_IN_A_BATCH,
    }),
    hasAudienceWork: (shopId: number) => inShop(shopId, AudienceSyncs.hasAudienceWork),
  };
}
