/**
 * On-site messages as staff write them, by the occasion they are for. The pages know no kinds: `pageMessageOf` says what
 * of a message they get, and the occasions of each customer are worked out beforehand and go with the customer's facts.
 */
import type { OnSiteMessage } from './on-site.ts';
import type { PriorityClass } from './types.ts';

export const ON_SITE_KINDS = ['launch', 'birthday', 'login return'] as const;
export type OnSiteKind = (typeof ON_SITE_KINDS)[number];

/** The class that each kind has unless its owner moves it. */
export const CLASS_OF_KIND: Readonly<Record<OnSiteKind, PriorityClass>> = {
  launch: 'ad hoc',
  birthday: 'yearly',
  'login return': 'login return',
};

/** What the server adds to an authored message is not written by staff. */
type Written = Omit<OnSiteMessage, 'personal' | 'absentDays'>;

/** Something new opens: shown between two instants to everyone. */
export interface AuthoredLaunch extends Written {
  readonly kind: 'launch';
}
/** Shown to a logged-in customer in a window around the birthday, once a year. */
export interface AuthoredBirthday extends Written {
  readonly kind: 'birthday';
  readonly daysBefore: number;
  readonly daysAfter: number;
}
/** "What is new since your last visit": shown to a customer who logs in after at least `absentDays` days away. */
export interface AuthoredLoginReturn extends Written {
  readonly kind: 'login return';
  readonly absentDays: number;
}
export type AuthoredMessage = AuthoredLaunch | AuthoredBirthday | AuthoredLoginReturn;

/** What the shop's pages get of a message. */
export function pageMessageOf(authored: AuthoredMessage): OnSiteMessage {
  if (authored.kind === 'birthday') {
    const { kind: _, daysBefore: _before, daysAfter: _after, ...message } = authored;
    return { ...message, personal: true };
  }
  const { kind: _, ...message } = authored;
  return message;
}
