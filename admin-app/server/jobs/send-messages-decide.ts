/**
 * What one customer gets now: at most one message over all channels that disturb, and a reason for each that does not
 * go. A pure function of what is true at this moment; nothing of what was true when the send was planned counts any
 * more.
 */
import { emailRefusal } from '../../core/consent/may-email.ts';
import { onSiteRefusal } from '../../core/consent/may-on-site.ts';
import { pushRefusal } from '../../core/consent/may-push.ts';
import { smsRefusal } from '../../core/consent/may-sms.ts';
import { checkCap } from '../../core/priority/cap.ts';
import { deferral } from '../../core/priority/deferral.ts';
import { rank } from '../../core/priority/rank.ts';
import { losingReasonInWords } from '../../core/priority/rank-in-words.ts';
import { customerZone } from '../../core/scenario/customer-zone.ts';
import { outsideQuietTimes } from '../../core/scenario/send-time.ts';
import type { Channel, ScenarioDefinition } from '../../core/scenario/types.ts';
import { HOUR_MS, type Instant } from '../../core/time.ts';
import type { Decision } from '../database/decisions.ts';
import type { StoredEnrolment } from '../database/enrolments.ts';
import type { Recipient } from '../database/recipients.ts';
import type { WaitingSend } from '../database/sends.ts';

/** A send that waits, with the enrolment that asked for it. */
export interface Candidate {
  readonly send: WaitingSend;
  readonly enrolment: StoredEnrolment;
  readonly definition: ScenarioDefinition;
}

export interface CustomerMoment {
  /** Over every channel. */
  readonly candidates: readonly Candidate[];
  /** The channel that can take a message now. */
  readonly channel: Channel;
  readonly recipient: Recipient | undefined;
  /** When this customer was last sent something. */
  readonly sentAt: readonly Instant[];
  readonly capHours: number;
  /** By channel, why nothing can be sent to anybody at present; null when messages can go. */
  readonly problems: Readonly<Record<Channel, string | null>>;
  readonly shopZone: string;
  readonly now: Instant;
  readonly scenarioName: (scenarioId: number) => string;
}

export type Verdict =
  | { readonly kind: 'send' }
  | { readonly kind: 'put off'; readonly until: Instant; readonly reason: string }
  | { readonly kind: 'give up'; readonly status: 'blocked' | 'outranked'; readonly reason: string }
  /** The enrolment is over, or is about to be: its order is known by now. */
  | { readonly kind: 'left'; readonly ordered: boolean };

export interface JudgedSend extends Candidate {
  readonly verdict: Verdict;
}

export interface CustomerVerdicts {
  readonly judged: readonly JudgedSend[];
  /** For the ledger; null where nobody competed. */
  readonly decision: Decision | null;
}

/** How long a message waits before looking again whether its channel works at all. */
const CHANNEL_RETRY_MS = HOUR_MS;

/** Only due ones are judged; those that come due within the cap take part in the ranking. */
export function judgeCustomer(moment: CustomerMoment): CustomerVerdicts {
  const judged: JudgedSend[] = [];
  const competing: Candidate[] = [];
  for (const candidate of moment.candidates) {
    const verdict = judgeAlone(candidate, moment);
    if (verdict === null) competing.push(candidate);
    else if (candidate.send.dueAt <= moment.now) judged.push({ ...candidate, verdict });
  }
  // What waits on the shop's pages disturbs nobody: it competes there, whenever the customer comes.
  const waiting = competing.filter(({ send }) => isOnSite(send));
  if (moment.channel === 'on-site') judged.push(...sendDue(waiting, moment.now));
  judged.push(
    ...compete(
      competing.filter(({ send }) => !isOnSite(send)),
      moment,
    ),
  );
  return { judged, decision: decisionOf(judged, moment) };
}

function isOnSite({ channel }: WaitingSend): boolean {
  return channel === 'on-site';
}

function sendDue(candidates: readonly Candidate[], now: Instant): readonly JudgedSend[] {
  return candidates
    .filter(({ send }) => send.dueAt <= now)
    .map((candidate) => ({ ...candidate, verdict: { kind: 'send' } }));
}

/** What is true of a send whatever else the customer could get; null when it may compete. */
function judgeAlone(candidate: Candidate, moment: CustomerMoment): Verdict | null {
  const { send, enrolment, definition } = candidate;
  const { recipient, now } = moment;
  if (enrolment.state.ended) return { kind: 'left', ordered: false };
  if (enrolment.orderedAt !== null && definition.goal.kind === 'order') {
    return { kind: 'left', ordered: true };
  }
  const refusal = refusalOf(candidate, recipient);
  if (refusal !== null) return { kind: 'give up', status: 'blocked', reason: refusal };
  const problem = moment.problems[send.channel];
  if (send.expiresAt <= now) {
    const reason = problem ?? 'could not go before it expired';
    return { kind: 'give up', status: 'blocked', reason };
  }
  if (problem !== null) {
    const until = Math.min(now + CHANNEL_RETRY_MS, send.expiresAt);
    return { kind: 'put off', until, reason: problem };
  }
  return rest(candidate, moment);
}

function refusalOf(
  { send, enrolment }: Candidate,
  recipient: Recipient | undefined,
): string | null {
  // Never planned for them; asked once more, because this is the promise that matters most.
  if (enrolment.state.heldOut) return 'held out';
  return recipient ? refusalOn(send.channel, recipient) : 'customer is gone';
}

/** Why the customer may not be written to over this channel, in words; null when they may. */
export function refusalOn(channel: Channel, recipient: Recipient): string | null {
  const { suppressions } = recipient;
  switch (channel) {
    case 'email':
      return emailRefusal(recipient, suppressions.email);
    case 'sms':
      return smsRefusal(recipient, suppressions.sms);
    case 'push':
      return pushRefusal(recipient, suppressions.push);
    case 'on-site':
      return onSiteRefusal(recipient, suppressions.push);
  }
}

/** A pause that the customer asked for, and the quiet times of the scenario on the customer's own clock. */
function rest({ send, definition }: Candidate, moment: CustomerMoment): Verdict | null {
  const { recipient, now, shopZone } = moment;
  const pausedUntil = recipient?.pausedUntil ?? null;
  if (pausedUntil !== null && pausedUntil > now) {
    const reason = 'the customer asked for a pause';
    if (pausedUntil >= send.expiresAt) return { kind: 'give up', status: 'blocked', reason };
    return { kind: 'put off', until: pausedUntil, reason };
  }
  if (isOnSite(send) || send.dueAt > now) return null;
  const zone = customerZone(recipient?.country ?? null, shopZone);
  const until = outsideQuietTimes(now, definition.quiet, zone);
  if (until <= now) return null;
  const reason = 'quiet times';
  if (until >= send.expiresAt) return { kind: 'give up', status: 'blocked', reason };
  return { kind: 'put off', until, reason };
}

/** All that the customer could get: the ranking's winner goes, the others wait for their next chance or have lost. */
function compete(candidates: readonly Candidate[], moment: CustomerMoment): readonly JudgedSend[] {
  const { sentAt, capHours, now, channel, scenarioName } = moment;
  // Without a cap nobody takes another's place: each channel goes by itself.
  const rivals =
    capHours > 0 ? candidates : candidates.filter(({ send }) => send.channel === channel);
  const due = rivals.filter(({ send }) => send.dueAt <= now);
  const capMs = capHours * HOUR_MS;
  const cap = checkCap({ max: 1, windowMs: capMs }, sentAt, now);
  if (cap.kind === 'capped') {
    const reason = `at most one message in ${capHours} hours`;
    return due.map((candidate) => putOff(candidate, cap.freeAt, reason));
  }
  const { winner, losers } = rank(
    rivals.map((candidate) => ({
      candidate,
      key: keyOf(candidate.send),
      priorityClass: candidate.send.priorityClass,
      endsAt: candidate.send.expiresAt,
      // Nothing to arrange scenarios by yet: the older one goes first.
      ownerRank: candidate.send.scenarioId,
      refusal: null,
    })),
  );
  if (!winner) return [];
  const nextChanceAt = Math.max(now, winner.candidate.send.dueAt) + capMs;
  const names = new Map(rivals.map(({ send }) => [keyOf(send), scenarioName(send.scenarioId)]));
  const reasons = new Map(
    losers.map(({ key, reason }) => [
      key,
      losingReasonInWords(reason, (by) => `“${names.get(by) ?? by}”`),
    ]),
  );
  return due.flatMap((candidate): readonly JudgedSend[] => {
    if (candidate !== winner.candidate) {
      return [putOff(candidate, nextChanceAt, reasons.get(keyOf(candidate.send)) ?? '')];
    }
    // The winner of another channel goes when that one is asked.
    return candidate.send.channel === channel ? [{ ...candidate, verdict: { kind: 'send' } }] : [];
  });
}

function putOff(candidate: Candidate, nextChanceAt: Instant | null, reason: string): JudgedSend {
  const chance = deferral(candidate.send.expiresAt, nextChanceAt);
  const verdict: Verdict =
    chance.kind === 'deferred'
      ? { kind: 'put off', until: chance.until, reason }
      : { kind: 'give up', status: 'outranked', reason };
  return { ...candidate, verdict };
}

function keyOf({ sendId }: { readonly sendId: number }): string {
  return `send ${sendId}`;
}

function decisionOf(judged: readonly JudgedSend[], moment: CustomerMoment): Decision | null {
  // What waits because its channel does not work at all has not competed.
  const competed = judged.filter(({ send }) => moment.problems[send.channel] === null);
  const [first] = competed;
  if (!first) return null;
  const winner = competed.find(({ verdict }) => verdict.kind === 'send');
  return {
    at: moment.now,
    customerId: first.send.customerId,
    surface: (winner ?? first).send.channel,
    winner: winner ? keyOf(winner.send) : null,
    others: competed.flatMap(({ send, verdict }) => {
      if (verdict.kind === 'send') return [];
      const until = verdict.kind === 'put off' ? verdict.until : null;
      return [{ key: keyOf(send), reason: reasonOf(verdict), until }];
    }),
  };
}

function reasonOf(verdict: Exclude<Verdict, { kind: 'send' }>): string {
  if (verdict.kind !== 'left') return verdict.reason;
  return verdict.ordered ? 'ordered meanwhile' : 'left the scenario';
}
