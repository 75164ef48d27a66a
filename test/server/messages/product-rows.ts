/** Products and what was sold of them, for tests of messages. */
import type { ShopTransaction } from '../../../admin-app/server/database/tenant.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { insertOrder, SOME_DAY } from '../../support/shop-rows.ts';

export interface ProductOverrides {
  readonly product_id: number;
  readonly product_type?: string;
  readonly publishedAt?: number | null;
  readonly status?: string;
  readonly in_stock?: boolean;
  readonly tags?: readonly string[];
}

export async function insertProduct(
  tx: ShopTransaction,
  overrides: ProductOverrides,
): Promise<void> {
  const { product_id: id, publishedAt = SOME_DAY - 400 * 86_400_000 } = overrides;
  const product = { product_type: 'Tea', status: 'active', in_stock: true, tags: [], ...overrides };
  await tx.execute(
    `insert into products (shop_id, product_id, title, product_type, handle, status, created_at, updated_at,
                           published_at, image_url, price_minor, in_stock, tags)
     values ($1, $2, 'Product ' || $2::bigint, $3, 'product-' || $2::bigint, $4, $5, $5, $6,
             'https://cdn.example/' || $2::bigint || '.jpg', 990, $7, $8)`,
    [
      tx.shopId,
      id,
      product.product_type,
      product.status,
      timestampText(publishedAt ?? 0),
      publishedAt === null ? null : timestampText(publishedAt),
      product.in_stock,
      product.tags,
    ],
  );
}

/** An order of one piece of each product; the first one costs most. */
export async function buy(
  tx: ShopTransaction,
  order: {
    readonly order_id: number;
    readonly customer_id: number;
    readonly processedAt: number;
    readonly products: readonly number[];
  },
): Promise<void> {
  await insertOrder(tx, order);
  for (const [index, productId] of order.products.entries()) {
    await tx.execute(
      `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
       values ($1, $2, $3, $4, 'Line', 1, $5)`,
      [tx.shopId, order.order_id, order.order_id * 100 + index, productId, 1_000 - index],
    );
  }
}
