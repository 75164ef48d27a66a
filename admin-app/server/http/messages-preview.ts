/** A message as a customer would get it at this moment, whatever its channel. */
import type { ChannelMessage, MessagePreview, PreviewedCoupon } from '../../contract/messages.ts';
import { cleanPrefix } from '../../core/coupon/coupon-code.ts';
import { couponExpiry } from '../../core/coupon/validity.ts';
import { languageFor } from '../../core/message/language.ts';
import {
  fieldsOf,
  type IssuedCoupon,
  type MessageReader,
} from '../../core/message/message-fields.ts';
import { textProblemInWords } from '../../core/message/problem-in-words.ts';
import { renderEmail } from '../../core/message/render-email.ts';
import { renderOnSite } from '../../core/message/render-on-site.ts';
import { renderPush } from '../../core/message/render-push.ts';
import { renderSms } from '../../core/message/render-sms.ts';
import type { TextProblem } from '../../core/message/text-problems.ts';
import type {
  EmailContent,
  EmailLinks,
  Language,
  MessageFields,
  RenderedEmail,
  TextFrame,
} from '../../core/message/types.ts';
import { DAY_MS, dayOf, formatDay, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Recipients from '../database/recipients.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { readProductsNow } from '../jobs/message-products.ts';
import { notFound, type Refusal, wordedRefusal } from './refusal.ts';

export interface PreviewDeps {
  readonly clock: Clock;
  readonly store: Pick<typeof Recipients, 'readRecipients' | 'readShopFront'>;
  readonly readProducts: (
    tx: ShopTransaction,
    question: Parameters<typeof readProductsNow>[2],
  ) => ReturnType<typeof readProductsNow>;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
}

/** Buttons lead where they will, but nothing is recorded, and nobody is unsubscribed from a preview. */
const PREVIEW_LINKS: EmailLinks = {
  track: (url) => url,
  answer: () => '#',
  unsubscribe: '#',
  pixel: null,
};

/** Somebody to show a message to before there are customers. */
const EXAMPLE = { firstName: 'Anna', lastName: 'Martin', product: 'Linen shirt', daysAgo: 92 };
/** A coupon to show until customers have theirs. */
const EXAMPLE_COUPON: PreviewedCoupon = {
  discount: { kind: 'percentage', percent: 15 },
  prefix: 'BACK',
  validDays: 14,
};
/** The rest of its code. */
const EXAMPLE_CODE = '7K2M-9QXA';

export interface Asked {
  readonly customerId: number | null;
  /** Null: the customer's own. */
  readonly language: Language | null;
  /** What the scenario gives before; undefined: nobody knows. */
  readonly coupon?: PreviewedCoupon | null | undefined;
}

/** Everything a message to this customer is made from at this moment. */
export interface Written {
  readonly name: string;
  readonly customerId: number | null;
  readonly fields: MessageFields;
  readonly frame: TextFrame;
  readonly shop: Recipients.ShopFront;
  readonly settings: ShopSettings | null;
  readonly now: Instant;
}

export async function writeFor(
  { clock, store, readSettings }: PreviewDeps,
  tx: ShopTransaction,
  { customerId, language, coupon: given }: Asked,
): Promise<Written> {
  const now = clock.now();
  const shop = await store.readShopFront(tx);
  const reader =
    customerId === null ? exampleReader(now, shop.zone) : await readReader(store, tx, customerId);
  const frame: TextFrame = {
    language: language ?? languageFor(reader.locale, shop.languages),
    currency: shop.currency,
  };
  const coupon = given === null ? null : exampleCoupon(given ?? EXAMPLE_COUPON, now, shop.zone);
  const fields = fieldsOf(reader, { shop, frame, now, coupon, unsubscribeUrl: shop.url });
  const settings = await readSettings(tx);
  return { name: reader.name, customerId, fields, frame, shop, settings, now };
}

/** What is wrong with a text is told in the reader's language, whatever the message's own. */
export async function previewOf(
  deps: PreviewDeps,
  tx: ShopTransaction,
  asked: Asked & { readonly message: ChannelMessage },
  reader: Language,
): Promise<MessagePreview> {
  const { message } = asked;
  const written = await writeFor(deps, tx, asked);
  const { fields, frame, name: asCustomer } = written;
  switch (message.channel) {
    case 'email': {
      const email = await emailOf(deps, tx, { content: message.content, written, reader });
      return { channel: 'email', asCustomer, ...email };
    }
    case 'sms': {
      const rendered = renderSms({ content: message.content, fields, frame, track: null });
      if (!rendered.ok) throw refusalOf(rendered.problem, reader);
      const { parts, outsideGsm } = rendered.size;
      return { channel: 'sms', asCustomer, text: rendered.text, parts, outsideGsm };
    }
    case 'push': {
      const track = (url: string) => url;
      const rendered = renderPush({ content: message.content, fields, frame, track });
      if (!rendered.ok) throw refusalOf(rendered.problem, reader);
      return { channel: 'push', asCustomer, ...rendered.push };
    }
    case 'on-site': {
      const rendered = renderOnSite({ content: message.content, fields, frame });
      if (!rendered.ok) throw refusalOf(rendered.problem, reader);
      return { channel: 'on-site', asCustomer, ...rendered.message };
    }
  }
}

export async function emailOf(
  { readProducts }: PreviewDeps,
  tx: ShopTransaction,
  asked: { readonly content: EmailContent; readonly written: Written; readonly reader: Language },
): Promise<RenderedEmail> {
  const { content, written, reader } = asked;
  const { fields, frame, shop, settings, customerId, now } = written;
  const rendered = renderEmail({
    content,
    fields,
    products: await readProducts(tx, { content, customerId, now, shopUrl: shop.url }),
    links: PREVIEW_LINKS,
    frame: {
      ...frame,
      senderName: settings?.senderName ?? shop.name,
      shopUrl: shop.url,
      postalAddress: settings?.postalAddress ?? '',
    },
  });
  if (rendered.ok) return rendered.email;
  throw refusalOf(rendered.problem, reader);
}

function refusalOf({ field, cause }: TextProblem, reader: Language): Refusal {
  return wordedRefusal(422, textProblemInWords(cause, reader), `content.${field}`);
}

interface NamedReader extends MessageReader {
  readonly name: string;
  readonly locale: string | null;
}

async function readReader(
  store: PreviewDeps['store'],
  tx: ShopTransaction,
  customerId: number,
): Promise<NamedReader> {
  const recipient = (await store.readRecipients(tx, [customerId])).get(customerId);
  if (!recipient || recipient.gone) throw notFound('customer');
  const { firstName, lastName, email } = recipient;
  return { ...recipient, name: `${firstName} ${lastName}`.trim() || email || 'No name' };
}

function exampleReader(now: Instant, zone: string): NamedReader {
  const { firstName, lastName, product, daysAgo } = EXAMPLE;
  const today = dayOf(now, zone);
  return {
    name: `${firstName} ${lastName}`,
    locale: null,
    firstName,
    lastName,
    tier: 'Gold',
    tierDetails: {
      benefits: { en: 'Free delivery', fr: 'Livraison offerte', pl: 'Darmowa dostawa' },
      loseOn: formatDay(today + 24),
      keeps: 4_900,
      unit: 'money',
    },
    orders: 7,
    spentMinor: 41_250,
    birthday: '1990-03-14',
    dueDay: formatDay(today - 19),
    lastOrder: { at: now - daysAgo * DAY_MS, product, category: 'Shirts' },
  };
}

function exampleCoupon(
  { discount, prefix, validDays }: PreviewedCoupon,
  now: Instant,
  zone: string,
): IssuedCoupon {
  const start = cleanPrefix(prefix);
  return {
    code: start === '' ? EXAMPLE_CODE : `${start}-${EXAMPLE_CODE}`,
    discount,
    expiresAt: validDays === null ? null : couponExpiry(now, zone, validDays),
  };
}
