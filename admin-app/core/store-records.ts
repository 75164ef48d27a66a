/**
 * What Shopify tells about a store, whichever way it came (bulk file, webhook, single question), before it is kept.
 * Ids are Shopify's own numbers; amounts are minor units of the shop's currency.
 */
import type { DayText, Instant } from './time.ts';

export const EMAIL_CONSENTS = [
  'subscribed',
  'not_subscribed',
  'unsubscribed',
  'pending',
  'invalid',
  'redacted',
] as const;
export type EmailConsent = (typeof EMAIL_CONSENTS)[number];

export const SMS_CONSENTS = [
  'subscribed',
  'not_subscribed',
  'unsubscribed',
  'pending',
  'redacted',
] as const;
export type SmsConsent = (typeof SMS_CONSENTS)[number];

export interface Consent<State> {
  readonly state: State;
  /** When it was given or taken back; null for a state nobody ever chose. */
  readonly at: Instant | null;
}

export interface DatedConsent<State> extends Consent<State> {
  readonly at: Instant;
}

/** The part of a customer that every source carries. */
export interface CustomerProfile {
  readonly customerId: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/**
 * What Shopify works out by itself for a customer: its words in small letters, also such as we do not know yet. Null
 * where it says nothing.
 */
export interface ShopifyStatistics {
  /** E.g. `champions`. */
  readonly rfmGroup: string | null;
  /** E.g. `high`. */
  readonly predictedSpendTier: string | null;
}

/** The customer metafield that a loyalty programme keeps. Its edition goes up whenever the owner names another. */
export interface LoyaltySource {
  readonly namespace: string;
  readonly key: string;
  readonly edition: number;
}

/** What Shopify answered when it was asked for the metafield of one edition; nulls where the customer has none. */
export interface LoyaltyReading {
  readonly edition: number;
  /** Shopify's name of the type, e.g. `number_integer`. */
  readonly type: string | null;
  readonly value: string | null;
}

export interface CustomerStatistics extends ShopifyStatistics {
  readonly customerId: number;
  /** Null where it was not asked for. */
  readonly loyalty: LoyaltyReading | null;
}

/** A customer with everything; webhooks carry less. */
export interface CompleteCustomer extends CustomerProfile, ShopifyStatistics {
  readonly locale: string | null;
  readonly tags: readonly string[];
  readonly birthday: DayText | null;
  readonly emailConsent: Consent<EmailConsent>;
  readonly smsConsent: Consent<SmsConsent>;
  /** Null where it was not asked for. */
  readonly loyalty: LoyaltyReading | null;
}

export interface StoreOrder {
  readonly orderId: number;
  readonly customerId: number | null;
  readonly name: string;
  readonly currency: string;
  /** What the customer pays now, after edits and refunds. */
  readonly totalMinor: number;
  readonly discountCodes: readonly string[];
  readonly source: string | null;
  readonly test: boolean;
  /** Shopify's word in lower case, e.g. `paid`. */
  readonly financialStatus: string;
  readonly processedAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly cancelledAt: Instant | null;
}

export interface StoreOrderLine {
  readonly orderId: number;
  readonly lineId: number;
  readonly productId: number | null;
  readonly title: string;
  /** As ordered; later returns are in the order's total, not here. */
  readonly quantity: number;
  /** Price times quantity, before discounts. */
  readonly totalMinor: number;
}

export interface StoreProduct {
  readonly productId: number;
  readonly title: string;
  readonly productType: string;
  readonly handle: string;
  /** Shopify's word in lower case, e.g. `active`. */
  readonly status: string;
  readonly tags: readonly string[];
  /** When it came into the online store; null while it is not there. */
  readonly publishedAt: Instant | null;
  readonly imageUrl: string | null;
  readonly imageAlt: string;
  /** The cheapest variant's as a decimal in the shop's currency; null where the source does not say. */
  readonly price: string | null;
  /** Null where the source does not say. */
  readonly inStock: boolean | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What a shop is told apart by; from the shop itself. */
export interface StoreProfile {
  readonly name: string;
  readonly email: string | null;
  readonly currency: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Null where the source does not say. */
  readonly locale: string | null;
  readonly storefrontUrl: string | null;
  readonly updatedAt: Instant;
}

/** What a sync can read, in this order: orders and statistics need their customers. */
export const SYNC_RESOURCES = ['customers', 'customer statistics', 'products', 'orders'] as const;
export type SyncResource = (typeof SYNC_RESOURCES)[number];
