-- Kinds, targeting and variants of messages on the pages.

-- Messages are kept as staff write them; what the pages get of them is worked out (core/priority/authored-message.ts).
alter table onsite_messages add column archived_at timestamptz;

-- Row-level security holds for the owner of the tables as well, who has no shop here.
alter table onsite_messages no force row level security;
update onsite_messages
   set message = message - 'priorityClass'
     || jsonb_build_object(
          'moved', case when message ->> 'priorityClass' is distinct from
                             case kind when 'launch' then 'ad hoc' when 'birthday' then 'yearly' else kind end
                        then jsonb_build_object('priorityClass', message ->> 'priorityClass',
                                                'reason', 'Moved before reasons were kept') end,
          'segment', null, 'pages', '[]'::jsonb, 'visitors', 'all', 'versionB', null, 'holdout', 0)
     || case when kind = 'launch' then '{"countdown": false}'::jsonb else '{}' end;
alter table onsite_messages force row level security;

-- Facts had birthdays in them: all of them are written anew, or taken away.
alter table published_facts no force row level security;
update published_facts set facts = '{"lastVisitDay": -1, "lastOrderDay": null, "occasions": {}, "closed": {}}';
alter table published_facts force row level security;

-- How far the pages have been told. Shops without a row have not been told anything yet.
create table onsite_publications (
  shop_id       bigint primary key references shops on delete cascade,
  -- Messages, zone or tiers have changed: everybody is to be looked at whom that can concern.
  everybody     boolean not null default true,
  -- What those were when that was last done to its end.
  basis         jsonb,
  -- The shop-local day on which everybody was last looked at, and the last customer so far while that goes on.
  day           date,
  after         bigint,
  -- What the pages have, so that the same is not written twice.
  messages_hash text,
  published_at  timestamptz
);

-- Whose facts may have changed, noted by triggers in the transaction that changes them: nobody can forget to. By the
-- hundred thousand, so without foreign keys; they go with their shop by delete_on_site_rows.
create table onsite_changes (
  shop_id     bigint not null,
  change_id   bigint generated always as identity,
  customer_id bigint not null,
  primary key (shop_id, change_id)
);

-- When whose occasion came, and which version they were to see: what a message brings is counted from it.
create table onsite_occasions (
  shop_id     bigint not null,
  message_id  bigint not null,
  customer_id bigint not null,
  first_day   date not null,
  last_day    date,
  -- Null: held out.
  version     text check (version in ('a', 'b')),
  primary key (shop_id, message_id, customer_id, first_day)
);

-- What guests did, by times.
create table onsite_counts (
  shop_id    bigint not null references shops on delete cascade,
  message_id bigint not null,
  version    text not null check (version in ('a', 'b')),
  day        date not null,
  kind       text not null,
  times      bigint not null,
  primary key (shop_id, message_id, version, day, kind)
);
-- Reports of guests that were counted; kept as long as one may come late.
create table onsite_reports (
  shop_id     bigint not null,
  report_id   text not null,
  received_at timestamptz not null,
  primary key (shop_id, report_id)
);
create index onsite_reports_by_time on onsite_reports (shop_id, received_at);

-- Made afterwards from the same rules and facts, as the page itself tells only what it showed.
alter table decisions add column recomputed boolean not null default false;

create index on_site_activities on activities (shop_id, customer_id, at) where channel = 'on-site';
create index on_site_activities_by_message
  on activities (shop_id, substring(details ->> 'messageId' from '^[0-9]+'), at)
  where channel = 'on-site' and details ? 'messageId';
create index coupons_of_customers on coupons (shop_id, customer_id)
  where customer_id is not null and used_at is null and removed_at is null;

create function active_on_site(kinds text[]) returns boolean language sql stable as $$
  select exists (select from onsite_messages
                  where shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint
                    and active and archived_at is null
                    -- Postgres gives a trigger without arguments none instead of an empty list.
                    and (coalesce(cardinality(kinds), 0) = 0 or kind = any (kinds)))
$$;

-- The kinds that ask for what has changed are the trigger's arguments; none for every kind.
create function note_on_site_changes() returns trigger language plpgsql as $$
begin
  if not active_on_site(tg_argv) then return null; end if;
  insert into onsite_changes (shop_id, customer_id)
  select distinct shop_id, customer_id from changed where customer_id is not null;
  return null;
end
$$;
create function note_on_site_change() returns trigger language plpgsql as $$
begin
  if not active_on_site(tg_argv) then return null; end if;
  insert into onsite_changes (shop_id, customer_id)
  select distinct old.shop_id, customer_id
    from unnest(array[old.customer_id, new.customer_id]) as customer_id where customer_id is not null;
  return null;
end
$$;
-- By statement: a sync changes the facts of thousands at once.
create function note_on_site_order_facts() returns trigger language plpgsql as $$
begin
  if not active_on_site(tg_argv) then return null; end if;
  insert into onsite_changes (shop_id, customer_id)
  select shop_id, customer_id
    from (select shop_id, customer_id, first_order_at, last_order_at from after
          except
          select shop_id, customer_id, first_order_at, last_order_at from before) changed;
  return null;
end
$$;
-- Messages of scenarios come whether or not staff have any of their own.
create function note_handed_on_site() returns trigger language plpgsql as $$
declare
  given handed_on_site := coalesce(new, old);
begin
  -- They go with their shop.
  if not exists (select from shops where shop_id = given.shop_id) then return null; end if;
  insert into onsite_changes (shop_id, customer_id) values (given.shop_id, given.customer_id);
  return null;
end
$$;
create function note_on_site_members() returns trigger language plpgsql as $$
begin
  insert into onsite_changes (shop_id, customer_id)
  select distinct c.shop_id, c.customer_id
    from changed c
   where c.segment_id in (select (m.message -> 'segment' ->> 'segmentId')::bigint from onsite_messages m
                           where m.shop_id = c.shop_id and m.active and m.archived_at is null
                             and jsonb_typeof(m.message -> 'segment') = 'object');
  return null;
end
$$;
create function note_on_site_activities() returns trigger language plpgsql as $$
begin
  insert into onsite_changes (shop_id, customer_id)
  select distinct shop_id, customer_id from changed where channel = 'on-site';
  return null;
end
$$;
create function note_on_site_customer_gone() returns trigger language plpgsql as $$
begin
  insert into onsite_changes (shop_id, customer_id) values (new.shop_id, new.customer_id);
  return null;
end
$$;

create trigger note_on_site_of_members after insert on segment_members
  referencing new table as changed for each statement execute function note_on_site_members();
create trigger note_on_site_of_members_gone after delete on segment_members
  referencing old table as changed for each statement execute function note_on_site_members();
create trigger note_on_site_of_tiers after insert on tier_events
  referencing new table as changed for each statement execute function note_on_site_changes('tier reached');
create trigger note_on_site_of_coupon after update on coupons for each row
  when ((old.customer_id, old.used_at, old.removed_at, old.expires_at)
        is distinct from (new.customer_id, new.used_at, new.removed_at, new.expires_at))
  execute function note_on_site_change('coupon');
create trigger note_on_site_of_new_order_facts after insert on order_facts
  referencing new table as changed for each statement execute function note_on_site_changes();
create trigger note_on_site_of_order_facts after update on order_facts
  referencing old table as before new table as after for each statement execute function note_on_site_order_facts();
create trigger note_on_site_of_activities after insert on activities
  referencing new table as changed for each statement execute function note_on_site_activities();
create trigger note_on_site_of_birthday after update on customers for each row
  when (old.birthday is distinct from new.birthday)
  execute function note_on_site_change('birthday');
create trigger note_on_site_of_gone after update on customers for each row
  when ((old.deleted_at is null and old.redacted_at is null) and not (new.deleted_at is null and new.redacted_at is null))
  execute function note_on_site_customer_gone();
create trigger note_on_site_handed after insert or update or delete on handed_on_site
  for each row execute function note_handed_on_site();

-- Everybody is looked at once more, whoever changed it.
create function look_at_everybody_on_site() returns trigger language plpgsql as $$
begin
  insert into onsite_publications (shop_id) values (new.shop_id)
  on conflict (shop_id) do update set everybody = true;
  return null;
end
$$;
create trigger publish_on_site_message after insert or update on onsite_messages
  for each row execute function look_at_everybody_on_site();
create trigger publish_on_site_new_tier after insert on value_tiers
  for each row execute function look_at_everybody_on_site();
create trigger publish_on_site_tier after update on value_tiers for each row
  when ((old.place, old.removed_at) is distinct from (new.place, new.removed_at))
  execute function look_at_everybody_on_site();
create trigger publish_on_site_classes after insert on priority_settings
  for each row execute function look_at_everybody_on_site();
create trigger publish_on_site_class_order after update on priority_settings for each row
  when (old.classes is distinct from new.classes)
  execute function look_at_everybody_on_site();
create function look_at_everybody_on_site_of_shop() returns trigger language plpgsql as $$
begin
  update onsite_publications set everybody = true where shop_id = new.shop_id;
  return null;
end
$$;
create trigger publish_on_site_shop after update on shops for each row
  when (old.time_zone is distinct from new.time_zone)
  execute function look_at_everybody_on_site_of_shop();

create trigger delete_on_site_rows after delete on shops for each row
  execute function delete_rows_of_shop('onsite_changes', 'onsite_occasions', 'onsite_reports');

select keep_to_own_shop('onsite_publications', 'onsite_changes', 'onsite_occasions', 'onsite_counts', 'onsite_reports');
