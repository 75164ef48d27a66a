import { z } from 'zod';
import type { AuthoredMessage, MessageVersion } from '../core/priority/authored-message.ts';
import type { NoOccasion } from '../core/priority/occasions.ts';
import {
  type CustomerFacts,
  ON_SITE_FORMS,
  type OnSiteMessage,
  type OnSiteRefusal,
  type OnSiteText,
} from '../core/priority/on-site.ts';
import type { LosingReason } from '../core/priority/rank.ts';
import { PRIORITY_CLASSES } from '../core/priority/types.ts';
import type { SplitVerdict } from '../core/results/split-arms.ts';
import { REFUSALS } from './refusals.ts';

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, REFUSALS['not a language']);
const line = z.string().trim().max(300);

/** A path of the shop or an https address; nothing that could run. */
const link = z
  .string()
  .trim()
  .max(500)
  .regex(/^(\/(?![/\\])|https?:\/\/)/, REFUSALS['not a link']);

const onSiteText = z
  .strictObject({
    title: line.min(1, 'a message needs a title'),
    body: line,
    buttonLabel: line.min(1).exactOptional(),
    buttonUrl: link.exactOptional(),
    code: z
      .string()
      .trim()
      .regex(/^\S{1,60}$/, REFUSALS['code with spaces'])
      .exactOptional(),
  })
  .refine((text) => (text.buttonLabel === undefined) === (text.buttonUrl === undefined), {
    message: REFUSALS['button incomplete'],
    path: ['buttonUrl'],
  }) satisfies z.ZodType<OnSiteText>;

const texts = z
  .record(language, onSiteText)
  .refine((given) => Object.keys(given).length > 0, REFUSALS['no text at all']);
const days = z.number().int().min(0).max(365);
/** Windows around two birthdays must not overlap. */
const daysAround = z.number().int().min(0).max(180);
/** A page type of Shopify's, or the beginning of a path. */
const page = z
  .string()
  .trim()
  .max(200)
  .regex(/^(\/(?![/\\])\S*|[a-z_]+)$/, REFUSALS['not a page']);
/** More would leave nobody to speak to. */
const MOST_HELD_OUT = 50;
const MOST_PAGES = 20;

const setting = {
  moved: z
    .strictObject({
      priorityClass: z.enum(PRIORITY_CLASSES),
      reason: z.string().trim().min(1, REFUSALS['reason missing']).max(300),
    })
    .nullable(),
  ownerRank: z.number().int().min(0).max(1_000),
  from: z.number().int().nullable(),
  until: z.number().int().nullable(),
  form: z.enum(ON_SITE_FORMS),
  texts,
  fallbackLanguage: language.nullable(),
  segment: z
    .strictObject({ segmentId: z.number().int().positive(), member: z.boolean() })
    .nullable(),
  pages: z.array(page).max(MOST_PAGES),
  visitors: z.enum(['all', 'new', 'returning']),
  versionB: z.strictObject({ form: z.enum(ON_SITE_FORMS), texts }).nullable(),
  holdout: z.number().int().min(0).max(MOST_HELD_OUT),
};

/** A message without its id, which the server gives. */
export const onSiteContent = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('launch'), ...setting, countdown: z.boolean() }),
    z.strictObject({
      ...{ kind: z.literal('birthday'), ...setting },
      ...{ daysBefore: daysAround, daysAfter: daysAround },
    }),
    z.strictObject({
      ...{ kind: z.literal('anniversary'), ...setting },
      ...{ daysBefore: daysAround, daysAfter: daysAround },
    }),
    z.strictObject({ kind: z.literal('login return'), ...setting, absentDays: days.min(1) }),
    z.strictObject({
      ...{ kind: z.literal('tier reached'), ...setting },
      tierId: z.string().min(1, 'choose a tier').max(60),
      withinDays: days,
    }),
    z.strictObject({
      ...{ kind: z.literal('coupon'), ...setting },
      scenarioId: z.number().int().positive().nullable(),
      countdown: z.boolean(),
    }),
    z.strictObject({
      ...{ kind: z.literal('last category'), ...setting },
      category: z.string().trim().max(255),
      afterDays: days,
      untilDays: days,
    }),
  ])
  .refine(({ from, until }) => from === null || until === null || from < until, {
    message: REFUSALS['ends before it starts'],
    path: ['until'],
  })
  .refine((content) => content.kind !== 'last category' || content.afterDays <= content.untilDays, {
    message: REFUSALS['ends before it starts'],
    path: ['untilDays'],
  })
  .refine(
    (content) =>
      !('countdown' in content) ||
      !content.countdown ||
      content.kind === 'coupon' ||
      content.until !== null,
    {
      message: REFUSALS['countdown without day'],
      path: ['until'],
    },
  );
export type OnSiteContent = z.infer<typeof onSiteContent>;

/** POST /api/onsite-messages → OnSiteMessageView */
export const createOnSiteMessage = z.strictObject({ active: z.boolean(), message: onSiteContent });
/**
 * PUT /api/onsite-messages/:messageId → OnSiteMessageView. Refused with 409 where somebody else has changed or switched
 * it since `revision`; without one it is saved over whatever is there.
 */
export const saveOnSiteMessage = createOnSiteMessage.extend({
  revision: z.string().max(64).optional(),
});

export interface OnSiteMessageView {
  readonly messageId: number;
  readonly active: boolean;
  readonly message: AuthoredMessage;
  /** Another whenever it was changed, or switched on or off. */
  readonly revision: string;
  /** What came of it in the last 30 days; customers who were logged in once each, and guests by times. */
  readonly recently: {
    readonly seen: number;
    readonly clicked: number;
    readonly guestsSeen: number;
  };
}

/** GET /api/onsite-messages; those that are archived are left out. */
export interface OnSiteMessagesView {
  readonly messages: readonly OnSiteMessageView[];
  /** When the shop's pages last got them; null before the first time. */
  readonly publishedAt: number | null;
  /** Customers whose pages are still to be told of what has changed about them. */
  readonly waiting: number;
}

/** POST /api/onsite-messages/:messageId/duplicate → OnSiteMessageView, switched off. DELETE archives one. */

/** GET /api/onsite-messages/:messageId/results */
export interface OnSiteResultsView {
  readonly versions: readonly OnSiteVersionResults[];
  /** Whether more follow one version than the other; null without a second one. */
  readonly verdict: SplitVerdict | null;
  /** Customers whose occasion came, by whether they were held out, and who ordered within the days; null without any. */
  readonly heldOut: {
    readonly windowDays: number;
    readonly shown: OrderedCount;
    readonly held: OrderedCount;
  } | null;
}
export interface OnSiteVersionResults {
  readonly version: MessageVersion;
  readonly customers: OnSiteCounts;
  readonly guests: OnSiteCounts;
}
/** Customers, each once; of guests, times. */
export interface OnSiteCounts {
  readonly seen: number;
  readonly closed: number;
  readonly clicked: number;
  readonly copied: number;
}
export interface OrderedCount {
  readonly customers: number;
  readonly ordered: number;
}

/** POST /api/onsite-messages/ranking: what a shopper would see now. */
export const onSiteQuestion = z.strictObject({
  /** Null for a guest. */
  customerId: z.number().int().positive().nullable(),
  pageType: z.string().max(40),
  path: z.string().max(300),
  language,
  /** Whether a customer has logged in; one who has not is a guest. */
  loggedIn: z.boolean(),
  /** As if the last visit and order were so many days ago; null for as it is. */
  daysAway: z.number().int().min(0).max(3_650).nullable(),
  /** A message as it stands in the form, in place of the stored one and as if it were on; null for what is on. */
  draft: z
    .strictObject({ messageId: z.number().int().positive(), message: onSiteContent })
    .nullable(),
});
export type OnSiteQuestion = z.infer<typeof onSiteQuestion>;

/** Everybody who competes, the winner first, then in the order of the ranking. */
export interface OnSiteRankingView {
  readonly entries: readonly OnSiteRankingEntry[];
  /** Of the winner, for the preview. */
  readonly winner: OnSiteMessage | null;
  /** What the pages know of the customer; null where nothing concerns them. */
  readonly facts: CustomerFacts | null;
}
export interface OnSiteRankingEntry {
  /** Page id, or `message 12` for one that the customer has no coupon for. */
  readonly key: string;
  /** Null for a message of a scenario. */
  readonly messageId: number | null;
  readonly title: string;
  readonly outcome:
    | { readonly kind: 'won' }
    /** Why the customer has no occasion for it. */
    | { readonly kind: 'no occasion'; readonly reason: NoOccasion }
    | { readonly kind: 'held out' }
    | LosingReason<OnSiteRefusal>;
}

const ON_SITE_EVENTS = ['seen', 'closed', 'clicked', 'coupon copied', 'login return'] as const;

/**
 * POST {proxy}/events from the widget: visitor-supplied; who it was comes from Shopify's signature alone. Kind, message
 * and time together tell one event from another: the same report twice is one.
 */
export const onSiteEvents = z.strictObject({
  events: z
    .array(
      z.strictObject({
        kind: z.enum(ON_SITE_EVENTS),
        messageId: z.string().max(40).nullable(),
        at: z.number().int(),
      }),
    )
    .min(1)
    .max(20),
});
