-- What was not sent of late, for Home: few rows of a large table.
create index sends_not_sent on sends (shop_id, due_at, send_id) where status in ('blocked', 'failed', 'unknown');

-- What the sender's domain said of its mail when staff last asked.
create table sender_checks (
  shop_id    bigint not null references shops on delete cascade,
  domain     text not null,
  -- All three records are as mailbox providers ask.
  sound      boolean not null,
  checked_at timestamptz not null,
  primary key (shop_id)
);
alter table sender_checks enable row level security;
alter table sender_checks force row level security;
create policy own_shop on sender_checks using (shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint);

-- How many customers a large shop has, as they were last counted; small shops are counted whenever somebody looks.
create table customer_counts (
  shop_id           bigint not null references shops on delete cascade,
  customers         bigint not null,
  overdue           bigint not null,
  overdue_reachable bigint not null,
  -- The shop-local day that those who were overdue then had passed.
  counted_on        date not null,
  counted_at        timestamptz not null,
  primary key (shop_id)
);
alter table customer_counts enable row level security;
alter table customer_counts force row level security;
create policy own_shop on customer_counts using (shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint);
