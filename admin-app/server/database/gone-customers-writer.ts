/** Takes in that customers are gone: deleted, or merged into others. */
import type { Instant } from '../../core/time.ts';
import { STILL_THERE } from './customer-precedence.ts';
import { enterUnknownCustomers } from './incomplete-customers.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Every column that says something about a person, except the consents. */
export const NOTHING_PERSONAL = `first_name = null, last_name = null, email = null, phone = null, locale = null,
  country = null, tags = '{}', birthday = null, email_consent_at = null, sms_consent_at = null, rfm_group = null,
  predicted_spend_tier = null, loyalty_type = null, loyalty_value = null`;

/** A customer whom Shopify deleted: nothing personal stays, and no late word brings it back. */
export async function deleteCustomer(
  tx: ShopTransaction,
  customerId: number,
  at: Instant,
): Promise<void> {
  await enterUnknownCustomers(tx, [customerId], at);
  await tx.execute(
    `update customers
        set ${NOTHING_PERSONAL},
            email_consent = case when redacted_at is null then 'not_subscribed' else 'redacted' end,
            sms_consent = case when redacted_at is null then 'not_subscribed' else 'redacted' end,
            created_at = least(deleted_at, redacted_at, $3), deleted_at = least(deleted_at, $3),
            updated_at = to_timestamp(0), as_of = '-infinity', complete_as_of = null, incomplete = false
      where shop_id = $1 and customer_id = $2`,
    [tx.shopId, customerId, timestampText(at)],
  );
  await tx.execute('delete from customer_tag_changes where shop_id = $1 and customer_id = $2', [
    tx.shopId,
    customerId,
  ]);
}

/**
 * Shopify made one customer of two: orders and history go to the one kept, and so will everything that still comes
 * under the other's number. Returns the number under which both are now found.
 */
export async function mergeCustomers(
  tx: ShopTransaction,
  merge: { readonly keptId: number; readonly deletedId: number; readonly at: Instant },
): Promise<number> {
  const { keptId, deletedId, at } = merge;
  await enterUnknownCustomers(tx, [keptId], at);
  await deleteCustomer(tx, deletedId, at);
  // The one kept may have been merged away itself by a later merge that was heard first.
  const { final_id: finalId } = await tx.one<{ final_id: number }>(
    `select coalesce(merged_into, customer_id) as final_id from customers
      where shop_id = $1 and customer_id = $2`,
    [tx.shopId, keptId],
  );
  await tx.execute(
    `update customers set merged_into = $3
      where shop_id = $1 and (customer_id = $2 or merged_into = $2) and customer_id <> $3`,
    [tx.shopId, deletedId, finalId],
  );
  // What both had (tags, a birthday) is in the one kept now; no webhook says so.
  await tx.execute(
    `update customers c set incomplete = true where shop_id = $1 and customer_id = $2 and ${STILL_THERE}`,
    [tx.shopId, finalId],
  );
  for (const table of ['orders', 'activities']) {
    await tx.execute(
      `update ${table} set customer_id = $3 where shop_id = $1 and customer_id = $2`,
      [tx.shopId, deletedId, finalId],
    );
  }
  return finalId;
}
