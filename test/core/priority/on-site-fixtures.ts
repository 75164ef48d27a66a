import {
  type CustomerFacts,
  NO_HISTORY,
  type OnSiteHistory,
  type OnSiteMessage,
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

export function launch(overrides: Partial<OnSiteMessage> = {}): OnSiteMessage {
  return { ...shared, id: 'launch', priorityClass: 'ad hoc', ...overrides };
}

/** A personal message: for whoever's facts have an occasion for it. */
export function birthday(overrides: Partial<OnSiteMessage> = {}): OnSiteMessage {
  return { ...shared, id: 'birthday', priorityClass: 'yearly', personal: true, ...overrides };
}

/** After at least 30 days away. */
export function loginReturn(overrides: Partial<OnSiteMessage> = {}): OnSiteMessage {
  return {
    ...shared,
    id: 'login return',
    priorityClass: 'login return',
    absentDays: 30,
    ...overrides,
  };
}

/** A customer of whom nothing is known. */
export function facts(overrides: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    lastVisitDay: null,
    lastOrderDay: null,
    occasions: {},
    closed: {},
    ...overrides,
  };
}

export function history(overrides: Partial<OnSiteHistory> = {}): OnSiteHistory {
  return { ...NO_HISTORY, ...overrides };
}

/** The home page at noon of 15 June 2026, in English, with customer 7 logged in. */
export function page(overrides: Partial<PageContext> = {}): PageContext {
  return {
    now: NOW,
    today: TODAY,
    language: 'en',
    customer: 7,
    pageType: 'index',
    path: '/',
    ...overrides,
  };
}
