/** What staff see and try of a message before customers get it: previews, test mails, products to choose from. */
import { Hono } from 'hono';
import { z } from 'zod';
import {
  type ChannelMessage,
  type MessagePreview,
  type PreviewedCoupon,
  type ProductChoices,
  previewMessage,
  type TestSent,
  testEmail,
} from '../../contract/messages.ts';
import { cleanPrefix } from '../../core/coupon/coupon-code.ts';
import { couponExpiry } from '../../core/coupon/validity.ts';
import { languageOf } from '../../core/message/language.ts';
import {
  fieldsOf,
  type IssuedCoupon,
  type MessageReader,
} from '../../core/message/message-fields.ts';
import { renderEmail } from '../../core/message/render-email.ts';
import { renderOnSite } from '../../core/message/render-on-site.ts';
import { renderPush } from '../../core/message/render-push.ts';
import { renderSms } from '../../core/message/render-sms.ts';
import type { TextProblem } from '../../core/message/texts.ts';
import type {
  EmailContent,
  EmailLinks,
  Language,
  MessageFields,
  RenderedEmail,
  TextFrame,
} from '../../core/message/types.ts';
import { DAY_MS, dayOf, formatDay, type Instant } from '../../core/time.ts';
import type { EmailChannel } from '../channels/email.ts';
import type { Clock } from '../clock.ts';
import type * as MessageProducts from '../database/message-products.ts';
import type * as Recipients from '../database/recipients.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { readProductsNow } from '../jobs/message-products.ts';
import { parseBody } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface MessageRoutesDeps {
  readonly clock: Clock;
  readonly readShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly store: Pick<typeof Recipients, 'readRecipients' | 'readShopFront'> &
    Pick<typeof MessageProducts, 'searchProducts' | 'findProduct'>;
  readonly readProducts: (
    tx: ShopTransaction,
    question: Parameters<typeof readProductsNow>[2],
  ) => ReturnType<typeof readProductsNow>;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  readonly email: Pick<EmailChannel, 'problem' | 'deliver'>;
  /** Different each time: a test mail is never one that was sent before. */
  readonly newId: () => string;
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

const MOST_PRODUCT_CHOICES = 10;
const productQuery = z.object({
  search: z.string().max(200).catch(''),
  id: z.coerce.number().int().positive().nullable().catch(null),
});

/** Mounted at /api/messages. */
export function messageRoutes(deps: MessageRoutesDeps): ShopRoutes {
  const { clock, readShop, store } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.post('/preview', async (c) => {
    const { message, language = null, ...asked } = await parseBody(c, previewMessage);
    const preview = await readShop(c.get('shop').shopId, (tx) =>
      previewOf(deps, tx, { message, language, ...asked }),
    );
    return c.json<MessagePreview>(preview);
  });

  routes.post('/test-email', async (c) => {
    const { content, to, ...asked } = await parseBody(c, testEmail);
    const { email, settings } = await readShop(c.get('shop').shopId, async (tx) => {
      const written = await writeFor(deps, tx, asked);
      return { ...written, email: await emailOf(deps, tx, content, written) };
    });
    return c.json<TestSent>(await sendTest(deps, { email, settings, to }));
  });

  routes.get('/products', async (c) => {
    const { search, id } = productQuery.parse(c.req.query());
    const now = clock.now();
    const rows = await readShop(c.get('shop').shopId, async (tx) => {
      if (id === null)
        return await store.searchProducts(tx, search, { now, limit: MOST_PRODUCT_CHOICES });
      const found = await store.findProduct(tx, id, now);
      return found === null ? [] : [found];
    });
    return c.json<ProductChoices>({
      products: rows.map((row) => ({
        productId: row.product_id,
        title: row.title,
        category: row.product_type,
        imageUrl: row.image_url,
      })),
    });
  });

  return routes;
}

interface Asked {
  readonly customerId: number | null;
  /** Null: the customer's own. */
  readonly language: Language | null;
  /** What the scenario gives before; undefined: nobody knows. */
  readonly coupon?: PreviewedCoupon | null | undefined;
}

/** Everything a message to this customer is made from at this moment. */
interface Written {
  readonly name: string;
  readonly customerId: number | null;
  readonly fields: MessageFields;
  readonly frame: TextFrame;
  readonly shop: Recipients.ShopFront;
  readonly settings: ShopSettings | null;
  readonly now: Instant;
}

async function writeFor(
  { clock, store, readSettings }: MessageRoutesDeps,
  tx: ShopTransaction,
  { customerId, language, coupon: given }: Asked,
): Promise<Written> {
  const now = clock.now();
  const shop = await store.readShopFront(tx);
  const reader =
    customerId === null ? exampleReader(now, shop.zone) : await readReader(store, tx, customerId);
  const frame: TextFrame = {
    language: language ?? languageOf(reader.locale) ?? 'en',
    currency: shop.currency,
  };
  const coupon = given === null ? null : exampleCoupon(given ?? EXAMPLE_COUPON, now, shop.zone);
  const fields = fieldsOf(reader, { shop, frame, now, coupon, unsubscribeUrl: shop.url });
  const settings = await readSettings(tx);
  return { name: reader.name, customerId, fields, frame, shop, settings, now };
}

async function previewOf(
  deps: MessageRoutesDeps,
  tx: ShopTransaction,
  asked: Asked & { readonly message: ChannelMessage },
): Promise<MessagePreview> {
  const { message } = asked;
  const written = await writeFor(deps, tx, asked);
  const { fields, frame, name: asCustomer } = written;
  switch (message.channel) {
    case 'email': {
      const email = await emailOf(deps, tx, message.content, written);
      return { channel: 'email', asCustomer, ...email };
    }
    case 'sms': {
      const rendered = renderSms({ content: message.content, fields, frame, track: null });
      if (!rendered.ok) throw refusalOf(rendered.problem);
      const { parts, outsideGsm } = rendered.size;
      return { channel: 'sms', asCustomer, text: rendered.text, parts, outsideGsm };
    }
    case 'push': {
      const track = (url: string) => url;
      const rendered = renderPush({ content: message.content, fields, frame, track });
      if (!rendered.ok) throw refusalOf(rendered.problem);
      return { channel: 'push', asCustomer, ...rendered.push };
    }
    case 'on-site': {
      const rendered = renderOnSite({ content: message.content, fields, frame });
      if (!rendered.ok) throw refusalOf(rendered.problem);
      return { channel: 'on-site', asCustomer, ...rendered.message };
    }
  }
}

async function emailOf(
  { readProducts }: MessageRoutesDeps,
  tx: ShopTransaction,
  content: EmailContent,
  { fields, frame, shop, settings, customerId, now }: Written,
): Promise<RenderedEmail> {
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
  throw refusalOf(rendered.problem);
}

function refusalOf({ field, message }: TextProblem): Refusal {
  return new Refusal(422, message, `content.${field}`);
}

/** Goes past sends and enrolments: nothing of it is recorded, and its links lead straight to their goals. */
async function sendTest(
  { email: channel, newId }: MessageRoutesDeps,
  test: {
    readonly email: RenderedEmail;
    readonly settings: ShopSettings | null;
    readonly to: string;
  },
): Promise<TestSent> {
  const { email, settings, to } = test;
  if (channel.problem !== null) throw new Refusal(409, channel.problem);
  if (settings === null) throw new Refusal(409, 'The sender is not set: fill in the settings');
  const { senderName, senderEmail } = settings;
  const subject = `[Test] ${email.subject}`;
  const delivery = await channel.deliver({
    ...email,
    subject,
    from: { name: senderName, address: senderEmail },
    to,
    messageId: `<test-${newId()}@${senderEmail.split('@').at(-1) ?? ''}>`,
    unsubscribeUrl: null,
  });
  if (delivery.kind === 'sent') return { to, subject };
  throw new Refusal(409, `The mail server did not take it: ${delivery.reason}`, 'to');
}

interface NamedReader extends MessageReader {
  readonly name: string;
  readonly locale: string | null;
}

async function readReader(
  store: MessageRoutesDeps['store'],
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
