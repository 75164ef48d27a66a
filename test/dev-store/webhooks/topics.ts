/** Which webhook topics a change in a store brings about, and what they carry. */
import type { Change } from '../model.ts';
import type { Store } from '../store.ts';
import {
  customerDeletedPayload,
  customerPayload,
  customersMergedPayload,
  emailConsentPayload,
  purchasingSummaryPayload,
  smsConsentPayload,
  tagsPayload,
} from './customer-payloads.ts';
import { orderEditedPayload, orderPayload } from './order-payloads.ts';
import { productPayload, shopPayload } from './shop-payloads.ts';

export interface Message {
  readonly topic: string;
  readonly payload: object;
}

/** The message of a change; null for a change that Shopify tells nobody of. */
export function messageFor(change: Change, store: Store): Message | null {
  switch (change.kind) {
    case 'customer created':
      return { topic: 'customers/create', payload: customerPayload(change.customer, store) };
    case 'customer updated':
      return { topic: 'customers/update', payload: customerPayload(change.customer, store) };
    case 'customer deleted':
      return { topic: 'customers/delete', payload: customerDeletedPayload(change.customerId) };
    case 'customers merged':
      return {
        topic: 'customers/merge',
        payload: customersMergedPayload(change.keptId, change.deletedId),
      };
    case 'tags added':
    case 'tags removed':
      return {
        topic: change.kind === 'tags added' ? 'customer.tags_added' : 'customer.tags_removed',
        payload: tagsPayload(change.customerId, change.tags, store),
      };
    case 'email consent changed':
      return {
        topic: 'customers_email_marketing_consent/update',
        payload: emailConsentPayload(change.customer, store),
      };
    case 'sms consent changed':
      return {
        topic: 'customers_marketing_consent/update',
        payload: smsConsentPayload(change.customer, store),
      };
    case 'purchases changed':
      return {
        topic: 'customers/purchasing_summary',
        payload: purchasingSummaryPayload(change.customerId, store),
      };
    case 'order placed':
      return { topic: 'orders/create', payload: orderPayload(change.order, store) };
    case 'order updated':
      return { topic: 'orders/updated', payload: orderPayload(change.order, store) };
    case 'order cancelled':
      return { topic: 'orders/cancelled', payload: orderPayload(change.order, store) };
    case 'order edited':
      return {
        topic: 'orders/edited',
        payload: orderEditedPayload(change.order, change.edit, store),
      };
    case 'order deleted':
      return { topic: 'orders/delete', payload: { id: change.orderId } };
    case 'product created':
      return { topic: 'products/create', payload: productPayload(change.product, store) };
    case 'product updated':
      return { topic: 'products/update', payload: productPayload(change.product, store) };
    case 'product deleted':
      return { topic: 'products/delete', payload: { id: change.productId } };
    case 'shop updated':
      return { topic: 'shop/update', payload: shopPayload(change.shop, store.now()) };
    case 'metafields changed':
    case 'discounts changed':
      return null;
  }
}
