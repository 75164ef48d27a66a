/**
 * Messages on the shop's pages as staff write them, and what the pages get of them. The pages know no kinds: what a
 * message is for has become a range of days among each customer's facts.
 */
import { bucketOf } from './arm.ts';
import {
  CLASS_OF_KIND,
  type OccasionRule,
  type OpenCoupon,
  type SegmentTarget,
} from './occasions.ts';
import type { OnSiteForm, OnSiteMessage, OnSiteText } from './on-site.ts';
import { PRIORITY_CLASSES, type PriorityClass } from './types.ts';

export type TextsByLanguage = Readonly<Record<string, OnSiteText>>;

/** What holds for every kind. */
export interface MessageSetting {
  /** Where the owner moved it to another class than its kind's, and why. */
  readonly moved: { readonly priorityClass: PriorityClass; readonly reason: string } | null;
  /** The owner's order within a class; lower goes first. */
  readonly ownerRank: number;
  /** First instant it may show, and first instant it may no longer show; epoch milliseconds or null. */
  readonly from: number | null;
  readonly until: number | null;
  readonly form: OnSiteForm;
  readonly texts: TextsByLanguage;
  /** The language shown to those whose own is not among the texts, or null to show them nothing. */
  readonly fallbackLanguage: string | null;
  readonly segment: SegmentTarget | null;
  /** Page types (`product`) and beginnings of paths (`/collections/new`); empty for every page. */
  readonly pages: readonly string[];
  readonly visitors: 'all' | 'new' | 'returning';
  /** Another version of it, shown to one half of the shoppers. */
  readonly versionB: { readonly form: OnSiteForm; readonly texts: TextsByLanguage } | null;
  /** Per cent of the customers who are not shown it, to see what it brings. */
  readonly holdout: number;
}

export type AuthoredMessage = OccasionRule & MessageSetting;

export interface NumberedMessage {
  readonly messageId: number;
  readonly message: AuthoredMessage;
}

export type MessageVersion = 'a' | 'b';

/** A message of a page by its id there: `12`, `12b` for its other version, with `:20780` for one coupon of many. */
export function readPageId(
  pageId: string,
): { readonly messageId: number; readonly version: MessageVersion } | null {
  const [, digits, b] = /^(\d{1,15})(b?)(?::\d+)?$/.exec(pageId) ?? [];
  return digits === undefined ? null : { messageId: Number(digits), version: b ? 'b' : 'a' };
}

/** What staff know it by. */
export function titleOf({
  texts,
  fallbackLanguage,
}: Pick<AuthoredMessage, 'texts' | 'fallbackLanguage'>): string {
  const text = texts[fallbackLanguage ?? ''] ?? Object.values(texts)[0];
  return text?.title ?? '';
}

export function effectiveClass({
  kind,
  moved,
}: Pick<AuthoredMessage, 'kind' | 'moved'>): PriorityClass {
  return moved?.priorityClass ?? CLASS_OF_KIND[kind];
}

/** What a message is for the one customer who has this coupon: its code in every text, until the coupon ends. */
export function couponMessagesOf(
  { messageId, message }: NumberedMessage,
  { code, assignedDay, expiresAt }: OpenCoupon,
): readonly OnSiteMessage[] {
  return versionsOf(messageId, message).map((version) => ({
    ...version,
    id: `${version.id}:${assignedDay}`,
    until: Math.min(version.until ?? Infinity, expiresAt),
    texts: Object.fromEntries(
      Object.entries(version.texts).map(([language, text]) => [language, { ...text, code }]),
    ),
  }));
}

/** What every page of the shop gets of a message: nothing where it is made for one customer at a time. */
export function pageMessagesOf({ messageId, message }: NumberedMessage): readonly OnSiteMessage[] {
  return message.kind === 'coupon' ? [] : versionsOf(messageId, message);
}

/**
 * Messages as they rank where the owner has put the classes in another order: the pages know one order only, so that
 * each message gets the class whose place its own has.
 */
export function inClassOrder(
  messages: readonly NumberedMessage[],
  classes: readonly PriorityClass[],
): readonly NumberedMessage[] {
  return messages.map(({ messageId, message }) => {
    const priorityClass = classAt(effectiveClass(message), classes);
    const moved = { priorityClass, reason: message.moved?.reason ?? '' };
    return { messageId, message: { ...message, moved } };
  });
}

/** The class that has on the pages the place which a class has in the owner's order. */
export function classAt(
  priorityClass: PriorityClass,
  classes: readonly PriorityClass[],
): PriorityClass {
  return PRIORITY_CLASSES[classes.indexOf(priorityClass)] ?? priorityClass;
}

function versionsOf(messageId: number, message: AuthoredMessage): readonly OnSiteMessage[] {
  const { form, texts, versionB, holdout } = message;
  const salt = String(messageId);
  const shared = sharedOf(message);
  const shown = 100 - holdout;
  const first = { ...shared, id: salt, form, texts };
  if (!versionB) return [holdout === 0 ? first : { ...first, arm: [salt, 0, shown] }];
  const half = Math.ceil(shown / 2);
  return [
    { ...first, arm: [salt, 0, half] },
    { ...shared, ...versionB, id: `${salt}b`, arm: [salt, half, shown] },
  ];
}

function sharedOf(message: AuthoredMessage): Omit<OnSiteMessage, 'id' | 'form' | 'texts'> {
  const { ownerRank, from, until, fallbackLanguage, pages, visitors } = message;
  const countdown = (message.kind === 'launch' || message.kind === 'coupon') && message.countdown;
  return {
    ...{ priorityClass: effectiveClass(message), ownerRank, from, until, fallbackLanguage },
    ...(isPersonal(message) && { personal: true }),
    ...(message.kind === 'login return' && { absentDays: message.absentDays }),
    ...(pages.length > 0 && { pages }),
    ...(visitors !== 'all' && { visitors }),
    ...(countdown && { countdown: true }),
  };
}

/** Whether each customer's facts say on which days it is for them. */
export function isPersonal({ kind, segment }: Pick<AuthoredMessage, 'kind' | 'segment'>): boolean {
  return segment !== null || (kind !== 'launch' && kind !== 'login return');
}

/** Which version of a message a customer gets; null for none: held out. */
export function versionFor(
  { messageId, message }: NumberedMessage,
  customerId: number,
): MessageVersion | null {
  const place = bucketOf(String(messageId), customerId);
  const shown = 100 - message.holdout;
  if (place >= shown) return null;
  return message.versionB && place >= Math.ceil(shown / 2) ? 'b' : 'a';
}
