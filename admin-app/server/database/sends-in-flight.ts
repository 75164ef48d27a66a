/** Sends that a worker has claimed: committed as `sending` before the provider is called, looked at once more before they go. */
import type { Language } from '../../core/message/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import { PLACE, type SendPlace } from './send-places.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface ClaimedSend {
  readonly sendId: number;
  /** Null where the channel has none that could be shown to people. */
  readonly address: string | null;
  readonly language: Language;
  /** What the message is known by outside, the same whenever it is sent. */
  readonly messageId: string;
}

/** Commits us to these: from the end of this transaction on they count as possibly sent. */
export async function markSending(
  tx: ShopTransaction,
  sends: readonly ClaimedSend[],
  claim: { readonly at: Instant; readonly by: string },
): Promise<void> {
  if (sends.length === 0) return;
  await tx.execute(
    `update sends d
        set status = 'sending', claimed_at = $1, claimed_by = $2, attempts = d.attempts + 1, reason = null, held_by = null,
            address = g.address, language = g.language, message_id = g.message_id
       from unnest($3::bigint[], $4::text[], $5::text[], $6::text[]) as g (send_id, address, language, message_id)
      where d.send_id = g.send_id`,
    [
      timestampText(claim.at),
      claim.by,
      sends.map((it) => it.sendId),
      sends.map((it) => it.address),
      sends.map((it) => it.language),
      sends.map((it) => it.messageId),
    ],
  );
}

/** The provider tells of a send of which nobody knew whether it had gone: it has. */
export async function confirmSend(
  tx: ShopTransaction,
  confirmed: { readonly sendId: number; readonly providerId: string; readonly at: Instant },
): Promise<void> {
  await tx.execute(
    `update sends set status = 'sent', sent_at = coalesce(claimed_at, $2), reason = null, provider_id = $3
      where send_id = $1 and status = 'unknown'`,
    [confirmed.sendId, timestampText(confirmed.at), confirmed.providerId],
  );
}

/** What became of the reasons for a claimed send; read just before it goes. */
export interface ClaimedPlace {
  readonly sendId: number;
  /** Still claimed, not settled by somebody else. */
  readonly claimed: boolean;
  readonly left: boolean;
  readonly ordered: boolean;
  readonly paused: boolean;
}

export async function readClaimedPlaces(
  tx: ShopTransaction,
  sendIds: readonly number[],
): Promise<readonly ClaimedPlace[]> {
  // Subqueries instead of joins, so that each row is found by its key whatever the planner knows of the tables.
  return await tx.query<ClaimedPlace>(
    `select d.send_id as "sendId", d.status = 'sending' as claimed,
            (select s.status <> 'active' from scenarios s
              where s.shop_id = d.shop_id and s.scenario_id = d.scenario_id) as paused,
            (select e.ended_at is not null from enrolments e
              where e.shop_id = d.shop_id and e.enrolment_id = d.enrolment_id) as left,
            coalesce((select f.last_order_at > coalesce(
                        (select e.last_order_at from enrolments e
                          where e.shop_id = d.shop_id and e.enrolment_id = d.enrolment_id), '-infinity')
                        from order_facts f
                       where f.shop_id = d.shop_id and f.customer_id = d.customer_id), false) as ordered
       from sends d where d.send_id = any ($1::bigint[])`,
    [numberArray(sendIds)],
  );
}

/** Workers that have sends of a channel in flight. */
export async function readWorkersInFlight(
  tx: ShopTransaction,
  channel: Channel,
): Promise<readonly string[]> {
  const rows = await tx.query<{ worker: string }>(
    `select distinct claimed_by as worker from sends
      where status = 'sending' and channel = $1 and claimed_by is not null`,
    [channel],
  );
  return rows.map((row) => row.worker);
}

/** What a worker left behind in `sending` on a channel. */
export async function readSendsInFlight(
  tx: ShopTransaction,
  worker: string,
  channel: Channel,
): Promise<readonly SendPlace[]> {
  return await tx.query<SendPlace>(
    `select ${PLACE} from sends d
      where d.status = 'sending' and d.claimed_by = $1 and d.channel = $2 order by d.send_id`,
    [worker, channel],
  );
}
