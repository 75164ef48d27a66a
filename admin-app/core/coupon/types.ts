/** What a coupon takes off; amounts are minor units of the shop's currency, `percent` is 1–100. */
export type Discount =
  | { readonly kind: 'percentage'; readonly percent: number }
  | { readonly kind: 'amount'; readonly minor: number }
  | { readonly kind: 'free shipping' };

/** All that makes one discount at Shopify different from another. */
export interface CouponTerms {
  readonly discount: Discount;
  /** The least the cart must be worth; null for any. */
  readonly minimumMinor: number | null;
  /** Codes look like PREFIX-7K2M-9QXA; empty for none. */
  readonly prefix: string;
  /** The day of issue and so many more. */
  readonly validDays: number;
}
