-- What the Retention page shows, computed every night: to ask the orders themselves at every view would read them all.
-- Nothing in here is about one customer. Months are of customers' first orders, in the shop's zone.
create table retention_runs (
  shop_id     bigint primary key references shops on delete cascade,
  -- Of the newest run that has ended well; null before there is one.
  computed_at timestamptz,
  -- The last shop-local day whose orders it has seen, and the zone that days were counted in.
  as_of_day   date,
  time_zone   text,
  customers   int not null default 0,
  -- Since when a newer one is wanted; null when none is.
  wanted_at   timestamptz,
  error       text
);

create table retention_cells (
  shop_id       bigint not null references shops on delete cascade,
  cohort_month  date not null,
  -- Months since the cohort's own.
  since         int not null,
  customers     int not null,
  revenue_minor bigint not null,
  primary key (shop_id, cohort_month, since)
);

-- How soon customers of a group ordered again. The three arrays belong together, ascending by days, up to a year.
create table retention_intervals (
  shop_id      bigint not null references shops on delete cascade,
  dimension    text not null check (dimension in ('all', 'category', 'product', 'country', 'tier')),
  -- Empty for those without, and for all.
  value        text not null,
  cohort_month date not null,
  -- From which order to the next; 3 is the third and every later one.
  from_order   int not null check (from_order between 1 and 3),
  customers    int not null,
  days         int[] not null default '{}',
  returned     int[] not null default '{}',
  censored     int[] not null default '{}',
  primary key (shop_id, dimension, from_order, cohort_month, value)
);

-- Customers by their first order: those behind a cell of the table.
create index order_facts_by_first_order on order_facts (shop_id, first_order_at, customer_id);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['retention_runs', 'retention_cells', 'retention_intervals']
  loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_shop on %I using (shop_id = nullif(current_setting(''rondo.shop_id'', true), '''')::bigint)',
      tenant_table
    );
  end loop;
end
$$;
