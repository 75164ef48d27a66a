/** Customer topics in the shapes of 2025-01 and later: no tags, consent or totals in the customer itself. */
import { formatDecimal } from '../../../admin-app/core/money.ts';
import { countryName } from '../admin-api/resolvers/customers.ts';
import { type Customer, gid } from '../model.ts';
import { totalsOf } from '../order-totals.ts';
import type { Store } from '../store.ts';
import { printLocal } from './local-time.ts';

/** customers/create and customers/update. */
export function customerPayload(customer: Customer, { shop }: Store): object {
  const address = addressPayload(customer);
  return {
    id: customer.id,
    admin_graphql_api_id: gid('Customer', customer.id),
    created_at: printLocal(customer.createdAt, shop.ianaTimezone),
    updated_at: printLocal(customer.updatedAt, shop.ianaTimezone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.email !== null,
    multipass_identifier: null,
    tax_exempt: false,
    tax_exemptions: [],
    email: customer.email,
    phone: customer.phone,
    currency: shop.currency,
    addresses: address ? [address] : [],
    ...(address ? { default_address: address } : {}),
  };
}

function addressPayload(customer: Customer): object | null {
  const { address, firstName, lastName } = customer;
  if (!address) return null;
  return {
    id: customer.id,
    customer_id: customer.id,
    first_name: firstName,
    last_name: lastName,
    name: [firstName, lastName].filter(Boolean).join(' '),
    company: null,
    address1: address.address1,
    address2: null,
    city: address.city,
    province: null,
    province_code: null,
    country: countryName(address.countryCode),
    country_code: address.countryCode,
    country_name: countryName(address.countryCode),
    zip: address.zip,
    phone: customer.phone,
    default: true,
  };
}

/** customers/delete. */
export function customerDeletedPayload(id: number): object {
  return { id, tax_exemptions: [], admin_graphql_api_id: gid('Customer', id) };
}

/** customers/merge. */
export function customersMergedPayload(keptId: number, deletedId: number): object {
  return {
    admin_graphql_api_customer_kept_id: gid('Customer', keptId),
    admin_graphql_api_customer_deleted_id: gid('Customer', deletedId),
    admin_graphql_api_job_id: null,
    status: 'completed',
    errors: [],
  };
}

/** customer.tags_added and customer.tags_removed. */
export function tagsPayload(customerId: number, tags: readonly string[], store: Store): object {
  return {
    customerId: gid('Customer', customerId),
    tags,
    occurredAt: new Date(store.now()).toISOString(),
  };
}

/** customers_email_marketing_consent/update. */
export function emailConsentPayload(
  { id, email, emailConsent }: Customer,
  { shop }: Store,
): object {
  return {
    customer_id: id,
    email_address: email,
    email_marketing_consent: {
      state: emailConsent.state.toLowerCase(),
      opt_in_level: emailConsent.optInLevel.toLowerCase(),
      consent_updated_at: printLocal(emailConsent.updatedAt, shop.ianaTimezone),
    },
  };
}

/** customers_marketing_consent/update, which is about SMS. */
export function smsConsentPayload({ id, phone, smsConsent }: Customer, { shop }: Store): object {
  return {
    id,
    phone,
    sms_marketing_consent: {
      state: smsConsent.state.toLowerCase(),
      opt_in_level: smsConsent.optInLevel.toLowerCase(),
      consent_updated_at: printLocal(smsConsent.updatedAt, shop.ianaTimezone),
      consent_collected_from: 'other',
    },
  };
}

/** customers/purchasing_summary. */
export function purchasingSummaryPayload(customerId: number, store: Store): object {
  const orders = store.ordersOf(customerId).filter((order) => !order.test);
  const spent = orders.reduce((sum, order) => sum + totalsOf(order).currentTotal, 0);
  const last = orders.at(-1);
  const { currency } = store.shop;
  return {
    customerId: gid('Customer', customerId),
    numberOfOrders: orders.length,
    amountSpent: {
      amount: formatDecimal({ amountMinor: spent, currency }),
      currencyCode: currency,
    },
    lastOrderId: last ? gid('Order', last.id) : null,
    occurredAt: new Date(store.now()).toISOString(),
  };
}
