/** Takes in what Shopify works out of customers, and their loyalty metafield, where these come by themselves. */
import type { CompleteCustomer, CustomerStatistics } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { STILL_THERE } from './customer-precedence.ts';
import { copyLine, copyText, type Stage, stage } from './staging.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

const STAGED_STATISTICS: Stage<CustomerStatistics> = {
  table: 'staged_customer_statistics',
  columns: `customer_id bigint, rfm_group text, predicted_spend_tier text,
            loyalty_edition int, loyalty_type text, loyalty_value text`,
  line: (statistics) =>
    copyLine([
      statistics.customerId,
      copyText(statistics.rfmGroup),
      copyText(statistics.predictedSpendTier),
      ...loyaltyFields(statistics),
    ]),
};

/** As the last fields of a staged line. */
export function loyaltyFields({ loyalty }: Pick<CompleteCustomer, 'loyalty'>) {
  return [
    loyalty?.edition ?? null,
    copyText(loyalty?.type ?? null),
    copyText(loyalty?.value ?? null),
  ];
}

/**
 * Everybody's statistics, read from Shopify at or after `asOf`; of customers who are known. Who has the same ones still
 * is left as they were, time included: most have, and a row written for nothing costs as much as any.
 */
export async function writeCustomerStatistics(
  tx: ShopTransaction,
  statistics: readonly CustomerStatistics[],
  asOf: Instant,
): Promise<void> {
  if (statistics.length === 0) return;
  await stage(tx, STAGED_STATISTICS, statistics);
  await tx.execute(
    `update customers c
        set rfm_group = s.rfm_group, predicted_spend_tier = s.predicted_spend_tier, statistics_as_of = $2
       from staged_customer_statistics s
      where c.shop_id = $1 and c.customer_id = s.customer_id and ${STILL_THERE}
        and $2::timestamptz > coalesce(c.statistics_as_of, '-infinity')
        and (c.rfm_group, c.predicted_spend_tier) is distinct from (s.rfm_group, s.predicted_spend_tier)`,
    [tx.shopId, timestampText(asOf)],
  );
  if (statistics.some(({ loyalty }) => loyalty !== null)) await writeStagedLoyalty(tx, asOf);
}

/** Nothing is written of those who have no metafield and had none: that is most, where few are in a programme. */
async function writeStagedLoyalty(tx: ShopTransaction, asOf: Instant): Promise<void> {
  await tx.execute(
    `update customers c
        set loyalty_edition = s.loyalty_edition, loyalty_type = s.loyalty_type, loyalty_value = s.loyalty_value,
            loyalty_as_of = $2
       from staged_customer_statistics s
      where c.shop_id = $1 and c.customer_id = s.customer_id and ${STILL_THERE} and s.loyalty_edition is not null
        and (s.loyalty_edition, $2::timestamptz) > (coalesce(c.loyalty_edition, 0), coalesce(c.loyalty_as_of, '-infinity'))
        and (s.loyalty_type, s.loyalty_value) is distinct from
            (case when c.loyalty_edition = s.loyalty_edition then c.loyalty_type end,
             case when c.loyalty_edition = s.loyalty_edition then c.loyalty_value end)`,
    [tx.shopId, timestampText(asOf)],
  );
}
