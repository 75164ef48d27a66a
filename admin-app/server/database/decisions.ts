/** The ledger of who went first: for every decision about a customer, the winner and why each other did not. */
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface Decision {
  readonly at: Instant;
  readonly customerId: number;
  /** Of the winner, or of the first who competed. */
  readonly surface: Channel;
  /** Key of the winner, e.g. "send 17"; null when nobody may go now. */
  readonly winner: string | null;
  readonly others: readonly {
    readonly key: string;
    readonly reason: string;
    /** What became of it: waits until then, or gone for good. */
    readonly until: Instant | null;
  }[];
}

export async function insertDecisions(
  tx: ShopTransaction,
  decisions: readonly Decision[],
): Promise<void> {
  if (decisions.length === 0) return;
  await tx.execute(
    `insert into decisions (shop_id, at, customer_id, surface, winner, others)
     select $1, to_timestamp(at / 1000.0), "customerId", surface, winner, others
       from jsonb_to_recordset($2::jsonb) as given (
         at bigint, "customerId" bigint, surface text, winner text, others jsonb)`,
    [tx.shopId, JSON.stringify(decisions)],
  );
}
