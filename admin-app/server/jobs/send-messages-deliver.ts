/**
 * Hands claimed messages to their channel and tells how each ended. Between the claim and here an order may have
 * arrived or staff may have paused, so that is asked once more just before the messages go.
 */
import { deferral } from '../../core/priority/deferral.ts';
import type { Instant } from '../../core/time.ts';
import type { Delivery, Refused } from '../channels/delivery.ts';
import type { Clock } from '../clock.ts';
import type * as SendsInFlight from '../database/sends-in-flight.ts';
import type { NewSuppression } from '../database/suppressions.ts';
import type { InShop } from '../database/tenant.ts';
import type { ClaimedMessage, Handed, OpenCourier } from './courier.ts';
import { givenUp, left, putOff, type SendOutcome, sent, unknown } from './send-messages-settle.ts';

export interface DeliverDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof SendsInFlight, 'readClaimedPlaces'>;
}

/** Delivers all of them at once and returns how each ended. */
export async function deliverMessages(
  deps: DeliverDeps,
  shopId: number,
  courier: OpenCourier,
  messages: readonly ClaimedMessage[],
): Promise<readonly SendOutcome[]> {
  const sendIds = messages.map(({ send }) => send.sendId);
  const places = await deps.inShop(shopId, (tx) => deps.store.readClaimedPlaces(tx, sendIds));
  const placeById = new Map(places.map((place) => [place.sendId, place]));
  return await Promise.all(
    messages.map(async (message) => {
      const { clock } = deps;
      const held = holdBack(message, placeById.get(message.send.sendId), clock.now());
      if (held) return held;
      try {
        const handed = await courier.hand(message, clock.now());
        return outcomeOf(message, handed, clock.now());
      } catch (error) {
        // Nothing here throws as far as we know. If something does, the message may have gone: never again.
        return unknown(message.send, clock.now(), { reason: `Broke off while sending: ${error}` });
      }
    }),
  );
}

/** Why a claimed message does not go after all; null when it goes. */
function holdBack(
  { send, definition }: ClaimedMessage,
  place: SendsInFlight.ClaimedPlace | undefined,
  now: Instant,
): SendOutcome | null {
  // Somebody else settled it meanwhile.
  if (!place?.claimed) return {};
  const ordered = place.ordered && definition.goal.kind === 'order';
  if (ordered || place.left) return left(send, { ordered });
  return place.paused ? putOff(send, now, 'the scenario is paused') : null;
}

function outcomeOf(message: ClaimedMessage, handed: Handed, at: Instant): SendOutcome {
  const { send } = message;
  if (handed.kind === 'cannot be made') {
    const reason = `The text “${handed.field}” cannot be made: ${handed.message}`;
    return givenUp(send, 'failed', at, reason);
  }
  const { delivery, subject, goneBrowsers = [] } = handed;
  return { ...deliveryOutcome(message, delivery, subject, at), goneBrowsers };
}

function deliveryOutcome(
  message: ClaimedMessage,
  delivery: Delivery,
  subject: string,
  at: Instant,
): SendOutcome {
  const { send } = message;
  switch (delivery.kind) {
    case 'sent':
      return sent(send, at, { subject, providerId: delivery.providerId ?? null });
    case 'unknown':
      return unknown(send, at, { reason: delivery.reason, subject });
    case 'refused':
      return delivery.permanent ? refused(message, delivery, at) : tryLater(send, delivery, at);
  }
}

function refused({ send, address }: ClaimedMessage, delivery: Refused, at: Instant): SendOutcome {
  const failed = givenUp(send, 'failed', at, delivery.reason);
  const { channel, sendId } = send;
  if (address === null || channel === 'on-site') return failed;
  const suppress = (reason: NewSuppression['reason']): SendOutcome => ({
    ...failed,
    suppressed: { channel, address, reason, at, sendId },
  });
  if (delivery.unsubscribed) return suppress('unsubscribed');
  return delivery.badAddress ? suppress('bounced') : failed;
}

const MINUTE_MS = 60_000;
/** Before the next attempt. Five minutes satisfy most servers that turn strangers away the first time. */
const BACK_OFF_MINUTES = [5, 15, 60, 240];

function tryLater(
  send: ClaimedMessage['send'],
  { reason, retryAfterMs }: Refused,
  at: Instant,
): SendOutcome {
  const next = deferral(send.expiresAt, at + waitOf(send.attempts, retryAfterMs));
  return next.kind === 'deferred'
    ? putOff(send, next.until, reason)
    : givenUp(send, 'failed', at, `Refused until it expired: ${reason}`);
}

/** What the provider asks for; whoever asks again and again is given more time than that. */
function waitOf(attempts: number, retryAfterMs: number | undefined): number {
  const own = (BACK_OFF_MINUTES[attempts] ?? BACK_OFF_MINUTES.at(-1) ?? 0) * MINUTE_MS;
  if (retryAfterMs === undefined) return own;
  return attempts < BACK_OFF_MINUTES.length ? retryAfterMs : Math.max(own, retryAfterMs);
}
