-- What staff members are called, as Shopify last said when they opened the app. Histories keep numbers alone, so that a
-- name is in one place.
create table staff_names (
  shop_id  bigint not null references shops on delete cascade,
  user_id  bigint not null,
  name     text not null,
  heard_at timestamptz not null,
  primary key (shop_id, user_id)
);

alter table staff_names enable row level security;
alter table staff_names force row level security;
create policy own_shop on staff_names using (shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint);
