/** Takes in what Shopify says of products; the newest word wins, deletion is final. */
import { parseMinor } from '../../core/money.ts';
import type { StoreProduct } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import { copyInstant, copyLine, copyText, copyTexts, type Stage, stage } from './staging.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** With the price in minor units of the shop's currency. */
type PricedProduct = StoreProduct & { readonly priceMinor: number | null };

const STAGED_PRODUCTS: Stage<PricedProduct> = {
  table: 'staged_products',
  columns: `product_id bigint, title text, product_type text, handle text, status text,
            created_at timestamptz, updated_at timestamptz, published_at timestamptz, image_url text,
            image_alt text, price_minor bigint, in_stock boolean, tags text[]`,
  line: (product) =>
    copyLine([
      product.productId,
      copyText(product.title),
      copyText(product.productType),
      copyText(product.handle),
      copyText(product.status),
      copyInstant(product.createdAt),
      copyInstant(product.updatedAt),
      copyInstant(product.publishedAt),
      copyText(product.imageUrl),
      copyText(product.imageAlt),
      product.priceMinor,
      product.inStock,
      copyTexts(product.tags),
    ]),
};

export async function writeProducts(
  tx: ShopTransaction,
  products: readonly StoreProduct[],
  asOf: Instant,
): Promise<void> {
  if (products.length === 0) return;
  const { currency } = await tx.one<{ currency: string }>(
    'select currency from shops where shop_id = $1',
    [tx.shopId],
  );
  const priced = products.map((product) => ({
    ...product,
    priceMinor: product.price === null ? null : parseMinor(product.price, currency),
  }));
  await stage(tx, STAGED_PRODUCTS, priced);
  await tx.execute(
    `insert into products as p
       (shop_id, product_id, title, product_type, handle, status, created_at, updated_at, published_at, image_url,
        image_alt, price_minor, in_stock, tags, as_of)
     select distinct on (product_id)
            $1::bigint, product_id, title, product_type, handle, status, created_at, updated_at, published_at,
            image_url, image_alt, price_minor, coalesce(in_stock, true), tags, $2::timestamptz
       from staged_products order by product_id, updated_at desc
     on conflict (shop_id, product_id) do update
       set title = excluded.title, product_type = excluded.product_type, handle = excluded.handle,
           status = excluded.status, created_at = excluded.created_at, updated_at = excluded.updated_at,
           published_at = excluded.published_at, image_url = excluded.image_url, image_alt = excluded.image_alt,
           price_minor = coalesce(excluded.price_minor, p.price_minor),
           in_stock = coalesce(
             (select s.in_stock from staged_products s where s.product_id = p.product_id
               order by s.updated_at desc limit 1), p.in_stock),
           tags = excluded.tags, as_of = excluded.as_of
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
