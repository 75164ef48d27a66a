import type { Discount } from '../coupon/types.ts';
import { minorDigits } from '../money.ts';
import { type DayText, dayOf, formatDay, type Instant, parseDay } from '../time.ts';
import { discountInWords } from './discount-in-words.ts';
import type { LanguageChoice } from './language.ts';
import { type TierDetails, tierFields } from './tier-fields.ts';
import type { MessageFields, TextFrame } from './types.ts';

/** What is known of the customer at the moment of writing. */
export interface MessageReader {
  readonly firstName: string;
  readonly lastName: string;
  /** Name of the value tier; null for none. */
  readonly tier: string | null;
  readonly tierDetails?: TierDetails | null;
  readonly orders: number;
  readonly spentMinor: number;
  readonly birthday: DayText | null;
  /** The predicted day of the next order, seen from the last one. */
  readonly dueDay: DayText | null;
  readonly lastOrder: {
    readonly at: Instant;
    /** What cost most, and its category. */
    readonly product: string;
    readonly category: string;
  } | null;
}

export interface IssuedCoupon {
  readonly code: string;
  readonly discount: Discount;
  readonly expiresAt: Instant | null;
}

/** The shop and the moment that a message is written in. */
export interface MessageSetting {
  readonly shop: {
    readonly name: string;
    readonly url: string;
    readonly zone: string;
    readonly languages: Pick<LanguageChoice, 'fallback'>;
  };
  readonly frame: TextFrame;
  readonly now: Instant;
  /** Issued to this customer; null when there is none. */
  readonly coupon: IssuedCoupon | null;
  readonly unsubscribeUrl: string;
}

/** What texts can say to this customer now. Days are the shop's. */
export function fieldsOf(reader: MessageReader, setting: MessageSetting): MessageFields {
  const { shop, frame, now, coupon } = setting;
  const today = dayOf(now, shop.zone);
  return {
    customer: {
      first_name: reader.firstName,
      last_name: reader.lastName,
      language: frame.language,
      tier: reader.tier ?? '',
      orders: reader.orders,
      spent: reader.spentMinor / 10 ** minorDigits(frame.currency),
      birthday: reader.birthday ?? '',
    },
    tier: reader.tierDetails
      ? tierFields(reader.tierDetails, frame, shop.languages.fallback)
      : null,
    prediction: reader.dueDay === null ? null : predictionFields(reader.dueDay, today),
    last_order: reader.lastOrder && lastOrderFields(reader.lastOrder, today, shop.zone),
    ...(coupon && { coupon: couponFields(coupon, setting) }),
    shop: { name: shop.name, url: shop.url },
    links: { coupon: couponUrl(shop.url, coupon), unsubscribe: setting.unsubscribeUrl },
  };
}

function predictionFields(dueDay: DayText, today: number) {
  return { due_date: dueDay, days_overdue: Math.max(0, today - parseDay(dueDay)) };
}

function lastOrderFields(
  { at, product, category }: NonNullable<MessageReader['lastOrder']>,
  today: number,
  zone: string,
) {
  const day = dayOf(at, zone);
  return { days_ago: Math.max(0, today - day), date: formatDay(day), product, category };
}

function couponFields({ code, discount, expiresAt }: IssuedCoupon, setting: MessageSetting) {
  const { language, currency } = setting.frame;
  return {
    code,
    amount: discountInWords(discount, language, currency),
    expires_on: expiresAt === null ? '' : formatDay(lastDay(expiresAt, setting.shop.zone)),
  };
}

/** The day before where it ends at midnight: "until 5 December" includes that day. */
function lastDay(expiresAt: Instant, zone: string): number {
  return dayOf(expiresAt - 1, zone);
}

/** Shopify's address that puts a code into the cart and goes on to the shop; the shop itself without a code. */
function couponUrl(shopUrl: string, coupon: IssuedCoupon | null): string {
  if (coupon === null) return shopUrl;
  return `${shopUrl}/discount/${encodeURIComponent(coupon.code)}?redirect=%2F`;
}
