/** What staff write for every channel, what they see of it before it goes, and the trial they send themselves. */
import { z } from 'zod';
import {
  type Answer,
  type EmailBlock,
  type EmailContent,
  LANGUAGES,
  MOST_PRODUCTS,
  type OnSiteContent,
  type ProductSource,
  type PushContent,
  type SmsContent,
} from '../core/message/types.ts';
import { couponPrefix, discount, validDays } from './coupon.ts';
import { REFUSALS } from './refusals.ts';

const text = z.string().max(20_000);
const line = z.string().max(500);
const answerId = z.string().regex(/^[a-z0-9-]{1,40}$/, REFUSALS['not an identifier']);
const answer: z.ZodType<Answer> = z.strictObject({ id: answerId, label: text });

const shopifyId = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const productSource: z.ZodType<ProductSource> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('last category') }),
  z.strictObject({ kind: z.literal('bestsellers') }),
  z.strictObject({ kind: z.literal('new since last visit') }),
  z.strictObject({
    kind: z.literal('deal'),
    of: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('product'), productId: shopifyId }),
      z.strictObject({ kind: z.literal('tag'), tag: z.string().max(255) }),
    ]),
  }),
  z.strictObject({ kind: z.literal('new category'), days: z.number().int().min(1).max(365) }),
]);

const emailBlock: z.ZodType<EmailBlock> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text }),
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('button'), label: text, url: text }),
  z.strictObject({ kind: z.literal('answers'), question: text, answers: z.array(answer).max(12) }),
  z.strictObject({
    kind: z.literal('products'),
    title: line,
    source: productSource,
    fallback: productSource.nullable(),
    count: z.number().int().min(1).max(MOST_PRODUCTS),
  }),
  z.strictObject({ kind: z.literal('divider') }),
]);

export const emailContent: z.ZodType<EmailContent> = z.strictObject({
  subject: line,
  preheader: line,
  body: z.array(emailBlock).max(50),
});

export const smsContent: z.ZodType<SmsContent> = z.strictObject({ text: z.string().max(4_000) });

export const pushContent: z.ZodType<PushContent> = z.strictObject({
  title: line,
  body: z.string().max(2_000),
  url: z.string().max(2_000),
});

export const onSiteContent: z.ZodType<OnSiteContent> = z.strictObject({
  title: line,
  body: z.string().max(2_000),
  buttonLabel: line,
  buttonUrl: z.string().max(2_000),
});

const language = z.enum(LANGUAGES);

/** A message of one channel in one language. */
export const channelMessage = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('email'), content: emailContent }),
  z.strictObject({ channel: z.literal('sms'), content: smsContent }),
  z.strictObject({ channel: z.literal('push'), content: pushContent }),
  z.strictObject({ channel: z.literal('on-site'), content: onSiteContent }),
]);

/** What the scenario gives before this message; null where it gives none, absent where nobody knows. */
const previewedCoupon = z
  .strictObject({ discount, prefix: couponPrefix, validDays })
  .nullable()
  .optional();
export type PreviewedCoupon = NonNullable<z.infer<typeof previewedCoupon>>;

/** POST /api/messages/preview → MessagePreview; renders without saving or sending. */
export const previewMessage = z.strictObject({
  message: channelMessage,
  /** Null shows it as an example customer. */
  customerId: z.number().int().nullable(),
  /** The language of `content`; without it the customer's. */
  language: language.optional(),
  coupon: previewedCoupon,
});

interface PreviewBase {
  /** The customer's name. */
  readonly asCustomer: string;
}

export type MessagePreview = PreviewBase &
  (
    | {
        readonly channel: 'email';
        readonly subject: string;
        readonly preheader: string;
        readonly html: string;
        readonly text: string;
      }
    | {
        readonly channel: 'sms';
        readonly text: string;
        /** As the provider counts, with this customer's values. */
        readonly parts: number;
        readonly outsideGsm: readonly string[];
      }
    | ({ readonly channel: 'push' } & PushContent)
    | ({ readonly channel: 'on-site' } & OnSiteContent)
  );

/** POST /api/messages/test-email → TestSent; goes to an address staff give, and counts nowhere. */
export const testEmail = z.strictObject({
  content: emailContent,
  language,
  customerId: z.number().int().nullable(),
  coupon: previewedCoupon,
  to: z.email('expected an e-mail address such as anna@example.com').max(254),
});

export interface TestSent {
  readonly to: string;
  readonly subject: string;
}

/** GET /api/messages/products?search=…&id=… → ProductChoices; `id` names one that is chosen already. */
export interface ProductChoices {
  readonly products: readonly ProductChoice[];
}

export interface ProductChoice {
  readonly productId: number;
  readonly title: string;
  readonly category: string;
  readonly imageUrl: string | null;
}

export type ChannelMessage = z.infer<typeof channelMessage>;
