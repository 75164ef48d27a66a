/** Every GraphQL text that reads the store. Checked as a whole against Shopify's schema in the tests. */
import type { LoyaltySource, SyncResource } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';

const STATISTICS = 'statistics { rfmGroup predictedSpendTier }';

const MONEY = 'shopMoney { amount currencyCode }';

/** `__typename`-free on purpose: the id says what a line of a bulk file is. */
const CUSTOMER_FIELDS = `
  id firstName lastName locale tags createdAt updatedAt
  defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
  defaultPhoneNumber { phoneNumber smsMarketingConsent { state updatedAt } }
  defaultAddress { countryCodeV2 }
  metafield(namespace: "facts", key: "birth_date") { value }
  ${STATISTICS}`;

const PRODUCT_FIELDS = `
  id title productType handle status tags createdAt updatedAt publishedAt totalInventory tracksInventory
  featuredMedia { preview { image { url altText } } }
  priceRangeV2 { minVariantPrice { amount currencyCode } }`;

const ORDER_FIELDS = `
  id name createdAt processedAt updatedAt cancelledAt test sourceName displayFinancialStatus discountCodes
  customer { id }
  currentTotalPriceSet { ${MONEY} }`;

const LINE_FIELDS = `id title quantity product { id } originalTotalSet { ${MONEY} }`;

/**
 * Under a name with the edition in it, so that an answer says what was asked even where the customer has no such
 * metafield, and one that comes after another was named is known for what it is.
 */
function loyaltyField(source: LoyaltySource | null): string {
  if (source === null) return '';
  const { namespace, key, edition } = source;
  const which = `namespace: ${JSON.stringify(namespace)}, key: ${JSON.stringify(key)}`;
  return `loyalty_${edition}: metafield(${which}) { type value }`;
}

interface BulkText {
  readonly connection: 'customers' | 'products' | 'orders';
  readonly fields: string;
  /** Changes without a change of `updatedAt`, so that all of it is read every time. */
  readonly whole?: true;
  /** Asks for what a loyalty programme says of each customer, too. */
  readonly loyalty?: true;
}

const BULK_TEXTS: Readonly<Record<SyncResource, BulkText>> = {
  customers: { connection: 'customers', fields: CUSTOMER_FIELDS, loyalty: true },
  'customer statistics': {
    connection: 'customers',
    fields: `id ${STATISTICS}`,
    whole: true,
    loyalty: true,
  },
  products: { connection: 'products', fields: PRODUCT_FIELDS },
  orders: {
    connection: 'orders',
    fields: `${ORDER_FIELDS} lineItems { edges { node { ${LINE_FIELDS} } } }`,
  },
};

/** The query inside a bulk operation; with `since`, where Shopify can tell, only what changed at or after it. */
export function bulkQueryText(
  resource: SyncResource,
  since: Instant | null,
  source: LoyaltySource | null = null,
): string {
  const { connection, fields, whole, loyalty } = BULK_TEXTS[resource];
  const changed =
    since === null || whole ? '' : `(query: "updated_at:>='${new Date(since).toISOString()}'")`;
  const node = `${fields} ${loyalty ? loyaltyField(source) : ''}`;
  return `{ ${connection}${changed} { edges { node { ${node} } } } }`;
}

const BULK_OPERATION_FIELDS =
  'id status errorCode createdAt completedAt objectCount fileSize url partialDataUrl';

export const START_BULK_OPERATION = `
  mutation StartBulkOperation($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { ${BULK_OPERATION_FIELDS} }
      userErrors { field message code }
    }
  }`;

export const READ_BULK_OPERATION = `
  query ReadBulkOperation($id: ID!) { bulkOperation(id: $id) { ${BULK_OPERATION_FIELDS} } }`;

export const READ_SHOP = `
  query ReadShop {
    shop { name email currencyCode ianaTimezone primaryDomain { url } }
  }`;

export function readCustomerText(source: LoyaltySource | null): string {
  return `
  query ReadCustomer($id: ID!) { customer(id: $id) { ${CUSTOMER_FIELDS} ${loyaltyField(source)} } }`;
}

export const READ_PRODUCT = `
  query ReadProduct($id: ID!) { product(id: $id) { ${PRODUCT_FIELDS} } }`;

/** Lines come in pages: a hundred of them cost well below the 1000 points one query may ask for. */
export const READ_ORDER = `
  query ReadOrder($id: ID!, $after: String) {
    order(id: $id) {
      ${ORDER_FIELDS}
      lineItems(first: 100, after: $after) { edges { node { ${LINE_FIELDS} } } pageInfo { hasNextPage endCursor } }
    }
  }`;

export const READ_APP_INSTALLATION = 'query ReadAppInstallation { currentAppInstallation { id } }';

export const SET_METAFIELDS = `
  mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { userErrors { field message code } }
  }`;

export const DELETE_METAFIELDS = `
  mutation DeleteMetafields($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) { userErrors { field message } }
  }`;

const DISCOUNT_ANSWER = 'codeDiscountNode { id } userErrors { field message code }';

export const CREATE_BASIC_DISCOUNT = `
  mutation CreateBasicDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) { ${DISCOUNT_ANSWER} }
  }`;

export const CREATE_FREE_SHIPPING_DISCOUNT = `
  mutation CreateFreeShippingDiscount($discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) { ${DISCOUNT_ANSWER} }
  }`;

export const FIND_DISCOUNT = `
  query FindDiscount($code: String!) { codeDiscountNodeByCode(code: $code) { id } }`;

export const ADD_CODES = `
  mutation AddCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
      bulkCreation { id done }
      userErrors { field message code }
    }
  }`;

export const READ_CODE_CREATION = `
  query ReadCodeCreation($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done } }`;

/** A whole batch in one page, asked for once: 250 codes cost half of what one query may. */
export const READ_CREATED_CODES = `
  query ReadCreatedCodes($id: ID!, $first: Int!) {
    discountRedeemCodeBulkCreation(id: $id) {
      codes(first: $first) { nodes { code discountRedeemCode { id } } }
    }
  }`;

export const DELETE_CODES = `
  mutation DeleteCodes($discountId: ID!, $ids: [ID!]!) {
    discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
      job { id }
      userErrors { field message code }
    }
  }`;

export const ADD_TAGS = `
  mutation AddTags($id: ID!, $tags: [String!]!) {
    outcome: tagsAdd(id: $id, tags: $tags) { userErrors { message } }
  }`;

export const REMOVE_TAGS = `
  mutation RemoveTags($id: ID!, $tags: [String!]!) {
    outcome: tagsRemove(id: $id, tags: $tags) { userErrors { message } }
  }`;

/** By name, for the test that holds them against Shopify's schema. */
export const OPERATIONS: Readonly<Record<string, string>> = {
  START_BULK_OPERATION,
  READ_BULK_OPERATION,
  READ_SHOP,
  READ_CUSTOMER: readCustomerText(null),
  READ_CUSTOMER_WITH_LOYALTY: readCustomerText({ namespace: 'loyalty', key: 'points', edition: 1 }),
  READ_PRODUCT,
  READ_ORDER,
  READ_APP_INSTALLATION,
  SET_METAFIELDS,
  DELETE_METAFIELDS,
  CREATE_BASIC_DISCOUNT,
  CREATE_FREE_SHIPPING_DISCOUNT,
  FIND_DISCOUNT,
  ADD_CODES,
  READ_CODE_CREATION,
  READ_CREATED_CODES,
  DELETE_CODES,
  ADD_TAGS,
  REMOVE_TAGS,
};
