/** The shop's on-site messages, kept as the widget reads them. */
import type { AuthoredMessage } from '../../core/priority/on-site-kinds.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredOnSiteMessage {
  readonly messageId: number;
  readonly active: boolean;
  readonly message: AuthoredMessage;
}

export interface NewOnSiteMessage {
  readonly active: boolean;
  readonly message: Omit<AuthoredMessage, 'id'>;
  readonly at: Instant;
}

/** The column holds everything but the id, which is the row's. */
interface Row {
  readonly message_id: number;
  readonly active: boolean;
  readonly message: Omit<AuthoredMessage, 'id'>;
}

export async function readOnSiteMessages(
  tx: ShopTransaction,
): Promise<readonly StoredOnSiteMessage[]> {
  const rows = await tx.query<Row>(
    'select message_id, active, message from onsite_messages order by message_id',
  );
  return rows.map(stored);
}

export async function insertOnSiteMessage(
  tx: ShopTransaction,
  given: NewOnSiteMessage,
): Promise<StoredOnSiteMessage> {
  const row = await tx.one<Row>(
    `insert into onsite_messages (shop_id, kind, active, message, updated_at)
     values ($1, $2::jsonb ->> 'kind', $3, $2, $4) returning message_id, active, message`,
    [tx.shopId, JSON.stringify(given.message), given.active, timestampText(given.at)],
  );
  return stored(row);
}

/** Undefined when the shop has no such message. */
export async function updateOnSiteMessage(
  tx: ShopTransaction,
  messageId: number,
  given: NewOnSiteMessage,
): Promise<StoredOnSiteMessage | undefined> {
  const row = await tx.maybeOne<Row>(
    `update onsite_messages
        set kind = $2::jsonb ->> 'kind', message = $2, active = $3, updated_at = $4
      where message_id = $1 returning message_id, active, message`,
    [messageId, JSON.stringify(given.message), given.active, timestampText(given.at)],
  );
  return row && stored(row);
}

function stored(row: Row): StoredOnSiteMessage {
  return {
    messageId: row.message_id,
    active: row.active,
    // Omit loses that this is a union; the contract parsed one of its members.
    message: { ...row.message, id: String(row.message_id) } as AuthoredMessage,
  };
}
