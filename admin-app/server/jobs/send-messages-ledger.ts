/** What the ledger keeps of a decision: who competed, who won, and why each other did not, in words and in parts. */
import type { Hold, Turn } from '../../core/priority/arrange.ts';
import { capInWords, losingReasonInWords } from '../../core/priority/rank-in-words.ts';
import type { Instant } from '../../core/time.ts';
import type { Decision, DecisionOther, OwnerChoices } from '../database/decisions.ts';
import type { CustomerMoment, JudgedSend, RankedMessage } from './send-messages-decide.ts';

type RankedTurn = Turn<RankedMessage>;

export interface DecisionParts extends CustomerMoment {
  readonly judged: readonly JudgedSend[];
  readonly turns: readonly RankedTurn[];
}

/** "outranked by “Launch” on 2026-06-16 at 09:00: it is more urgent (at most one message in 24 hours)". */
export function holdInWords(
  { by, caps }: Hold,
  turns: readonly RankedTurn[],
  moment: CustomerMoment,
): string {
  const reached = caps.map(capInWords).join(', and ');
  if (by === null) return reached;
  const holder = turns.find(({ competitor }) => competitor.key === by.key)?.competitor;
  const name = `“${holder ? moment.scenarioOf(holder.scenarioId).name : by.key}”`;
  const when = by.at > moment.now ? ` on ${timeInWords(by.at, moment.shopZone)}` : '';
  const lost = losingReasonInWords(
    { kind: 'outranked', by: by.key, criterion: by.criterion },
    () => name + when,
  );
  return `${lost} (${reached})`;
}

function timeInWords(at: Instant, zone: string): string {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return local.format(at).replace(' ', ' at ');
}

/** Null where nothing that was due has competed. */
export function decisionOf(parts: DecisionParts): Decision | null {
  const { judged, turns, problems, now } = parts;
  // What waits because its channel does not work at all has not competed.
  const competed = judged.filter(({ send }) => problems[send.channel] === null);
  const [first] = competed;
  if (!first) return null;
  const winner = competed.find(({ verdict }) => verdict.kind === 'send');
  const isWinner = (key: string) => winner !== undefined && key === keyOf(winner);
  const refused = competed.flatMap((it) => (isRanked(it, turns) ? [] : (refusedOther(it) ?? [])));
  const others = turns
    .filter(({ competitor }) => !isWinner(competitor.key))
    .map((turn) => rankedOther(turn, competed, parts));
  return {
    at: now,
    customerId: first.send.customerId,
    surface: (winner ?? first).send.channel,
    winner: winner ? keyOf(winner) : null,
    others: [...refused, ...others],
    owner: ownerChoices(parts),
  };
}

function keyOf({ send }: JudgedSend): string {
  return `send ${send.sendId}`;
}

function isRanked(judged: JudgedSend, turns: readonly RankedTurn[]): boolean {
  return turns.some(({ competitor }) => competitor.key === keyOf(judged));
}

function refusedOther(judged: JudgedSend): DecisionOther | null {
  const { verdict } = judged;
  if (verdict.kind === 'send') return null;
  const until = verdict.kind === 'put off' ? verdict.until : null;
  const reason = reasonOf(verdict);
  return { key: keyOf(judged), reason, until, why: { kind: 'refused' } };
}

function reasonOf(verdict: Exclude<JudgedSend['verdict'], { kind: 'send' }>): string {
  if (verdict.kind !== 'left') return verdict.reason;
  return verdict.ordered ? 'ordered meanwhile' : 'left the scenario';
}

function rankedOther(
  turn: RankedTurn,
  competed: readonly JudgedSend[],
  parts: DecisionParts,
): DecisionOther {
  const { competitor, at, hold } = turn;
  const { key, waitsFor, from } = competitor;
  const judged = competed.find((it) => keyOf(it) === key)?.verdict;
  const until = at ?? untilOf(judged) ?? from;
  if (hold) {
    const { by, caps } = hold;
    const reason = holdInWords(hold, parts.turns, parts);
    const lost = judged?.kind === 'give up';
    return { key, reason, until: lost ? null : until, why: { kind: 'held', by, caps } };
  }
  if (from <= parts.now) return { key, reason: 'goes next', until, why: { kind: 'next' } };
  if (waitsFor !== null) return { key, reason: waitsFor, until, why: { kind: 'refused' } };
  return { key, reason: 'comes later', until, why: { kind: 'later' } };
}

function untilOf(verdict: JudgedSend['verdict'] | undefined): Instant | null {
  return verdict?.kind === 'put off' ? verdict.until : null;
}

/** What the owner decided that bears on these; null where nothing does. */
function ownerChoices({ turns, priorities }: DecisionParts): OwnerChoices | null {
  const moved = turns.flatMap(({ competitor: { key, override } }) =>
    override ? [{ key, priorityClass: override.priorityClass, reason: override.reason }] : [],
  );
  const { classes, classesReason } = priorities;
  if (moved.length === 0 && classesReason === '') return null;
  return { moved, ...(classesReason !== '' && { classes, classesReason }) };
}
