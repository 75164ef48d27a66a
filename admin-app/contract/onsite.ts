import { z } from 'zod';
import {
  type CustomerFacts,
  ON_SITE_FORMS,
  type OnSiteMessage,
  type OnSiteText,
} from '../core/priority/on-site.ts';
import type { AuthoredMessage } from '../core/priority/on-site-kinds.ts';
import { PRIORITY_CLASSES } from '../core/priority/types.ts';

const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language such as en or pt-BR');
const line = z.string().trim().max(300);

/** A path of the shop or an https address; nothing that could run. */
const link = z
  .string()
  .trim()
  .max(500)
  .regex(
    /^(\/(?![/\\])|https?:\/\/)/,
    'expected a path such as /collections/new or an https address',
  );

const onSiteText = z
  .strictObject({
    title: line.min(1, 'a message needs a title'),
    body: line,
    buttonLabel: line.min(1).exactOptional(),
    buttonUrl: link.exactOptional(),
  })
  .refine((text) => (text.buttonLabel === undefined) === (text.buttonUrl === undefined), {
    message: 'a button needs both a label and an address',
    path: ['buttonUrl'],
  }) satisfies z.ZodType<OnSiteText>;

const base = {
  priorityClass: z.enum(PRIORITY_CLASSES),
  ownerRank: z.number().int().min(0).max(1_000),
  from: z.number().int().nullable(),
  until: z.number().int().nullable(),
  form: z.enum(ON_SITE_FORMS),
  texts: z
    .record(language, onSiteText)
    .refine((texts) => Object.keys(texts).length > 0, 'write it in at least one language'),
  fallbackLanguage: language.nullable(),
};
const days = z.number().int().min(0).max(365);
/** Windows around two birthdays must not overlap. */
const daysAround = z.number().int().min(0).max(180);

/** A message without its id, which the server gives. */
export const onSiteContent = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('launch'), ...base }),
    z.strictObject({
      kind: z.literal('birthday'),
      ...base,
      daysBefore: daysAround,
      daysAfter: daysAround,
    }),
    z.strictObject({ kind: z.literal('login return'), ...base, absentDays: days.min(1) }),
  ])
  .refine(
    (message) => message.from === null || message.until === null || message.from < message.until,
    {
      message: 'it must end after it starts',
      path: ['until'],
    },
  );
export type OnSiteContent = z.infer<typeof onSiteContent>;

/** PUT /api/onsite-messages/:messageId → OnSiteMessageView; POST /api/onsite-messages creates one. */
export const saveOnSiteMessage = z.strictObject({ active: z.boolean(), message: onSiteContent });

export interface OnSiteMessageView {
  readonly messageId: number;
  readonly active: boolean;
  readonly message: AuthoredMessage;
}

/** GET /api/onsite-messages */
export interface OnSiteMessagesView {
  readonly messages: readonly OnSiteMessageView[];
  /** When the shop's pages last got them; null before the first time. */
  readonly publishedAt: number | null;
}

/** What the theme block prints for the widget; `today` is a day number in the shop's zone. */
export interface PublishedOnSite {
  readonly messages: readonly OnSiteMessage[];
}
export type { CustomerFacts };

export const ON_SITE_EVENTS = ['seen', 'closed', 'clicked', 'login return'] as const;

/** POST {proxy}/events from the widget: visitor-supplied; who it was comes from Shopify's signature alone. */
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
