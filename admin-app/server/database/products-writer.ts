/** Takes in what Shopify says of products; the newest word wins, deletion is final. */
import type { StoreProduct } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { copyInstant, copyLine, copyText, type Stage, stage } from './staging.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

const STAGED_PRODUCTS: Stage<StoreProduct> = {
  table: 'staged_products',
  columns: `product_id bigint, title text, product_type text, handle text, status text,
            created_at timestamptz, updated_at timestamptz`,
  line: (product) =>
    copyLine([
      product.productId,
      copyText(product.title),
      copyText(product.productType),
      copyText(product.handle),
      copyText(product.status),
      copyInstant(product.createdAt),
      copyInstant(product.updatedAt),
    ]),
};

export async function writeProducts(
  tx: ShopTransaction,
  products: readonly StoreProduct[],
  asOf: Instant,
): Promise<void> {
  if (products.length === 0) return;
  await stage(tx, STAGED_PRODUCTS, products);
  await tx.execute(
    `insert into products as p
       (shop_id, product_id, title, product_type, handle, status, created_at, updated_at, as_of)
     select distinct on (product_id)
            $1::bigint, product_id, title, product_type, handle, status, created_at, updated_at, $2::timestamptz
       from staged_products order by product_id, updated_at desc
     on conflict (shop_id, product_id) do update
       set title = excluded.title, product_type = excluded.product_type, handle = excluded.handle,
           status = excluded.status, created_at = excluded.created_at, updated_at = excluded.updated_at,
           as_of = excluded.as_of
     where (excluded.updated_at, excluded.as_of) > (p.updated_at, p.as_of)`,
    [tx.shopId, timestampText(asOf)],
  );
}

/** Kept as a mark, so that a late word does not bring the product back; past orders keep their lines' titles. */
export async function deleteProduct(
  tx: ShopTransaction,
  productId: number,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `insert into products as p (shop_id, product_id, title, created_at, updated_at, deleted_at)
     values ($1, $2, '', to_timestamp(0), to_timestamp(0), $3)
     on conflict (shop_id, product_id) do update set deleted_at = least(p.deleted_at, excluded.deleted_at)`,
    [tx.shopId, productId, timestampText(at)],
  );
}
