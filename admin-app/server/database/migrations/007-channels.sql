-- Each channel is claimed by itself, so that a slow provider of one holds up no other.
drop index due_sends;
create index due_sends on sends (shop_id, scenario_id, channel, due_at) where status in ('planned', 'deferred');
-- What the provider calls a message it took.
alter table sends add column provider_id text;

-- Browsers in which a customer allowed push messages. A browser has one address at its push service; whoever was logged
-- in when it was last reported is who it reaches.
create table push_subscriptions (
  shop_id         bigint not null references shops on delete cascade,
  subscription_id bigint generated always as identity,
  customer_id     bigint not null,
  endpoint        text not null,
  -- The browser's keys, which messages to it are encrypted with.
  p256dh          text not null,
  auth            text not null,
  subscribed_at   timestamptz not null,
  primary key (shop_id, subscription_id),
  unique (shop_id, endpoint)
);
create index push_subscriptions_of_customer on push_subscriptions (shop_id, customer_id);

-- On-site messages of scenarios, as the widget reads them, from when they are handed over until they have been seen or
-- their time is over.
create table handed_on_site (
  shop_id     bigint not null references shops on delete cascade,
  send_id     bigint not null,
  customer_id bigint not null,
  message     jsonb not null,
  -- From this instant on nobody is shown it.
  until       timestamptz not null,
  primary key (shop_id, send_id)
);
create index handed_on_site_of_customer on handed_on_site (shop_id, customer_id);

-- A shop's own accounts at providers, sealed (encrypted and authenticated) before they reach the database.
create table provider_accounts (
  shop_id        bigint not null references shops on delete cascade,
  provider       text not null check (provider in ('sms', 'audience')),
  account_sealed bytea not null,
  updated_at     timestamptz not null,
  primary key (shop_id, provider)
);

-- Each attempt to bring a network's audience up to date, and what came of it.
create table audience_syncs (
  shop_id     bigint not null,
  audience_id bigint not null,
  sync_id     bigint generated always as identity,
  started_at  timestamptz not null,
  finished_at timestamptz,
  -- Customers told to the network.
  added       int not null default 0,
  removed     int not null default 0,
  -- Of those, how many the network could not read.
  unreadable  int not null default 0,
  -- Customers with neither an address nor a number to tell.
  without_key int not null default 0,
  error       text,
  primary key (shop_id, audience_id, sync_id),
  foreign key (shop_id, audience_id) references audiences on delete cascade
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'push_subscriptions', 'handed_on_site', 'provider_accounts', 'audience_syncs']
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
