/**
 * Why a shopper sees one message on a page and not another: the page's own decision, made here from the same facts, with
 * the reasons that the page does not know. Pure; the admin asks it for any customer, the ledger afterwards.
 */
import {
  type NumberedMessage,
  pageMessagesOf,
  readPageId,
  versionFor,
} from './authored-message.ts';
import { type KnownVisits, prepareFacts } from './facts-for.ts';
import {
  type KnownCustomer,
  type NoOccasion,
  type OccasionMoment,
  occasionFor,
} from './occasions.ts';
import {
  type CustomerFacts,
  chooseOnSite,
  NO_HISTORY,
  type OnSiteHistory,
  type OnSiteMessage,
  type OnSiteRefusal,
  type PageContext,
} from './on-site.ts';
import type { LosingReason } from './rank.ts';

export interface Shopper {
  readonly customerId: number;
  readonly known: KnownCustomer;
  readonly visits: KnownVisits;
}

export interface OnSiteSituation {
  readonly messages: readonly NumberedMessage[];
  /** Null for a guest. */
  readonly shopper: Shopper | null;
  readonly moment: OccasionMoment;
  readonly page: Omit<PageContext, 'customer' | 'today'>;
  /** What this browser remembers, where it is known. */
  readonly history?: Partial<OnSiteHistory>;
}

export type OnSiteOutcome =
  | { readonly kind: 'won' }
  | { readonly kind: 'no occasion'; readonly reason: NoOccasion }
  | { readonly kind: 'held out' }
  | LosingReason<OnSiteRefusal>;

export interface ExplainedMessage {
  /** Page id; `message 12` for one that is made of a coupon, where there is none. */
  readonly key: string;
  /** Null for a message of a scenario. */
  readonly messageId: number | null;
  /** As the page has it; null where it does not. */
  readonly message: OnSiteMessage | null;
  readonly outcome: OnSiteOutcome;
}

export interface ExplainedPage {
  /** The winner first, then in the order of the ranking as if all might show. */
  readonly entries: readonly ExplainedMessage[];
  readonly winner: OnSiteMessage | null;
  readonly facts: CustomerFacts | null;
}

export function explainOnSite(situation: OnSiteSituation): ExplainedPage {
  const { messages, shopper, moment, history } = situation;
  const facts = shopper && prepareFacts(messages, moment)(shopper.known, shopper.visits);
  const onPage = [...messages.flatMap(pageMessagesOf), ...(facts?.messages ?? [])];
  const page = {
    ...situation.page,
    today: moment.today,
    customer: shopper?.customerId ?? null,
  };
  const { winner, losers } = chooseOnSite(onPage, facts, { ...NO_HISTORY, ...history }, page);
  const byKey = new Map(onPage.map((message) => [message.id, message]));
  const entryOf = (key: string, outcome: OnSiteOutcome): ExplainedMessage => {
    const messageId = readPageId(key)?.messageId ?? null;
    return { key, messageId, message: byKey.get(key) ?? null, outcome };
  };
  const entries = losers.map(({ key, reason }) => entryOf(key, inDetail(situation, key, reason)));
  if (winner) entries.unshift(entryOf(winner.id, { kind: 'won' }));
  return {
    entries: [...entries, ...withoutCoupon(situation, entries)],
    winner,
    facts,
  };
}

/** What the page calls "no occasion" has a reason, which only the server knows. */
function inDetail(
  { messages, shopper, moment }: OnSiteSituation,
  key: string,
  reason: LosingReason<OnSiteRefusal>,
): OnSiteOutcome {
  const place = readPageId(key);
  const numbered = messages.find(({ messageId }) => messageId === place?.messageId);
  if (reason.kind !== 'refused' || !numbered || !shopper) return reason;
  const { refusal } = reason;
  if (refusal === 'other arm')
    return versionFor(numbered, shopper.customerId) === null ? { kind: 'held out' } : reason;
  if (refusal !== 'no occasion' && refusal !== 'not on these days') return reason;
  const { message } = numbered;
  const now = occasionFor(message, message.segment, shopper.known, { ...moment, ahead: 0 });
  return typeof now === 'string' ? { kind: 'no occasion', reason: now } : reason;
}

/** Messages that are made of a coupon, and are not on the page for want of one. */
function withoutCoupon(
  { messages, shopper, moment }: OnSiteSituation,
  entries: readonly ExplainedMessage[],
): readonly ExplainedMessage[] {
  const there = new Set(entries.map(({ messageId }) => messageId));
  return messages.flatMap(({ messageId, message }) => {
    if (message.kind !== 'coupon' || there.has(messageId)) return [];
    const found = shopper && occasionFor(message, message.segment, shopper.known, moment);
    const outcome: OnSiteOutcome =
      typeof found === 'string'
        ? { kind: 'no occasion', reason: found }
        : { kind: 'refused', refusal: 'logged out' };
    return [{ key: `message ${messageId}`, messageId, message: null, outcome }];
  });
}
