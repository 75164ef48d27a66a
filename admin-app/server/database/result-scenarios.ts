/** What results are shown beside: the scenarios and segments by name, and what new customers begin with. */
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface ResultScenario {
  readonly scenario_id: number;
  readonly name: string;
  readonly kind: 'scenario' | 'campaign' | 'one customer';
  readonly template: string;
  /** Null where the template has none, and for what was made before trades were kept. */
  readonly trade: string | null;
  readonly status: string;
}

export async function readResultScenarios(tx: ShopTransaction): Promise<readonly ResultScenario[]> {
  return await tx.query<ResultScenario>(
    `select scenario_id, name, kind, template, trade, status from scenarios
      where shop_id = $1 order by scenario_id`,
    [tx.shopId],
  );
}

export interface ResultDefinition {
  readonly scenario_id: number;
  readonly name: string;
  readonly definition: Pick<ScenarioDefinition, 'blocks'>;
}

/** What customers enter, or the draft before anybody could. */
export async function readResultDefinitions(
  tx: ShopTransaction,
  scenarioIds: readonly number[],
): Promise<readonly ResultDefinition[]> {
  return await tx.query<ResultDefinition>(
    `select s.scenario_id, s.name, coalesce(v.definition, s.draft) as definition
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      where s.shop_id = $1 and s.scenario_id = any ($2::bigint[])`,
    [tx.shopId, numberArray(scenarioIds)],
  );
}

export async function readSegmentNames(tx: ShopTransaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ segment_id: number; name: string }>(
    'select segment_id, name from segments where shop_id = $1',
    [tx.shopId],
  );
  return new Map(rows.map((row) => [String(row.segment_id), row.name]));
}

/** New customers looked at for their first baskets: the newest of the period. */
const FIRST_BASKETS = 1_000;

/** What new customers' first orders were worth on average; null where nobody was new. */
export async function readFirstBasket(
  tx: ShopTransaction,
  period: { readonly from: Instant; readonly before: Instant },
): Promise<number | null> {
  const { basket } = await tx.one<{ basket: number | null }>(
    `select round(avg(o.total_minor))::bigint as basket
       from (select customer_id, first_order_at from order_facts
              where shop_id = $1 and first_order_at >= $2 and first_order_at < $3
              order by first_order_at desc, customer_id desc limit ${FIRST_BASKETS}) f
       cross join lateral (
         select total_minor from orders
          where shop_id = $1 and customer_id = f.customer_id and counts and processed_at = f.first_order_at
          order by order_id limit 1) o`,
    [tx.shopId, timestampText(period.from), timestampText(period.before)],
  );
  return basket;
}
