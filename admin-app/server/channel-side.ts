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
import type { InShop, ShopTransaction } from './database/tenant.ts';
import type { Couriers } from './jobs/courier.ts';
import { createEmailCourier, type EmailCourierDeps } from './jobs/send-email.ts';
import { createOnSiteCourier } from './jobs/send-on-site.ts';
import { createPushCourier } from './jobs/send-push.ts';
import { createSmsCourier } from './jobs/send-sms.ts';
import { isNamed } from './named-error.ts';
import { createSeal } from './shopify/seal.ts';

export interface ChannelSideParts {
  readonly config: Pick<
    Config,
    'smtpUrl' | 'sms' | 'push' | 'audience' | 'secretKey' | 'publicUrl'
  >;
  readonly inShop: InShop;
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

  /** The shop's own; `unreadable` when it was sealed with a key that is gone, and so has to be given anew. */
  async function storedAccount<Kind extends ProviderKind>(tx: ShopTransaction, provider: Kind) {
    const sealed = await readSealedAccount(tx, provider);
    if (sealed === null) return null;
    try {
      return openAccount(seal, { shopId: tx.shopId, provider }, sealed);
    } catch (error) {
      if (isNamed(error, 'SealError')) return 'unreadable';
      throw error;
    }
  }
  /** Null where the shop has none of its own. */
  async function ownAccount<Kind extends ProviderKind>(tx: ShopTransaction, provider: Kind) {
    const stored = await storedAccount(tx, provider);
    return stored === 'unreadable' ? null : stored;
  }
  /** Of a shop whose own cannot be read, never anybody else's: its customers know its own sender. */
  async function accountOf<Kind extends ProviderKind>(
    tx: ShopTransaction,
    provider: Kind,
    otherwise: AccountKinds[Kind] | null,
  ) {
    const stored = await storedAccount(tx, provider);
    return stored === 'unreadable' ? null : (stored ?? otherwise);
  }
  const accounts = {
    ownAccount,
    sealed: <Kind extends ProviderKind>(
      shopId: number,
      provider: Kind,
      account: AccountKinds[Kind],
    ) => sealAccount(seal, { shopId, provider }, account),
    smsOf: (tx: ShopTransaction) => accountOf(tx, 'sms', config.sms.account),
    audienceOf: (tx: ShopTransaction) => accountOf(tx, 'audience', config.audience.account),
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
