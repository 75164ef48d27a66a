-- For the tables of this migration and all that follow: a row shows to its own shop alone, whoever owns the table.
create function keep_to_own_shop(variadic tables regclass[]) returns void language plpgsql as $$
declare
  tenant_table regclass;
begin
  foreach tenant_table in array tables
  loop
    execute format('alter table %s enable row level security, force row level security', tenant_table);
    execute format(
      'create policy own_shop on %s using (shop_id = nullif(current_setting(''rondo.shop_id'', true), '''')::bigint)',
      tenant_table
    );
  end loop;
end
$$;

-- For tables without a foreign key to shops: the trigger's arguments name those whose rows go with their shop.
create function delete_rows_of_shop() returns trigger language plpgsql as $$
declare
  tenant_table text;
begin
  -- Row-level security holds here too.
  perform set_config('rondo.shop_id', old.shop_id::text, true);
  foreach tenant_table in array tg_argv
  loop
    execute format('delete from %I where shop_id = $1', tenant_table) using old.shop_id;
  end loop;
  return null;
end
$$;

-- A campaign is a scenario of another kind: one message to a segment at a time. It has versions, enrolments, sends and
-- results like any scenario, and a list and a form of its own.
alter table scenarios add column kind text not null default 'scenario' check (kind in ('scenario', 'campaign'));

-- Over: nobody comes in any more and nobody is inside. Only campaigns come to that by themselves.
alter table scenarios drop constraint scenarios_status_check;
alter table scenarios add constraint scenarios_status_check
  check (status in ('draft', 'active', 'paused', 'done', 'archived'));

-- What a campaign is beside its scenario. The scenario's draft is made from `content`; from scheduling on, its active
-- version says when it begins (trigger.at) and for whom (trigger.segmentId).
create table campaigns (
  shop_id     bigint not null,
  scenario_id bigint not null,
  -- As staff wrote it.
  content     jsonb not null,
  state       text not null default 'draft' check (state in ('draft', 'scheduled', 'sending', 'done', 'cancelled')),
  -- When it takes its audience; here the timer looks for it. Null while it is not scheduled.
  starts_at   timestamptz check (starts_at is not null or state in ('draft', 'cancelled')),
  begun_at    timestamptz,
  -- How many customers it was for when it began.
  audience    int,
  ended_at    timestamptz,
  -- Why it could not do what it was to do, for people.
  problem     text,
  primary key (shop_id, scenario_id),
  foreign key (shop_id, scenario_id) references scenarios on delete cascade
);
create index campaigns_at_work on campaigns (shop_id, starts_at) where state in ('scheduled', 'sending');

-- Whom a campaign was for when it began and who has not come in yet. A row goes in the transaction that takes the
-- customer in: whoever is killed leaves the rest to the next.
create table campaign_audience (
  shop_id     bigint not null,
  scenario_id bigint not null,
  customer_id bigint not null,
  primary key (shop_id, scenario_id, customer_id),
  foreign key (shop_id, scenario_id) references scenarios on delete cascade
);

select keep_to_own_shop('campaigns', 'campaign_audience');
