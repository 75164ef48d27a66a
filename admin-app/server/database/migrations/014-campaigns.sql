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

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['campaigns', 'campaign_audience']
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
