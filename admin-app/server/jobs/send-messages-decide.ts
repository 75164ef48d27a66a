/**
 * What one customer gets now: at most one message at a time over a channel, and a reason for each that does not go. All
 * that the customer could get while the caps look back takes part, also what is only known to come. A pure function of
 * what is true at this moment.
 */
import { arrange, type Competitor, type Turn } from '../../core/priority/arrange.ts';
import type { Calendar, Counted } from '../../core/priority/caps.ts';
import { deferral } from '../../core/priority/deferral.ts';
import { overrideOf, ownerRankOf, type Priorities } from '../../core/priority/priorities.ts';
import type { PriorityClass } from '../../core/priority/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Decision } from '../database/decisions.ts';
import type { SentMessage } from '../database/priorities.ts';
import type { ComingMessage } from './known-to-come.ts';
import {
  type Candidate,
  eligibilityOf,
  type Refused,
  type Surroundings,
} from './send-messages-eligible.ts';
import { decisionOf, holdInWords } from './send-messages-ledger.ts';

export interface CustomerMoment extends Surroundings {
  /** Sends that wait, over every channel. */
  readonly candidates: readonly Candidate[];
  /** Known to come, over channels that work and reach the customer. */
  readonly coming: readonly ComingMessage[];
  /** The channel that can take a message now. */
  readonly channel: Channel;
  /** What this customer was sent or is being sent. */
  readonly sent: readonly SentMessage[];
  readonly priorities: Priorities;
  readonly calendar: Calendar;
  readonly scenarioOf: (scenarioId: number) => ScenarioFace;
}

/** What the ranking and the ledger know of a scenario. */
export interface ScenarioFace {
  readonly name: string;
  readonly campaign: boolean;
  readonly template: string;
}

export type Verdict =
  | { readonly kind: 'send' }
  | Exclude<Refused, { kind: 'put off' }>
  | (Extract<Refused, { kind: 'put off' }> & {
      /** What took its place, e.g. "send 17", or "cap" for what was sent before; null for other reasons. */
      readonly heldBy: string | null;
    });

export interface JudgedSend extends Candidate {
  readonly verdict: Verdict;
}

export interface CustomerVerdicts {
  readonly judged: readonly JudgedSend[];
  /** For the ledger; null where nobody competed. */
  readonly decision: Decision | null;
}

/** A message in the ranking: a send that may go, or one that is known to come. */
export interface RankedMessage extends Competitor {
  readonly scenarioId: number;
  /** Null for what is only known to come. */
  readonly candidate: Candidate | null;
  /** Why it cannot go now although it is due; null where nothing but the ranking stands in its way. */
  readonly waitsFor: string | null;
}

/** Only due ones are judged. */
export function judgeCustomer(moment: CustomerMoment): CustomerVerdicts {
  const { now, channel } = moment;
  const judged: JudgedSend[] = [];
  const ranked: RankedMessage[] = moment.coming.map((it) => rankComing(it, moment));
  for (const candidate of moment.candidates) {
    const eligibility = eligibilityOf(candidate, moment);
    const isDue = candidate.send.dueAt <= now;
    if (eligibility.kind !== 'eligible') {
      if (isDue) judged.push({ ...candidate, verdict: unheld(eligibility) });
    } else if (candidate.send.channel !== 'on-site') {
      ranked.push(rankSend(candidate, eligibility, moment));
    } else if (isDue && (channel === 'on-site' || eligibility.from > now)) {
      // What waits on the shop's pages disturbs nobody: it competes there, whenever the customer comes.
      judged.push({ ...candidate, verdict: restOf(eligibility, now) ?? { kind: 'send' } });
    }
  }
  const turns = arrange(ranked, countedOf(moment), {
    caps: moment.priorities.caps,
    calendar: moment.calendar,
    classes: moment.priorities.classes,
  });
  const winner = turns.find((turn) => isDueSend(turn, now) && canGo(turn, moment));
  judged.push(...turns.flatMap((turn) => judgeTurn(turn, winner ?? null, turns, moment)));
  return { judged, decision: decisionOf({ judged, turns, ...moment }) };
}

function unheld(refused: Refused): Verdict {
  return refused.kind === 'put off' ? { ...refused, heldBy: null } : refused;
}

function restOf(
  { from, waitsFor }: { readonly from: Instant; readonly waitsFor: string | null },
  now: Instant,
): Verdict | null {
  if (from <= now) return null;
  return { kind: 'put off', until: from, reason: waitsFor ?? '', heldBy: null };
}

function isDueSend({ competitor: { candidate } }: Turn<RankedMessage>, now: Instant): boolean {
  return candidate !== null && candidate.send.dueAt <= now;
}

/** Now, over the channel that is asked; the one of another channel goes when that is. */
function canGo({ at, competitor }: Turn<RankedMessage>, { now, channel }: CustomerMoment): boolean {
  return at !== null && at <= now && competitor.channel === channel;
}

function judgeTurn(
  turn: Turn<RankedMessage>,
  winner: Turn<RankedMessage> | null,
  turns: readonly Turn<RankedMessage>[],
  moment: CustomerMoment,
): readonly JudgedSend[] {
  const { candidate } = turn.competitor;
  if (candidate === null || !isDueSend(turn, moment.now)) return [];
  if (turn === winner) return [{ ...candidate, verdict: { kind: 'send' } }];
  const verdict = turn.hold
    ? heldVerdict(turn, turn.hold, turns, moment)
    : restOf(turn.competitor, moment.now);
  // Whatever else can go now is next, at once.
  return verdict ? [{ ...candidate, verdict }] : [];
}

/** Waits for its next chance, or has lost. What has not gone yet may be called off: it is looked at again when that goes. */
function heldVerdict(
  { competitor, at }: Turn<RankedMessage>,
  hold: NonNullable<Turn<RankedMessage>['hold']>,
  turns: readonly Turn<RankedMessage>[],
  moment: CustomerMoment,
): Verdict {
  const { now } = moment;
  const { by } = hold;
  const reason = holdInWords(hold, turns, moment);
  const heldBy = by?.key ?? 'cap';
  if (by !== null && by.at > now) {
    const until = Math.min(by.at, at ?? Infinity, competitor.endsAt ?? Infinity);
    return { kind: 'put off', until, reason, heldBy };
  }
  const chance = deferral(competitor.endsAt, at);
  return chance.kind === 'deferred'
    ? { kind: 'put off', until: chance.until, reason, heldBy }
    : { kind: 'give up', status: 'outranked', reason };
}

export function rankSend(
  candidate: Candidate,
  { from, waitsFor }: { readonly from: Instant; readonly waitsFor: string | null },
  moment: CustomerMoment,
): RankedMessage {
  const { send } = candidate;
  const key = `send ${send.sendId}`;
  return {
    ...facesOf(send, key, moment),
    key,
    channel: send.channel,
    endsAt: send.expiresAt,
    from,
    waitsFor,
    candidate,
  };
}

export function rankComing(coming: ComingMessage, moment: CustomerMoment): RankedMessage {
  const { block, scenarioId, dueAt, expiresAt } = coming;
  const { channel, id: blockId, priorityClass } = block;
  const { key } = coming;
  return {
    ...facesOf({ scenarioId, blockId, priorityClass }, key, moment),
    key,
    channel,
    endsAt: expiresAt,
    from: dueAt,
    waitsFor: null,
    candidate: null,
  };
}

interface Place {
  readonly scenarioId: number;
  readonly blockId: string;
  readonly priorityClass: PriorityClass;
}

/** What ranking and caps see of a message. All messages of a campaign to a customer are one. */
function facesOf(place: Place, ownKey: string, { priorities, scenarioOf }: CustomerMoment) {
  const { scenarioId, priorityClass } = place;
  const { campaign, template } = scenarioOf(scenarioId);
  const override = overrideOf(priorities, place);
  return {
    scenarioId,
    priorityClass,
    ...(override && { override }),
    ownerRank: ownerRankOf(priorities, scenarioId),
    refusal: null,
    message: campaign ? `campaign ${scenarioId}` : ownKey,
    messageKind: campaign ? 'campaign' : template,
  };
}

export function countedOf(moment: CustomerMoment): readonly Counted[] {
  return moment.sent.map((sent) => {
    const { scenarioId, channel, at, campaign, template } = sent;
    const { priorityClass } = overrideOf(moment.priorities, sent) ?? sent;
    return {
      message: campaign ? `campaign ${scenarioId}` : `send ${sent.sendId}`,
      channel,
      priorityClass,
      messageKind: campaign ? 'campaign' : template,
      // Another process may have sent it since this one looked at the clock.
      at: Math.min(at, moment.now),
    };
  });
}
