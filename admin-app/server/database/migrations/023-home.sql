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

select keep_to_own_shop('sender_checks', 'customer_counts');
