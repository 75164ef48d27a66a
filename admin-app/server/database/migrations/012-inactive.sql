-- What a shop calls inactive, and how many customers are, as they were last counted. Shops without a row have the usual
-- definition, and numbers that are still to be counted.
create table inactive_settings (
  shop_id         bigint primary key references shops on delete cascade,
  -- Null until somebody has saved one.
  definition      jsonb,
  version         int not null default 0,
  counts          jsonb,
  counted_at      timestamptz,
  -- What the counts are right for: the shop-local day, the version of the definition, and that of the facts.
  counted_on      date,
  counted_version int,
  counted_facts   text
);
alter table inactive_settings enable row level security;
alter table inactive_settings force row level security;
create policy own_shop on inactive_settings
  using (shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint);
