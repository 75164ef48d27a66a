/** E-mail as a channel of scenarios. */

import { renderEmail } from '../../core/message/render-email.ts';
import type { EmailLinks, MessageProduct } from '../../core/message/types.ts';
import { NO_SENDER } from '../../core/scenario/channel-problems.ts';
import type { EmailChannel } from '../channels/email.ts';
import type { ShopSettings } from '../database/set-up.ts';
import { type ClaimedMessage, type Courier, cannotBeMade, type Handed, noText } from './courier.ts';
import { textsOf } from './send-message-fields.ts';

export interface EmailCourierDeps {
  readonly channel: Pick<EmailChannel, 'problem' | 'connections' | 'deliver'>;
  readonly linksOf: (shopId: number, sendId: number) => EmailLinks;
  /** What each products block of the message shows to its customer, in the order of the body. */
  readonly productsOf: (message: ClaimedMessage) => Promise<readonly (readonly MessageProduct[])[]>;
}

export function createEmailCourier(deps: EmailCourierDeps): Courier {
  const { channel } = deps;
  return {
    channel: 'email',
    problem: channel.problem,
    connections: channel.connections,
    async open(tx, settings) {
      if (settings === null) return NO_SENDER;
      const domain = settings.senderEmail.split('@').at(-1) ?? '';
      return {
        addressOf: ({ email }) => email,
        messageIdOf: (sendId) => `<send-${tx.shopId}-${sendId}@${domain}>`,
        hand: (message, now) => handEmail(deps, settings, message, now),
      };
    },
  };
}

async function handEmail(
  { channel, linksOf, productsOf }: EmailCourierDeps,
  settings: ShopSettings,
  message: ClaimedMessage,
  now: number,
): Promise<Handed> {
  const { block, language, shop, shopId, send, address } = message;
  const content = block.channel === 'email' ? block.content[language] : undefined;
  if (!content || address === null) return noText(language);
  const links = linksOf(shopId, send.sendId);
  const { fields, frame } = textsOf(message, links.unsubscribe, now);
  const rendered = renderEmail({
    content,
    fields,
    products: await productsOf(message),
    links,
    frame: {
      ...frame,
      senderName: settings.senderName,
      shopUrl: shop.url,
      postalAddress: settings.postalAddress,
    },
  });
  if (!rendered.ok) return cannotBeMade(rendered.problem);
  const delivery = await channel.deliver({
    ...rendered.email,
    from: { name: settings.senderName, address: settings.senderEmail },
    to: address,
    messageId: message.messageId,
    unsubscribeUrl: links.unsubscribe,
  });
  return { kind: 'delivery', delivery, subject: rendered.email.subject };
}
