/**
 * Audiences of social networks: who is to be in each, and whether the other side knows. Scenarios change who is wanted;
 * a job of its own tells the networks.
 */
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredAudience {
  readonly audienceId: number;
  readonly name: string;
  /** `file`: staff fetch it; `http`: sent to the network. */
  readonly target: 'file' | 'http';
  readonly externalId: string | null;
  readonly createdAt: Instant;
  readonly syncedAt: Instant | null;
  readonly syncError: string | null;
  /** Wanted in it, and those of whom the other side is still to be told. */
  readonly members: number;
  readonly pending: number;
}

export async function listAudiences(tx: ShopTransaction): Promise<readonly StoredAudience[]> {
  return await tx.query<StoredAudience>(
    `select a.audience_id as "audienceId", a.name, a.target, a.external_id as "externalId",
            a.created_at as "createdAt", a.synced_at as "syncedAt", a.sync_error as "syncError",
            count(m.customer_id) filter (where m.wanted) as members,
            count(m.customer_id) filter (where m.state = 'pending') as pending
       from audiences a
       left join audience_members m on m.shop_id = a.shop_id and m.audience_id = a.audience_id
      where a.shop_id = $1 and a.archived_at is null
      group by a.shop_id, a.audience_id order by a.name, a.audience_id`,
    [tx.shopId],
  );
}

export async function insertAudience(
  tx: ShopTransaction,
  audience: Pick<StoredAudience, 'name' | 'target' | 'externalId'> & { readonly at: Instant },
): Promise<number> {
  const row = await tx.one<{ audience_id: number }>(
    `insert into audiences (shop_id, name, target, external_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $5) returning audience_id`,
    [tx.shopId, audience.name, audience.target, audience.externalId, timestampText(audience.at)],
  );
  return row.audience_id;
}

export interface AudienceChange {
  readonly audienceId: number;
  readonly customerId: number;
  readonly wanted: boolean;
}

/**
 * Wants customers in audiences, or out of them; the last word on each counts. Who is wanted already, or was never in,
 * needs no telling. Unknown and archived audiences are left alone.
 */
export async function changeAudiences(
  tx: ShopTransaction,
  changes: readonly AudienceChange[],
  at: Instant,
): Promise<void> {
  if (changes.length === 0) return;
  const last = new Map(changes.map((it) => [`${it.audienceId} ${it.customerId}`, it]));
  const given = [...last.values()];
  await tx.execute(
    `insert into audience_members as m (shop_id, audience_id, customer_id, wanted, changed_at)
     select $1, g.audience_id, g.customer_id, g.wanted, $5
       from unnest($2::bigint[], $3::bigint[], $4::boolean[]) as g (audience_id, customer_id, wanted)
       join audiences a on a.shop_id = $1 and a.audience_id = g.audience_id and a.archived_at is null
      where g.wanted or exists (
        select from audience_members known
         where known.shop_id = $1 and known.audience_id = g.audience_id and known.customer_id = g.customer_id)
      order by g.audience_id, g.customer_id
     on conflict (shop_id, audience_id, customer_id) do update
       set wanted = excluded.wanted, state = 'pending', changed_at = excluded.changed_at, attempts = 0, error = null
     where m.wanted is distinct from excluded.wanted`,
    [
      tx.shopId,
      numberArray(given.map((it) => it.audienceId)),
      numberArray(given.map((it) => it.customerId)),
      given.map((it) => it.wanted),
      timestampText(at),
    ],
  );
}

/** Wants these customers out of every audience: they are gone. */
export async function leaveAudiences(
  tx: ShopTransaction,
  customerIds: readonly number[],
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update audience_members
        set wanted = false, state = 'pending', changed_at = $3, attempts = 0, error = null
      where shop_id = $1 and customer_id = any ($2::bigint[]) and wanted`,
    [tx.shopId, numberArray(customerIds), timestampText(at)],
  );
}
