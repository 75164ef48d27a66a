/**
 * What the facts of customers are made from besides the customers themselves, so that a change of it looks only at those
 * whom it could concern. Most of what staff change about a message (its words, its look, its dates) is in no facts.
 */
import { isPersonal, type NumberedMessage, pageMessagesOf } from './authored-message.ts';

export interface FactsBasis {
  /** What everybody's facts hang on. */
  readonly everybody: string;
  /** What the messages in somebody's facts hang on: those of scenarios and of coupons. */
  readonly own: string;
  /** By number, what each message asks of customers. */
  readonly messages: Readonly<Record<string, string>>;
}

export interface BasisMoment {
  readonly zone: string;
  readonly classes: readonly string[];
  readonly tierPlaces: Readonly<Record<string, number>>;
}

export function factsBasis(
  messages: readonly NumberedMessage[],
  { zone, classes, tierPlaces }: BasisMoment,
): FactsBasis {
  const tiers = Object.entries(tierPlaces).sort();
  const asksForDays = messages
    .flatMap(pageMessagesOf)
    .some(({ absentDays, visitors }) => absentDays || visitors);
  return {
    everybody: JSON.stringify([zone, asksForDays]),
    own: JSON.stringify(classes),
    messages: Object.fromEntries(
      messages.map((numbered) => [
        numbered.messageId,
        JSON.stringify([
          askedBy(numbered),
          numbered.message.kind === 'tier reached' ? tiers : null,
        ]),
      ]),
    ),
  };
}

/** The rule of its occasion; of one that becomes a message for each coupon, all of it. */
function askedBy({ message }: NumberedMessage): unknown {
  if (message.kind === 'coupon') return message;
  const versions = message.versionB ? 2 : 1;
  if (!isPersonal(message)) return versions;
  const { segment, kind } = message;
  switch (kind) {
    case 'birthday':
    case 'anniversary':
      return { kind, segment, versions, window: [message.daysBefore, message.daysAfter] };
    case 'tier reached':
      return { kind, segment, versions, tier: [message.tierId, message.withinDays] };
    case 'last category': {
      const { category, afterDays, untilDays } = message;
      return { kind, segment, versions, after: [category, afterDays, untilDays] };
    }
    default:
      return { segment, versions };
  }
}

/** Whose facts a change can have changed. */
export type FactsChange =
  | 'everybody'
  | {
      /** Those with messages of their own. */
      readonly own: boolean;
      /** Those whom these messages concern, or concerned. */
      readonly messageIds: readonly number[];
    };

/** Everybody where nothing is known of before. */
export function changeOfFacts(before: FactsBasis | null, now: FactsBasis): FactsChange {
  if (before?.everybody !== now.everybody) return 'everybody';
  const ids = new Set([...Object.keys(before.messages), ...Object.keys(now.messages)]);
  const changed = [...ids].filter((id) => before.messages[id] !== now.messages[id]);
  return { own: before.own !== now.own, messageIds: changed.map(Number) };
}
