-- Texts are compared folded (core/segment/fold.ts); what is asked about often is kept that way.
create function fold_texts(texts text[]) returns text[] language sql immutable parallel safe as $$
  select case when cardinality(texts) = 0 then '{}'::text[]
              else array(select lower(normalize(entry, NFC) collate "und-x-icu")
                           from unnest(texts) with ordinality as given (entry, place) order by place) end
$$;
alter table customers
  add column tags_folded text[] generated always as (fold_texts(tags)) stored;
alter table products
  add column title_folded text generated always as (lower(normalize(title, NFC) collate "und-x-icu")) stored,
  add column product_type_folded text
    generated always as (lower(normalize(product_type, NFC) collate "und-x-icu")) stored;

create table segments (
  shop_id      bigint not null references shops on delete cascade,
  segment_id   bigint generated always as identity,
  name         text not null,
  name_key     text not null generated always as (lower(normalize(name, NFC) collate "und-x-icu")) stored,
  query        text not null,
  -- Of name and query.
  version      int not null default 1,
  members      int not null default 0,
  -- The shop-local day that its members are right for.
  evaluated_on date not null,
  -- When everybody was last looked at, not only those who had changed.
  evaluated_at timestamptz not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  archived_at  timestamptz,
  primary key (shop_id, segment_id)
);
create unique index segments_by_name on segments (shop_id, name_key) where archived_at is null;

-- Members and events come by the hundred thousand: no foreign keys, they go with their shop by delete_store_rows.
create table segment_members (
  shop_id     bigint not null,
  segment_id  bigint not null,
  customer_id bigint not null,
  joined_at   timestamptz not null,
  primary key (shop_id, segment_id, customer_id)
);

-- Who joined and left, and why. Numbers go up in the order in which the changes became visible, within a shop. Changes
-- of one evaluation have the same time, also across segments. A segment's first members have no event.
create table segment_events (
  shop_id     bigint not null,
  segment_id  bigint not null,
  event_id    bigint generated always as identity,
  customer_id bigint not null,
  at          timestamptz not null,
  kind        text not null check (kind in ('joined', 'left')),
  cause       text not null check (cause in ('facts changed', 'day changed', 'query edited')),
  facts       text[] not null default '{}',
  -- The name of the segment within this one whose query was edited.
  through     text,
  primary key (shop_id, segment_id, event_id)
);
create index segment_events_of_customer on segment_events (shop_id, customer_id, event_id);

create table segment_sizes (
  shop_id    bigint not null,
  segment_id bigint not null,
  day        date not null,
  members    int not null,
  joined     int not null,
  departed   int not null,
  primary key (shop_id, segment_id, day),
  foreign key (shop_id, segment_id) references segments on delete cascade
);

-- Shops whose changes are noted: those that have, or had, a segment or a snapshot in a browser.
create table segment_tracking (
  shop_id        bigint primary key references shops on delete cascade,
  -- Goes up with every batch of changes that was taken in.
  version        bigint not null default 0,
  -- Who changed after this version is known; differences since an earlier one are not.
  oldest_version bigint not null default 0
);

-- Whose facts changed, noted by triggers in the transaction that changes them: nobody can forget to. A row is waiting
-- until it was taken in, and then kept for a while for differences of snapshots.
create table segment_changes (
  shop_id       bigint not null,
  change_id     bigint generated always as identity,
  -- Null is everybody.
  customer_id   bigint,
  -- As in core/segment/attributes.ts; `existence` when the customer came or went, which concerns every segment.
  facts         text[] not null,
  taken_version bigint,
  primary key (shop_id, change_id)
);
create index waiting_segment_changes on segment_changes (shop_id, change_id) where taken_version is null;
create index taken_segment_changes on segment_changes (shop_id, taken_version) where taken_version is not null;

create function tracks_segments() returns boolean language sql stable as $$
  select exists (select from segment_tracking
                  where shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint)
$$;

-- The rows of a statement; the facts are the trigger's argument.
create function note_segment_changes() returns trigger language plpgsql as $$
begin
  if not tracks_segments() then return null; end if;
  insert into segment_changes (shop_id, customer_id, facts)
  select distinct shop_id, customer_id, tg_argv[0]::text[] from changed where customer_id is not null;
  return null;
end
$$;

create function note_segment_change() returns trigger language plpgsql as $$
begin
  if not tracks_segments() then return null; end if;
  insert into segment_changes (shop_id, customer_id, facts)
  select distinct old.shop_id, customer_id, tg_argv[0]::text[]
    from unnest(array[old.customer_id, new.customer_id]) as customer_id where customer_id is not null;
  return null;
end
$$;

create function note_order_line_changes() returns trigger language plpgsql as $$
begin
  if not tracks_segments() then return null; end if;
  insert into segment_changes (shop_id, customer_id, facts)
  select distinct o.shop_id, o.customer_id, '{order lines}'::text[]
    from changed l join orders o on o.shop_id = l.shop_id and o.order_id = l.order_id
   where o.customer_id is not null;
  return null;
end
$$;

create function note_change_for_everybody() returns trigger language plpgsql as $$
begin
  if not tracks_segments() then return null; end if;
  insert into segment_changes (shop_id, facts)
  values (nullif(current_setting('rondo.shop_id', true), '')::bigint, tg_argv[0]::text[]);
  return null;
end
$$;

create trigger note_new_customers after insert on customers
  referencing new table as changed for each statement execute function note_segment_changes('{existence}');
create trigger note_customer_gone after update on customers for each row
  when ((old.deleted_at is null and old.redacted_at is null)
        is distinct from (new.deleted_at is null and new.redacted_at is null))
  execute function note_segment_change('{existence}');
create trigger note_customer_change after update on customers for each row
  when ((old.created_at, old.locale, old.country, old.tags, old.birthday, old.email, old.email_consent, old.sms_consent)
        is distinct from
        (new.created_at, new.locale, new.country, new.tags, new.birthday, new.email, new.email_consent, new.sms_consent))
  execute function note_segment_change('{customer}');

-- The prediction follows the orders in the same transaction.
create trigger note_new_orders after insert on orders
  referencing new table as changed for each statement
  execute function note_segment_changes('{orders,order lines,prediction}');
create trigger note_order_change after update on orders for each row
  when ((old.customer_id, old.total_minor, old.processed_at, old.counts)
        is distinct from (new.customer_id, new.total_minor, new.processed_at, new.counts))
  execute function note_segment_change('{orders,order lines,prediction}');
create trigger note_new_order_lines after insert on order_lines
  referencing new table as changed for each statement execute function note_order_line_changes();
create trigger note_order_lines_gone after delete on order_lines
  referencing old table as changed for each statement execute function note_order_line_changes();
create trigger note_new_products after insert on products
  for each statement execute function note_change_for_everybody('{order lines}');
create trigger note_product_change after update on products for each row
  when ((old.title, old.product_type) is distinct from (new.title, new.product_type))
  execute function note_change_for_everybody('{order lines}');

create trigger note_new_activities after insert on activities
  referencing new table as changed for each statement execute function note_segment_changes('{activities}');
create trigger note_activities_gone after delete on activities
  referencing old table as changed for each statement execute function note_segment_changes('{activities}');
create trigger note_activity_change after update on activities for each row
  when ((old.customer_id, old.at, old.channel, old.kind, old.by_machine, old.details)
        is distinct from (new.customer_id, new.at, new.channel, new.kind, new.by_machine, new.details))
  execute function note_segment_change('{activities}');

create trigger note_new_enrolments after insert on enrolments
  referencing new table as changed for each statement execute function note_segment_changes('{enrolments}');
create trigger note_enrolment_change after update on enrolments for each row
  when ((old.ended_at is null) is distinct from (new.ended_at is null))
  execute function note_segment_change('{enrolments}');

-- Every day of the shop, and every amount, means something else then.
create trigger note_shop_change after update on shops for each row
  when ((old.time_zone, old.currency) is distinct from (new.time_zone, new.currency))
  execute function note_change_for_everybody('{existence}');

create or replace function delete_store_rows() returns trigger language plpgsql as $$
begin
  -- Row-level security holds here too. What notes changes is gone with the shop already.
  perform set_config('rondo.shop_id', old.shop_id::text, true);
  delete from order_lines where shop_id = old.shop_id;
  delete from orders where shop_id = old.shop_id;
  delete from order_facts where shop_id = old.shop_id;
  delete from activities where shop_id = old.shop_id;
  delete from customer_tag_changes where shop_id = old.shop_id;
  delete from customers where shop_id = old.shop_id;
  delete from segment_members where shop_id = old.shop_id;
  delete from segment_events where shop_id = old.shop_id;
  delete from segment_changes where shop_id = old.shop_id;
  return null;
end
$$;

-- What queries read: the contract is in core/segment/row.ts. Postgres leaves out joins whose columns are not asked for.

-- Human reactions to marketing are few among all activities.
create index responses on activities (shop_id, customer_id, at)
  where kind in ('opened', 'clicked', 'answered') and not by_machine;

create view segment_customers with (security_invoker = true) as
select c.shop_id, c.customer_id,
       c.created_at as customer_added_date,
       c.tags_folded as customer_tags,
       case when c.country <> '' then array[lower(c.country)] end as customer_countries,
       lower(normalize(c.locale, NFC) collate "und-x-icu") as customer_language,
       lower(normalize(substring(c.email from '@([^@]+)$'), NFC) collate "und-x-icu") as customer_email_domain,
       c.birthday,
       c.email_consent as email_subscription_status,
       c.sms_consent as sms_subscription_status,
       null::text as push_subscription_status,
       coalesce(f.orders, 0) as number_of_orders,
       coalesce(f.spent_minor, 0) as amount_spent,
       f.first_order_at as first_order_date,
       f.last_order_at as last_order_date,
       case when f.orders > 1
            then (extract(epoch from f.last_order_at - f.first_order_at) / 86400 / (f.orders - 1))::real
       end as average_days_between_orders,
       -- The product type of what cost most in the last order.
       (select nullif(p.product_type_folded, '')
          from (select o.shop_id, o.order_id from orders o
                 where o.shop_id = c.shop_id and o.customer_id = c.customer_id and o.counts
                 order by o.processed_at desc, o.order_id desc limit 1) newest
          join order_lines l on l.shop_id = newest.shop_id and l.order_id = newest.order_id
          left join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
         order by l.total_minor desc, l.line_id limit 1) as last_purchased_category,
       -- A due day before the last order is about to be renewed: who has ordered is not overdue.
       case when p.due_day >= (f.last_order_at at time zone s.time_zone)::date then p.due_day
       end as predicted_next_order_date,
       p.chance_30d as order_probability_30d,
       p.chance_90d as order_probability_90d,
       p.expected_orders_365d as predicted_orders_365d,
       p.value_total_minor as predicted_lifetime_value,
       null::text as value_tier,
       null::text as loyalty_tier,
       null::text as rfm_group,
       null::text as predicted_spend_tier,
       -- What the customer did, not what was done to them.
       (select a.at from activities a
         where a.shop_id = c.shop_id and a.customer_id = c.customer_id and not a.by_machine
           and a.kind not in ('sent', 'perhaps sent', 'not sent', 'bounced', 'order cancelled')
         order by a.at desc, a.activity_id desc limit 1) as last_activity_date,
       (select a.channel from activities a
         where a.shop_id = c.shop_id and a.customer_id = c.customer_id and not a.by_machine
           and a.kind not in ('sent', 'perhaps sent', 'not sent', 'bounced', 'order cancelled')
         order by a.at desc, a.activity_id desc limit 1) as last_activity_channel,
       (select max(a.at) from activities a
         where a.shop_id = c.shop_id and a.customer_id = c.customer_id
           and a.kind in ('opened', 'clicked', 'answered') and not a.by_machine) as last_response_date,
       exists (select from activities a
                where a.shop_id = c.shop_id and a.customer_id = c.customer_id
                  and a.kind in ('opened', 'clicked', 'answered') and not a.by_machine) as ever_engaged
  from customers c
  left join shops s on s.shop_id = c.shop_id
  left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
  left join predictions p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
 where c.deleted_at is null and c.redacted_at is null;

create view segment_orders with (security_invoker = true) as
select o.shop_id, o.customer_id, o.order_id, o.processed_at as date, o.total_minor as amount
  from orders o where o.counts and o.customer_id is not null;

create view segment_purchases with (security_invoker = true) as
select o.shop_id, o.customer_id, o.order_id, l.total_minor as amount,
       l.product_id as id,
       coalesce(p.title_folded, lower(normalize(l.title, NFC) collate "und-x-icu")) as title,
       nullif(p.product_type_folded, '') as product_type,
       null::text[] as tag,
       o.processed_at as date,
       l.quantity
  from orders o
  join order_lines l on l.shop_id = o.shop_id and l.order_id = o.order_id
  left join products p on p.shop_id = l.shop_id and p.product_id = l.product_id
 where o.counts and o.customer_id is not null;

create view segment_activities with (security_invoker = true) as
select a.shop_id, a.customer_id, a.kind, a.by_machine, a.channel, a.scenario_id, a.at as date,
       lower(normalize(a.details ->> 'url', NFC) collate "und-x-icu") as url,
       substring(coalesce(a.details ->> 'productId', a.details ->> 'collectionId') from '^[0-9]{1,18}$')::bigint as id
  from activities a;

create view segment_enrolments with (security_invoker = true) as
select e.shop_id, e.customer_id, e.scenario_id from enrolments e where e.ended_at is null;

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array[
    'segments', 'segment_members', 'segment_events', 'segment_sizes', 'segment_tracking', 'segment_changes']
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
