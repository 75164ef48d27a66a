/**
 * What one customer gets now: at most one message, and a reason for each that does not go. A pure function of what is
 * true at this moment; nothing of what was true when the send was planned counts any more.
 */
import { emailRefusal } from '../../core/consent/may-email.ts';
import { checkCap } from '../../core/priority/cap.ts';
import { deferral } from '../../core/priority/deferral.ts';
import { rank } from '../../core/priority/rank.ts';
import { losingReasonInWords } from '../../core/priority/rank-in-words.ts';
import { HOUR_MS, type Instant } from '../../core/time.ts';
import type { Decision } from '../database/decisions.ts';
import type { StoredEnrolment } from '../database/enrolments.ts';
import type { Recipient } from '../database/recipients.ts';
import type { WaitingSend } from '../database/sends.ts';

/** A send that waits, with the enrolment that asked for it. */
export interface Candidate {
  readonly send: WaitingSend;
  readonly enrolment: StoredEnrolment;
}

export interface CustomerMoment {
  readonly candidates: readonly Candidate[];
  readonly recipient: Recipient | undefined;
  /** When this customer was last sent something. */
  readonly sentAt: readonly Instant[];
  readonly capHours: number;
  /** Why nothing can be sent to anybody at present; null when mails can go. */
  readonly channelProblem: string | null;
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

/** How long a mail waits before looking again whether mails can go at all. */
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
  judged.push(...compete(competing, moment));
  return { judged, decision: decisionOf(judged, moment) };
}

/** What is true of a send whatever else the customer could get; null when it may compete. */
function judgeAlone({ send, enrolment }: Candidate, moment: CustomerMoment): Verdict | null {
  const { recipient, channelProblem, now } = moment;
  if (enrolment.state.ended) return { kind: 'left', ordered: false };
  if (enrolment.orderedAt !== null) return { kind: 'left', ordered: true };
  const refusal = refusalOf(enrolment, recipient);
  if (refusal !== null) return { kind: 'give up', status: 'blocked', reason: refusal };
  if (send.expiresAt <= now) {
    const reason = channelProblem ?? 'could not go before it expired';
    return { kind: 'give up', status: 'blocked', reason };
  }
  if (channelProblem !== null) {
    const until = Math.min(now + CHANNEL_RETRY_MS, send.expiresAt);
    return { kind: 'put off', until, reason: channelProblem };
  }
  return null;
}

function refusalOf(enrolment: StoredEnrolment, recipient: Recipient | undefined): string | null {
  // Never planned for them; asked once more, because this is the promise that matters most.
  if (enrolment.state.heldOut) return 'held out';
  return recipient ? emailRefusal(recipient, recipient.suppression) : 'customer is gone';
}

/** All that the customer could get: the ranking's winner goes, the others wait for their next chance or have lost. */
function compete(
  candidates: readonly Candidate[],
  { sentAt, capHours, now, scenarioName }: CustomerMoment,
): readonly JudgedSend[] {
  const due = candidates.filter(({ send }) => send.dueAt <= now);
  const capMs = capHours * HOUR_MS;
  const cap = checkCap({ max: 1, windowMs: capMs }, sentAt, now);
  if (cap.kind === 'capped') {
    const reason = `at most one message in ${capHours} hours`;
    return due.map((candidate) => putOff(candidate, cap.freeAt, reason));
  }
  const { winner, losers } = rank(
    candidates.map((candidate) => ({
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
  const names = new Map(candidates.map(({ send }) => [keyOf(send), scenarioName(send.scenarioId)]));
  const reasons = new Map(
    losers.map(({ key, reason }) => [
      key,
      losingReasonInWords(reason, (by) => `“${names.get(by) ?? by}”`),
    ]),
  );
  return due.map((candidate) =>
    candidate === winner.candidate
      ? { ...candidate, verdict: { kind: 'send' } }
      : putOff(candidate, nextChanceAt, reasons.get(keyOf(candidate.send)) ?? ''),
  );
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
  const [first] = judged;
  if (!first || moment.channelProblem !== null) return null;
  const winner = judged.find(({ verdict }) => verdict.kind === 'send');
  return {
    at: moment.now,
    customerId: first.send.customerId,
    surface: 'email',
    winner: winner ? keyOf(winner.send) : null,
    others: judged.flatMap(({ send, verdict }) => {
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
