/** Which channels work, the shop's own accounts at providers, and messages that staff send to try them. */

import { type Context, Hono } from 'hono';
import {
  audienceAccount,
  type ChannelsView,
  smsAccount,
  type TestDelivery,
  testPush,
  testSms,
} from '../../contract/channels.ts';
import { toE164 } from '../../core/consent/phone.ts';
import type { Language } from '../../core/message/types.ts';
import {
  NO_PUSH_BROWSER,
  NOT_A_PHONE,
  problemInWords,
} from '../../core/scenario/channel-problems.ts';
import { CHANNELS } from '../../core/scenario/types.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { AccountKinds, ProviderKind } from '../channels/accounts.ts';
import type { Delivery } from '../channels/delivery.ts';
import type { PushChannel } from '../channels/push.ts';
import type { SmsAccount, SmsChannel } from '../channels/sms.ts';
import type { Clock } from '../clock.ts';
import type * as AudienceSyncs from '../database/audience-syncs.ts';
import type * as ProviderAccounts from '../database/provider-accounts.ts';
import type * as PushSubscriptions from '../database/push-subscriptions.ts';
import type * as Recipients from '../database/recipients.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { Couriers } from '../jobs/courier.ts';
import { parseBody } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import { wordedRefusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';

export interface ChannelRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  readonly couriers: Couriers;
  readonly accounts: {
    ownAccount<Kind extends ProviderKind>(
      tx: ShopTransaction,
      provider: Kind,
    ): Promise<AccountKinds[Kind] | null>;
    smsOf(tx: ShopTransaction): Promise<SmsAccount | null>;
    audienceOf(tx: ShopTransaction): Promise<AccountKinds['audience'] | null>;
    sealed<Kind extends ProviderKind>(
      shopId: number,
      provider: Kind,
      account: AccountKinds[Kind],
    ): Uint8Array;
  };
  readonly store: Pick<typeof ProviderAccounts, 'writeSealedAccount' | 'deleteAccount'> &
    Pick<typeof PushSubscriptions, 'countPushSubscribers'> &
    Pick<typeof Recipients, 'readRecipients'> &
    Pick<typeof AudienceSyncs, 'forgiveSyncErrors'>;
  readonly sms: SmsChannel;
  readonly push: PushChannel;
  readonly noSmsAccount: string;
  readonly noAudienceAccount: string;
  readonly publicOrigin: string;
}

export function channelRoutes(deps: ChannelRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  const { clock, inShop, store, accounts } = deps;
  const answer = async (c: Context<ShopEnvironment>) => {
    const { shopId } = c.get('shop');
    return c.json<ChannelsView>(
      await inShop(shopId, (tx) => readView(deps, tx, readerLanguage(c))),
    );
  };

  async function keep<Kind extends ProviderKind>(
    c: Context<ShopEnvironment>,
    provider: Kind,
    account: AccountKinds[Kind],
  ) {
    const { shopId } = c.get('shop');
    const sealed = accounts.sealed(shopId, provider, account);
    await inShop(shopId, async (tx) => {
      await store.writeSealedAccount(tx, provider, sealed, clock.now());
      if (provider === 'audience') await store.forgiveSyncErrors(tx);
      await noteStaffAct(c, tx, { kind: 'settings.connected', subject: provider });
    });
    return await answer(c);
  }

  routes.get('/', answer);
  routes.put('/sms/account', async (c) => keep(c, 'sms', await parseBody(c, smsAccount)));
  routes.put('/audience/account', async (c) =>
    keep(c, 'audience', await parseBody(c, audienceAccount)),
  );
  for (const provider of ['sms', 'audience'] as const) {
    routes.delete(`/${provider}/account`, async (c) => {
      await inShop(c.get('shop').shopId, async (tx) => {
        await store.deleteAccount(tx, provider);
        await noteStaffAct(c, tx, { kind: 'settings.disconnected', subject: provider });
      });
      return await answer(c);
    });
  }

  routes.post('/sms/test', async (c) => {
    const { to, text } = await parseBody(c, testSms);
    const phone = toE164(to);
    if (phone === null) {
      throw wordedRefusal(422, problemInWords(NOT_A_PHONE, readerLanguage(c)), 'to');
    }
    const account = await inShop(c.get('shop').shopId, accounts.smsOf);
    if (account === null)
      throw wordedRefusal(409, problemInWords(deps.noSmsAccount, readerLanguage(c)));
    const sms = { account, to: phone, text, statusUrl: null, lifetimeMs: HOUR_MS };
    return c.json<TestDelivery>(resultOf(await deps.sms.deliver(sms)));
  });

  routes.post('/push/test', async (c) => {
    const { customerId, ...message } = await parseBody(c, testPush);
    const { shopId } = c.get('shop');
    const found = await inShop(shopId, (tx) => store.readRecipients(tx, [customerId]));
    const { browsers = [], locale } = found.get(customerId) ?? { locale: null };
    if (browsers.length === 0) {
      throw wordedRefusal(409, problemInWords(NO_PUSH_BROWSER, readerLanguage(c)));
    }
    const tag = `test-${shopId.toString(36)}-${clock.now().toString(36)}`;
    const { delivery } = await deps.push.deliver({
      subscriptions: browsers,
      payload: { ...message, tag, language: locale ?? 'en' },
      topic: tag,
      lifetimeMs: HOUR_MS,
    });
    return c.json<TestDelivery>(resultOf(delivery));
  });

  return routes;
}

async function readView(
  deps: ChannelRoutesDeps,
  tx: ShopTransaction,
  language: Language,
): Promise<ChannelsView> {
  const { accounts, store, couriers, publicOrigin } = deps;
  const settings = await deps.readSettings(tx);
  const ownSms = await accounts.ownAccount(tx, 'sms');
  const sms = await accounts.smsOf(tx);
  const ownAudience = await accounts.ownAccount(tx, 'audience');
  const audience = await accounts.audienceOf(tx);
  const channels = [];
  for (const channel of CHANNELS) {
    const courier = couriers[channel];
    const opened = courier.problem ?? (await courier.open(tx, settings));
    channels.push({
      channel,
      problem: typeof opened === 'string' ? problemInWords(opened, language) : null,
    });
  }
  return {
    channels,
    sms: {
      account: sms && { accountSid: sms.accountSid, from: sms.from, own: ownSms !== null },
      inboundUrl: `${publicOrigin}/sms/inbound${ownSms === null ? '' : `/${tx.shopId}`}`,
    },
    push: { subscribers: await store.countPushSubscribers(tx) },
    audience: {
      account: audience && { adAccountId: audience.adAccountId, own: ownAudience !== null },
      problem: audience === null ? problemInWords(deps.noAudienceAccount, language) : null,
    },
  };
}

function resultOf(delivery: Delivery): TestDelivery {
  return {
    outcome: delivery.kind,
    reason: delivery.kind === 'sent' ? null : delivery.reason,
  };
}
