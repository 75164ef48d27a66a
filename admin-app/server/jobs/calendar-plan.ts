/** What one customer is to get in the coming days, and when each has its turn. A pure function of what is known now. */
import { arrange, type Hold, type Turn } from '../../core/priority/arrange.ts';
import { classOf } from '../../core/priority/rank.ts';
import type { PriorityClass } from '../../core/priority/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ComingMessage } from './known-to-come.ts';
import {
  type CustomerMoment,
  countedOf,
  type RankedMessage,
  rankComing,
  rankSend,
} from './send-messages-decide.ts';
import { eligibilityOf } from './send-messages-eligible.ts';

export interface PlanMoment extends Omit<CustomerMoment, 'channel'> {
  /** What comes only if nothing happens before: no order, the condition still holds. */
  readonly expected: readonly ComingMessage[];
}

export interface PlannedMessage {
  /** "send 17", "enrolment 4/email-1", "campaign 9/sms", "scenario 3/email-1". */
  readonly key: string;
  readonly scenarioId: number;
  readonly blockId: string;
  readonly channel: Channel;
  readonly priorityClass: PriorityClass;
  readonly certain: boolean;
  /** When it would leave if the customer got nothing else. */
  readonly plannedAt: Instant;
  /** When it leaves; null where it is no use any more by then. */
  readonly turnAt: Instant | null;
  /** Why it leaves later than planned, or not at all; null where it does not. */
  readonly hold: PlannedHold | null;
}

export interface PlannedHold extends Pick<Hold, 'caps'> {
  /** Null where what was sent before takes its place. */
  readonly by: (NonNullable<Hold['by']> & { readonly scenarioId: number }) | null;
}

/**
 * In the order of the ranking. What is only expected takes no place from what is certain: as long as it is not certain,
 * the ranking does not know of it either.
 */
export function planCustomer(moment: PlanMoment): readonly PlannedMessage[] {
  const ranking = { ...moment, channel: 'email' as const };
  const certain = [
    ...moment.candidates.flatMap((candidate) => {
      const eligibility = eligibilityOf(candidate, moment);
      if (eligibility.kind !== 'eligible' || candidate.send.channel === 'on-site') return [];
      return [rankSend(candidate, eligibility, ranking)];
    }),
    ...moment.coming.map((coming) => rankComing(coming, ranking)),
  ];
  const places = placesOf(moment);
  const planned = plannedOf(turnsOf(certain, ranking), true, places);
  if (moment.expected.length === 0) return planned;

  const expected = moment.expected.map((coming) => rankComing(coming, ranking));
  const isExpected = new Set(expected.map(({ key }) => key));
  const turns = turnsOf([...certain, ...expected], ranking);
  const added = plannedOf(turns, false, places);
  return [...planned, ...added.filter(({ key }) => isExpected.has(key))];
}

type Turns = readonly Turn<RankedMessage>[];

function turnsOf(messages: readonly RankedMessage[], moment: CustomerMoment): Turns {
  const { caps, classes } = moment.priorities;
  return arrange(messages, countedOf(moment), { caps, classes, calendar: moment.calendar });
}

type Place = Pick<PlannedMessage, 'blockId' | 'channel' | 'scenarioId'>;

/** By key, where in which scenario each message belongs. */
function placesOf({ candidates, coming, expected }: PlanMoment): ReadonlyMap<string, Place> {
  return new Map<string, Place>([
    ...candidates.map(
      ({ send: { sendId, scenarioId, blockId, channel } }) =>
        [`send ${sendId}`, { scenarioId, blockId, channel }] as const,
    ),
    ...[...coming, ...expected].map(
      ({ key, scenarioId, block: { id: blockId, channel } }) =>
        [key, { scenarioId, blockId, channel }] as const,
    ),
  ]);
}

function plannedOf(
  turns: Turns,
  certain: boolean,
  places: ReadonlyMap<string, Place>,
): readonly PlannedMessage[] {
  return turns.flatMap(({ competitor, at, hold }) => {
    const { key, from } = competitor;
    const place = places.get(key);
    const by = hold?.by ?? null;
    const holder = by && places.get(by.key);
    const planned: PlannedHold | null = hold && {
      caps: hold.caps,
      by: by && holder ? { ...by, scenarioId: holder.scenarioId } : null,
    };
    if (!place) return [];
    const priorityClass = classOf(competitor);
    return [{ ...place, key, priorityClass, certain, plannedAt: from, turnAt: at, hold: planned }];
  });
}
