/** Topics about products, the shop, the app and bulk operations. */
import type { Instant } from '../../../admin-app/core/time.ts';
import type { BulkOperation } from '../bulk/operations.ts';
import { type Customer, gid, type Product, type Shop } from '../model.ts';
import type { Store } from '../store.ts';
import { printLocal } from './local-time.ts';
import { priceWriter } from './order-payloads.ts';

/** Where the storefront shows the product's picture. */
export function pictureUrl({ handle }: Product, { storefrontUrl }: Shop): string {
  return `${storefrontUrl}/products/${handle}/picture.svg`;
}

/** products/create and products/update. */
export function productPayload(product: Product, { shop }: Store): object {
  const local = (instant: Instant) => printLocal(instant, shop.ianaTimezone);
  return {
    id: product.id,
    admin_graphql_api_id: gid('Product', product.id),
    title: product.title,
    handle: product.handle,
    product_type: product.productType,
    vendor: product.vendor,
    status: 'active',
    body_html: '',
    tags: product.tags.join(', '),
    created_at: local(product.createdAt),
    updated_at: local(product.updatedAt),
    published_at: local(product.createdAt),
    variants: [
      {
        id: product.variantId,
        admin_graphql_api_id: gid('ProductVariant', product.variantId),
        product_id: product.id,
        title: 'Default Title',
        price: priceWriter(shop.currency).text(product.priceMinor),
        sku: product.sku,
        inventory_management: product.stock === undefined ? null : 'shopify',
        inventory_policy: 'deny',
        inventory_quantity: product.stock ?? 0,
        position: 1,
        created_at: local(product.createdAt),
        updated_at: local(product.updatedAt),
      },
    ],
    options: [],
    images: [],
    image: { id: product.id, position: 1, alt: null, src: pictureUrl(product, shop) },
  };
}

/** shop/update and app/uninstalled. */
export function shopPayload(shop: Shop, now: Instant): object {
  return {
    id: shop.id,
    name: shop.name,
    email: shop.email,
    customer_email: shop.email,
    domain: new URL(shop.storefrontUrl).host,
    myshopify_domain: shop.domain,
    country: shop.countryCode,
    country_code: shop.countryCode,
    primary_locale: shop.primaryLocale,
    currency: shop.currency,
    enabled_presentment_currencies: [shop.currency],
    iana_timezone: shop.ianaTimezone,
    shop_owner: 'Store Owner',
    plan_name: shop.plan.toLowerCase(),
    plan_display_name: shop.plan,
    created_at: printLocal(shop.createdAt, shop.ianaTimezone),
    updated_at: printLocal(now, shop.ianaTimezone),
    has_storefront: true,
    password_enabled: false,
    setup_required: false,
  };
}

/** app/scopes_update. */
export function scopesPayload(
  shop: Shop,
  scopes: {
    readonly previous: readonly string[];
    readonly current: readonly string[];
    readonly now: Instant;
  },
): object {
  return {
    id: shop.id,
    shop_id: gid('Shop', shop.id),
    previous: scopes.previous,
    current: scopes.current,
    updated_at: new Date(scopes.now).toISOString(),
  };
}

/** bulk_operations/finish. */
export function bulkFinishedPayload(operation: BulkOperation, { shop }: Store): object {
  return {
    admin_graphql_api_id: operation.id,
    completed_at: printLocal(operation.completedAt, shop.ianaTimezone),
    created_at: printLocal(operation.createdAt, shop.ianaTimezone),
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: 'query',
  };
}

/** shop/redact. */
export function shopRedactPayload(shop: Shop): object {
  return { shop_id: shop.id, shop_domain: shop.domain };
}

/** customers/data_request. */
export function dataRequestPayload(customer: Customer, store: Store, requestId: number): object {
  return {
    ...aboutCustomer(customer, store),
    orders_requested: store.ordersOf(customer.id).map((order) => order.id),
    data_request: { id: requestId },
  };
}

/** customers/redact. */
export function customerRedactPayload(customer: Customer, store: Store): object {
  return {
    ...aboutCustomer(customer, store),
    orders_to_redact: store.ordersOf(customer.id).map((order) => order.id),
  };
}

function aboutCustomer({ id, email, phone }: Customer, { shop }: Store): object {
  return { ...shopRedactPayload(shop), customer: { id, email, phone } };
}
