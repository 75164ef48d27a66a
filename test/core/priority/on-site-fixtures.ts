import {
  type BirthdayMessage,
  CLASS_OF_KIND,
  type CustomerFacts,
  type LaunchMessage,
  type LoginReturnMessage,
  NO_HISTORY,
  type OnSiteHistory,
  type PageContext,
} from '../../../admin-app/core/priority/on-site.ts';
import { DAY_MS, parseDay } from '../../../admin-app/core/time.ts';

/** 15 June 2026, noon. */
export const TODAY = parseDay('2026-06-15');
export const NOW = TODAY * DAY_MS + DAY_MS / 2;

const shared = {
  ownerRank: 0,
  from: null,
  until: null,
  form: 'corner card',
  texts: { en: { title: 'Title', body: 'Body' } },
  fallbackLanguage: 'en',
} as const;

export function launch(overrides: Partial<LaunchMessage> = {}): LaunchMessage {
  return {
    ...shared,
    id: 'launch',
    kind: 'launch',
    priorityClass: CLASS_OF_KIND.launch,
    ...overrides,
  };
}

/** From three days before the birthday to three days after it. */
export function birthday(overrides: Partial<BirthdayMessage> = {}): BirthdayMessage {
  return {
    ...shared,
    id: 'birthday',
    kind: 'birthday',
    priorityClass: CLASS_OF_KIND.birthday,
    daysBefore: 3,
    daysAfter: 3,
    ...overrides,
  };
}

/** After at least 30 days away. */
export function loginReturn(overrides: Partial<LoginReturnMessage> = {}): LoginReturnMessage {
  return {
    ...shared,
    id: 'login return',
    kind: 'login return',
    priorityClass: CLASS_OF_KIND['login return'],
    absentDays: 30,
    ...overrides,
  };
}

/** A customer of whom nothing is known. */
export function facts(overrides: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    birthday: null,
    lastVisitDay: null,
    lastOrderDay: null,
    heldOut: [],
    closed: {},
    ...overrides,
  };
}

export function history(overrides: Partial<OnSiteHistory> = {}): OnSiteHistory {
  return { ...NO_HISTORY, ...overrides };
}

/** The home page at noon of 15 June 2026, in English, logged in. */
export function page(overrides: Partial<PageContext> = {}): PageContext {
  return {
    now: NOW,
    today: TODAY,
    language: 'en',
    loggedIn: true,
    pageType: 'index',
    designMode: false,
    ...overrides,
  };
}
