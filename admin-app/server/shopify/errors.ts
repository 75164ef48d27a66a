/** What can go wrong between Rondo and Shopify; messages are sentences that staff may read. */
export class ShopifyError extends Error {
  override readonly name: string = 'ShopifyError';
}

/** Shopify did not answer, or answered that it cannot now; asking again later may work. */
export class ShopifyUnavailableError extends ShopifyError {
  override readonly name = 'ShopifyUnavailableError';
}

/** Shopify understood and refused; asking the same again will not help. */
export class ShopifyRefusedError extends ShopifyError {
  override readonly name = 'ShopifyRefusedError';
  /** Shopify's own code, such as ACCESS_DENIED, where it gave one. */
  readonly code: string | null;

  constructor(message: string, code: string | null = null) {
    super(message);
    this.code = code;
  }
}

/** There is no living access token; only a staff member opening the app brings a new one. */
export class ShopifyAccessLostError extends ShopifyError {
  override readonly name = 'ShopifyAccessLostError';
}

/** A record from Shopify that does not have the shape it should have; says which field. */
export class InvalidRecordError extends ShopifyError {
  override readonly name = 'InvalidRecordError';
}
