/** What each thing that happened in the store changes here. Runs inside the transaction that marks it as applied. */
import type { Instant } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type * as Profiles from '../database/customer-profile-writer.ts';
import type * as Tags from '../database/customer-tags-writer.ts';
import type * as Gone from '../database/gone-customers-writer.ts';
import type * as Incomplete from '../database/incomplete-customers.ts';
import type * as Facts from '../database/order-facts.ts';
import type * as Orders from '../database/orders-writer.ts';
import type * as Privacy from '../database/privacy.ts';
import type * as Products from '../database/products-writer.ts';
import type * as Shops from '../database/shops.ts';
import type * as Syncs from '../database/syncs.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { StoreEvent } from '../shopify/webhook-payloads.ts';
import type { CustomersGone, GuestsOrdered, OrdersChanged } from './store-changes.ts';

export type EventWriters = Pick<
  typeof Profiles,
  'writeCustomerProfile' | 'writeEmailConsent' | 'writeSmsConsent'
> &
  Pick<typeof Incomplete, 'enterUnknownCustomers'> &
  Pick<typeof Tags, 'writeTagChange'> &
  Pick<typeof Gone, 'deleteCustomer' | 'mergeCustomers'> &
  Pick<typeof Orders, 'writeOrders' | 'deleteOrder' | 'refreshMovedCustomers'> &
  Pick<typeof Facts, 'lockOrderLog'> &
  Pick<typeof Products, 'writeProducts' | 'deleteProduct'> &
  Pick<typeof Shops, 'markUninstalled' | 'writeScopes' | 'writeShopProfile'> &
  Pick<typeof Privacy, 'recordDataRequest' | 'redactCustomer'> &
  Pick<typeof Syncs, 'findSyncOfOperation'>;

export interface StoreEventDeps {
  readonly write: EventWriters;
  readonly ordersChanged: OrdersChanged;
  readonly guestsOrdered: GuestsOrdered;
  readonly customersGone: CustomersGone;
  readonly enqueue: Enqueue;
}

export interface EventOrigin {
  readonly webhookId: string;
  readonly topic: string;
  /** When it happened, by Shopify. */
  readonly triggeredAt: Instant;
  readonly at: Instant;
}

/** Returns what is to be done after the transaction; all of it would be done anyway, only later. */
export type ApplyStoreEvent = (
  tx: ShopTransaction,
  event: Exclude<StoreEvent, { kind: 'redact shop' }>,
  origin: EventOrigin,
) => Promise<readonly (() => Promise<void>)[]>;

type OrderEvent = Extract<StoreEvent, { kind: 'order' }>;

const NOTHING_LATER: readonly (() => Promise<void>)[] = [];

export function createApplyStoreEvent(deps: StoreEventDeps): ApplyStoreEvent {
  const { write } = deps;

  return async function applyStoreEvent(tx, event, origin) {
    const { triggeredAt } = origin;
    switch (event.kind) {
      case 'order':
        await applyOrder(tx, event, triggeredAt);
        return NOTHING_LATER;
      case 'order deleted':
        await deps.ordersChanged(
          tx,
          await write.deleteOrder(tx, event.orderId, triggeredAt),
          'webhook',
        );
        return NOTHING_LATER;
      case 'customer':
        await write.writeCustomerProfile(tx, event.customer, triggeredAt);
        return NOTHING_LATER;
      case 'customer deleted':
        await write.deleteCustomer(tx, event.customerId, triggeredAt);
        await deps.customersGone(tx, [event.customerId]);
        return NOTHING_LATER;
      case 'customers merged':
        await applyMerge(tx, event, triggeredAt);
        return NOTHING_LATER;
      case 'email consent':
        await write.writeEmailConsent(tx, event.customerId, event.consent);
        return NOTHING_LATER;
      case 'sms consent':
        await write.writeSmsConsent(tx, event.customerId, event.consent);
        return NOTHING_LATER;
      case 'tags':
        await write.writeTagChange(tx, event);
        return NOTHING_LATER;
      case 'product':
        await write.writeProducts(tx, [event.product], triggeredAt);
        return NOTHING_LATER;
      case 'product deleted':
        await write.deleteProduct(tx, event.productId, triggeredAt);
        return NOTHING_LATER;
      case 'uninstalled':
        await write.markUninstalled(tx, triggeredAt);
        return NOTHING_LATER;
      case 'scopes':
        await write.writeScopes(tx, event.scopes, event.at);
        return NOTHING_LATER;
      case 'shop':
        await write.writeShopProfile(tx, event.profile);
        return NOTHING_LATER;
      case 'bulk operation finished':
        return await wakeSync(tx, event.operationId);
      case 'data request': {
        const sourceKey = `data request ${event.requestId}`;
        const { customerId } = event;
        await write.recordDataRequest(tx, { customerId, sourceKey, at: origin.at });
        return NOTHING_LATER;
      }
      case 'redact customer': {
        const sourceKey = `redaction ${origin.webhookId}`;
        await write.redactCustomer(tx, { ...event, sourceKey, at: origin.at });
        await deps.customersGone(tx, [event.customerId]);
        return NOTHING_LATER;
      }
      case 'nothing':
        return NOTHING_LATER;
    }
  };

  async function applyOrder(
    tx: ShopTransaction,
    { order, lines, customer }: OrderEvent,
    asOf: Instant,
  ): Promise<void> {
    await write.lockOrderLog(tx);
    // An order is never held up by a customer whom nobody has told us about yet.
    if (customer) await write.writeCustomerProfile(tx, customer, asOf);
    else if (order.customerId !== null) {
      await write.enterUnknownCustomers(tx, [order.customerId], order.createdAt);
    }
    const written = await write.writeOrders(tx, { orders: [order], lines, asOf, syncId: null });
    await deps.ordersChanged(tx, written.customerIds, 'webhook');
    const isGuests = order.customerId === null && order.discountCodes.length > 0;
    if (isGuests) await deps.guestsOrdered(tx, [order.orderId]);
  }

  async function applyMerge(
    tx: ShopTransaction,
    { keptId, deletedId }: { readonly keptId: number; readonly deletedId: number },
    at: Instant,
  ): Promise<void> {
    await write.lockOrderLog(tx);
    const finalId = await write.mergeCustomers(tx, { keptId, deletedId, at });
    await write.refreshMovedCustomers(tx, [deletedId, finalId]);
    await deps.customersGone(tx, [deletedId]);
    await deps.ordersChanged(tx, [finalId], 'webhook');
  }

  async function wakeSync(tx: ShopTransaction, operationId: string) {
    const { shopId } = tx;
    const syncId = await write.findSyncOfOperation(tx, operationId);
    return syncId === undefined ? NOTHING_LATER : [() => deps.enqueue('sync', { shopId, syncId })];
  }
}
