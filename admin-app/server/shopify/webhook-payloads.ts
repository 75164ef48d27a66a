/** Bodies of webhooks (REST-shaped, older than GraphQL and different in many names) → what happened. */
import type {
  CustomerProfile,
  StoreOrder,
  StoreOrderLine,
  StoreProfile,
} from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { InvalidRecordError } from './errors.ts';
import {
  asFields,
  currency,
  type Fields,
  gidNumber,
  id,
  instant,
  list,
  minor,
  numberOfGid,
  optionalFields,
  optionalId,
  optionalInstant,
  optionalText,
  quantity,
  requiredFields,
  text,
  texts,
  timeZone,
  truth,
} from './record-fields.ts';
import type { StoreEvent } from './store-event.ts';
import { emailConsentOf, smsConsentOf } from './store-nodes.ts';
import { readProduct } from './webhook-products.ts';
import type { WebhookTopic } from './webhook-topics.ts';

/** Throws InvalidRecordError for a body that is not JSON or lacks a field, naming it. */
export function readWebhook(topic: WebhookTopic, body: string, triggeredAt: Instant): StoreEvent {
  const payload = asFields(parseJson(body), 'The body');
  switch (topic) {
    case 'orders/create':
    case 'orders/updated':
    case 'orders/paid':
    case 'orders/cancelled':
      return readOrder(payload);
    case 'orders/delete':
      return { kind: 'order deleted', orderId: id(payload, 'id') };
    case 'customers/create':
    case 'customers/update':
      return { kind: 'customer', customer: readProfile(payload) };
    case 'customers/delete':
      return { kind: 'customer deleted', customerId: id(payload, 'id') };
    case 'customers/merge':
      return readMerge(payload);
    case 'customers_email_marketing_consent/update':
      return readEmailConsent(payload, triggeredAt);
    case 'customers_marketing_consent/update':
      return readSmsConsent(payload, triggeredAt);
    case 'customer.tags_added':
      return readTags(payload, true, triggeredAt);
    case 'customer.tags_removed':
      return readTags(payload, false, triggeredAt);
    case 'products/create':
    case 'products/update':
      return { kind: 'product', product: readProduct(payload) };
    case 'products/delete':
      return { kind: 'product deleted', productId: id(payload, 'id') };
    case 'app/uninstalled':
      return { kind: 'uninstalled' };
    case 'app/scopes_update': {
      const at = optionalInstant(payload, 'updated_at') ?? triggeredAt;
      return { kind: 'scopes', scopes: texts(payload, 'current'), at };
    }
    case 'shop/update':
      return { kind: 'shop', profile: readShop(payload) };
    case 'bulk_operations/finish':
      return {
        kind: 'bulk operation finished',
        operationId: text(payload, 'admin_graphql_api_id'),
      };
    case 'customers/data_request':
      return {
        kind: 'data request',
        customerId: id(requiredFields(payload, 'customer'), 'id'),
        requestId: String(id(requiredFields(payload, 'data_request'), 'id')),
      };
    case 'customers/redact':
      return {
        kind: 'redact customer',
        customerId: id(requiredFields(payload, 'customer'), 'id'),
        orderIds: list(payload, 'orders_to_redact').map(Number).filter(Number.isSafeInteger),
      };
    case 'shop/redact':
      return { kind: 'redact shop' };
  }
}

/** The customer, order or product that a body is about, as far as can be seen; for asking Shopify again. */
export function entityOfWebhook(
  topic: string,
  body: string,
): { readonly resource: 'customers' | 'orders' | 'products'; readonly entityId: number } | null {
  const resource = /^(customers|orders|products)\/(?:create|update|updated|paid|cancelled)$/.exec(
    topic,
  )?.[1];
  const type = { customers: 'Customer', orders: 'Order', products: 'Product' };
  if (resource !== 'customers' && resource !== 'orders' && resource !== 'products') return null;
  const gid = new RegExp(`gid://shopify/${type[resource]}/(\\d{1,15})"`).exec(body)?.[1];
  const number = gid ?? /^\s*\{\s*"id"\s*:\s*(\d{1,15})\b/.exec(body)?.[1];
  return number === undefined ? null : { resource, entityId: Number(number) };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new InvalidRecordError('The body is not JSON', { cause });
  }
}

function readOrder(payload: Fields): StoreEvent {
  const orderId = id(payload, 'id');
  const shopCurrency = currency(payload, 'currency');
  const customer = optionalFields(payload, 'customer');
  const order: StoreOrder = {
    orderId,
    customerId: customer && id(customer, 'id'),
    name: text(payload, 'name'),
    currency: shopCurrency,
    totalMinor: minor(payload, 'current_total_price', shopCurrency),
    discountCodes: list(payload, 'discount_codes').map((code) =>
      text(asFields(code, 'discount_codes'), 'code'),
    ),
    source: optionalText(payload, 'source_name'),
    test: truth(payload, 'test'),
    financialStatus: (optionalText(payload, 'financial_status') ?? 'unknown').toLowerCase(),
    processedAt: instant(payload, 'processed_at'),
    createdAt: instant(payload, 'created_at'),
    updatedAt: instant(payload, 'updated_at'),
    cancelledAt: optionalInstant(payload, 'cancelled_at'),
  };
  const lines = list(payload, 'line_items').map((line) =>
    readOrderLine(asFields(line, 'line_items'), orderId, shopCurrency),
  );
  const profile = customer && 'updated_at' in customer ? readProfile(customer) : null;
  return { kind: 'order', order, lines, customer: profile };
}

function readOrderLine(line: Fields, orderId: number, shopCurrency: string): StoreOrderLine {
  const pieces = quantity(line, 'quantity');
  const totalMinor = minor(line, 'price', shopCurrency) * pieces;
  if (!Number.isSafeInteger(totalMinor)) {
    throw new InvalidRecordError(`price times quantity is ${totalMinor}, too large an amount`);
  }
  return {
    orderId,
    lineId: id(line, 'id'),
    productId: optionalId(line, 'product_id'),
    title: text(line, 'title'),
    quantity: pieces,
    totalMinor,
  };
}

function readProfile(payload: Fields): CustomerProfile {
  const address = optionalFields(payload, 'default_address');
  return {
    customerId: id(payload, 'id'),
    firstName: optionalText(payload, 'first_name'),
    lastName: optionalText(payload, 'last_name'),
    email: optionalText(payload, 'email'),
    phone: optionalText(payload, 'phone'),
    country: address && optionalText(address, 'country_code'),
    createdAt: instant(payload, 'created_at'),
    updatedAt: instant(payload, 'updated_at'),
  };
}

/** Sent for merges that fail and for those still going on, too. */
function readMerge(payload: Fields): StoreEvent {
  if (text(payload, 'status').toLowerCase() !== 'completed') return { kind: 'nothing' };
  return {
    kind: 'customers merged',
    keptId: gidNumber(payload, 'admin_graphql_api_customer_kept_id', 'Customer'),
    deletedId: gidNumber(payload, 'admin_graphql_api_customer_deleted_id', 'Customer'),
  };
}

function readEmailConsent(payload: Fields, triggeredAt: Instant): StoreEvent {
  const consent = requiredFields(payload, 'email_marketing_consent');
  return {
    kind: 'email consent',
    customerId: id(payload, 'customer_id'),
    consent: {
      state: emailConsentOf(text(consent, 'state')),
      at: optionalInstant(consent, 'consent_updated_at') ?? triggeredAt,
    },
  };
}

function readSmsConsent(payload: Fields, triggeredAt: Instant): StoreEvent {
  const consent = requiredFields(payload, 'sms_marketing_consent');
  return {
    kind: 'sms consent',
    customerId: id(payload, 'id'),
    consent: {
      state: smsConsentOf(text(consent, 'state')),
      at: optionalInstant(consent, 'consent_updated_at') ?? triggeredAt,
    },
  };
}

function readTags(payload: Fields, present: boolean, triggeredAt: Instant): StoreEvent {
  return {
    kind: 'tags',
    customerId: numberOrGid(payload, 'customerId'),
    tags: texts(payload, 'tags'),
    present,
    at: optionalInstant(payload, 'occurredAt') ?? triggeredAt,
  };
}

function numberOrGid(payload: Fields, field: string): number {
  const value = payload[field];
  const number = typeof value === 'string' ? numberOfGid(value, 'Customer') : null;
  return number ?? id(payload, field);
}

function readShop(payload: Fields): StoreProfile {
  const domain = optionalText(payload, 'domain');
  return {
    name: text(payload, 'name'),
    email: optionalText(payload, 'email'),
    currency: currency(payload, 'currency'),
    timeZone: timeZone(payload, 'iana_timezone'),
    locale: optionalText(payload, 'primary_locale'),
    storefrontUrl: domain && `https://${domain}`,
    updatedAt: instant(payload, 'updated_at'),
  };
}
