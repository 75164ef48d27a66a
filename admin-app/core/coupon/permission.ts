const SCOPE = 'write_discounts';

/** For staff. */
export const NO_DISCOUNT_PERMISSION = `Rondo may not create discounts in this store: the permission ${SCOPE} is missing. Open Rondo in the Shopify admin and accept its permissions`;

/** Why coupons cannot be made with these scopes, in words; null when they can, or nobody has told of any scope yet. */
export function couponPermissionProblem(scopes: readonly string[]): string | null {
  return scopes.length === 0 || scopes.includes(SCOPE) ? null : NO_DISCOUNT_PERMISSION;
}
