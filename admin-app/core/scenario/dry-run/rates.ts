/** How customers are assumed to react in a dry run; shown beside its result, because nobody knows. */
import type { Instant } from '../../time.ts';
import { HOUR_MS } from '../../time.ts';
import { placeOf } from '../holdout.ts';
import type { MessageBlock } from '../types.ts';

/** Shares from 0 to 1 of the messages that reach somebody. Whoever answers has clicked, whoever clicks has opened. */
export interface AssumedRates {
  readonly opened: number;
  readonly clicked: number;
  /** Of those that ask a question. */
  readonly answered: number;
  readonly visited: number;
  readonly couponUsed: number;
}

export const USUAL_RATES: AssumedRates = {
  opened: 0.35,
  clicked: 0.05,
  answered: 0.03,
  visited: 0.1,
  couponUsed: 0.03,
};

/** Reactions come some hours after the message. */
const REACTION_DELAY_MS = 6 * HOUR_MS;

export interface AssumedReactions {
  readonly at: Instant;
  /** The strongest one; null for none. */
  readonly reaction: 'opened' | 'clicked' | 'answered' | null;
  readonly answer: string | null;
  readonly visits: boolean;
  readonly usesCoupon: boolean;
}

/** The same for the same `who` each time: a dry run repeated gives the same numbers. */
export function assumeReactions(
  rates: AssumedRates,
  block: MessageBlock,
  who: string,
  sentAt: Instant,
): AssumedReactions {
  const answers = answerIds(block);
  const place = placeOf(`${who}:reaction`);
  const reaction = reactionAt(place, rates, answers.length > 0);
  const nth = Math.floor(placeOf(`${who}:answer`) * answers.length);
  return {
    at: sentAt + REACTION_DELAY_MS,
    reaction,
    answer: reaction === 'answered' ? (answers[nth] ?? null) : null,
    visits: placeOf(`${who}:visit`) < rates.visited,
    usesCoupon: placeOf(`${who}:coupon`) < rates.couponUsed,
  };
}

function reactionAt(
  place: number,
  { opened, clicked, answered }: AssumedRates,
  asks: boolean,
): AssumedReactions['reaction'] {
  if (asks && place < answered) return 'answered';
  if (place < clicked) return 'clicked';
  return place < opened ? 'opened' : null;
}

function answerIds(block: MessageBlock): readonly string[] {
  if (block.channel !== 'email') return [];
  const { body = [] } = block.content[block.fallbackLanguage] ?? {};
  return body.flatMap((part) => (part.kind === 'answers' ? part.answers.map(({ id }) => id) : []));
}
