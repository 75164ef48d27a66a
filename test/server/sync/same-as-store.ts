/** The app's tables say the same as the dev store. */
import { expect } from 'vitest';
import type { Instant } from '../../../admin-app/core/time.ts';
import { financialStatus, totalsOf } from '../../dev-store/order-totals.ts';
import type { StoreWorld } from './store-world.ts';

/** Shopify's times have whole seconds. */
const seconds = (instant: Instant | null) =>
  instant === null ? null : Math.floor(instant / 1000) * 1000;

export async function expectSameAsStore(world: StoreWorld, domain?: string): Promise<void> {
  const store = world.devStore.shop(domain);
  const customers = await world.rows(
    `select customer_id, first_name, last_name, email, phone, locale, country, tags, birthday::text,
            email_consent, email_consent_at, sms_consent, created_at
       from customers where deleted_at is null order by customer_id`,
    domain,
  );
  expect(customers).toEqual(
    [...store.customers()]
      .sort((one, other) => one.id - other.id)
      .map((customer) => ({
        customer_id: customer.id,
        first_name: customer.firstName,
        last_name: customer.lastName,
        email: customer.email,
        phone: customer.phone,
        locale: customer.locale,
        country: customer.address?.countryCode ?? null,
        tags: customer.tags,
        birthday:
          store.metafields.get(`gid://shopify/Customer/${customer.id}`, 'facts', 'birth_date')
            ?.value ?? null,
        email_consent: customer.email
          ? customer.emailConsent.state.toLowerCase()
          : 'not_subscribed',
        email_consent_at: customer.email ? seconds(customer.emailConsent.updatedAt) : null,
        sms_consent: customer.phone ? customer.smsConsent.state.toLowerCase() : 'not_subscribed',
        created_at: seconds(customer.createdAt),
      })),
  );
  await expectSameOrders(world, domain);
  const products = await world.rows(
    `select product_id, title, product_type, handle, tags, price_minor, image_url, in_stock, published_at is not null as published
       from products where deleted_at is null order by product_id`,
    domain,
  );
  expect(products).toEqual(
    [...store.products()]
      .sort((one, other) => one.id - other.id)
      .map(({ id, title, productType, handle, tags, priceMinor, stock = 1 }) => ({
        product_id: id,
        title,
        product_type: productType,
        handle,
        tags,
        price_minor: priceMinor,
        image_url: `${store.shop.storefrontUrl}/products/${handle}/picture.svg`,
        in_stock: stock > 0,
        published: true,
      })),
  );
}

async function expectSameOrders(world: StoreWorld, domain?: string): Promise<void> {
  const store = world.devStore.shop(domain);
  const stored = [...store.orders()].sort((one, other) => one.id - other.id);
  const orders = await world.rows(
    `select order_id, customer_id, name, currency, total_minor, test, financial_status, processed_at, cancelled_at
       from orders where deleted_at is null order by order_id`,
    domain,
  );
  expect(orders).toEqual(
    stored.map((order) => ({
      order_id: order.id,
      customer_id: order.customerId,
      name: `#${order.number}`,
      currency: store.shop.currency,
      total_minor: totalsOf(order).currentTotal,
      test: order.test,
      financial_status: financialStatus(order).toLowerCase(),
      processed_at: seconds(order.processedAt),
      cancelled_at: seconds(order.cancelledAt),
    })),
  );
  const lines = await world.rows(
    `select order_id, line_id, title, quantity, total_minor from order_lines order by line_id`,
    domain,
  );
  expect(lines).toEqual(
    stored
      .flatMap((order) =>
        order.lines.map((line) => ({
          order_id: order.id,
          line_id: line.id,
          title: line.title,
          quantity: line.quantity,
          total_minor: line.unitPriceMinor * line.quantity,
        })),
      )
      .sort((one, other) => one.line_id - other.line_id),
  );
  await expectFactsOfOrders(world, domain);
}

/** Facts and activities are what the orders say, no more and no less. */
export async function expectFactsOfOrders(world: StoreWorld, domain?: string): Promise<void> {
  const [differing] = await world.rows(
    `with counted as (
       select customer_id, count(*)::int as orders, sum(total_minor)::bigint as spent_minor,
              min(processed_at) as first_order_at, max(processed_at) as last_order_at
         from orders where counts and customer_id is not null group by customer_id),
     kept as (select customer_id, orders, spent_minor, first_order_at, last_order_at from order_facts)
     select (select count(*) from (select * from counted except select * from kept) missing) as missing,
            (select count(*) from (select * from kept except select * from counted) surplus) as surplus,
            (select count(*) from orders o
              where o.customer_id is not null and not o.test and o.deleted_at is null
                and not exists (select from activities a
                                 where a.source_key = 'order:' || o.order_id and a.customer_id = o.customer_id
                                   and a.kind = 'ordered' and a.at = o.processed_at)) as unrecorded,
            (select count(*) - count(distinct source_key) from activities) as doubled`,
    domain,
  );
  expect(differing).toEqual({ missing: 0, surplus: 0, unrecorded: 0, doubled: 0 });
}
