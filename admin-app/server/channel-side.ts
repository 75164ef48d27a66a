/** Joins the ways to customers: e-mail, SMS, web push, the shop's pages, and social audiences. */
import type { Enqueue } from './background.ts';
import {
  type AccountKinds,
  openAccount,
  type ProviderKind,
  sealAccount,
} from './channels/accounts.ts';
import { createAudienceChannel } from './channels/audience.ts';
import { createEmailChannel } from './channels/email.ts';
import { createPushChannel } from './channels/push.ts';
import { createReactionLinks, createStatusUrl } from './channels/reaction-links.ts';
import type { ReactionTokens } from './channels/signed-token.ts';
import { createSmsChannel } from './channels/sms.ts';
import type { Config } from './config.ts';
import * as HandedOnSite from './database/handed-on-site.ts';
import { readSealedAccount } from './database/provider-accounts.ts';
import type { ShopTransaction } from './database/tenant.ts';
import type { Couriers } from './jobs/courier.ts';
import { createEmailCourier, type EmailCourierDeps } from './jobs/send-email.ts';
import { createOnSiteCourier } from './jobs/send-on-site.ts';
import { createPushCourier } from './jobs/send-push.ts';
import { createSmsCourier } from './jobs/send-sms.ts';
import { createSeal } from './shopify/seal.ts';

export interface ChannelSideParts {
  readonly config: Pick<
    Config,
    'smtpUrl' | 'sms' | 'push' | 'audience' | 'secretKey' | 'publicUrl'
  >;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly enqueue: Enqueue;
  readonly tokens: ReactionTokens;
  readonly productsOf: EmailCourierDeps['productsOf'];
}

export type ChannelSide = ReturnType<typeof joinChannelSide>;

export function joinChannelSide(parts: ChannelSideParts) {
  const { config, inShop, enqueue, tokens, productsOf } = parts;
  const { publicUrl } = config;
  const email = createEmailChannel(config.smtpUrl);
  const sms = createSmsChannel(config.sms.baseUrl);
  const push = createPushChannel({ ...config.push, contact: `https://${publicUrl.host}` });
  const audience = createAudienceChannel(config.audience.baseUrl);
  const seal = createSeal([config.secretKey]);
  const linksOf = createReactionLinks(publicUrl, tokens);

  /** The shop's own; null where it has none. */
  async function ownAccount<Kind extends ProviderKind>(tx: ShopTransaction, provider: Kind) {
    const sealed = await readSealedAccount(tx, provider);
    return sealed === null ? null : openAccount(seal, { shopId: tx.shopId, provider }, sealed);
  }
  const accounts = {
    ownAccount,
    sealed: <Kind extends ProviderKind>(
      shopId: number,
      provider: Kind,
      account: AccountKinds[Kind],
    ) => sealAccount(seal, { shopId, provider }, account),
    smsOf: async (tx: ShopTransaction) => (await ownAccount(tx, 'sms')) ?? config.sms.account,
    audienceOf: async (tx: ShopTransaction) =>
      (await ownAccount(tx, 'audience')) ?? config.audience.account,
  };
  const couriers: Couriers = {
    email: createEmailCourier({ channel: email, linksOf, productsOf }),
    sms: createSmsCourier({
      channel: sms,
      accountOf: accounts.smsOf,
      linksOf,
      statusUrlOf: createStatusUrl(publicUrl, tokens),
    }),
    push: createPushCourier({ channel: push, linksOf }),
    'on-site': createOnSiteCourier({
      inShop,
      store: HandedOnSite,
      enqueue,
      unsubscribeUrlOf: (shopId, sendId) => linksOf(shopId, sendId).unsubscribe,
    }),
  };
  return { email, sms, push, audience, accounts, couriers, linksOf, close: () => email.close() };
}
