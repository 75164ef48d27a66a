-- Every table of a shop: primary key led by shop_id, row-level security keyed by the transaction's setting
-- rondo.shop_id. A forgotten WHERE then shows nothing instead of another shop.

-- The registry of shops. Read across shops by the server itself (which shop belongs to this domain, which shops
-- have work), as long as no shop is set: policy "registry" below.
create table shops (
  shop_id        bigint generated always as identity primary key,
  domain         text not null unique,
  name           text not null default '',
  email          text,
  currency       text not null default 'USD',
  time_zone      text not null default 'UTC',
  locale         text not null default 'en',
  storefront_url text,
  scopes         text not null default '',
  -- When Shopify said so: an older word never replaces a newer one.
  scopes_at      timestamptz,
  installed_at   timestamptz not null,
  uninstalled_at timestamptz,
  -- Shopify's own, of name, email, currency, zone and locale.
  updated_at     timestamptz,
  -- The shop-local day whose daily work (overdue entries, predictions as of today) was last done.
  daily_work_on  date,
  settings       jsonb not null default '{}'
);

-- Offline access tokens, sealed (encrypted and authenticated) before they reach the database.
create table access_tokens (
  shop_id               bigint primary key references shops on delete cascade,
  access_token_sealed   bytea not null,
  refresh_token_sealed  bytea,
  expires_at            timestamptz,
  refresh_expires_at    timestamptz,
  scopes                text not null,
  updated_at            timestamptz not null
);

create table syncs (
  shop_id     bigint not null references shops on delete cascade,
  sync_id     bigint generated always as identity,
  cause       text not null check (cause in ('install', 'manual', 'reconciliation')),
  state       text not null check (state in ('running', 'done', 'failed')),
  started_at  timestamptz not null,
  finished_at timestamptz,
  -- Only what changed since; null reads everything.
  since       timestamptz,
  error       text,
  primary key (shop_id, sync_id)
);
create unique index one_running_sync on syncs (shop_id) where state = 'running';

-- One bulk operation of a sync. A killed process finds here how far it came.
create table sync_steps (
  shop_id           bigint not null,
  sync_id           bigint not null,
  resource          text not null check (resource in ('customers', 'products', 'orders')),
  state             text not null check (state in ('waiting', 'requested', 'reading', 'done', 'failed')),
  bulk_operation_id text,
  -- What Shopify counted, and what was read so far; lines, children included.
  object_count      bigint,
  lines_read        bigint not null default 0,
  -- Where the next line begins in the result file.
  bytes_read        bigint not null default 0,
  attempts          int not null default 0,
  error             text,
  updated_at        timestamptz not null,
  primary key (shop_id, sync_id, resource),
  foreign key (shop_id, sync_id) references syncs on delete cascade
);

-- Lines and webhooks that could not be taken in: kept with place and reason, tried again.
create table sync_problems (
  shop_id     bigint not null references shops on delete cascade,
  problem_id  bigint generated always as identity,
  sync_id     bigint,
  resource    text not null,
  line_number bigint,
  entity_id   bigint,
  reason      text not null,
  line        text not null,
  found_at    timestamptz not null,
  attempts    int not null default 0,
  solved_at   timestamptz,
  primary key (shop_id, problem_id)
);
create index open_sync_problems on sync_problems (shop_id, problem_id) where solved_at is null;

create table webhook_deliveries (
  shop_id      bigint not null references shops on delete cascade,
  webhook_id   text not null,
  event_id     text,
  topic        text not null,
  triggered_at timestamptz,
  received_at  timestamptz not null,
  body         text not null,
  state        text not null default 'waiting' check (state in ('waiting', 'applied', 'failed')),
  attempts     int not null default 0,
  error        text,
  applied_at   timestamptz,
  primary key (shop_id, webhook_id)
);
create index waiting_webhook_deliveries
  on webhook_deliveries (shop_id, coalesce(triggered_at, received_at), webhook_id) where state = 'waiting';

-- Customers, orders, lines, facts and activities come by the hundred thousand. Foreign keys, checked row by row, would
-- double the time a sync takes, so these have none; they go with their shop by the trigger delete_store_rows.

create table customers (
  shop_id           bigint not null,
  customer_id       bigint not null,
  first_name        text,
  last_name         text,
  email             text,
  phone             text,
  locale            text,
  country           text,
  tags              text[] not null default '{}',
  birthday          date,
  email_consent     text not null default 'not_subscribed'
    check (email_consent in ('subscribed', 'not_subscribed', 'unsubscribed', 'pending', 'invalid', 'redacted')),
  email_consent_at  timestamptz,
  sms_consent       text not null default 'not_subscribed'
    check (sms_consent in ('subscribed', 'not_subscribed', 'unsubscribed', 'pending', 'redacted')),
  sms_consent_at    timestamptz,
  created_at        timestamptz not null,
  -- Shopify's own; the newest wins whatever arrives last. As it has whole seconds, `as_of` (when a webhook was
  -- triggered, when a bulk operation began) decides between two of the same second.
  updated_at        timestamptz not null,
  as_of             timestamptz not null default '-infinity',
  -- `updated_at` of the newest complete record: tags, locale and birthday come only with those, not with webhooks.
  complete_as_of    timestamptz,
  -- Known from webhooks only; Shopify is still to be asked for the rest.
  incomplete        boolean not null default false,
  -- The customer that Shopify merged this one into; orders that still name this one are that one's.
  merged_into       bigint,
  deleted_at        timestamptz,
  redacted_at       timestamptz,
  primary key (shop_id, customer_id)
);
create index customers_by_email on customers (shop_id, lower(email));
create index incomplete_customers on customers (shop_id, customer_id) where incomplete;

-- The newest word on each tag of a customer. Tags arrive as additions and removals, late and out of order.
create table customer_tag_changes (
  shop_id     bigint not null,
  customer_id bigint not null,
  tag         text not null,
  present     boolean not null,
  at          timestamptz not null,
  primary key (shop_id, customer_id, tag)
);

create table products (
  shop_id      bigint not null references shops on delete cascade,
  product_id   bigint not null,
  title        text not null,
  product_type text not null default '',
  handle       text not null default '',
  status       text not null default 'active',
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  as_of        timestamptz not null default '-infinity',
  deleted_at   timestamptz,
  primary key (shop_id, product_id)
);

create table orders (
  shop_id          bigint not null,
  order_id         bigint not null,
  customer_id      bigint,
  name             text not null,
  currency         text not null,
  -- What the customer pays now, after edits and refunds, in the shop's currency.
  total_minor      bigint not null,
  discount_codes   text[] not null default '{}',
  source           text,
  test             boolean not null default false,
  financial_status text not null,
  processed_at     timestamptz not null,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  as_of            timestamptz not null default '-infinity',
  -- The sync that this order came with: its lines follow in the file, perhaps much later. Null when they came along.
  lines_sync_id    bigint,
  cancelled_at     timestamptz,
  deleted_at       timestamptz,
  -- Part of the order log: paid, not cancelled, not a test.
  counts boolean not null generated always as (
    not test and cancelled_at is null and deleted_at is null
    and financial_status in ('paid', 'partially_paid', 'partially_refunded', 'refunded')
  ) stored,
  primary key (shop_id, order_id)
);
create index order_log on orders (shop_id, customer_id, processed_at) where counts;
create index orders_by_time on orders (shop_id, processed_at) where counts;

create table order_lines (
  shop_id     bigint not null,
  order_id    bigint not null,
  line_id     bigint not null,
  product_id  bigint,
  title       text not null,
  quantity    int not null,
  total_minor bigint not null,
  primary key (shop_id, order_id, line_id)
);

-- Sufficient statistics of a customer's order log, kept up to date by order; room is left in the pages for that.
create table order_facts (
  shop_id        bigint not null,
  customer_id    bigint not null,
  orders         int not null,
  spent_minor    bigint not null,
  first_order_at timestamptz not null,
  last_order_at  timestamptz not null,
  primary key (shop_id, customer_id)
) with (fillfactor = 70);

create function delete_store_rows() returns trigger language plpgsql as $$
begin
  -- Row-level security holds here too.
  perform set_config('rondo.shop_id', old.shop_id::text, true);
  delete from order_lines where shop_id = old.shop_id;
  delete from orders where shop_id = old.shop_id;
  delete from order_facts where shop_id = old.shop_id;
  delete from activities where shop_id = old.shop_id;
  delete from customer_tag_changes where shop_id = old.shop_id;
  delete from customers where shop_id = old.shop_id;
  return null;
end
$$;
create trigger delete_store_rows after delete on shops for each row execute function delete_store_rows();

create table prediction_models (
  shop_id    bigint not null references shops on delete cascade,
  model_id   bigint generated always as identity,
  fitted_at  timestamptz not null,
  as_of_day  date not null,
  customers  int not null,
  orders     int not null,
  model      jsonb not null,
  backtest   jsonb,
  accepted   boolean not null,
  -- Why it was, or was not, accepted in place of the model before it.
  verdict    text not null,
  primary key (shop_id, model_id)
);

create table predictions (
  shop_id             bigint not null references shops on delete cascade,
  customer_id         bigint not null,
  model_id            bigint not null,
  as_of_day           date not null,
  confidence          text not null check (confidence in ('own rhythm', 'similar customers', 'not enough yet')),
  due_day             date,
  due_earliest_day    date,
  due_latest_day      date,
  chance_30d          real,
  chance_90d          real,
  chance_365d         real,
  chance_active       real,
  expected_orders_90d  real,
  expected_orders_365d real,
  next_10_day         date,
  next_50_day         date,
  next_90_day         date,
  value_365d_minor    bigint,
  value_total_minor   bigint,
  reason              jsonb,
  primary key (shop_id, customer_id)
);
create index predictions_by_due_day on predictions (shop_id, due_day, customer_id);

-- Anything a customer did or received, on any channel; kept without an age limit.
create table activities (
  shop_id     bigint not null,
  activity_id bigint generated always as identity,
  customer_id bigint not null,
  at          timestamptz not null,
  channel     text not null check (channel in ('store', 'email', 'sms', 'push', 'on-site', 'staff')),
  kind        text not null,
  -- Done by a machine (privacy proxy, link scanner, prefetch): shown apart, never decides anything.
  by_machine  boolean not null default false,
  scenario_id bigint,
  send_id     bigint,
  details     jsonb not null default '{}',
  -- The same thing reported twice is one activity.
  source_key  text,
  primary key (shop_id, activity_id)
);
create unique index activities_once on activities (shop_id, source_key) where source_key is not null;
create index activities_of_customer on activities (shop_id, customer_id, at desc, activity_id desc);
create index activities_of_send on activities (shop_id, send_id, kind) where send_id is not null;

create table scenarios (
  shop_id        bigint not null references shops on delete cascade,
  scenario_id    bigint generated always as identity,
  name           text not null,
  template       text not null,
  status         text not null check (status in ('draft', 'active', 'paused', 'archived')),
  -- The definition being edited; staff see faults here, customers pass only through versions.
  draft          jsonb not null,
  active_version int,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (shop_id, scenario_id)
);

create table scenario_versions (
  shop_id      bigint not null,
  scenario_id  bigint not null,
  version      int not null,
  definition   jsonb not null,
  activated_at timestamptz not null,
  primary key (shop_id, scenario_id, version),
  foreign key (shop_id, scenario_id) references scenarios on delete cascade
);

-- One customer's passage through one scenario version. The due time lives here and nowhere else.
create table enrolments (
  shop_id       bigint not null references shops on delete cascade,
  enrolment_id  bigint generated always as identity,
  scenario_id   bigint not null,
  version       int not null,
  customer_id   bigint not null,
  -- The silence that made the customer enter, e.g. "last order 2026-09-12"; the same one never enters twice, however
  -- often the due day is predicted anew.
  cause         text not null,
  held_out      boolean not null,
  entered_at    timestamptz not null,
  -- The newest order known when entering: any later one ends the enrolment, also when its webhook comes late.
  last_order_at timestamptz,
  -- The pure step's own memory: current block, since when, what became of each message.
  block_id      text not null,
  block_since   timestamptz not null,
  memory        jsonb not null default '{}',
  steps         int not null default 0,
  due_at        timestamptz,
  ended_at      timestamptz,
  outcome       text,
  primary key (shop_id, enrolment_id),
  foreign key (shop_id, scenario_id, version) references scenario_versions,
  -- Also the way to a customer's enrolments. Every step changes the row and so writes to each index: there are few.
  unique (shop_id, customer_id, scenario_id, cause)
);
-- By scenario, so that what waits in a paused one is never looked through.
create index due_enrolments on enrolments (shop_id, scenario_id, due_at) where due_at is not null and ended_at is null;

-- Every step an enrolment took, with its cause: the answer to "why did this customer get that". Written with every step
-- under the enrolment's lock, therefore without a foreign key: checking one costs more than the row itself.
create table enrolment_steps (
  shop_id      bigint not null,
  enrolment_id bigint not null,
  step         int not null,
  at           timestamptz not null,
  block_id     text not null,
  cause        text not null,
  result       text not null,
  primary key (shop_id, enrolment_id, step)
);

-- No foreign keys, for the same reason as above.
create table sends (
  shop_id        bigint not null,
  send_id        bigint generated always as identity,
  enrolment_id   bigint not null,
  -- The enrolment's step that planned it: a step repeated after a crash plans the same send, not a second one.
  step           int not null,
  scenario_id    bigint not null,
  version        int not null,
  block_id       text not null,
  customer_id    bigint not null,
  channel        text not null check (channel in ('email', 'sms', 'push', 'on-site')),
  priority_class text not null,
  status         text not null
    check (status in ('planned', 'sending', 'sent', 'deferred', 'outranked', 'blocked', 'failed', 'cancelled', 'unknown')),
  due_at         timestamptz not null,
  -- After this instant the message makes no sense any more.
  expires_at     timestamptz not null,
  address        text,
  subject        text,
  language       text,
  message_id     text,
  attempts       int not null default 0,
  claimed_at     timestamptz,
  claimed_by     text,
  sent_at        timestamptz,
  -- Why it was blocked, outranked, failed or is unknown.
  reason         text,
  created_at     timestamptz not null,
  primary key (shop_id, send_id),
  unique (shop_id, enrolment_id, step)
);
create index due_sends on sends (shop_id, scenario_id, due_at) where status in ('planned', 'deferred');
create index sends_in_flight on sends (shop_id, claimed_at) where status = 'sending';
create index sends_of_customer on sends (shop_id, customer_id, due_at);
create index sends_of_scenario on sends (shop_id, scenario_id, block_id);

-- Addresses that must not be mailed. Kept by hash so that the rule outlives a redaction.
create table suppressions (
  shop_id       bigint not null references shops on delete cascade,
  channel       text not null check (channel in ('email', 'sms', 'push')),
  address_hash  bytea not null,
  reason        text not null check (reason in ('unsubscribed', 'bounced', 'complained', 'farewell')),
  at            timestamptz not null,
  send_id       bigint,
  primary key (shop_id, channel, address_hash)
);

-- Who competed for this customer and surface at this time, who won, why each other did not.
create table decisions (
  shop_id     bigint not null references shops on delete cascade,
  decision_id bigint generated always as identity,
  at          timestamptz not null,
  customer_id bigint not null,
  surface     text not null check (surface in ('email', 'sms', 'push', 'on-site')),
  winner      text,
  others      jsonb not null default '[]',
  primary key (shop_id, decision_id)
);
create index decisions_of_customer on decisions (shop_id, customer_id, at desc);

create table onsite_messages (
  shop_id    bigint not null references shops on delete cascade,
  message_id bigint generated always as identity,
  kind       text not null,
  active     boolean not null default false,
  -- The message as the widget reads it.
  message    jsonb not null,
  updated_at timestamptz not null,
  primary key (shop_id, message_id)
);

-- What each customer's facts metafield holds, so that only changes are written.
create table published_facts (
  shop_id      bigint not null references shops on delete cascade,
  customer_id  bigint not null,
  facts        jsonb not null,
  published_at timestamptz not null,
  primary key (shop_id, customer_id)
);

-- What customers, through Shopify, asked us to hand over or to forget, and the proof that it was done.
create table privacy_requests (
  shop_id     bigint not null references shops on delete cascade,
  request_id  bigint generated always as identity,
  kind        text not null check (kind in ('data request', 'redaction')),
  customer_id bigint not null,
  -- The same request delivered twice is one request.
  source_key  text not null,
  received_at timestamptz not null,
  -- A data request waits here until staff handed the export over; a redaction is done at once.
  done_at     timestamptz,
  -- Everything held about the customer, for staff to hand over; wiped by a redaction.
  export      jsonb,
  -- Rows changed, by table: the proof of a redaction. Holds nothing personal.
  proof       jsonb,
  primary key (shop_id, request_id),
  unique (shop_id, source_key)
);

-- Shops whose every row was deleted at Shopify's request. Outlives the shop, so it belongs to none.
create table redacted_shops (
  domain      text not null,
  webhook_id  text not null,
  redacted_at timestamptz not null,
  primary key (domain, webhook_id)
);

do $$
declare
  tenant_table text;
begin
  for tenant_table in
    select c.table_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = current_schema() and c.column_name = 'shop_id' and t.table_type = 'BASE TABLE'
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

-- For the owner alone: the role that a shop's transactions take on sees no shop while none is set.
create policy registry on shops to current_user
  using (nullif(current_setting('rondo.shop_id', true), '') is null);
