/** Customers as the Admin API shows them. */
import { type Customer, gid, type Order } from '../../model.ts';
import { totalsOf } from '../../order-totals.ts';
import { statisticsOf } from '../../statistics.ts';
import { type AdminContext, type Arguments, requireScope } from '../context.ts';
import { orderList, visibleOrders } from './lists.ts';
import { metafieldFields } from './metafields.ts';
import { money } from './money.ts';

export const customerResolvers = {
  ...metafieldFields<Customer>((customer) => gid('Customer', customer.id)),
  id: (customer: Customer) => gid('Customer', customer.id),
  legacyResourceId: (customer: Customer) => customer.id,
  firstName: (customer: Customer) => customer.firstName,
  lastName: (customer: Customer) => customer.lastName,
  displayName,
  defaultEmailAddress: (customer: Customer) => (customer.email === null ? null : customer),
  defaultPhoneNumber: (customer: Customer) => (customer.phone === null ? null : customer),
  defaultAddress: (customer: Customer) => (customer.address === null ? null : customer),
  locale: (customer: Customer) => customer.locale,
  note: (customer: Customer) => customer.note,
  state: (customer: Customer) => customer.state,
  tags: (customer: Customer) => customer.tags,
  createdAt: (customer: Customer) => customer.createdAt,
  updatedAt: (customer: Customer) => customer.updatedAt,
  verifiedEmail: (customer: Customer) => customer.email !== null,
  dataSaleOptOut: () => false,
  productSubscriberStatus: () => 'NEVER_SUBSCRIBED',
  statistics: (customer: Customer, _: Arguments, { store }: AdminContext) =>
    statisticsOf(store, customer.id),
  canDelete: (customer: Customer, _: Arguments, { store }: AdminContext) =>
    store.ordersOf(customer.id).length === 0,
  numberOfOrders: (customer: Customer, _: Arguments, context: AdminContext) =>
    countedOrders(customer.id, context).length,
  amountSpent: (customer: Customer, _: Arguments, context: AdminContext) =>
    money(amountSpentMinor(customer.id, context), context),
  lastOrder: (customer: Customer, _: Arguments, context: AdminContext) => {
    requireScope(context, 'read_orders', 'lastOrder');
    return visibleOrders(context, context.store.ordersOf(customer.id)).at(-1) ?? null;
  },
  orders: (customer: Customer, args: Arguments, context: AdminContext) => {
    requireScope(context, 'read_orders', 'orders');
    return orderList(context, args, context.store.ordersOf(customer.id));
  },
};

/** What a customer's orders come to now, test orders aside. */
function amountSpentMinor(customerId: number, context: AdminContext): number {
  return countedOrders(customerId, context).reduce(
    (sum, order) => sum + totalsOf(order).currentTotal,
    0,
  );
}

function countedOrders(customerId: number, { store }: AdminContext): readonly Order[] {
  return store.ordersOf(customerId).filter((order) => !order.test);
}

function displayName({ firstName, lastName, email }: Customer): string {
  return [firstName, lastName].filter(Boolean).join(' ') || email || '';
}

export const emailAddressResolvers = {
  emailAddress: (customer: Customer) => customer.email,
  marketingState: (customer: Customer) => customer.emailConsent.state,
  marketingOptInLevel: (customer: Customer) => customer.emailConsent.optInLevel,
  marketingUpdatedAt: (customer: Customer) => customer.emailConsent.updatedAt,
  marketingUnsubscribeUrl: (customer: Customer, _: Arguments, { store }: AdminContext) =>
    `https://${store.domain}/account/unsubscribe?customer=${customer.id}`,
  openTrackingLevel: () => 'UNKNOWN',
  validFormat: (customer: Customer) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(customer.email ?? ''),
};

export const phoneNumberResolvers = {
  phoneNumber: (customer: Customer) => customer.phone,
  smsMarketingConsent: (customer: Customer) => customer,
};

export const smsConsentResolvers = {
  // The consent type of 2026-10 says NEVER_SUBSCRIBED where the older fields said NOT_SUBSCRIBED.
  state: ({ smsConsent }: Customer) =>
    smsConsent.state === 'NOT_SUBSCRIBED' ? 'NEVER_SUBSCRIBED' : smsConsent.state,
  optInLevel: (customer: Customer) => customer.smsConsent.optInLevel,
  updatedAt: (customer: Customer) => customer.smsConsent.updatedAt,
  collectedFrom: (customer: Customer) =>
    customer.smsConsent.updatedAt === null ? null : 'SHOPIFY',
};

export const addressResolvers = {
  // One address per customer, so it can have the customer's number.
  id: (customer: Customer) => `${gid('MailingAddress', customer.id)}?model_name=CustomerAddress`,
  firstName: (customer: Customer) => customer.firstName,
  lastName: (customer: Customer) => customer.lastName,
  address1: (customer: Customer) => customer.address?.address1 ?? null,
  address2: () => null,
  city: (customer: Customer) => customer.address?.city ?? null,
  zip: (customer: Customer) => customer.address?.zip ?? null,
  province: () => null,
  provinceCode: () => null,
  phone: (customer: Customer) => customer.phone,
  countryCodeV2: (customer: Customer) => customer.address?.countryCode ?? null,
  country: (customer: Customer) => countryName(customer.address?.countryCode),
};

const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/** The English name of a country. */
export function countryName(code: string | undefined): string | null {
  return code === undefined ? null : (countryNames.of(code) ?? code);
}
