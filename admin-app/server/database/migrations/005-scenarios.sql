-- Row-level security holds for the owner of the tables as well, who has no shop here and would change no row.
alter table scenarios no force row level security;
alter table scenario_versions no force row level security;

-- When a scenario last began to take customers in; what happened before starts nothing. Null while it does not.
alter table scenarios add column active_since timestamptz;
update scenarios s
   set active_since = (select max(v.activated_at) from scenario_versions v
                        where v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version)
 where s.status = 'active';

-- What an enrolment remembers besides its messages: coupons, arms, newest order and visit. Null is nothing yet.
alter table enrolments add column marks jsonb;

-- One index for what is due and for who is at which block now, which is then counted without reading a row.
drop index due_enrolments;
create index open_enrolments on enrolments (shop_id, scenario_id, due_at) include (block_id, enrolment_id)
  where ended_at is null;

-- Which happenings the scenarios of a shop wait for; others are not noted. Derived from their definitions whenever one
-- is activated, paused, resumed or archived.
create table scenario_listening (
  shop_id  bigint not null references shops on delete cascade,
  kind     text not null check (kind in ('order', 'refund', 'click', 'visit', 'segment', 'tier')),
  -- Nothing earlier starts anything.
  since    timestamptz not null,
  -- For what is read in the order of its numbers: the last one taken.
  position bigint,
  primary key (shop_id, kind)
);

-- What has happened and waits to be taken in, once: a row goes in the transaction that draws its conclusions.
create table scenario_news (
  shop_id     bigint not null,
  news_id     bigint generated always as identity,
  kind        text not null check (kind in ('order', 'refund', 'click', 'visit', 'call')),
  customer_id bigint not null,
  at          timestamptz not null,
  -- Of the order, the activity, or the enrolment that calls another scenario.
  source_id   bigint not null,
  -- The step that calls, and the scenario that is called.
  step        int,
  scenario_id bigint,
  primary key (shop_id, news_id)
);
-- A step repeated after a crash calls once.
create unique index scenario_calls_once on scenario_news (shop_id, source_id, step) where kind = 'call';

create function note_new_activities_for_scenarios() returns trigger language plpgsql as $$
declare
  shop constant bigint := nullif(current_setting('rondo.shop_id', true), '')::bigint;
begin
  if not exists (select from scenario_listening where shop_id = shop and kind in ('click', 'visit')) then
    return null;
  end if;
  insert into scenario_news (shop_id, kind, customer_id, at, source_id)
  select a.shop_id, l.kind, a.customer_id, a.at, a.activity_id
    from changed a
    join scenario_listening l on l.shop_id = a.shop_id and a.at >= l.since
     and (l.kind = 'click' and a.kind = 'clicked'
          or l.kind = 'visit' and (a.channel = 'on-site'
               or a.kind in ('visited', 'logged in', 'page viewed', 'product viewed', 'collection viewed')))
   where not a.by_machine
   order by a.activity_id;
  return null;
end
$$;
create trigger note_new_activities_for_scenarios after insert on activities
  referencing new table as changed for each statement execute function note_new_activities_for_scenarios();

create function note_new_orders_for_scenarios() returns trigger language plpgsql as $$
declare
  shop constant bigint := nullif(current_setting('rondo.shop_id', true), '')::bigint;
begin
  if not exists (select from scenario_listening where shop_id = shop and kind in ('order', 'refund')) then
    return null;
  end if;
  insert into scenario_news (shop_id, kind, customer_id, at, source_id)
  select o.shop_id, l.kind, o.customer_id, case l.kind when 'order' then o.processed_at else o.updated_at end, o.order_id
    from changed o
    join scenario_listening l on l.shop_id = o.shop_id
     and (l.kind = 'order' and o.processed_at >= l.since
          or l.kind = 'refund' and o.updated_at >= l.since
             and o.financial_status in ('partially_refunded', 'refunded'))
   where o.counts and o.customer_id is not null
   order by o.processed_at, o.order_id;
  return null;
end
$$;
create trigger note_new_orders_for_scenarios after insert on orders
  referencing new table as changed for each statement execute function note_new_orders_for_scenarios();

create function note_order_change_for_scenarios() returns trigger language plpgsql as $$
begin
  insert into scenario_news (shop_id, kind, customer_id, at, source_id)
  select new.shop_id, l.kind, new.customer_id,
         case l.kind when 'order' then new.processed_at else new.updated_at end, new.order_id
    from scenario_listening l
   where l.shop_id = new.shop_id
     and (l.kind = 'order' and new.processed_at >= l.since and (not old.counts or old.customer_id is null)
          or l.kind = 'refund' and new.updated_at >= l.since
             and new.financial_status in ('partially_refunded', 'refunded')
             and old.financial_status not in ('partially_refunded', 'refunded'));
  return null;
end
$$;
create trigger note_order_change_for_scenarios after update on orders for each row
  when (new.counts and new.customer_id is not null
        and (old.counts, old.customer_id is null, old.financial_status)
            is distinct from (new.counts, false, new.financial_status))
  execute function note_order_change_for_scenarios();

-- What is to be done to everybody inside a scenario, thousands at a time; a killed process leaves how far it came.
create table scenario_chores (
  shop_id     bigint not null,
  scenario_id bigint not null,
  -- Move over to a version, or let everybody out of an archived scenario.
  kind        text not null check (kind in ('move over', 'let out')),
  version     int,
  -- The last enrolment dealt with.
  through     bigint not null default 0,
  primary key (shop_id, scenario_id, kind),
  foreign key (shop_id, scenario_id) references scenarios on delete cascade
);

-- People to be shown, or not shown, advertisements elsewhere.
create table audiences (
  shop_id     bigint not null references shops on delete cascade,
  audience_id bigint generated always as identity,
  name        text not null,
  -- 'file': staff fetch it as CSV; 'http': sent to the network it is named at.
  target      text not null default 'file' check (target in ('file', 'http')),
  -- What the network calls it.
  external_id text,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  archived_at timestamptz,
  -- Of the newest attempt to bring the network up to date.
  synced_at   timestamptz,
  sync_error  text,
  primary key (shop_id, audience_id)
);

-- Whether a customer is to be in an audience, and whether the other side knows. A removed one stays until it does.
create table audience_members (
  shop_id     bigint not null,
  audience_id bigint not null,
  customer_id bigint not null,
  wanted      boolean not null,
  state       text not null default 'pending' check (state in ('pending', 'synced', 'failed')),
  changed_at  timestamptz not null,
  synced_at   timestamptz,
  attempts    int not null default 0,
  error       text,
  -- As they were sent: what has to be taken back is known after the address has changed or gone.
  email_hash  bytea,
  phone_hash  bytea,
  primary key (shop_id, audience_id, customer_id)
);
create index pending_audience_members on audience_members (shop_id, audience_id, customer_id) where state <> 'synced';

-- No marketing before this, on any channel.
alter table customers add column marketing_paused_until timestamptz;

-- Tags that Shopify is still to be told of.
create table outgoing_tags (
  shop_id      bigint not null,
  change_id    bigint generated always as identity,
  customer_id  bigint not null,
  action       text not null check (action in ('add', 'remove')),
  tag          text not null,
  enrolment_id bigint not null,
  step         int not null,
  created_at   timestamptz not null,
  attempts     int not null default 0,
  error        text,
  done_at      timestamptz,
  primary key (shop_id, change_id),
  -- A step repeated after a crash asks once.
  unique (shop_id, enrolment_id, step, action, tag)
);
create index waiting_outgoing_tags on outgoing_tags (shop_id, change_id) where done_at is null;

-- What scenarios ask staff to look at.
create table staff_alerts (
  shop_id      bigint not null,
  alert_id     bigint generated always as identity,
  customer_id  bigint not null,
  scenario_id  bigint not null,
  enrolment_id bigint not null,
  step         int not null,
  note         text not null,
  at           timestamptz not null,
  done_at      timestamptz,
  done_by      text,
  primary key (shop_id, alert_id),
  unique (shop_id, enrolment_id, step, note)
);
create index open_staff_alerts on staff_alerts (shop_id, alert_id) where done_at is null;

-- Definitions of before had one kind of start, one kind of wait, and an order as their goal.
create function modern_scenario(definition jsonb) returns jsonb language sql immutable as $$
  select definition || jsonb_build_object(
    'goal', coalesce(definition -> 'goal', '{"kind": "order"}'),
    'quiet', coalesce(definition -> 'quiet', 'null'),
    'blocks', (select jsonb_agg(
        case block ->> 'kind'
          when 'start' then '{"condition": null, "reentry": {"kind": "each time"}}' || (block - 'inactive')
            || jsonb_build_object('trigger', coalesce(block -> 'trigger',
                 jsonb_build_object('kind', 'inactive', 'by', block -> 'inactive')))
          when 'message' then '{"sendTime": {"kind": "at once"}, "unreachable": null, "outranked": null}' || block
          when 'wait' then block - 'hours' || jsonb_build_object('until', coalesce(block -> 'until',
                 jsonb_build_object('kind', 'time', 'hours', block -> 'hours')))
          when 'wait for reaction' then block || jsonb_build_object('exits',
                 (select coalesce(jsonb_agg('{"answer": null}' || exit order by place), '[]')
                    from jsonb_array_elements(block -> 'exits') with ordinality as e (exit, place)))
          else block
        end order by place)
      from jsonb_array_elements(definition -> 'blocks') with ordinality as b (block, place)))
$$;
update scenarios set draft = modern_scenario(draft);
update scenario_versions set definition = modern_scenario(definition);
drop function modern_scenario;
alter table scenarios force row level security;
alter table scenario_versions force row level security;

create function delete_scenario_rows() returns trigger language plpgsql as $$
begin
  -- Row-level security holds here too.
  perform set_config('rondo.shop_id', old.shop_id::text, true);
  delete from scenario_news where shop_id = old.shop_id;
  delete from audience_members where shop_id = old.shop_id;
  delete from outgoing_tags where shop_id = old.shop_id;
  delete from staff_alerts where shop_id = old.shop_id;
  return null;
end
$$;
create trigger delete_scenario_rows after delete on shops for each row execute function delete_scenario_rows();

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'scenario_listening', 'scenario_news', 'scenario_chores', 'audiences', 'audience_members', 'outgoing_tags',
    'staff_alerts']
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
