/** GraphQL nodes of customers, orders, lines and products → records. The shapes are those of operations.ts. */
import {
  type CompleteCustomer,
  type Consent,
  type CustomerStatistics,
  EMAIL_CONSENTS,
  type EmailConsent,
  type LoyaltyReading,
  type ShopifyStatistics,
  SMS_CONSENTS,
  type SmsConsent,
  type StoreOrder,
  type StoreOrderLine,
  type StoreProduct,
} from '../../core/store-records.ts';
import {
  currency,
  decimal,
  type Fields,
  gidNumber,
  instant,
  minor,
  optionalCode,
  optionalDay,
  optionalFields,
  optionalInstant,
  optionalText,
  quantity,
  requiredFields,
  text,
  texts,
  truth,
} from './record-fields.ts';

export function readCustomerNode(node: Fields): CompleteCustomer {
  const email = optionalFields(node, 'defaultEmailAddress');
  const phone = optionalFields(node, 'defaultPhoneNumber');
  const address = optionalFields(node, 'defaultAddress');
  const sms = phone && optionalFields(phone, 'smsMarketingConsent');
  return {
    customerId: gidNumber(node, 'id', 'Customer'),
    firstName: optionalText(node, 'firstName'),
    lastName: optionalText(node, 'lastName'),
    email: email && optionalText(email, 'emailAddress'),
    phone: phone && optionalText(phone, 'phoneNumber'),
    country: address && optionalText(address, 'countryCodeV2'),
    locale: optionalText(node, 'locale'),
    tags: texts(node, 'tags'),
    birthday: optionalDay(optionalFields(node, 'metafield'), 'value'),
    ...readStatistics(node),
    emailConsent: email
      ? readConsent(email, 'marketingState', 'marketingUpdatedAt', emailConsentOf)
      : NOBODY_ASKED,
    smsConsent: sms ? readConsent(sms, 'state', 'updatedAt', smsConsentOf) : NOBODY_ASKED,
    loyalty: readLoyalty(node),
    createdAt: instant(node, 'createdAt'),
    updatedAt: instant(node, 'updatedAt'),
  };
}

/** A line that holds a customer's number, statistics and loyalty metafield alone. */
export function readStatisticsNode(node: Fields): CustomerStatistics {
  return {
    customerId: gidNumber(node, 'id', 'Customer'),
    ...readStatistics(node),
    loyalty: readLoyalty(node),
  };
}

/** Names of tiers and numbers are shorter; what is longer is neither. */
const LONGEST_LOYALTY = 256;

function readLoyalty(node: Fields): LoyaltyReading | null {
  for (const field of Object.keys(node)) {
    const edition = /^loyalty_(\d{1,9})$/.exec(field)?.[1];
    if (edition === undefined) continue;
    const metafield = optionalFields(node, field);
    const value = metafield && optionalText(metafield, 'value');
    return {
      edition: Number(edition),
      type: metafield && optionalText(metafield, 'type'),
      value: value === null ? null : value.slice(0, LONGEST_LOYALTY),
    };
  }
  return null;
}

function readStatistics(node: Fields): ShopifyStatistics {
  const statistics = optionalFields(node, 'statistics');
  return {
    rfmGroup: optionalCode(statistics, 'rfmGroup'),
    predictedSpendTier: optionalCode(statistics, 'predictedSpendTier'),
  };
}

const NOBODY_ASKED = { state: 'not_subscribed', at: null } as const;

function readConsent<State>(
  record: Fields,
  stateField: string,
  timeField: string,
  stateOf: (word: string) => State,
): Consent<State> {
  return { state: stateOf(text(record, stateField)), at: optionalInstant(record, timeField) };
}

/** Shopify's word in any case; one we do not know means that nobody said yes. */
export function emailConsentOf(word: string): EmailConsent {
  const state = word.toLowerCase();
  return EMAIL_CONSENTS.find((known) => known === state) ?? 'not_subscribed';
}

export function smsConsentOf(word: string): SmsConsent {
  const state = word.toLowerCase();
  return SMS_CONSENTS.find((known) => known === state) ?? 'not_subscribed';
}

export function readOrderNode(node: Fields): StoreOrder {
  const total = requiredFields(requiredFields(node, 'currentTotalPriceSet'), 'shopMoney');
  const orderCurrency = currency(total, 'currencyCode');
  const customer = optionalFields(node, 'customer');
  return {
    orderId: gidNumber(node, 'id', 'Order'),
    customerId: customer && gidNumber(customer, 'id', 'Customer'),
    name: text(node, 'name'),
    currency: orderCurrency,
    totalMinor: minor(total, 'amount', orderCurrency),
    discountCodes: texts(node, 'discountCodes'),
    source: optionalText(node, 'sourceName'),
    test: truth(node, 'test'),
    financialStatus: (optionalText(node, 'displayFinancialStatus') ?? 'unknown').toLowerCase(),
    processedAt: instant(node, 'processedAt'),
    createdAt: instant(node, 'createdAt'),
    updatedAt: instant(node, 'updatedAt'),
    cancelledAt: optionalInstant(node, 'cancelledAt'),
  };
}

export function readLineNode(node: Fields, orderId: number): StoreOrderLine {
  const total = requiredFields(requiredFields(node, 'originalTotalSet'), 'shopMoney');
  const product = optionalFields(node, 'product');
  return {
    orderId,
    lineId: gidNumber(node, 'id', 'LineItem'),
    productId: product && gidNumber(product, 'id', 'Product'),
    title: text(node, 'title'),
    quantity: quantity(node, 'quantity'),
    totalMinor: minor(total, 'amount', currency(total, 'currencyCode')),
  };
}

export function readProductNode(node: Fields): StoreProduct {
  const price = requiredFields(requiredFields(node, 'priceRangeV2'), 'minVariantPrice');
  return {
    productId: gidNumber(node, 'id', 'Product'),
    title: text(node, 'title'),
    productType: optionalText(node, 'productType') ?? '',
    handle: optionalText(node, 'handle') ?? '',
    status: text(node, 'status').toLowerCase(),
    tags: texts(node, 'tags'),
    publishedAt: optionalInstant(node, 'publishedAt'),
    ...readImage(node),
    price: decimal(price, 'amount'),
    inStock: !truth(node, 'tracksInventory') || quantity(node, 'totalInventory') > 0,
    createdAt: instant(node, 'createdAt'),
    updatedAt: instant(node, 'updatedAt'),
  };
}

function readImage(product: Fields): Pick<StoreProduct, 'imageUrl' | 'imageAlt'> {
  const media = optionalFields(product, 'featuredMedia');
  const preview = media && optionalFields(media, 'preview');
  const image = preview && optionalFields(preview, 'image');
  return {
    imageUrl: image && optionalText(image, 'url'),
    imageAlt: (image && optionalText(image, 'altText')) ?? '',
  };
}
