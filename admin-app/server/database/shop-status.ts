/** How far the shop's work has come: what waits, since when, and what failed last. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Counts stop here: "1,000 or more" says enough, and a long queue is not walked through to its end. */
export const MOST_COUNTED = 1_000;

export interface Waiting {
  readonly waiting: number;
  readonly since: Instant | null;
}

export interface ShopStatus {
  readonly webhooks: Waiting & { readonly lastAt: Instant | null; readonly failed: number };
  readonly steps: Waiting;
  readonly sends: Waiting & { readonly stuck: number };
  readonly segmentChanges: number;
  readonly resultChanges: number;
  readonly dailyWorkOn: string | null;
  /** Those that count: paid, not cancelled, no tests. */
  readonly orders: number;
}

const counted = (rows: string, time: string) =>
  `(select jsonb_build_object('waiting', count(*), 'since', extract(epoch from min(${time})) * 1000)
      from (select ${time} from ${rows} limit ${MOST_COUNTED}) first_ones)`;

export async function readShopStatus(tx: ShopTransaction, now: Instant): Promise<ShopStatus> {
  return await tx.one<ShopStatus>(
    `select ${counted(`webhook_deliveries where shop_id = $1 and state = 'waiting'`, 'received_at')}
              || jsonb_build_object(
                   'lastAt', (select extract(epoch from max(received_at)) * 1000 from webhook_deliveries where shop_id = $1),
                   'failed', (select count(*) from webhook_deliveries where shop_id = $1 and state = 'failed'
                                 and error is distinct from 'wiped by a redaction'
                                 and received_at > $2::timestamptz - interval '7 days')) as webhooks,
            ${counted(
              `enrolments e where e.shop_id = $1 and e.due_at <= $2 and e.ended_at is null
                 and exists (select from scenarios s where s.shop_id = $1 and s.scenario_id = e.scenario_id
                                and s.status = 'active')`,
              'due_at',
            )} as steps,
            ${counted(
              `sends d where d.shop_id = $1 and d.due_at <= $2 and d.status in ('planned', 'deferred')
                 and exists (select from scenarios s where s.shop_id = $1 and s.scenario_id = d.scenario_id
                                and s.status = 'active')`,
              'due_at',
            )}
              || jsonb_build_object('stuck', (select count(*) from sends where shop_id = $1 and status = 'sending'
                   and claimed_at < $2::timestamptz - interval '15 minutes')) as sends,
            (select count(*)::int from (select from segment_changes
                                         where shop_id = $1 and taken_version is null limit ${MOST_COUNTED}) c)
              as "segmentChanges",
            (select count(*)::int from (select from result_changes where shop_id = $1 limit ${MOST_COUNTED}) c)
              as "resultChanges",
            (select daily_work_on::text from shops where shop_id = $1) as "dailyWorkOn",
            (select coalesce(sum(orders), 0)::int from shop_days where shop_id = $1) as orders`,
    [tx.shopId, timestampText(now)],
  );
}

/** Bytes on disk. */
export interface DiskUse {
  readonly bytes: number;
  /** All that the database takes, logs aside; otherwise what a shop of so many rows takes of it, about. */
  readonly whole: boolean;
}

/**
 * Which rows lie in which part of a file is known of no shop, so several share by how many customers and orders each
 * has. `rows` are this shop's.
 */
export async function readDiskUse(
  tx: ShopTransaction,
  { rows, isOnlyShop }: { readonly rows: number; readonly isOnlyShop: boolean },
): Promise<DiskUse> {
  const { bytes } = isOnlyShop
    ? await tx.one<{ bytes: number }>('select pg_database_size(current_database()) as bytes')
    : await tx.one<{ bytes: number }>(
        `select coalesce(sum(pg_total_relation_size(t.oid)) * $1::float8 / greatest($1::float8, 1, (
                  select sum(reltuples) from pg_class
                   where oid in ('customers'::regclass, 'orders'::regclass))), 0)::bigint as bytes
           from pg_class t where t.relkind = 'r' and t.relrowsecurity`,
        [rows],
      );
  return { bytes, whole: isOnlyShop };
}
