-- What pages show of a large shop and takes seconds to count, as it was last counted; small shops are counted whenever
-- somebody looks.
create table kept_counts (
  shop_id    bigint not null references shops on delete cascade,
  -- What was counted, e.g. "customers".
  what       text not null,
  counts     jsonb not null,
  -- The shop-local day that they are right for.
  counted_on date not null,
  -- When counting began, and when it ended.
  counted_at timestamptz not null,
  ended_at   timestamptz not null,
  primary key (shop_id, what)
);
select keep_to_own_shop('kept_counts');

-- The newest delivery, those to forget, and the few that failed.
create index webhook_deliveries_by_time on webhook_deliveries (shop_id, received_at);
create index failed_webhook_deliveries on webhook_deliveries (shop_id, received_at) where state = 'failed';

-- How long single looks at the shop and its messages are kept; null without limit.
alter table data_settings add column keep_looks_years int check (keep_looks_years between 2 and 10);

-- All orders of a customer: with order_log, which has those that count.
create index orders_that_do_not_count on orders (shop_id, customer_id) where not counts;

-- What became of a customer's passages, for a copy of all their data and for forgetting them.
create index enrolment_results_of_customer on enrolment_results (shop_id, customer_id);
