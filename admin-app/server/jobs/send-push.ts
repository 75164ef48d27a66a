/** Web push as a channel of scenarios. */
import { renderPush } from '../../core/message/render-push.ts';
import type { EmailLinks } from '../../core/message/types.ts';
import type { Instant } from '../../core/time.ts';
import type { PushChannel } from '../channels/push.ts';
import { type ClaimedMessage, type Courier, cannotBeMade, type Handed, noText } from './courier.ts';
import { textsOf } from './send-message-fields.ts';

export interface PushCourierDeps {
  readonly channel: Pick<PushChannel, 'connections' | 'deliver'>;
  readonly linksOf: (shopId: number, sendId: number) => EmailLinks;
}

export function createPushCourier(deps: PushCourierDeps): Courier {
  return {
    channel: 'push',
    problem: null,
    connections: deps.channel.connections,
    open: async (tx) => ({
      // A browser's address at its push service means nothing to people.
      addressOf: () => null,
      messageIdOf: (sendId) => topicOf(tx.shopId, sendId),
      hand: (message, now) => handPush(deps, message, now),
    }),
  };
}

/** At most 32 letters of the URL-safe base64 alphabet (RFC 8030, section 5.4). */
function topicOf(shopId: number, sendId: number): string {
  return `send-${shopId.toString(36)}-${sendId.toString(36)}`;
}

async function handPush(
  { channel, linksOf }: PushCourierDeps,
  message: ClaimedMessage,
  now: Instant,
): Promise<Handed> {
  const { block, language, shopId, send, recipient, messageId } = message;
  const content = block.channel === 'push' ? block.content[language] : undefined;
  if (!content) return noText(language);
  const links = linksOf(shopId, send.sendId);
  const texts = textsOf(message, links.unsubscribe, now);
  const rendered = renderPush({ content, ...texts, track: links.track });
  if (!rendered.ok) return cannotBeMade(rendered.problem);
  const { delivery, gone } = await channel.deliver({
    subscriptions: recipient.browsers,
    payload: { ...rendered.push, tag: messageId, language },
    topic: messageId,
    lifetimeMs: send.expiresAt - now,
  });
  return { kind: 'delivery', delivery, subject: rendered.push.title, goneBrowsers: gone };
}
