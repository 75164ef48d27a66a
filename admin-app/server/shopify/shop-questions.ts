/** Single questions to the Admin API, as operations with parsed answers. */
import { z } from 'zod';
import type {
  CompleteCustomer,
  LoyaltySource,
  StoreOrder,
  StoreOrderLine,
  StoreProduct,
  StoreProfile,
} from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import type { AdminApi, Operation } from './admin-api.ts';
import { READ_ORDER, READ_PRODUCT, READ_SHOP, readCustomerText } from './operations.ts';
import { type Fields, gidOf } from './record-fields.ts';
import { readCustomerNode, readLineNode, readOrderNode, readProductNode } from './store-nodes.ts';

export interface ShopQuestions {
  readShop(shopId: number): Promise<StoreProfile>;
  /** Null when Shopify has no such customer (any more); likewise below. */
  readCustomer(shopId: number, customerId: number): Promise<CompleteCustomer | null>;
  readProduct(shopId: number, productId: number): Promise<StoreProduct | null>;
  readOrder(
    shopId: number,
    orderId: number,
  ): Promise<{ readonly order: StoreOrder; readonly lines: readonly StoreOrderLine[] } | null>;
}

/** `loyaltyOf`: the metafield that a shop's loyalty programme keeps, to be read along; null for none. */
export function createShopQuestions(
  api: AdminApi,
  now: () => Instant,
  loyaltyOf: (shopId: number) => Promise<LoyaltySource | null>,
): ShopQuestions {
  return {
    async readShop(shopId) {
      const { shop } = await api.run(shopId, SHOP, {}, { tries: TRIES_FOR_PEOPLE });
      return {
        name: shop.name,
        email: shop.email === '' ? null : shop.email,
        currency: shop.currencyCode,
        timeZone: shop.ianaTimezone,
        locale: null,
        storefrontUrl: shop.primaryDomain.url,
        updatedAt: now(),
      };
    },
    async readCustomer(shopId, customerId) {
      const question = customerQuestion(await loyaltyOf(shopId));
      const { customer } = await api.run(shopId, question, { id: gidOf('Customer', customerId) });
      return customer && readCustomerNode(customer);
    },
    async readProduct(shopId, productId) {
      const { product } = await api.run(shopId, PRODUCT, { id: gidOf('Product', productId) });
      return product && readProductNode(product);
    },
    async readOrder(shopId, orderId) {
      const lines: StoreOrderLine[] = [];
      let after: string | null = null;
      for (;;) {
        const variables: { id: string; after: string | null } = {
          id: gidOf('Order', orderId),
          after,
        };
        const { order } = await api.run(shopId, ORDER, variables);
        if (order === null) return null;
        const { edges, pageInfo } = order.lineItems;
        for (const { node } of edges) lines.push(readLineNode(node, orderId));
        if (!pageInfo.hasNextPage) return { order: readOrderNode(order), lines };
        after = pageInfo.endCursor;
      }
    },
  };
}

/** Asked while somebody waits for a page. */
const TRIES_FOR_PEOPLE = 2;

const fields: z.ZodType<Fields> = z.looseObject({});

const SHOP: Operation<{
  shop: {
    name: string;
    email: string;
    currencyCode: string;
    ianaTimezone: string;
    primaryDomain: { url: string };
  };
}> = {
  name: 'to describe the shop',
  text: READ_SHOP,
  data: z.object({
    shop: z.object({
      name: z.string(),
      email: z.string(),
      currencyCode: z.string(),
      ianaTimezone: z.string(),
      primaryDomain: z.object({ url: z.string() }),
    }),
  }),
};

function customerQuestion(loyalty: LoyaltySource | null): Operation<{ customer: Fields | null }> {
  return {
    name: 'a customer',
    text: readCustomerText(loyalty),
    data: z.object({ customer: fields.nullable() }),
  };
}

const PRODUCT: Operation<{ product: Fields | null }> = {
  name: 'a product',
  text: READ_PRODUCT,
  data: z.object({ product: fields.nullable() }),
};

const ORDER = {
  name: 'an order',
  text: READ_ORDER,
  data: z.object({
    order: z
      .looseObject({
        lineItems: z.object({
          edges: z.array(z.object({ node: fields })),
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        }),
      })
      .nullable(),
  }),
};
