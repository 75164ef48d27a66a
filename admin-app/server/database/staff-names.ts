/** What the shop's staff members are called, by the number that histories keep of them. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** By user id. */
export async function readStaffNames(
  tx: ShopTransaction,
): Promise<Readonly<Record<string, string>>> {
  const rows = await tx.query<{ user_id: number; name: string }>(
    'select user_id, name from staff_names where shop_id = $1',
    [tx.shopId],
  );
  return Object.fromEntries(rows.map((row) => [row.user_id, row.name]));
}

/** Whether the name was heard at this moment or later. */
export async function isStaffNamed(
  tx: ShopTransaction,
  userId: number,
  since: Instant,
): Promise<boolean> {
  const row = await tx.maybeOne(
    'select from staff_names where shop_id = $1 and user_id = $2 and heard_at >= $3',
    [tx.shopId, userId, timestampText(since)],
  );
  return row !== undefined;
}

export async function writeStaffName(
  tx: ShopTransaction,
  staff: { readonly userId: number; readonly name: string; readonly at: Instant },
): Promise<void> {
  await tx.execute(
    `insert into staff_names (shop_id, user_id, name, heard_at) values ($1, $2, $3, $4)
     on conflict (shop_id, user_id) do update set name = excluded.name, heard_at = excluded.heard_at`,
    [tx.shopId, staff.userId, staff.name.replaceAll('\0', ''), timestampText(staff.at)],
  );
}
