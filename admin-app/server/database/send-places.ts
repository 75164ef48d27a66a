/** Where a send belongs: the enrolment, step and block that asked for it, and whom it went to. */
import type { Language } from '../../core/message/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

/** The step that asked for a send. */
export interface SendOrigin {
  readonly enrolmentId: number;
  readonly step: number;
  readonly scenarioId: number;
  readonly version: number;
  readonly blockId: string;
  readonly customerId: number;
  readonly channel: Channel;
}

/** What a reaction to a send concerns. */
export interface SendPlace extends SendOrigin {
  readonly sendId: number;
  readonly address: string | null;
  readonly subject: string | null;
  readonly language: Language | null;
  readonly sentAt: Instant | null;
}

export const PLACE = `
  d.send_id as "sendId", d.enrolment_id as "enrolmentId", d.step, d.scenario_id as "scenarioId", d.version,
  d.block_id as "blockId", d.customer_id as "customerId", d.channel, d.address, d.subject, d.language, d.sent_at as "sentAt"`;

export interface ReactedSend extends SendPlace {
  /** Deleted or redacted meanwhile: nothing more is written down about them. */
  readonly gone: boolean;
}

/** Undefined for one that does not exist (any more), and for another shop's. */
export async function readReactedSend(
  tx: ShopTransaction,
  sendId: number,
): Promise<ReactedSend | undefined> {
  return await tx.maybeOne<ReactedSend>(
    `select ${PLACE}, coalesce(c.deleted_at, c.redacted_at) is not null or c.customer_id is null as gone
       from sends d left join customers c on c.shop_id = d.shop_id and c.customer_id = d.customer_id
      where d.send_id = $1`,
    [sendId],
  );
}
