/**
 * Messages on the shop's pages as a channel of scenarios: handing one over puts it among the facts that the pages know
 * of this customer, where the widget ranks it with the others when they come.
 */
import { renderOnSite } from '../../core/message/render-on-site.ts';
import type { OnSiteMessage, OnSiteText } from '../../core/priority/on-site.ts';
import type { OnSiteMessageBlock } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type * as HandedOnSite from '../database/handed-on-site.ts';
import type { InShop } from '../database/tenant.ts';
import { type ClaimedMessage, type Courier, cannotBeMade, type Handed, noText } from './courier.ts';
import { textsOf } from './send-message-fields.ts';

export interface OnSiteCourierDeps {
  readonly inShop: InShop;
  readonly store: Pick<typeof HandedOnSite, 'handOnSite'>;
  readonly enqueue: Enqueue;
  readonly unsubscribeUrlOf: (shopId: number, sendId: number) => string;
}

const CONNECTIONS = 20;
/** Messages that come close together are published together. */
const PUBLISH_AFTER_MS = 2_000;

export function createOnSiteCourier(deps: OnSiteCourierDeps): Courier {
  return {
    channel: 'on-site',
    problem: null,
    connections: CONNECTIONS,
    open: async (tx) => ({
      addressOf: () => null,
      messageIdOf: (sendId) => `send-${tx.shopId}-${sendId}`,
      hand: (message, now) => handToPages(deps, message, now),
    }),
  };
}

async function handToPages(
  { inShop, store, enqueue, unsubscribeUrlOf }: OnSiteCourierDeps,
  message: ClaimedMessage,
  now: Instant,
): Promise<Handed> {
  const { block, language, shopId, send } = message;
  const content = block.channel === 'on-site' ? block.content[language] : undefined;
  if (block.channel !== 'on-site' || !content) return noText(language);
  const texts = textsOf(message, unsubscribeUrlOf(shopId, send.sendId), now);
  const rendered = renderOnSite({ content, ...texts });
  if (!rendered.ok) return cannotBeMade(rendered.problem);
  const { title, body, buttonLabel, buttonUrl } = rendered.message;
  // What says the customer's code offers it to be copied too.
  const code = texts.fields.coupon?.code;
  const says = code !== undefined && `${title} ${body}`.includes(code);
  const text = {
    ...{ title, body },
    ...(buttonLabel !== '' && { buttonLabel, buttonUrl }),
    ...(says && { code }),
  };
  await inShop(shopId, (tx) =>
    store.handOnSite(tx, {
      sendId: send.sendId,
      customerId: send.customerId,
      message: pageMessage(message, block, text),
      until: send.expiresAt,
    }),
  );
  await enqueue('publish on-site', { shopId }, { delayMs: PUBLISH_AFTER_MS });
  return { kind: 'delivery', delivery: { kind: 'sent' }, subject: title };
}

/** For this customer alone it is what a launch is for everybody: shown between two instants, once. */
function pageMessage(
  { send, language }: ClaimedMessage,
  block: OnSiteMessageBlock,
  text: OnSiteText,
): OnSiteMessage {
  return {
    id: onSiteIdOf(send.sendId),
    priorityClass: send.priorityClass,
    ownerRank: 0,
    from: null,
    until: send.expiresAt,
    form: block.form,
    texts: { [language]: text },
    fallbackLanguage: language,
  };
}

/** What the widget calls it when it tells that it was seen, closed or followed. */
function onSiteIdOf(sendId: number): string {
  return `send-${sendId}`;
}
