/** Messages that were to go and did not. */
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export type NotSentState = 'blocked' | 'failed' | 'unknown';

export interface NotSentCount {
  readonly channel: Channel;
  readonly status: NotSentState;
  readonly reason: string;
  readonly sends: number;
}

/** The states of the index `sends_not_sent`. */
const NOT_SENT = `status in ('blocked', 'failed', 'unknown')`;

/** By reason, the commonest first. */
export async function countNotSent(
  tx: ShopTransaction,
  since: Instant,
  limit: number,
): Promise<readonly NotSentCount[]> {
  return await tx.query<NotSentCount>(
    `select channel, status, coalesce(reason, '') as reason, count(*)::int as sends
       from sends where shop_id = $1 and due_at >= $2 and ${NOT_SENT}
      group by 1, 2, 3 order by 4 desc, 3, 1, 2 limit $3`,
    [tx.shopId, timestampText(since), limit],
  );
}

export interface NotSentQuery {
  readonly channel: Channel;
  readonly state: NotSentState;
  readonly reason: string;
  readonly since: Instant;
  readonly after: NotSentPosition | null;
  readonly limit: number;
}

export interface NotSentPosition {
  readonly at: Instant;
  readonly sendId: number;
}

export interface NotSentRow {
  readonly send_id: number;
  /** Null for a customer who was forgotten. */
  readonly customer_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly scenario_id: number;
  readonly scenario: string;
  readonly kind: 'scenario' | 'campaign';
  readonly due_at: Instant;
}

/** The newest first. */
export async function listNotSent(
  tx: ShopTransaction,
  { channel, state, reason, since, after, limit }: NotSentQuery,
): Promise<readonly NotSentRow[]> {
  return await tx.query<NotSentRow>(
    `select d.send_id, c.customer_id, c.first_name, c.last_name, c.email, d.scenario_id, s.name as scenario, s.kind,
            d.due_at
       from sends d
       join scenarios s on s.shop_id = d.shop_id and s.scenario_id = d.scenario_id
       left join customers c
         on c.shop_id = d.shop_id and c.customer_id = d.customer_id and c.redacted_at is null
      where d.shop_id = $1 and d.due_at >= $2 and d.${NOT_SENT}
        and d.channel = $3 and d.status = $4 and coalesce(d.reason, '') = $5
        and ($6::timestamptz is null or (d.due_at, d.send_id) < ($6, $7))
      order by d.due_at desc, d.send_id desc limit $8`,
    [
      tx.shopId,
      timestampText(since),
      channel,
      state,
      reason,
      after === null ? null : timestampText(after.at),
      after?.sendId ?? null,
      limit,
    ],
  );
}
