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
select keep_to_own_shop('sender_checks');
