/**
 * Hands claimed mails to the mail server and writes down how each ended. Between the claim and here an order may have
 * arrived or staff may have paused, so that is asked once more just before the mails go.
 */
import { messageFields } from '../../core/message/message-fields.ts';
import { type RenderResult, renderEmail } from '../../core/message/render-email.ts';
import type { EmailLinks } from '../../core/message/types.ts';
import { deferral } from '../../core/priority/deferral.ts';
import type { Instant } from '../../core/time.ts';
import type { Delivery } from '../channels/delivery.ts';
import type { EmailChannel } from '../channels/email.ts';
import type { Clock } from '../clock.ts';
import type * as Sends from '../database/sends.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { MailToSend } from './send-messages-claim.ts';
import { givenUp, left, putOff, type SendOutcome, sent, unknown } from './send-messages-settle.ts';

export interface DeliverDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly store: Pick<typeof Sends, 'readClaimedPlaces'>;
  readonly channel: Pick<EmailChannel, 'deliver' | 'connections'>;
  readonly linksOf: (shopId: number, sendId: number) => EmailLinks;
}

/** Delivers all of them at once and returns how each ended. */
export async function deliverMails(
  deps: DeliverDeps,
  shopId: number,
  mails: readonly MailToSend[],
): Promise<readonly SendOutcome[]> {
  const sendIds = mails.map(({ send }) => send.sendId);
  const places = await deps.inShop(shopId, (tx) => deps.store.readClaimedPlaces(tx, sendIds));
  const placeById = new Map(places.map((place) => [place.sendId, place]));
  return await Promise.all(
    mails.map(async (mail) => {
      const held = holdBack(mail, placeById.get(mail.send.sendId), deps.clock.now());
      return (
        held ?? (await deliver(deps, shopId, mail).catch((error) => broken(deps, mail, error)))
      );
    }),
  );
}

/** Nothing here throws as far as we know. If something does, the mail may have gone: it must not be tried again. */
function broken(deps: DeliverDeps, { send }: MailToSend, error: unknown): SendOutcome {
  return unknown(send, deps.clock.now(), { reason: `Broke off while sending: ${error}` });
}

/** Why a claimed mail does not go after all; null when it goes. */
function holdBack(
  { send }: MailToSend,
  place: Sends.ClaimedPlace | undefined,
  now: Instant,
): SendOutcome | null {
  // Somebody else settled it meanwhile.
  if (!place?.claimed) return {};
  if (place.ordered || place.left) return left(send, place);
  return place.paused ? putOff(send, now, 'the scenario is paused') : null;
}

async function deliver(deps: DeliverDeps, shopId: number, mail: MailToSend): Promise<SendOutcome> {
  const { send, settings } = mail;
  const links = deps.linksOf(shopId, send.sendId);
  const rendered = render(mail, links, deps.clock.now());
  if (!rendered.ok) {
    const { field, message } = rendered.problem;
    return givenUp(
      send,
      'failed',
      deps.clock.now(),
      `The text “${field}” cannot be made: ${message}`,
    );
  }
  const delivery = await deps.channel.deliver({
    ...rendered.email,
    from: { name: settings.senderName, address: settings.senderEmail },
    to: mail.address,
    messageId: mail.messageId,
    unsubscribeUrl: links.unsubscribe,
  });
  return outcomeOf(mail, delivery, rendered.email.subject, deps.clock.now());
}

function render(mail: MailToSend, links: EmailLinks, now: Instant): RenderResult {
  const { block, language, settings, shop } = mail;
  const content = block.content[language];
  if (!content) {
    return {
      ok: false,
      problem: { field: language, message: 'there is no text in this language' },
    };
  }
  return renderEmail({
    content,
    fields: messageFields(mail.recipient, shop, now),
    links,
    frame: {
      language,
      senderName: settings.senderName,
      shopUrl: shop.url,
      postalAddress: settings.postalAddress,
    },
  });
}

function outcomeOf(
  { send, address }: MailToSend,
  delivery: Delivery,
  subject: string,
  at: Instant,
): SendOutcome {
  switch (delivery.kind) {
    case 'sent':
      return sent(send, at, subject);
    case 'unknown':
      return unknown(send, at, { reason: delivery.reason, subject });
    case 'refused': {
      if (!delivery.permanent) return tryLater(send, delivery.reason, at);
      const failed = givenUp(send, 'failed', at, delivery.reason);
      const { sendId } = send;
      return delivery.badAddress
        ? { ...failed, bounced: { address, reason: 'bounced', at, sendId } }
        : failed;
    }
  }
}

const MINUTE_MS = 60_000;
/** Before the next attempt. Five minutes satisfy most servers that turn strangers away the first time. */
const BACK_OFF_MINUTES = [5, 15, 60, 240];

function tryLater(send: MailToSend['send'], reason: string, at: Instant): SendOutcome {
  const minutes = BACK_OFF_MINUTES[send.attempts] ?? BACK_OFF_MINUTES.at(-1) ?? 0;
  const next = deferral(send.expiresAt, at + minutes * MINUTE_MS);
  return next.kind === 'deferred'
    ? putOff(send, next.until, reason)
    : givenUp(send, 'failed', at, `Refused until it expired: ${reason}`);
}
