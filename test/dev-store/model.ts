/**
 * What the dev store knows, in its own terms. Records are never changed in place: a change replaces the record, so that
 * whoever holds one (a webhook waiting to be sent, a page being rendered) holds what was true at that moment.
 * Instants are epoch milliseconds, money is integer minor units of the shop's currency.
 */
import type { Instant } from '../../admin-app/core/time.ts';

export interface Shop {
  readonly id: number;
  /** The permanent address, `*.myshopify.com`. */
  readonly domain: string;
  /** Where shoppers find the shop: its primary domain, with scheme and without a slash at the end. */
  readonly storefrontUrl: string;
  readonly name: string;
  readonly email: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly ianaTimezone: string;
  readonly primaryLocale: string;
  readonly countryCode: string;
  readonly plan: string;
  readonly createdAt: Instant;
}

export type EmailConsentState =
  | 'NOT_SUBSCRIBED'
  | 'PENDING'
  | 'SUBSCRIBED'
  | 'UNSUBSCRIBED'
  | 'INVALID';
export type SmsConsentState = 'NOT_SUBSCRIBED' | 'PENDING' | 'SUBSCRIBED' | 'UNSUBSCRIBED';
export type OptInLevel = 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN';

export interface Consent<State> {
  readonly state: State;
  readonly optInLevel: OptInLevel;
  /** When the state was last given; null for a state nobody ever chose. */
  readonly updatedAt: Instant | null;
}

export interface Address {
  readonly address1: string;
  readonly city: string;
  readonly zip: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode: string;
}

export interface Customer {
  readonly id: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly emailConsent: Consent<EmailConsentState>;
  readonly phone: string | null;
  readonly smsConsent: Consent<SmsConsentState>;
  /** Language of the customer, e.g. `fr` or `pl`. */
  readonly locale: string;
  readonly address: Address | null;
  /** Sorted, without duplicates. */
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly state: 'DISABLED' | 'INVITED' | 'ENABLED' | 'DECLINED';
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface Product {
  readonly id: number;
  readonly variantId: number;
  readonly title: string;
  readonly handle: string;
  readonly productType: string;
  readonly vendor: string;
  readonly tags: readonly string[];
  readonly priceMinor: number;
  readonly sku: string;
  /** A CSS colour that stands for the picture. */
  readonly color: string;
  /** Pieces left; absent where nobody counts them. */
  readonly stock?: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface OrderLine {
  readonly id: number;
  /** Null when the product is gone or never was in the catalogue. */
  readonly productId: number | null;
  readonly title: string;
  /** As ordered. */
  readonly quantity: number;
  /** What is left after edits, refunds and cancellation. */
  readonly currentQuantity: number;
  readonly unitPriceMinor: number;
}

export interface OrderDiscount {
  readonly code: string;
  readonly amountMinor: number;
}

export interface Refund {
  readonly id: number;
  readonly createdAt: Instant;
  /** Everything paid back with this refund. */
  readonly amountMinor: number;
  /** The part of it that is for returned lines; the rest is a goodwill adjustment. */
  readonly linesMinor: number;
  readonly lines: readonly { readonly lineId: number; readonly quantity: number }[];
}

export type CancelReason = 'CUSTOMER' | 'DECLINED' | 'FRAUD' | 'INVENTORY' | 'OTHER' | 'STAFF';

export interface Order {
  readonly id: number;
  /** 1001, 1002, …; shown as `#1001`. */
  readonly number: number;
  readonly customerId: number | null;
  readonly lines: readonly OrderLine[];
  readonly discounts: readonly OrderDiscount[];
  readonly shippingMinor: number;
  readonly refunds: readonly Refund[];
  readonly processedAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly cancelledAt: Instant | null;
  readonly cancelReason: CancelReason | null;
  readonly test: boolean;
  readonly sourceName: string;
  readonly locale: string;
  readonly tags: readonly string[];
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  readonly landingSite: string | null;
}

export interface Metafield {
  readonly id: number;
  /** The gid of what it belongs to. */
  readonly owner: string;
  /** Resolved: never `$app`. */
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What happened in a store; the webhook sender turns each into the topics that Shopify would send. */
export type Change =
  | { readonly kind: 'customer created'; readonly customer: Customer }
  | { readonly kind: 'customer updated'; readonly customer: Customer }
  | { readonly kind: 'customer deleted'; readonly customerId: number }
  | { readonly kind: 'customers merged'; readonly keptId: number; readonly deletedId: number }
  | { readonly kind: 'tags added'; readonly customerId: number; readonly tags: readonly string[] }
  | { readonly kind: 'tags removed'; readonly customerId: number; readonly tags: readonly string[] }
  | { readonly kind: 'email consent changed'; readonly customer: Customer }
  | { readonly kind: 'sms consent changed'; readonly customer: Customer }
  | { readonly kind: 'purchases changed'; readonly customerId: number }
  | { readonly kind: 'order placed'; readonly order: Order }
  | { readonly kind: 'order updated'; readonly order: Order }
  | { readonly kind: 'order cancelled'; readonly order: Order }
  | { readonly kind: 'order edited'; readonly order: Order; readonly edit: OrderEdit }
  | { readonly kind: 'order deleted'; readonly orderId: number }
  | { readonly kind: 'product created'; readonly product: Product }
  | { readonly kind: 'product updated'; readonly product: Product }
  | { readonly kind: 'product deleted'; readonly productId: number }
  | { readonly kind: 'metafields changed'; readonly owner: string }
  | { readonly kind: 'discounts changed' }
  | { readonly kind: 'shop updated'; readonly shop: Shop };

export interface OrderEdit {
  readonly additions: readonly { readonly id: number; readonly delta: number }[];
  readonly removals: readonly { readonly id: number; readonly delta: number }[];
}

/** `gid://shopify/Customer/1` and back. */
export function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

/** The gid of the app's installation in a shop: the owner of the app-data metafields. */
export function appInstallationGid(shop: Shop): string {
  return gid('AppInstallation', shop.id);
}

/** The parts of a gid, or null when the text is not one. */
export function parseGid(text: string): { type: string; id: number } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)$/.exec(text);
  return match?.[1] ? { type: match[1], id: Number(match[2]) } : null;
}
