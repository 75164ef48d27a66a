/** What messages show of a shop's products, and what of each customer decides which. */
import type { ShelfProduct, ShopperFacts } from '../../core/message/choose-products.ts';
import type { Deal } from '../../core/message/types.ts';
import { DAY_MS, type Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** Sales of so many days make a bestseller. */
const SALES_DAYS = 90;
/** More of a category, or of the newest or best sold of all, no mail shows: the reader has them, or not. */
const MOST_OF_A_CATEGORY = 24;
const MOST_OF_ALL = 200;
const MOST_OF_A_DEAL = 60;

interface ProductRow {
  readonly product_id: number;
  readonly title: string;
  readonly handle: string;
  readonly product_type: string;
  readonly image_url: string | null;
  readonly image_alt: string;
  readonly price_minor: number | null;
  readonly published_at: Instant;
  readonly tags: readonly string[];
  readonly sold: number;
  readonly category_since: Instant;
}

/** Can be bought in the online store at $1. */
const FOR_SALE = `
  p.deleted_at is null and p.status = 'active' and p.in_stock and p.handle <> '' and p.published_at <= $1::timestamptz`;

/** $1 is now, $2 since when sales count. Test orders and cancelled ones are no sales. */
const RANKED = `
  with sold as (
    select l.product_id, sum(l.quantity)::int as pieces
      from orders o join order_lines l on l.shop_id = o.shop_id and l.order_id = o.order_id
     where o.counts and o.processed_at >= $2::timestamptz and o.processed_at <= $1::timestamptz
       and l.product_id is not null
     group by l.product_id),
  since as (
    select product_type, min(coalesce(published_at, created_at)) as at from products
     where created_at > 'epoch' group by product_type),
  ranked as (
    select p.product_id, p.title, p.handle, p.product_type, p.image_url, p.image_alt, p.price_minor, p.published_at,
           p.tags, coalesce(sold.pieces, 0) as sold, since.at as category_since
      from products p
      join since on since.product_type = p.product_type
      left join sold on sold.product_id = p.product_id
     where ${FOR_SALE})`;

/** The products that messages of this shop can show, deals apart. */
export async function readShelfProducts(
  tx: ShopTransaction,
  { now, shopUrl }: { readonly now: Instant; readonly shopUrl: string },
): Promise<readonly ShelfProduct[]> {
  const rows = await tx.query<ProductRow>(
    `${RANKED}, placed as (
       select *, row_number() over (partition by product_type order by sold desc, published_at desc) as in_category,
              row_number() over (order by sold desc, published_at desc) as by_sales,
              row_number() over (order by published_at desc) as by_newness
         from ranked)
     select * from placed
      where in_category <= ${MOST_OF_A_CATEGORY} or by_sales <= ${MOST_OF_ALL} or by_newness <= ${MOST_OF_ALL}`,
    moments(now),
  );
  return rows.map((row) => fromRow(row, shopUrl));
}

/** The products of these deals that are for sale. */
export async function readDealProducts(
  tx: ShopTransaction,
  deals: readonly Deal[],
  { now, shopUrl }: { readonly now: Instant; readonly shopUrl: string },
): Promise<readonly ShelfProduct[]> {
  if (deals.length === 0) return [];
  const productIds = deals.flatMap((deal) => (deal.kind === 'product' ? [deal.productId] : []));
  const tags = deals.flatMap((deal) =>
    deal.kind === 'tag' ? [deal.tag.trim().toLowerCase()] : [],
  );
  const rows = await tx.query<ProductRow>(
    `${RANKED}
     select * from ranked
      where product_id = any ($3::bigint[])
         or exists (select from unnest(tags) as tag where lower(tag) = any ($4::text[]))
      order by sold desc, published_at desc limit ${MOST_OF_A_DEAL}`,
    [...moments(now), numberArray(productIds), tags],
  );
  return rows.map((row) => fromRow(row, shopUrl));
}

function moments(now: Instant): readonly string[] {
  return [timestampText(now), timestampText(now - SALES_DAYS * DAY_MS)];
}

function fromRow(row: ProductRow, shopUrl: string): ShelfProduct {
  return {
    productId: row.product_id,
    title: row.title,
    url: `${shopUrl.replace(/\/+$/, '')}/products/${encodeURIComponent(row.handle)}`,
    imageUrl: row.image_url,
    imageAlt: row.image_alt,
    priceMinor: row.price_minor,
    category: row.product_type,
    publishedAt: row.published_at,
    sold: row.sold,
    tags: row.tags,
    categorySince: row.category_since,
  };
}

interface ShopperRow {
  readonly customer_id: number;
  readonly category: string | null;
  readonly product_ids: readonly number[] | null;
  readonly last_seen_at: Instant | null;
}

/** By customer. A customer's category is that of what cost most in the last order. */
export async function readShoppers(
  tx: ShopTransaction,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, ShopperFacts>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.query<ShopperRow>(
    `select c.customer_id, dearest.category, bought.product_ids,
            coalesce(seen.at, newest.processed_at) as last_seen_at
       from unnest($2::bigint[]) as c (customer_id)
       left join lateral (
         select o.order_id, o.processed_at from orders o
          where o.shop_id = $1 and o.customer_id = c.customer_id and o.counts
          order by o.processed_at desc limit 1) newest on true
       left join lateral (
         select array_agg(l.product_id) as product_ids from order_lines l
          where l.shop_id = $1 and l.order_id = newest.order_id and l.product_id is not null) bought on true
       left join lateral (
         select nullif(p.product_type, '') as category
           from order_lines l join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
          where l.shop_id = $1 and l.order_id = newest.order_id
          order by l.total_minor desc, l.line_id limit 1) dearest on true
       left join lateral (
         select a.at from activities a
          where a.shop_id = $1 and a.customer_id = c.customer_id and not a.by_machine
            and (a.channel = 'on-site'
                 or a.kind in ('visited', 'logged in', 'page viewed', 'product viewed', 'collection viewed'))
          order by a.at desc limit 1) seen on true`,
    [tx.shopId, numberArray(customerIds)],
  );
  return new Map(
    rows.map((row) => [
      row.customer_id,
      {
        lastCategory: row.category,
        justBought: row.product_ids ?? [],
        lastSeenAt: row.last_seen_at,
      },
    ]),
  );
}

interface ChoiceRow {
  readonly product_id: number;
  readonly title: string;
  readonly product_type: string;
  readonly image_url: string | null;
}

/** For choosing a product by hand: those for sale whose title has the text in it, the best fitting first. */
export async function searchProducts(
  tx: ShopTransaction,
  search: string,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly ChoiceRow[]> {
  const pattern = `%${search.replace(/[%_\\]/g, '\\$&')}%`;
  return await tx.query<ChoiceRow>(
    `select p.product_id, p.title, p.product_type, p.image_url from products p
      where ${FOR_SALE} and p.title ilike $2
      order by position(lower($3) in lower(p.title)), p.title, p.product_id limit $4`,
    [timestampText(now), pattern, search, limit],
  );
}

/** One of them; null when it is not for sale. */
export async function findProduct(
  tx: ShopTransaction,
  productId: number,
  now: Instant,
): Promise<ChoiceRow | null> {
  const row = await tx.maybeOne<ChoiceRow>(
    `select p.product_id, p.title, p.product_type, p.image_url from products p
      where ${FOR_SALE} and p.product_id = $2`,
    [timestampText(now), productId],
  );
  return row ?? null;
}
