/** What others want to hear in the very transaction that changes orders or customers. */
import type { SyncCause } from '../database/syncs.ts';
import type { ShopTransaction } from '../database/tenant.ts';

/** Why orders changed: read by a sync, told by a webhook, or asked for again after a problem. */
export type OrdersChangeCause = SyncCause | 'webhook' | 'problem';

export type OrdersChanged = (
  tx: ShopTransaction,
  customerIds: readonly number[],
  cause: OrdersChangeCause,
) => Promise<void>;

/** Orders of nobody's, which carry discount codes. */
export type GuestsOrdered = (tx: ShopTransaction, orderIds: readonly number[]) => Promise<void>;

/** These customers are deleted, redacted or merged into others: nothing more may happen to them. */
export type CustomersGone = (tx: ShopTransaction, customerIds: readonly number[]) => Promise<void>;
