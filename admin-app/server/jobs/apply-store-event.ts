/** What each thing that happened in the store changes here. Runs inside the transaction that marks it as applied. */
import type { Instant } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type * as CustomerExport from '../database/customer-export.ts';
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
import type { StoreEvent } from '../shopify/store-event.ts';
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
  Pick<typeof CustomerExport, 'recordDataRequest'> &
  Pick<typeof Privacy, 'redactCustomer'> &
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

export function createApplyStoreEvent(deps: StoreEventDeps): ApplyStoreEvent {
  const { write } = deps;

  return async function applyStoreEvent(tx, event, origin) {
    if (event.kind === 'bulk operation finished') return await wakeSync(tx, event.operationId);
    await apply(tx, event, origin);
    return [];
  };

  async function apply(
    tx: ShopTransaction,
    event: Exclude<StoreEvent, { kind: 'redact shop' | 'bulk operation finished' }>,
    { triggeredAt, at, webhookId }: EventOrigin,
  ): Promise<unknown> {
    switch (event.kind) {
      case 'order':
        return await applyOrder(tx, event, triggeredAt);
      case 'order deleted': {
        const customerIds = await write.deleteOrder(tx, event.orderId, triggeredAt);
        return await deps.ordersChanged(tx, customerIds, 'webhook');
      }
      case 'customer':
        return await write.writeCustomerProfile(tx, event.customer, triggeredAt);
      case 'customer deleted':
        await write.deleteCustomer(tx, event.customerId, triggeredAt);
        return await deps.customersGone(tx, [event.customerId]);
      case 'customers merged':
        return await applyMerge(tx, event, triggeredAt);
      case 'email consent':
        return await write.writeEmailConsent(tx, event.customerId, event.consent);
      case 'sms consent':
        return await write.writeSmsConsent(tx, event.customerId, event.consent);
      case 'tags':
        return await write.writeTagChange(tx, event);
      case 'product':
        return await write.writeProducts(tx, [event.product], triggeredAt);
      case 'product deleted':
        return await write.deleteProduct(tx, event.productId, triggeredAt);
      case 'uninstalled':
        return await write.markUninstalled(tx, triggeredAt);
      case 'scopes':
        return await write.writeScopes(tx, event.scopes, event.at);
      case 'shop':
        return await write.writeShopProfile(tx, event.profile);
      case 'data request': {
        const sourceKey = `data request ${event.requestId}`;
        return await write.recordDataRequest(tx, { customerId: event.customerId, sourceKey, at });
      }
      case 'redact customer':
        await write.redactCustomer(tx, { ...event, sourceKey: `redaction ${webhookId}`, at });
        return await deps.customersGone(tx, [event.customerId]);
      case 'nothing':
        return undefined;
    }
  }

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
    return syncId === undefined ? [] : [() => deps.enqueue('sync', { shopId, syncId })];
  }
}
