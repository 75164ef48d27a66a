/**
 * One customer, one surface, one moment: who goes first. Sends on the server and messages on the shop's page are ranked
 * by this same function, never by chance and never by a name that people see:
 *
 * 1. who may not show or go now is out, with its refusal;
 * 2. the more urgent class goes first (the class its owner moved it to, where the owner did; in the owner's order of
 *    classes, where there is one);
 * 3. then what ends sooner;
 * 4. then the owner's order;
 * 5. then the key, so that equals always come out the same way.
 */
import { PRIORITY_CLASSES, type PriorityClass } from './types.ts';

export interface Candidate<Refusal extends string = string> {
  /** Unique among the candidates, and the same every time. */
  readonly key: string;
  readonly priorityClass: PriorityClass;
  /** Set where the owner moved it to another class; the reason is kept with the decision. */
  readonly override?: { readonly priorityClass: PriorityClass; readonly reason: string };
  /** Epoch milliseconds from which it is pointless; null or infinite if it never is. */
  readonly endsAt: number | null;
  /** The owner's order within a class; lower goes first. */
  readonly ownerRank: number;
  /** Why it may not show or go now, or null if it may. */
  readonly refusal: Refusal | null;
}

/** The rule by which the winner went before a loser. */
export type Criterion = 'class' | 'ends sooner' | 'owner order' | 'key';

export type LosingReason<Refusal extends string = string> =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'outranked'; readonly by: string; readonly criterion: Criterion };

export interface Loser<Refusal extends string = string> {
  readonly key: string;
  readonly reason: LosingReason<Refusal>;
}

export interface Ranking<Winner, Refusal extends string = string> {
  readonly winner: Winner | null;
  /** Everyone else, in the order of the ranking as if all were eligible. */
  readonly losers: readonly Loser<Refusal>[];
}

/**
 * Ranks one customer's candidates. The order in which they are given does not matter. `classes` is the shop's own order
 * of them, most urgent first, where its owner has changed it.
 */
export function rank<C extends Candidate>(
  candidates: readonly C[],
  classes?: readonly PriorityClass[],
): Ranking<C, NonNullable<C['refusal']>> {
  const winner = winnerOf(candidates, classes);
  const losers: Loser<NonNullable<C['refusal']>>[] = [];
  for (const candidate of inOrder(candidates, classes)) {
    const { key } = candidate;
    const refusal: C['refusal'] = candidate.refusal;
    if (refusal !== null) losers.push({ key, reason: { kind: 'refused', refusal } });
    else if (winner && candidate !== winner) {
      const criterion = criterionOf(winner, candidate, classes);
      losers.push({ key, reason: { kind: 'outranked', by: winner.key, criterion } });
    }
  }
  return { winner, losers };
}

/** The winner alone, for where nobody asks why; null if all are refused. */
export function winnerOf<C extends Candidate>(
  candidates: readonly C[],
  classes?: readonly PriorityClass[],
): C | null {
  const [first] = inOrder(
    candidates.filter(({ refusal }) => refusal === null),
    classes,
  );
  return first ?? null;
}

/** First goes first; refusals are not looked at. */
export function inOrder<C extends Candidate>(
  candidates: readonly C[],
  classes?: readonly PriorityClass[],
): readonly C[] {
  return [...candidates].sort((a, b) => {
    const [, measure] = decidingRule(a, b, classes) ?? [];
    return !measure ? 0 : measure(a, classes) < measure(b, classes) ? -1 : 1;
  });
}

/** The rule by which one goes before the other. */
export function criterionOf(
  ahead: Candidate,
  behind: Candidate,
  classes?: readonly PriorityClass[],
): Criterion {
  return decidingRule(ahead, behind, classes)?.[0] ?? 'key';
}

/** The class that counts: the one its owner moved it to, where the owner did. */
export function classOf({ priorityClass, override }: Candidate): PriorityClass {
  return override?.priorityClass ?? priorityClass;
}

/** A rule's name, and its measure: the lower goes first. */
type Rule = readonly [
  Criterion,
  (candidate: Candidate, classes?: readonly PriorityClass[]) => number | string,
];

/** The rules in their order; a later one decides only between equals of all earlier ones. */
const RULES: readonly Rule[] = [
  ['class', (candidate, classes = PRIORITY_CLASSES) => classes.indexOf(classOf(candidate))],
  ['ends sooner', ({ endsAt }) => endsAt ?? Infinity],
  ['owner order', ({ ownerRank }) => ownerRank],
  ['key', ({ key }) => key],
];

function decidingRule(
  a: Candidate,
  b: Candidate,
  classes?: readonly PriorityClass[],
): Rule | undefined {
  return RULES.find(([, measure]) => measure(a, classes) !== measure(b, classes));
}
