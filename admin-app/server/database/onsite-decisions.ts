/** Ledger rows of what the shop's pages decided, made afterwards from the same rules and facts. */
import type { Instant } from '../../core/time.ts';
import type { Decision } from './decisions.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** One a day for each customer and winner: what is told again on the same day adds nothing. */
export async function insertOnSiteDecision(
  tx: ShopTransaction,
  { at, customerId, winner, others }: Pick<Decision, 'at' | 'customerId' | 'winner' | 'others'>,
  dayBegan: Instant,
): Promise<void> {
  await tx.execute(
    `insert into decisions (shop_id, at, customer_id, surface, winner, others, recomputed)
     select $1, $2, $3, 'on-site', $4, $5, true
      where not exists (select from decisions
                         where shop_id = $1 and customer_id = $3 and surface = 'on-site' and winner = $4 and at >= $6)`,
    [
      tx.shopId,
      timestampText(at),
      customerId,
      winner,
      JSON.stringify(others),
      timestampText(dayBegan),
    ],
  );
}
