-- What a message shows of a product, and whether it can be bought there.
alter table products
  -- In the online store; null while it is not.
  add column published_at timestamptz,
  add column image_url    text,
  add column image_alt    text not null default '',
  -- The cheapest variant's, in the shop's currency; null until Shopify has said it.
  add column price_minor  bigint,
  add column in_stock     boolean not null default true,
  add column tags         text[] not null default '{}';
-- Until the next sync says more. Row-level security holds for the owner of the tables as well, who has no shop here.
alter table products no force row level security;
update products set published_at = created_at where status = 'active';
alter table products force row level security;

-- One discount at Shopify for the coupons of a block that are issued in one month of the shop's calendar.
create table coupon_discounts (
  shop_id     bigint not null references shops on delete cascade,
  discount_id bigint generated always as identity,
  scenario_id bigint not null,
  block_id    text not null,
  -- What is taken off, as in core/coupon/types.ts. Other terms are another discount.
  terms       jsonb not null,
  month       date not null,
  -- As its block was called; part of the title at Shopify.
  name        text not null,
  starts_at   timestamptz not null,
  -- No code of it can be used after that, whoever is dead by then.
  ends_at     timestamptz not null,
  -- Shopify wants a code with a new discount. Written down before Shopify is asked, so that one whose answer was lost
  -- is found again by it.
  first_code  text not null,
  -- Shopify's gid; null until it was created there.
  shopify_id  text,
  -- Why Shopify does not have it or no codes for it, in words; null when all is well.
  problem     text,
  created_at  timestamptz not null,
  -- Asked for, and not there.
  short       int not null default 0,
  primary key (shop_id, discount_id),
  unique (shop_id, scenario_id, block_id, month, terms)
);

-- Codes: made here, added at Shopify ahead of time, then given to one step of one enrolment each.
create table coupons (
  shop_id      bigint not null,
  code         text not null,
  discount_id  bigint not null,
  -- Null until Shopify has it; with Shopify's own gid of the code.
  added_at     timestamptz,
  shopify_id   text,
  enrolment_id bigint,
  step         int,
  customer_id  bigint,
  assigned_at  timestamptz,
  expires_at   timestamptz,
  -- The first order that has it.
  used_at      timestamptz,
  order_id     bigint,
  -- What it took off that order.
  amount_minor bigint,
  -- Taken away from Shopify after it had expired.
  removed_at   timestamptz,
  primary key (shop_id, code),
  foreign key (shop_id, discount_id) references coupon_discounts on delete cascade
);
-- A step that is repeated gets the same code; two steps never get one.
create unique index coupons_of_steps on coupons (shop_id, enrolment_id, step) where enrolment_id is not null;
create index free_coupons on coupons (shop_id, discount_id, code) where enrolment_id is null;
create index open_coupons on coupons (shop_id, expires_at)
  where enrolment_id is not null and used_at is null and removed_at is null;
create index orders_with_codes on orders (shop_id, customer_id) where discount_codes <> '{}';

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['coupon_discounts', 'coupons'] loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_shop on %I using (shop_id = nullif(current_setting(''rondo.shop_id'', true), '''')::bigint)',
      tenant_table
    );
  end loop;
end
$$;
