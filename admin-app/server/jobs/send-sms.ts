/** SMS as a channel of scenarios. */

import { renderSms } from '../../core/message/render-sms.ts';
import type { EmailLinks } from '../../core/message/types.ts';
import { NO_SMS_ACCOUNT } from '../../core/scenario/channel-problems.ts';
import type { Instant } from '../../core/time.ts';
import type { SmsAccount, SmsChannel } from '../channels/sms.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { type ClaimedMessage, type Courier, cannotBeMade, type Handed, noText } from './courier.ts';
import { textsOf } from './send-message-fields.ts';

export interface SmsCourierDeps {
  readonly channel: SmsChannel;
  /** The shop's own account, else the server's; null without any. */
  readonly accountOf: (tx: ShopTransaction) => Promise<SmsAccount | null>;
  readonly linksOf: (shopId: number, sendId: number) => EmailLinks;
  /** Where the provider reports what became of a send. */
  readonly statusUrlOf: (shopId: number, sendId: number) => string;
}

export function createSmsCourier(deps: SmsCourierDeps): Courier {
  return {
    channel: 'sms',
    problem: null,
    connections: deps.channel.connections,
    async open(tx) {
      const account = await deps.accountOf(tx);
      if (account === null) return NO_SMS_ACCOUNT;
      return {
        addressOf: ({ phone }) => phone,
        messageIdOf: (sendId) => `send-${tx.shopId}-${sendId}`,
        hand: (message, now) => handSms(deps, account, message, now),
      };
    },
  };
}

async function handSms(
  { channel, linksOf, statusUrlOf }: SmsCourierDeps,
  account: SmsAccount,
  message: ClaimedMessage,
  now: Instant,
): Promise<Handed> {
  const { block, language, shopId, send, address } = message;
  const content = block.channel === 'sms' ? block.content[language] : undefined;
  if (!content || address === null) return noText(language);
  const links = linksOf(shopId, send.sendId);
  const texts = textsOf(message, links.unsubscribe, now);
  const rendered = renderSms({ content, ...texts, track: links.track });
  if (!rendered.ok) return cannotBeMade(rendered.problem);
  const delivery = await channel.deliver({
    account,
    to: address,
    text: rendered.text,
    statusUrl: statusUrlOf(shopId, send.sendId),
    lifetimeMs: send.expiresAt - now,
  });
  return { kind: 'delivery', delivery, subject: rendered.text };
}
