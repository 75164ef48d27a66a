/** What is true of a send whatever else the customer could get. Nothing that was true when it was planned counts any more. */
import { emailRefusal } from '../../core/consent/may-email.ts';
import { onSiteRefusal } from '../../core/consent/may-on-site.ts';
import { pushRefusal } from '../../core/consent/may-push.ts';
import { smsRefusal } from '../../core/consent/may-sms.ts';
import { customerZone } from '../../core/scenario/customer-zone.ts';
import { outsideQuietTimes } from '../../core/scenario/send-time.ts';
import type { Channel, QuietTimes, ScenarioDefinition } from '../../core/scenario/types.ts';
import { HOUR_MS, type Instant } from '../../core/time.ts';
import type { StoredEnrolment } from '../database/enrolments.ts';
import type { Recipient } from '../database/recipients.ts';
import type { WaitingSend } from '../database/sends.ts';

/** A send that waits, with the enrolment that asked for it. */
export interface Candidate {
  readonly send: WaitingSend;
  readonly enrolment: StoredEnrolment;
  readonly definition: ScenarioDefinition;
}

/** The customer and the channels as they are now. */
export interface Surroundings {
  readonly recipient: Recipient | undefined;
  /** By channel, why nothing can be sent to anybody at present; null when messages can go. */
  readonly problems: Readonly<Record<Channel, string | null>>;
  readonly shopZone: string;
  readonly now: Instant;
}

export type Refused =
  | { readonly kind: 'put off'; readonly until: Instant; readonly reason: string }
  | { readonly kind: 'give up'; readonly status: 'blocked' | 'outranked'; readonly reason: string }
  /** The enrolment is over, or is about to be: its order is known by now. */
  | { readonly kind: 'left'; readonly ordered: boolean };

export type Eligibility =
  | Refused
  /** May go at `from`; `waitsFor` says what keeps it until then, null where nothing does. */
  | { readonly kind: 'eligible'; readonly from: Instant; readonly waitsFor: string | null };

/** How long a message waits before looking again whether its channel works at all. */
const CHANNEL_RETRY_MS = HOUR_MS;
const TOO_LATE = 'could not go before it expired';

export function eligibilityOf(candidate: Candidate, surroundings: Surroundings): Eligibility {
  const { send, enrolment, definition } = candidate;
  const { recipient, now, problems } = surroundings;
  if (enrolment.state.ended) return { kind: 'left', ordered: false };
  if (enrolment.orderedAt !== null && definition.goal.kind === 'order') {
    return { kind: 'left', ordered: true };
  }
  const refusal = refusalOf(candidate, recipient);
  if (refusal !== null) return blocked(refusal);
  const problem = problems[send.channel];
  if (send.expiresAt <= now) {
    // Something else had its place until the end.
    if (problem === null && send.heldBy !== null) {
      return { kind: 'give up', status: 'outranked', reason: 'outranked until it expired' };
    }
    return blocked(problem ?? TOO_LATE);
  }
  if (problem !== null) {
    const until = Math.min(now + CHANNEL_RETRY_MS, send.expiresAt);
    return { kind: 'put off', until, reason: problem };
  }
  return whenFree(candidate, surroundings);
}

function blocked(reason: string): Refused {
  return { kind: 'give up', status: 'blocked', reason };
}

function refusalOf(
  { send, enrolment, definition }: Candidate,
  recipient: Recipient | undefined,
): string | null {
  // Never planned for them; asked once more, because this is the promise that matters most.
  if (enrolment.state.heldOut) return 'held out';
  if (!recipient) return 'customer is gone';
  const refusal = refusalOn(send.channel, recipient);
  if (refusal !== null) return refusal;
  const block = definition.blocks.find(({ id }) => id === send.blockId);
  if (block?.kind !== 'message') return null;
  const isWritten = Object.values(block.content).some((content) => content !== undefined);
  return isWritten ? null : 'no text in any language';
}

/** Why the customer may not be written to over this channel, in words; null when they may. */
export function refusalOn(channel: Channel, recipient: Recipient): string | null {
  const { suppressions } = recipient;
  switch (channel) {
    case 'email':
      return emailRefusal(recipient, suppressions.email) ?? recipient.addressRefusal ?? null;
    case 'sms':
      return smsRefusal(recipient, suppressions.sms);
    case 'push':
      return pushRefusal(recipient, suppressions.push);
    case 'on-site':
      return onSiteRefusal(recipient, suppressions.push);
  }
}

/** After a pause that the customer asked for, and outside of the quiet times of the scenario on the customer's own clock. */
function whenFree({ send, definition }: Candidate, surroundings: Surroundings): Eligibility {
  const { recipient, now, shopZone } = surroundings;
  const pausedUntil = recipient?.pausedUntil ?? null;
  if (pausedUntil !== null && pausedUntil > now) {
    return waiting(send, pausedUntil, 'the customer asked for a pause');
  }
  const due = Math.max(now, send.dueAt);
  if (send.channel === 'on-site') return { kind: 'eligible', from: due, waitsFor: null };
  const from = outsideQuiet(due, definition.quiet, recipient, shopZone);
  if (from === due) return { kind: 'eligible', from, waitsFor: null };
  return waiting(send, from, 'quiet times');
}

function waiting({ expiresAt }: WaitingSend, until: Instant, reason: string): Eligibility {
  if (until >= expiresAt) return blocked(reason);
  return { kind: 'eligible', from: until, waitsFor: reason };
}

function outsideQuiet(
  instant: Instant,
  quiet: QuietTimes | null,
  recipient: Recipient | undefined,
  shopZone: string,
): Instant {
  return outsideQuietTimes(instant, quiet, customerZone(recipient?.country ?? null, shopZone));
}
