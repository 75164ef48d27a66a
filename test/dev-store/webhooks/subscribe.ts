/** Joins a shop with the webhook sender: every change, installation event and bulk operation is told to the app. */
import { DAY_MS, HOUR_MS } from '../../../admin-app/core/time.ts';
import type { Schedule } from '../schedule.ts';
import type { ShopEntry } from '../shops.ts';
import type { WebhookSender } from './sender.ts';
import {
  customerRedactPayload,
  dataRequestPayload,
  scopesPayload,
  shopPayload,
  shopRedactPayload,
} from './shop-payloads.ts';
import { messageFor } from './topics.ts';

const SHOP_REDACT_AFTER_MS = 48 * HOUR_MS;
const CUSTOMER_REDACT_AFTER_MS = 10 * DAY_MS;
/** A customer with an order in the last six months is redacted only when these have passed. */
const RECENT_ORDER_MS = 182 * DAY_MS;

/** Only an installed app hears of a shop, except for its own removal and what follows from it by law. */
export function tellApp(
  { store, installation }: ShopEntry,
  sender: WebhookSender,
  schedule: Schedule,
) {
  store.onChange((change) => {
    const message = messageFor(change, store);
    if (message && installation.installed)
      sender.send(store.domain, message.topic, message.payload);
  });
  installation.onEvent((event) => {
    if (event.kind === 'scopes changed') {
      const payload = scopesPayload(store.shop, { ...event, now: store.now() });
      sender.send(store.domain, 'app/scopes_update', payload);
      return;
    }
    if (event.kind !== 'uninstalled') return;
    sender.send(store.domain, 'app/uninstalled', shopPayload(store.shop, store.now()));
    schedule.at(store.now() + SHOP_REDACT_AFTER_MS, () => {
      // Somebody who came back within two days keeps their data.
      if (!installation.installed)
        sender.send(store.domain, 'shop/redact', shopRedactPayload(store.shop));
    });
  });
}

/** A customer asks the shop what is known about them. Throws for an unknown customer. */
export function requestCustomerData(
  { store }: ShopEntry,
  sender: WebhookSender,
  customerId: number,
): void {
  const customer = store.customer(customerId);
  if (!customer) throw new Error(`There is no customer ${customerId} in ${store.domain}`);
  const payload = dataRequestPayload(customer, store, Math.floor(store.now() / 1000));
  sender.send(store.domain, 'customers/data_request', payload);
}

/**
 * A customer asks to be forgotten. Shopify passes it on after ten days, or when the last order is six months old,
 * whichever is later. Throws for an unknown customer.
 */
export function requestCustomerErasure(
  { store }: ShopEntry,
  { sender, schedule }: { readonly sender: WebhookSender; readonly schedule: Schedule },
  customerId: number,
): void {
  const customer = store.customer(customerId);
  if (!customer) throw new Error(`There is no customer ${customerId} in ${store.domain}`);
  const lastOrderAt = store.ordersOf(customerId).at(-1)?.processedAt ?? Number.NEGATIVE_INFINITY;
  const due = Math.max(store.now() + CUSTOMER_REDACT_AFTER_MS, lastOrderAt + RECENT_ORDER_MS);
  const payload = customerRedactPayload(customer, store);
  schedule.at(due, () => sender.send(store.domain, 'customers/redact', payload));
}
