/** Products and their one variant as the Admin API shows them. */
import { formatDecimal } from '../../../../admin-app/core/money.ts';
import { gid, type Product } from '../../model.ts';
import { pictureUrl } from '../../webhooks/shop-payloads.ts';
import { type Connection, connect } from '../connection.ts';
import type { AdminContext, Arguments } from '../context.ts';
import { pageArguments } from './lists.ts';
import { metafieldFields } from './metafields.ts';
import { money } from './money.ts';

export const productResolvers = {
  ...metafieldFields<Product>((product) => gid('Product', product.id)),
  id: (product: Product) => gid('Product', product.id),
  legacyResourceId: (product: Product) => product.id,
  title: (product: Product) => product.title,
  handle: (product: Product) => product.handle,
  productType: (product: Product) => product.productType,
  vendor: (product: Product) => product.vendor,
  tags: (product: Product) => product.tags,
  status: () => 'ACTIVE',
  isGiftCard: () => false,
  createdAt: (product: Product) => product.createdAt,
  updatedAt: (product: Product) => product.updatedAt,
  publishedAt: (product: Product) => product.createdAt,
  totalInventory: (product: Product) => product.stock ?? 0,
  tracksInventory: (product: Product) => product.stock !== undefined,
  featuredMedia: (product: Product, _: Arguments, { store }: AdminContext) => ({
    __typename: 'MediaImage',
    preview: { image: { url: pictureUrl(product, store.shop), altText: null } },
  }),
  onlineStoreUrl: (product: Product, _: Arguments, { store }: AdminContext) =>
    `https://${store.domain}/products/${product.handle}`,
  priceRangeV2: (product: Product, _: Arguments, context: AdminContext) => {
    const price = money(product.priceMinor, context);
    return { minVariantPrice: price, maxVariantPrice: price };
  },
  variants: (product: Product, args: Arguments): Connection<Product> =>
    connect([product], { value: () => 1, id: (one) => one.variantId }, pageArguments(args)),
};

/** A variant's source is its product. */
export const variantResolvers = {
  ...metafieldFields<Product>((product) => gid('ProductVariant', product.variantId)),
  id: (product: Product) => gid('ProductVariant', product.variantId),
  legacyResourceId: (product: Product) => product.variantId,
  title: () => 'Default Title',
  displayName: (product: Product) => `${product.title} - Default Title`,
  position: () => 1,
  sku: (product: Product) => product.sku,
  price: (product: Product, _: Arguments, { store }: AdminContext) =>
    formatDecimal({ amountMinor: product.priceMinor, currency: store.shop.currency }),
  product: (product: Product) => product,
};
