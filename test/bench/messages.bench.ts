/**
 * What a message costs before it goes: making a mail, with and without products; reading and choosing the products of a
 * batch of customers; giving each of them a coupon.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLE_FIELDS } from '../../admin-app/core/message/example-fields.ts';
import { renderEmail } from '../../admin-app/core/message/render-email.ts';
import type {
  EmailBlock,
  EmailContent,
  MessageProduct,
} from '../../admin-app/core/message/types.ts';
import * as CouponDiscounts from '../../admin-app/server/database/coupon-discounts.ts';
import * as CouponPool from '../../admin-app/server/database/coupon-pool.ts';
import { assignCoupons } from '../../admin-app/server/database/coupons.ts';
import * as MessageProducts from '../../admin-app/server/database/message-products.ts';
import { connectDatabase, type Database } from '../../admin-app/server/database/pool.ts';
import { type ShopTransaction, withShop } from '../../admin-app/server/database/tenant.ts';
import { createProductsOf } from '../../admin-app/server/jobs/message-products.ts';
import type { Measurement } from './measurement.ts';

const NOW = Date.UTC(2026, 5, 15, 10);
const CUSTOMERS = 20_000;
const PRODUCTS = 2_000;
const BATCH = 200;

const PRODUCTS_BLOCK: EmailBlock = {
  kind: 'products',
  title: 'For you',
  source: { kind: 'last category' },
  fallback: { kind: 'bestsellers' },
  count: 3,
};
const PLAIN: EmailContent = {
  subject: 'Hello {{ customer.first_name }}',
  preheader: '{{ coupon.amount }} until {{ coupon.expires_on | date }}',
  body: [
    { kind: 'heading', text: 'It has been {{ last_order.days_ago }} days' },
    { kind: 'text', text: 'You spent {{ customer.spent | money }} with us.\n\nThank you.' },
    { kind: 'button', label: 'Take a look', url: '{{ shop.url }}' },
  ],
};
const WITH_PRODUCTS: EmailContent = { ...PLAIN, body: [...PLAIN.body, PRODUCTS_BLOCK] };

export async function measureMessages(): Promise<readonly Measurement[]> {
  const plain = mailsPerSecond(PLAIN, []);
  const rich = mailsPerSecond(WITH_PRODUCTS, [THREE]);
  const folder = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const db = await connectDatabase({ dataDir: folder });
  try {
    const shopId = await prepare(db);
    const chosen = await productsPerSecond(db, shopId);
    const issued = await couponsPerSecond(db, shopId);
    return [
      {
        name: 'mails made with three products',
        value: rich,
        unit: 'mails/s',
        reference: `the same without: ${Math.round(plain).toLocaleString('en')}/s`,
        ratio: rich / plain,
      },
      {
        name: `products chosen, ${PRODUCTS} on the shelves`,
        value: chosen,
        unit: 'customers/s',
        reference: 'mails made with three products',
        ratio: chosen / rich,
      },
      {
        name: 'coupons given, one worker',
        value: issued.given,
        unit: 'coupons/s',
        reference: `bare update of as many rows: ${Math.round(issued.bare).toLocaleString('en')}/s`,
        ratio: issued.given / issued.bare,
      },
    ];
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const THREE: readonly MessageProduct[] = [1, 2, 3].map((productId) => ({
  productId,
  title: `Product ${productId}`,
  url: `https://north.example/products/${productId}`,
  imageUrl: `https://cdn.shopify.com/${productId}.jpg`,
  imageAlt: '',
  priceMinor: 1_290,
}));

function mailsPerSecond(
  content: EmailContent,
  products: readonly (readonly MessageProduct[])[],
): number {
  const mails = 20_000;
  const make = (count: number) => {
    for (let made = 0; made < count; made += 1) {
      const customer = { ...EXAMPLE_FIELDS.customer, first_name: `Zoë ${made}` };
      const rendered = renderEmail({
        content,
        fields: { ...EXAMPLE_FIELDS, customer },
        products,
        links: {
          track: (url) => `https://app.example/r/c/${url.length}`,
          answer: (id) => `https://app.example/r/a/${id}`,
          unsubscribe: 'https://app.example/r/u/1',
          pixel: 'https://app.example/r/o/1.gif',
        },
        frame: {
          language: 'en',
          currency: 'EUR',
          senderName: 'North & Pine',
          shopUrl: 'https://north.example',
          postalAddress: '1 Harbour Street',
        },
      });
      if (!rendered.ok) throw new Error(rendered.problem.cause.code);
    }
  };
  make(2_000);
  const started = performance.now();
  make(mails);
  return mails / ((performance.now() - started) / 1000);
}

/** Three orders for each customer, of a product each. */
async function prepare(db: Database): Promise<number> {
  const { rows } = await db.ownerPool.query<{ shop_id: number }>(
    `insert into shops (domain, currency, installed_at) values ('bench.example', 'EUR', now()) returning shop_id`,
  );
  const shopId = rows[0]?.shop_id ?? 0;
  await withShop(db, shopId, async (tx) => {
    await tx.execute(
      `insert into products (shop_id, product_id, title, product_type, handle, created_at, updated_at, published_at, price_minor)
       select $1, n, 'Product ' || n, 'Category ' || n % 40, 'product-' || n, '2026-01-01', '2026-01-01', '2026-01-01', 990
         from generate_series(1, $2) n`,
      [shopId, PRODUCTS],
    );
    await tx.execute(
      `insert into orders (shop_id, order_id, customer_id, name, currency, total_minor, financial_status,
                           processed_at, created_at, updated_at)
       select $1, n, n % $2 + 1, '#' || n, 'EUR', 990, 'paid', at, at, at
         from generate_series(1, 3 * $2) n, lateral (select timestamptz '2026-06-14' - n % 200 * interval '1 day' as at) t`,
      [shopId, CUSTOMERS],
    );
    await tx.execute(
      `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity, total_minor)
       select $1, n, n, n::bigint * n % $2 + 1, 'Line', 1, 990 from generate_series(1, 3 * $3) n`,
      [shopId, PRODUCTS, CUSTOMERS],
    );
  });
  await db.ownerPool.query('analyze');
  return shopId;
}

async function productsPerSecond(db: Database, shopId: number): Promise<number> {
  const productsOf = createProductsOf({
    clock: { now: () => NOW, onMove: () => () => {} },
    inShop: <T>(shop: number, run: (tx: ShopTransaction) => Promise<T>) => withShop(db, shop, run),
    store: MessageProducts,
  });
  const started = performance.now();
  for (let from = 1; from <= CUSTOMERS; from += BATCH) {
    await Promise.all(
      Array.from({ length: BATCH }, (_, index) =>
        productsOf({
          shopId,
          shopUrl: 'https://north.example',
          customerId: from + index,
          content: WITH_PRODUCTS,
        }),
      ),
    );
  }
  return CUSTOMERS / ((performance.now() - started) / 1000);
}

async function couponsPerSecond(
  db: Database,
  shopId: number,
): Promise<{ readonly given: number; readonly bare: number }> {
  const setting = { now: NOW, zone: 'UTC' };
  const discount = { kind: 'percentage', percent: 10 } as const;
  const block = { id: 'c', name: 'Ten', discount, minimumMinor: null, prefix: 'B', validDays: 14 };
  await withShop(db, shopId, async (tx) => {
    await CouponDiscounts.prepareCoupons(tx, 1, [block], setting);
    const [pool] = await CouponDiscounts.readDiscounts(tx, NOW);
    if (!pool) throw new Error('There is no discount');
    await CouponPool.insertCodes(tx, pool, CUSTOMERS);
    await tx.execute('update coupons set added_at = now()');
  });
  await db.ownerPool.query('analyze coupons');
  const started = performance.now();
  for (let from = 1; from <= CUSTOMERS; from += BATCH) {
    const requests = Array.from({ length: BATCH }, (_, index) => ({
      enrolmentId: from + index,
      step: 1,
      customerId: from + index,
      scenarioId: 1,
      block,
    }));
    const answers = await withShop(db, shopId, (tx) => assignCoupons(tx, requests, setting));
    if (answers.some(({ kind }) => kind !== 'issued')) throw new Error('Codes ran out');
  }
  const given = CUSTOMERS / ((performance.now() - started) / 1000);
  return { given, bare: await bareUpdatesPerSecond(db, shopId) };
}

/** The same rows changed by their keys, in the same batches. */
async function bareUpdatesPerSecond(db: Database, shopId: number): Promise<number> {
  const codes = await withShop(db, shopId, (tx) =>
    tx.query<{ code: string }>('select code from coupons'),
  );
  const started = performance.now();
  for (let from = 0; from < codes.length; from += BATCH) {
    const batch = codes.slice(from, from + BATCH).map(({ code }) => code);
    await withShop(db, shopId, (tx) =>
      tx.execute('update coupons set step = 2 where code = any ($1::text[])', [batch]),
    );
  }
  return codes.length / ((performance.now() - started) / 1000);
}
