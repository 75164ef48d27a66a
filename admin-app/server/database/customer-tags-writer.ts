/** Tags arrive as additions and removals, late and out of order: each tag goes by when it was added or removed. */
import type { Instant } from '../../core/time.ts';
import { STILL_THERE } from './customer-precedence.ts';
import { enterUnknownCustomers } from './incomplete-customers.ts';
import { storable } from './staging.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Tags that staff or apps added to a customer or took away. */
export async function writeTagChange(
  tx: ShopTransaction,
  change: {
    readonly customerId: number;
    readonly tags: readonly string[];
    readonly present: boolean;
    readonly at: Instant;
  },
): Promise<void> {
  await enterUnknownCustomers(tx, [change.customerId], change.at);
  // Of two changes at the same moment the removal counts, whichever comes first.
  await tx.execute(
    `insert into customer_tag_changes as t (shop_id, customer_id, tag, present, at)
     select $1, $2, tag, $4, $5 from (select distinct unnest($3::text[]) as tag) tags
      where exists (select from customers c where c.shop_id = $1 and c.customer_id = $2 and ${STILL_THERE})
     on conflict (shop_id, customer_id, tag) do update set present = excluded.present, at = excluded.at
     where (excluded.at, not excluded.present) > (t.at, not t.present)`,
    [
      tx.shopId,
      change.customerId,
      change.tags.map((tag) => storable(tag)),
      change.present,
      timestampText(change.at),
    ],
  );
  await applyNewerTagChanges(tx, 'customer_id = $2', [change.customerId]);
}

/** Tags = those of the newest complete record, plus and minus what changed after it. */
export async function applyNewerTagChanges(
  tx: ShopTransaction,
  which: string,
  values: readonly unknown[],
): Promise<void> {
  await tx.execute(
    `with changes as (
       select customer_id, array_agg(tag) filter (where present) as added,
              array_agg(tag) filter (where not present) as removed
         from customer_tag_changes t join customers c using (shop_id, customer_id)
        where t.shop_id = $1 and ${which} and t.at > coalesce(c.complete_as_of, '-infinity')
        group by customer_id)
     update customers c
        set tags = array(
              select tag from unnest(c.tags || changes.added) as tag
               where tag <> all (coalesce(changes.removed, '{}')) group by tag order by tag collate "C")
       from changes
      where c.shop_id = $1 and c.customer_id = changes.customer_id and ${STILL_THERE}`,
    [tx.shopId, ...values],
  );
}
