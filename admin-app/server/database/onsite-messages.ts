/** The shop's on-site messages, kept as staff write them. Archived ones stay, for the names in results. */
import type { AuthoredMessage } from '../../core/priority/authored-message.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredOnSiteMessage {
  readonly messageId: number;
  readonly active: boolean;
  readonly message: AuthoredMessage;
  /** Another whenever it was changed, or switched on or off. */
  readonly revision: string;
}

export interface NewOnSiteMessage {
  readonly active: boolean;
  readonly message: AuthoredMessage;
  readonly at: Instant;
}

const COLUMNS =
  'message_id as "messageId", active, message, md5(active::text || message::text) as revision';

/** By number; without those that are archived. */
export async function readOnSiteMessages(
  tx: ShopTransaction,
): Promise<readonly StoredOnSiteMessage[]> {
  return await tx.query<StoredOnSiteMessage>(
    `select ${COLUMNS} from onsite_messages where shop_id = $1 and archived_at is null order by message_id`,
    [tx.shopId],
  );
}

/** True once the shop has, or had, any. */
export async function hasOnSiteMessages(tx: ShopTransaction): Promise<boolean> {
  const row = await tx.one<{ any: boolean }>(
    'select exists (select from onsite_messages where shop_id = $1) as any',
    [tx.shopId],
  );
  return row.any;
}

export async function insertOnSiteMessage(
  tx: ShopTransaction,
  { message, active, at }: NewOnSiteMessage,
): Promise<StoredOnSiteMessage> {
  return await tx.one<StoredOnSiteMessage>(
    `insert into onsite_messages (shop_id, kind, active, message, updated_at)
     values ($1, $2::jsonb ->> 'kind', $3, $2, $4) returning ${COLUMNS}`,
    [tx.shopId, JSON.stringify(message), active, timestampText(at)],
  );
}

/** Held until the transaction ends. Undefined when the shop has no such message, or has archived it. */
export async function holdOnSiteMessage(
  tx: ShopTransaction,
  messageId: number,
): Promise<StoredOnSiteMessage | undefined> {
  return await tx.maybeOne<StoredOnSiteMessage>(
    `select ${COLUMNS} from onsite_messages
      where shop_id = $1 and message_id = $2 and archived_at is null for update`,
    [tx.shopId, messageId],
  );
}

/** Of one that this transaction holds. */
export async function updateOnSiteMessage(
  tx: ShopTransaction,
  messageId: number,
  { message, active, at }: NewOnSiteMessage,
): Promise<StoredOnSiteMessage> {
  return await tx.one<StoredOnSiteMessage>(
    `update onsite_messages
        set kind = $3::jsonb ->> 'kind', message = $3, active = $4, updated_at = $5
      where shop_id = $1 and message_id = $2 returning ${COLUMNS}`,
    [tx.shopId, messageId, JSON.stringify(message), active, timestampText(at)],
  );
}

/** Switched off for good; false when there was none. */
export async function archiveOnSiteMessage(
  tx: ShopTransaction,
  messageId: number,
  at: Instant,
): Promise<boolean> {
  const archived = await tx.execute(
    `update onsite_messages set active = false, archived_at = $3, updated_at = $3
      where shop_id = $1 and message_id = $2 and archived_at is null`,
    [tx.shopId, messageId, timestampText(at)],
  );
  return archived === 1;
}
