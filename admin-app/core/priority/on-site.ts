/**
 * Which one message a shopper sees on the page, and why not the others. The widget decides with it on the page, the
 * admin's preview decides with it for any customer: same facts, same answer.
 *
 * Days are whole days since 1970-01-01 in the shop's zone. Instants are epoch milliseconds.
 */
import { birthdayRange, type DayRange } from './birthday.ts';
import { type Candidate, type Ranking, rank } from './rank.ts';
import type { PriorityClass } from './types.ts';

export const ON_SITE_KINDS = ['launch', 'birthday', 'login return'] as const;
export type OnSiteKind = (typeof ON_SITE_KINDS)[number];

/** The class that each kind has unless its owner moves it. */
export const CLASS_OF_KIND: Readonly<Record<OnSiteKind, PriorityClass>> = {
  launch: 'ad hoc',
  birthday: 'yearly',
  'login return': 'login return',
};

export const ON_SITE_FORMS = ['bar', 'corner card'] as const;
export type OnSiteForm = (typeof ON_SITE_FORMS)[number];

export interface OnSiteText {
  readonly title: string;
  readonly body: string;
  /** Both or neither: a link to an http(s) address or a path of the shop. */
  readonly buttonLabel?: string;
  readonly buttonUrl?: string;
}

interface OnSiteMessageBase {
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
}

/** Something new opens: shown between two instants to everyone. */
export interface LaunchMessage extends OnSiteMessageBase {
  readonly kind: 'launch';
}
/** Shown to a logged-in customer in a window around the birthday, once a year. */
export interface BirthdayMessage extends OnSiteMessageBase {
  readonly kind: 'birthday';
  readonly daysBefore: number;
  readonly daysAfter: number;
}
/** "What is new since your last visit": shown to a customer who logs in after at least `absentDays` days away. */
export interface LoginReturnMessage extends OnSiteMessageBase {
  readonly kind: 'login return';
  readonly absentDays: number;
}
export type OnSiteMessage = LaunchMessage | BirthdayMessage | LoginReturnMessage;

/** What the ranking must know about a logged-in customer, and nothing else: no name, no address, no birth year. */
export interface CustomerFacts {
  /** `MM-DD`, or null if unknown. */
  readonly birthday: string | null;
  /** The last day the customer was known to be in the shop, or null if unknown. */
  readonly lastVisitDay: number | null;
  readonly lastOrderDay: number | null;
  /** Messages this customer is held out of. */
  readonly heldOut: readonly string[];
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
   * The last day before this visit on which the customer was near the shop, settled when this visit logged in, so that
   * the visit itself does not end her absence. Null where nothing is settled: then the facts decide.
   */
  readonly lastDay: number | null;
  /** The message that this visit has shown, or null. A visit shows one message. */
  readonly shown: string | null;
}

export const NO_HISTORY: OnSiteHistory = { closed: {}, lastDay: null, shown: null };

export interface PageContext {
  readonly now: number;
  readonly today: number;
  /** The language of the page, `de` or `pt-BR`. */
  readonly language: string;
  readonly loggedIn: boolean;
  /** Shopify's `request.page_type`. */
  readonly pageType: string;
  /** The page is open in the theme editor. */
  readonly designMode: boolean;
}

export type OnSiteRefusal =
  | 'theme editor'
  | 'quiet page'
  | 'not started'
  | 'ended'
  | 'no text in this language'
  | 'held out'
  | 'logged out'
  | 'birthday unknown'
  | 'not near the birthday'
  | 'absence unknown'
  | 'not away long enough'
  | 'closed before'
  | 'another message in this visit';

/** Where a message would stand between a shopper and what she is busy with. */
const QUIET_PAGES = ['cart', 'checkout'];
const DAY_MS = 86_400_000;

/** Ranks all messages for one shopper on one page. `facts` is null when nobody is logged in or nothing is known. */
export function chooseOnSite(
  messages: readonly OnSiteMessage[],
  facts: CustomerFacts | null,
  history: OnSiteHistory,
  page: PageContext,
): Ranking<OnSiteMessage, OnSiteRefusal> {
  const { winner, losers } = rank(onSiteCandidates(messages, facts, history, page));
  return { winner: winner?.message ?? null, losers };
}

export interface OnSiteCandidate extends Candidate<OnSiteRefusal> {
  readonly message: OnSiteMessage;
}

/** All messages as candidates, each with its refusal or none: what `chooseOnSite` ranks. */
export function onSiteCandidates(
  messages: readonly OnSiteMessage[],
  facts: CustomerFacts | null,
  history: OnSiteHistory,
  page: PageContext,
): readonly OnSiteCandidate[] {
  return messages.map((message) => toCandidate(message, facts, history, page));
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
    const text = tag && texts[tag];
    if (text) return { language: tag, text };
  }
  return null;
}

/** The latest of the days on which the customer was near the shop; null if none is known. */
export function lastKnownDay(...days: readonly (number | null | undefined)[]): number | null {
  const known = days.filter((day) => typeof day === 'number');
  return known.length > 0 ? Math.max(...known) : null;
}

function toCandidate(
  message: OnSiteMessage,
  facts: CustomerFacts | null,
  history: OnSiteHistory,
  page: PageContext,
): OnSiteCandidate {
  const { id, priorityClass, ownerRank } = message;
  const occasion = occasionOf(message, facts, history, page);
  const isOccasion = typeof occasion === 'object';
  // The end of a day in UTC: the shop's own midnight differs by hours, on which no tie hangs.
  const occasionEnds = isOccasion ? (occasion.last + 1) * DAY_MS : Infinity;
  return {
    message,
    key: id,
    priorityClass,
    ownerRank,
    endsAt: Math.min(message.until ?? Infinity, occasionEnds),
    refusal:
      refusalOf(message, facts, page) ??
      (isOccasion ? refusalByHistory(id, occasion, facts, history) : occasion),
  };
}

/** What holds for every kind, before its own rule. */
function refusalOf(
  message: OnSiteMessage,
  facts: CustomerFacts | null,
  page: PageContext,
): OnSiteRefusal | null {
  if (page.designMode) return 'theme editor';
  if (QUIET_PAGES.includes(page.pageType)) return 'quiet page';
  if (page.now < (message.from ?? -Infinity)) return 'not started';
  if (page.now >= (message.until ?? Infinity)) return 'ended';
  if (!textFor(message, page.language)) return 'no text in this language';
  if (facts?.heldOut.includes(message.id)) return 'held out';
  return null;
}

/**
 * The rule of each kind: the days of the occasion for it, or why there is none. A message closed on the first of these
 * days or later is done with; one closed earlier was closed on an earlier occasion, a year or an absence ago.
 */
function occasionOf(
  message: OnSiteMessage,
  facts: CustomerFacts | null,
  history: OnSiteHistory,
  page: PageContext,
): DayRange | OnSiteRefusal {
  if (message.kind === 'launch') return { first: -Infinity, last: Infinity };
  if (!page.loggedIn) return 'logged out';
  if (message.kind === 'birthday') {
    if (!facts?.birthday) return 'birthday unknown';
    const { daysBefore, daysAfter } = message;
    return (
      birthdayRange(facts.birthday, page.today, daysBefore, daysAfter) ?? 'not near the birthday'
    );
  }
  const lastDay = history.lastDay ?? lastKnownDay(facts?.lastVisitDay, facts?.lastOrderDay);
  if (lastDay === null) return 'absence unknown';
  if (page.today - lastDay < message.absentDays) return 'not away long enough';
  return { first: lastDay + 1, last: Infinity };
}

function refusalByHistory(
  id: string,
  occasion: DayRange,
  facts: CustomerFacts | null,
  history: OnSiteHistory,
): OnSiteRefusal | null {
  const closedDay = lastKnownDay(facts?.closed[id], history.closed[id]);
  if (closedDay !== null && closedDay >= occasion.first) return 'closed before';
  if (history.shown !== null && history.shown !== id) return 'another message in this visit';
  return null;
}
