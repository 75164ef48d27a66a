/** Every type of the slice that has resolvers, by its name in the schema. */
import { gid } from '../../model.ts';
import { type Connection, pageOf } from '../connection.ts';
import { type AdminContext, type Arguments, requireScope } from '../context.ts';
import {
  bulkOperationCancel,
  bulkOperationList,
  bulkOperationResolvers,
  bulkOperationRunQuery,
} from './bulk.ts';
import { changeTags, customerEmailMarketingConsentUpdate } from './customer-writing.ts';
import {
  addressResolvers,
  customerResolvers,
  emailAddressResolvers,
  phoneNumberResolvers,
  smsConsentResolvers,
} from './customers.ts';
import {
  definitionResolvers,
  metafieldDefinitionCreate,
  standardMetafieldDefinitionEnable,
} from './definitions.ts';
import {
  bulkCreationCodeResolvers,
  bulkCreationResolvers,
  codeDiscountNodeByCode,
  codeDiscountResolvers,
  createDiscount,
  discountCodeRedeemCodeBulkDelete,
  discountNodeResolvers,
  discountRedeemCodeBulkAdd,
  discountRedeemCodeBulkCreation,
  redeemCodeResolvers,
} from './discounts.ts';
import { countOf, customerList, orderList, productList } from './lists.ts';
import { metafieldsDelete, metafieldsSet } from './metafield-writing.ts';
import { metafieldResolvers } from './metafields.ts';
import { lineItemResolvers, orderResolvers, refundResolvers } from './orders.ts';
import { findNode, findNodeSource, scopeFor } from './owners.ts';
import { productResolvers, variantResolvers } from './products.ts';
import { installationResolvers, shopLocales, shopResolvers } from './shop.ts';

/** A resolver's source is what its parent answered; the schema guarantees which type that was. */
export type Resolver = (source: never, args: Arguments, context: AdminContext) => unknown;

const byId = (typename: string) => (_: object, args: Arguments, context: AdminContext) => {
  const scope = scopeFor('read', typename);
  if (scope) requireScope(context, scope, typename.toLowerCase());
  const id = String(args.id);
  return id.startsWith(gid(typename, 0).slice(0, -1)) ? findNode(context, id)?.record : null;
};

const scoped =
  <Answer>(
    scope: string,
    field: string,
    answer: (context: AdminContext, args: Arguments) => Answer,
  ) =>
  (_: object, args: Arguments, context: AdminContext): Answer => {
    requireScope(context, scope, field);
    return answer(context, args);
  };

const anyNode = (context: AdminContext, id: string) => {
  const scope = scopeFor('read', findNode(context, id)?.typename ?? '');
  if (scope) requireScope(context, scope, 'node');
  return findNodeSource(context, id);
};

const queries = {
  shop: (_: object, _args: Arguments, { store }: AdminContext) => store.shop,
  shopLocales: (_: object, _args: Arguments, { store }: AdminContext) => shopLocales(store.shop),
  currentAppInstallation: () => ({}),
  customer: byId('Customer'),
  order: byId('Order'),
  product: byId('Product'),
  customers: scoped('read_customers', 'customers', customerList),
  orders: scoped('read_orders', 'orders', orderList),
  products: scoped('read_products', 'products', productList),
  customersCount: scoped('read_customers', 'customersCount', (context, args) =>
    countOf(customerList(context, args), args),
  ),
  ordersCount: scoped('read_orders', 'ordersCount', (context, args) =>
    countOf(orderList(context, args), args),
  ),
  productsCount: scoped('read_products', 'productsCount', (context, args) =>
    countOf(productList(context, args), args),
  ),
  node: (_: object, args: Arguments, context: AdminContext) => anyNode(context, String(args.id)),
  nodes: (_: object, args: Arguments, context: AdminContext) =>
    // The schema has checked that these are strings.
    (args.ids as readonly string[]).map((id) => anyNode(context, id)),
  bulkOperation: (_: object, args: Arguments, { bulk }: AdminContext) =>
    bulk.get(String(args.id)) ?? null,
  bulkOperations: (_: object, args: Arguments, context: AdminContext) =>
    bulkOperationList(context, args),
  codeDiscountNodeByCode: scoped(
    'read_discounts',
    'codeDiscountNodeByCode',
    codeDiscountNodeByCode,
  ),
  discountRedeemCodeBulkCreation: scoped(
    'read_discounts',
    'discountRedeemCodeBulkCreation',
    discountRedeemCodeBulkCreation,
  ),
  // Subscriptions declared in shopify.app.toml belong to the app and are not listed here; the app makes no others.
  webhookSubscriptions: (_: object, args: Arguments): Connection<never> => ({
    items: () => [],
    ordering: { value: () => 0, id: () => 0 },
    page: args,
  }),
};

const mutation =
  (write: (args: Arguments, context: AdminContext) => object) =>
  (_: object, args: Arguments, context: AdminContext) =>
    write(args, context);

const mutations = {
  bulkOperationRunQuery: mutation(bulkOperationRunQuery),
  bulkOperationCancel: mutation(bulkOperationCancel),
  metafieldsSet: mutation(metafieldsSet),
  metafieldsDelete: mutation(metafieldsDelete),
  metafieldDefinitionCreate: mutation(metafieldDefinitionCreate),
  standardMetafieldDefinitionEnable: mutation(standardMetafieldDefinitionEnable),
  tagsAdd: mutation(changeTags('tagsAdd')),
  tagsRemove: mutation(changeTags('tagsRemove')),
  customerEmailMarketingConsentUpdate: mutation(customerEmailMarketingConsentUpdate),
  discountCodeBasicCreate: mutation(createDiscount('basic')),
  discountCodeFreeShippingCreate: mutation(createDiscount('free shipping')),
  discountRedeemCodeBulkAdd: mutation(discountRedeemCodeBulkAdd),
  discountCodeRedeemCodeBulkDelete: mutation(discountCodeRedeemCodeBulkDelete),
};

/** The three fields that every connection has. */
export const connectionResolvers = {
  edges: (connection: Connection<unknown>) => pageOf(connection).edges,
  nodes: (connection: Connection<unknown>) => pageOf(connection).edges.map((edge) => edge.node),
  pageInfo: (connection: Connection<unknown>) => {
    const { edges, hasNextPage, hasPreviousPage } = pageOf(connection);
    return {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
  },
};

export const RESOLVERS: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
  QueryRoot: queries,
  Mutation: mutations,
  AppInstallation: installationResolvers,
  BulkOperation: bulkOperationResolvers,
  Customer: customerResolvers,
  CustomerEmailAddress: emailAddressResolvers,
  CustomerPhoneNumber: phoneNumberResolvers,
  CustomerSmsMarketingConsent: smsConsentResolvers,
  DiscountCodeBasic: codeDiscountResolvers,
  DiscountCodeFreeShipping: codeDiscountResolvers,
  DiscountCodeNode: discountNodeResolvers,
  DiscountRedeemCode: redeemCodeResolvers,
  DiscountRedeemCodeBulkCreation: bulkCreationResolvers,
  DiscountRedeemCodeBulkCreationCode: bulkCreationCodeResolvers,
  LineItem: lineItemResolvers,
  MailingAddress: addressResolvers,
  Metafield: metafieldResolvers,
  MetafieldDefinition: definitionResolvers,
  Order: orderResolvers,
  Product: productResolvers,
  ProductVariant: variantResolvers,
  Refund: refundResolvers,
  Shop: shopResolvers,
};
