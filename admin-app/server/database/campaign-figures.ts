/** What came of campaigns. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CampaignFigures {
  readonly campaignId: number;
  /** Customers who got it, over whatever channel. */
  readonly sent: number;
  /** Still to be sent to customers who are inside. */
  readonly waiting: number;
  readonly opened: number;
  readonly clicked: number;
}

/** What came of campaigns as of now, by number, counted message by message; those without any are left out. */
export async function countCampaignFigures(
  tx: ShopTransaction,
  campaignIds: readonly number[],
): Promise<ReadonlyMap<number, CampaignFigures>> {
  const rows = await tx.query<CampaignFigures>(
    `select d.scenario_id as "campaignId",
            count(distinct d.customer_id) filter (where d.status in ('sent', 'unknown')) as sent,
            count(distinct d.customer_id) filter (where d.status in ('planned', 'deferred', 'sending')) as waiting,
            count(distinct d.customer_id) filter (where reacted.opened) as opened,
            count(distinct d.customer_id) filter (where reacted.clicked) as clicked
       from sends d
       left join lateral (
         select bool_or(a.kind = 'opened') as opened, bool_or(a.kind = 'clicked') as clicked
           from activities a
          where a.shop_id = d.shop_id and a.send_id = d.send_id and a.kind in ('opened', 'clicked')
            and not a.by_machine) reacted on d.status in ('sent', 'unknown')
      where d.shop_id = $1 and d.scenario_id = any ($2::bigint[]) group by d.scenario_id`,
    [tx.shopId, campaignIds],
  );
  return new Map(rows.map((row) => [row.campaignId, row]));
}

/** The same from the sums of the results, which follow a little later and cost nothing however many were sent. */
export async function readCampaignFigures(
  tx: ShopTransaction,
  campaignIds: readonly number[],
): Promise<ReadonlyMap<number, CampaignFigures>> {
  const rows = await tx.query<CampaignFigures>(
    `select scenario_id as "campaignId", sum(sent)::int as sent, 0 as waiting,
            sum(opened)::int as opened, sum(clicked)::int as clicked
       from result_days
      where shop_id = $1 and dimension = 'all' and scenario_id = any ($2::bigint[]) and not held_out
      group by scenario_id`,
    [tx.shopId, campaignIds],
  );
  return new Map(rows.map((row) => [row.campaignId, row]));
}

/** Customers on whose pages campaigns wait to be seen, by number of the campaign; those without any are left out. */
export async function countShowing(
  tx: ShopTransaction,
  campaignIds: readonly number[],
  now: Instant,
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ scenario_id: number; customers: number }>(
    `select d.scenario_id, count(*) as customers
       from handed_on_site h join sends d on d.shop_id = h.shop_id and d.send_id = h.send_id
      where h.shop_id = $1 and d.scenario_id = any ($2::bigint[]) and h.until > $3 group by d.scenario_id`,
    [tx.shopId, campaignIds, timestampText(now)],
  );
  return new Map(rows.map((row) => [row.scenario_id, row.customers]));
}

/** Money of the orders that are credited to campaigns, by number, as in the results. */
export async function readCampaignRevenue(
  tx: ShopTransaction,
  campaignIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ scenario_id: number; revenue_minor: number }>(
    `select scenario_id, sum(amount_minor)::bigint as revenue_minor from attributed_days
      where shop_id = $1 and dimension = 'all' and scenario_id = any ($2::bigint[]) group by scenario_id`,
    [tx.shopId, campaignIds],
  );
  return new Map(rows.map((row) => [row.scenario_id, row.revenue_minor]));
}
