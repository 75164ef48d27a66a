/** What other pages ask of attribution; they show the same numbers as Results, because these come from the same rows. */
import type { Touch } from '../../core/results/attribution.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { DayText, Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface RevenueBroughtBack {
  /** Customers with orders credited to a message; those forgotten since are not among them. */
  readonly customers: number;
  readonly orders: number;
  readonly revenue_minor: number;
  /** The whole shop's, of the same days. */
  readonly shop_orders: number;
  readonly shop_revenue_minor: number;
}

/** Orders from one shop-local day to another, both included: what came because of messages, and all there was. */
export async function revenueBroughtBack(
  tx: ShopTransaction,
  from: DayText,
  to: DayText,
): Promise<RevenueBroughtBack> {
  return await tx.one<RevenueBroughtBack>(
    `select (select count(distinct customer_id) from attributions
              where shop_id = $1 and ordered_on between $2 and $3) as customers,
            credited.orders, credited.revenue_minor, shop.orders as shop_orders,
            shop.revenue_minor as shop_revenue_minor
       from (select coalesce(sum(orders), 0)::bigint as orders, coalesce(sum(amount_minor), 0)::bigint as revenue_minor
               from attributed_days where shop_id = $1 and dimension = 'all' and day between $2 and $3) credited
       cross join (select coalesce(sum(orders), 0)::bigint as orders,
                          coalesce(sum(revenue_minor), 0)::bigint as revenue_minor
                     from shop_days where shop_id = $1 and day between $2 and $3) shop`,
    [tx.shopId, from, to],
  );
}

export interface CustomerAttribution {
  readonly order_id: number;
  readonly order_name: string;
  readonly ordered_at: Instant;
  readonly amount_minor: number;
  readonly send_id: number;
  readonly scenario_id: number;
  readonly scenario_name: string;
  readonly scenario_kind: string;
  readonly channel: Channel;
  readonly subject: string | null;
  readonly touch: Touch;
  readonly touched_at: Instant;
}

/** The customer's orders that are credited to a message, the newest first. */
export async function attributionOf(
  tx: ShopTransaction,
  customerId: number,
): Promise<readonly CustomerAttribution[]> {
  return await tx.query<CustomerAttribution>(
    `select t.order_id, o.name as order_name, t.ordered_at, t.amount_minor, t.send_id, t.scenario_id,
            s.name as scenario_name, s.kind as scenario_kind, t.channel, d.subject, t.touch, t.touched_at
       from attributions t
       join orders o on o.shop_id = t.shop_id and o.order_id = t.order_id
       join scenarios s on s.shop_id = t.shop_id and s.scenario_id = t.scenario_id
       left join sends d on d.shop_id = t.shop_id and d.send_id = t.send_id
      where t.shop_id = $1 and t.customer_id = $2
      order by t.ordered_at desc, t.order_id desc`,
    [tx.shopId, customerId],
  );
}
