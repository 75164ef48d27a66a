/**
 * When each of the messages that one customer could get has its turn. In the order of the ranking each takes the
 * earliest time at which no cap is exceeded, beside what was sent and beside those that go before it. So a more urgent
 * message that is known to come keeps its place from a lesser one that could go now, and a lesser one changes nothing
 * for those before it.
 */
import { type Calendar, type Cap, type Countable, type Counted, checkCaps } from './caps.ts';
import { type Candidate, type Criterion, classOf, criterionOf, inOrder } from './rank.ts';
import type { PriorityClass } from './types.ts';

/** A message that may go as far as it alone is concerned. */
export interface Competitor extends Candidate, Omit<Countable, 'priorityClass'> {
  readonly refusal: null;
  /** Epoch milliseconds before which it cannot go. */
  readonly from: number;
}

/** Why a message cannot go as soon as it could if there were no other. */
export interface Hold {
  readonly caps: readonly Cap[];
  /** The first of those that take its place; null where what was sent already does. */
  readonly by: {
    readonly key: string;
    readonly criterion: Criterion;
    /** When that one has its turn. */
    readonly at: number;
  } | null;
}

export interface Turn<C extends Competitor> {
  readonly competitor: C;
  /** Epoch milliseconds; null where it comes too late, or never. */
  readonly at: number | null;
  /** Null where it goes as soon as it can. */
  readonly hold: Hold | null;
}

export interface ArrangeRules {
  readonly caps: readonly Cap[];
  readonly calendar: Calendar;
  /** The shop's order of classes, most urgent first. */
  readonly classes: readonly PriorityClass[];
}

/** Everybody's turn, in the order of the ranking. `sent` holds also what is on its way. */
export function arrange<C extends Competitor>(
  competitors: readonly C[],
  sent: readonly Counted[],
  rules: ArrangeRules,
): readonly Turn<C>[] {
  const turns: Turn<C>[] = [];
  const taken: (Counted & { readonly competitor: C })[] = [];
  for (const competitor of inOrder(competitors, rules.classes)) {
    const { message, channel, messageKind, from, endsAt } = competitor;
    const asked = { message, channel, messageKind, priorityClass: classOf(competitor) };
    const { caps, calendar } = rules;
    const verdict = checkCaps(caps, asked, from, [...sent, ...taken], calendar);
    const free = verdict.kind === 'allowed' ? from : verdict.freeAt;
    const at = free !== null && free < (endsAt ?? Infinity) ? free : null;
    const hold =
      verdict.kind === 'allowed'
        ? null
        : { caps: verdict.caps, by: holderOf(competitor, asked, { sent, taken }, rules) };
    turns.push({ competitor, at, hold });
    if (at !== null) taken.push({ ...asked, at, competitor });
  }
  return turns;
}

/** The first without whom, and without those after whom, it could go. */
function holderOf<C extends Competitor>(
  held: C,
  asked: Countable,
  { sent, taken }: { sent: readonly Counted[]; taken: readonly (Counted & { competitor: C })[] },
  { caps, calendar, classes }: ArrangeRules,
): Hold['by'] {
  for (let ahead = 0; ahead <= taken.length; ahead += 1) {
    const before = [...sent, ...taken.slice(0, ahead)];
    if (checkCaps(caps, asked, held.from, before, calendar).kind === 'allowed') continue;
    const holder = taken[ahead - 1];
    if (!holder) return null;
    const { key } = holder.competitor;
    return { key, criterion: criterionOf(holder.competitor, held, classes), at: holder.at };
  }
  return null;
}
