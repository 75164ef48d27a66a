/**
 * Which one message a shopper sees on the page, and why not the others. The widget decides with it on the page, the
 * admin's preview decides with it for any customer: same facts, same answer.
 *
 * Days are whole days since 1970-01-01 in the shop's zone. Instants are epoch milliseconds.
 */
import { bucketOf } from './arm.ts';
import { type Candidate, type Ranking, rank } from './rank.ts';
import type { PriorityClass } from './types.ts';

/**
 * Where it stands: along the lower edge, in a corner, in a place of the theme that the merchant chose (a corner card where
 * there is none), or behind a small label that the shopper opens.
 */
export const ON_SITE_FORMS = ['bar', 'corner card', 'slot', 'dialog'] as const;
export type OnSiteForm = (typeof ON_SITE_FORMS)[number];

export interface OnSiteText {
  readonly title: string;
  readonly body: string;
  /** Both or neither: a link to an http(s) address or a path of the shop. */
  readonly buttonLabel?: string;
  readonly buttonUrl?: string;
  /** A discount code to copy. A button that leads to a path of the shop applies it on the way there. */
  readonly code?: string;
}

/** A message as the shop's pages have it. They know no kinds: what it is for has become what it asks for. */
export interface OnSiteMessage {
  readonly id: string;
  /** The effective class: that of the kind, or the one its owner moved it to (the reason stays with the owner). */
  readonly priorityClass: PriorityClass;
  /** The owner's order within a class; lower goes first. */
  readonly ownerRank: number;
  /** First instant it may show, or null. */
  readonly from: number | null;
  /** First instant it may no longer show, or null. */
  readonly until: number | null;
  readonly form: OnSiteForm;
  /** By language tag, `de` or `pt-BR`. */
  readonly texts: Readonly<Record<string, OnSiteText>>;
  /** The language shown to those whose own is not among the texts, or null to show them nothing. */
  readonly fallbackLanguage: string | null;
  /** Only for customers whose facts have an occasion for it, on the days of that. */
  readonly personal?: true;
  /** Only for customers who log in after at least so many days away. */
  readonly absentDays?: number;
  /** Only on these: Shopify's page types (`product`), or beginnings of paths (`/collections/new`). */
  readonly pages?: readonly string[];
  /** Only for those who have been in the shop on an earlier day, or only for the others. */
  readonly visitors?: 'new' | 'returning';
  /**
   * Only for those whose bucket (see `bucketOf`) with this salt is at least `from` and below `to`. Two messages with one
   * salt and arms side by side are an A/B test; what the arms leave over at the top end is held out.
   */
  readonly arm?: Arm;
  /** Shows the time that is left until its end. */
  readonly countdown?: true;
}

/** Salt, first bucket, first bucket no longer in it; 0 to 100. */
export type Arm = readonly [salt: string, from: number, to: number];

/** First and last day of an occasion, both included; null where it has no such end. */
export type Occasion = readonly [firstDay: number | null, lastDay: number | null];

/** What the ranking must know about a logged-in customer, and nothing else: no name, no address, no birthday. */
export interface CustomerFacts {
  /** The last day the customer was known to be in the shop, or null if unknown. */
  readonly lastVisitDay: number | null;
  readonly lastOrderDay: number | null;
  /**
   * By message: the current or next occasion of each personal message that this customer has one for. Whoever closes
   * the message on the first day or later is done with it until an occasion that begins later.
   */
  readonly occasions: Readonly<Record<string, Occasion>>;
  /** Messages this customer closed or followed on any device, each with the last day it happened. */
  readonly closed: Readonly<Record<string, number>>;
  /** Messages that wait for this customer alone; the page prints them among the others. Absent for none. */
  readonly messages?: readonly OnSiteMessage[];
}

/** What this browser remembers, after consent only. */
export interface OnSiteHistory {
  /** Messages closed or followed here, each with the last day it happened. */
  readonly closed: Readonly<Record<string, number>>;
  /**
   * The last day before this visit on which the shopper was near the shop, as far as was known when it began and when she
   * logged in, so that the visit itself does not end her absence. 0 if nothing was known; not there: the facts decide.
   */
  readonly lastDay?: number;
  /** The message that this visit has shown. A visit shows one message. */
  readonly shown?: string;
  /** Whom it was shown to; null for a guest. */
  readonly shownTo?: number | null;
  /** What stands for a guest in a draw; not there until a second visit. */
  readonly seed?: number | null;
}

export const NO_HISTORY: OnSiteHistory = { closed: {} };

export interface PageContext {
  readonly now: number;
  readonly today: number;
  /** The language of the page, `de` or `pt-BR`. */
  readonly language: string;
  /** Who is logged in; null if nobody is. */
  readonly customer: number | null;
  /** Shopify's `request.page_type`. */
  readonly pageType: string;
  /** The page's path, without the folder of its language. */
  readonly path: string;
}

export type OnSiteRefusal =
  | 'quiet page'
  | 'not started'
  | 'ended'
  | 'no text in this language'
  | 'other page'
  | 'other visitors'
  | 'other arm'
  | 'logged out'
  | 'no occasion'
  | 'not on these days'
  | 'absence unknown'
  | 'not away long enough'
  | 'closed before'
  | 'another message in this visit';

/** Where a message would stand between a shopper and what she is busy with. */
const QUIET_PAGES = ['cart', 'checkout'];
export const DAY_MS = 86_400_000;

/** Ranks all messages for one shopper on one page. `facts` is null when nobody is logged in or nothing is known. */
export function chooseOnSite(
  messages: readonly OnSiteMessage[],
  facts: CustomerFacts | null,
  history: OnSiteHistory,
  page: PageContext,
): Ranking<OnSiteMessage, OnSiteRefusal> {
  const lastDay = lastKnownDay(facts?.lastVisitDay, facts?.lastOrderDay);
  const { winner, losers } = rank(
    messages.map((message) => onSiteCandidate(message, facts, { lastDay, ...history }, page)),
  );
  return { winner: winner?.message ?? null, losers };
}

export interface OnSiteCandidate extends Candidate<OnSiteRefusal> {
  readonly message: OnSiteMessage;
}

export interface LocalText {
  /** The language of the text, which need not be the shopper's own. */
  readonly language: string;
  readonly text: OnSiteText;
}

/** The text in the shopper's language, else in its base language, else in the fallback; null if there is none. */
export function textFor(
  { texts, fallbackLanguage }: OnSiteMessage,
  language: string,
): LocalText | null {
  for (const tag of [language, language.split('-')[0], fallbackLanguage]) {
    const text = texts[tag ?? ''];
    if (tag && text) return { language: tag, text };
  }
  return null;
}

/** The latest of the days on which the customer was near the shop; 0 if none is known. */
export function lastKnownDay(...days: readonly (number | null | undefined)[]): number {
  return Math.max(...days.map((day) => day || 0));
}

/**
 * A message as a candidate, with its refusal or none: what `chooseOnSite` ranks. The history says the last day. Where
 * something in the message or facts is not what it should be, it throws or refuses.
 */
export function onSiteCandidate(
  message: OnSiteMessage,
  facts: CustomerFacts | null,
  history: OnSiteHistory,
  page: PageContext,
): OnSiteCandidate {
  const { id, until, personal } = message;
  const occasion = personal && facts?.occasions[id];
  // The end of a day in UTC: the shop's own midnight differs by hours, on which no tie hangs.
  const occasionEnds = ((occasion?.[1] ?? Infinity) + 1) * DAY_MS;
  return {
    ...message,
    message,
    key: id,
    endsAt: Math.min(until ?? Infinity, occasionEnds),
    refusal: refusalOf(message, occasion, facts, history, page),
  };
}

/** The rules in their order. What is no number where one should be is refused: nothing compares with it. */
function refusalOf(
  message: OnSiteMessage,
  occasion: Occasion | undefined,
  facts: CustomerFacts | null,
  { closed, lastDay = 0, shown, shownTo, seed }: OnSiteHistory,
  { now, today, language, customer, pageType, path }: PageContext,
): OnSiteRefusal | null {
  const { id, from, until, pages, visitors, arm, personal, absentDays } = message;
  const firstDay = lastKnownDay(occasion?.[0], absentDays && lastDay + 1);
  const closedDay = lastKnownDay(facts?.closed[id], closed[id]);
  const isReturning = (lastDay || today) < today;

  if (QUIET_PAGES.includes(pageType)) return 'quiet page';
  if (now < (from ?? 0)) return 'not started';
  if (now >= (until ?? Infinity)) return 'ended';
  if (!textFor(message, language)) return 'no text in this language';
  if (pages && !pages.some((each) => each === pageType || path.startsWith(each)))
    return 'other page';
  if (visitors && isReturning !== (visitors === 'returning')) return 'other visitors';
  if (arm && !isInArm(arm, customer ?? seed)) return 'other arm';
  if ((personal || absentDays) && !customer) return 'logged out';
  if (personal && !occasion) return 'no occasion';
  if (absentDays && !lastDay) return 'absence unknown';
  if (absentDays && !(today - lastDay >= absentDays)) return 'not away long enough';
  if (!(today >= firstDay && today <= (occasion?.[1] ?? Infinity))) return 'not on these days';
  // Closed earlier, it was closed on an earlier occasion: a year or an absence ago.
  if (closedDay && closedDay >= firstDay) return 'closed before';
  // What she saw as a guest does not keep from her what is for her alone.
  if (shown && shown !== id && (shownTo || !(personal || absentDays)))
    return 'another message in this visit';
  return null;
}

function isInArm([salt, from, to]: Arm, seed: number | null | undefined): boolean {
  const bucket = bucketOf(salt, seed);
  return bucket >= from && bucket < to;
}
