-- Value tiers: what it takes to be in each (core/tier), who is in which, and every change of it. Shops without a row in
-- tier_settings have not chosen any.
create table tier_settings (
  shop_id      bigint primary key references shops on delete cascade,
  -- Null while tiers are off.
  basis        text check (basis in ('spend', 'orders', 'loyalty points', 'loyalty tier')),
  window_kind  text not null check (window_kind in ('12 months', 'calendar year', 'always')),
  limits       text not null check (limits in ('thresholds', 'shares')),
  tag_prefix   text,
  tag_prefix_folded text generated always as (lower(normalize(tag_prefix, NFC) collate "und-x-icu")) stored,
  -- Goes up with every edit.
  version      int not null default 1,
  updated_at   timestamptz not null,
  -- When the tiers were first given to everybody, without events.
  assigned_at  timestamptz,
  -- The shop-local day whose comings and goings are taken in.
  assigned_on  date,
  -- The pass over the customers under way, by number, and how far it has come; null when none is.
  pass         text check (pass in ('first', 'definition edited', 'day')),
  pass_day     date,
  pass_after   bigint not null default 0
);

-- Removed tiers stay, for the names in history.
create table value_tiers (
  shop_id     bigint not null references shops on delete cascade,
  tier_id     text not null,
  -- 1 is the lowest; of a removed one, the number of the nearest lower tier that there still is, and a half.
  place       real not null,
  name        text not null,
  name_folded text not null generated always as (lower(normalize(name, NFC) collate "und-x-icu")) stored,
  benefits    jsonb not null,
  from_value  double precision not null,
  tag         text not null,
  -- What it takes today to come in and to stay in; null: nobody does.
  enter_value bigint,
  stay_value  bigint,
  removed_at  timestamptz,
  primary key (shop_id, tier_id)
);

-- By the hundred thousand, so without foreign keys; they go with their shop by delete_tier_rows.
create table customer_tiers (
  shop_id     bigint not null,
  customer_id bigint not null,
  tier_id     text,
  -- By the customer's value alone, without a gift.
  earned_id   text,
  -- Null: since before tiers were switched on.
  since       timestamptz,
  -- What happens if nothing more is ordered.
  lose_on     date,
  lose_to_id  text,
  -- Value still to be added before that day.
  keeps       bigint,
  -- A tier given by staff or a scenario.
  held_id        text,
  held_earned_id text,
  held_until     date,
  -- The first day on which the calendar alone can change any of this.
  check_on    date,
  primary key (shop_id, customer_id)
) with (fillfactor = 80);
create index customer_tiers_to_check on customer_tiers (shop_id, check_on, customer_id) where check_on is not null;
create index customer_tiers_by_loss on customer_tiers (shop_id, lose_on, customer_id) where lose_on is not null;

-- Numbers go up in the order in which the changes became visible, within a shop.
create table tier_events (
  shop_id      bigint not null,
  event_id     bigint generated always as identity,
  customer_id  bigint not null,
  at           timestamptz not null,
  from_tier_id text,
  to_tier_id   text,
  direction    text not null check (direction in ('up', 'down')),
  cause        text not null
    check (cause in ('orders', 'loyalty', 'day', 'import', 'definition edited', 'staff', 'scenario')),
  primary key (shop_id, event_id)
);
create index tier_events_of_customer on tier_events (shop_id, customer_id, event_id);

-- Whose orders or tags changed since tiers were last compared with them; noted in the transaction that changes them.
create table tier_changes (
  shop_id     bigint not null,
  change_id   bigint generated always as identity,
  customer_id bigint not null,
  cause       text not null check (cause in ('orders', 'loyalty', 'import')),
  primary key (shop_id, change_id)
);

-- Null while tiers are off.
create function tier_basis() returns text language sql stable as $$
  select basis from tier_settings where shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint
$$;

-- What a shop's first reading brings happened long ago: nobody is congratulated on it.
create function tier_change_cause(usual text) returns text language sql stable as $$
  select case when exists (select from syncs
                            where shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint
                              and state = 'running' and cause = 'install')
              then 'import' else usual end
$$;

create function note_tier_orders() returns trigger language plpgsql as $$
begin
  if tier_basis() is null or tier_basis() like 'loyalty%' then return null; end if;
  insert into tier_changes (shop_id, customer_id, cause)
  select distinct shop_id, customer_id, tier_change_cause('orders') from changed where customer_id is not null;
  return null;
end
$$;
create function note_tier_order() returns trigger language plpgsql as $$
begin
  if tier_basis() is null or tier_basis() like 'loyalty%' then return null; end if;
  insert into tier_changes (shop_id, customer_id, cause)
  select distinct old.shop_id, customer_id, tier_change_cause('orders')
    from unnest(array[old.customer_id, new.customer_id]) as customer_id where customer_id is not null;
  return null;
end
$$;
create function note_tier_customers() returns trigger language plpgsql as $$
begin
  if tier_basis() is null then return null; end if;
  insert into tier_changes (shop_id, customer_id, cause)
  select shop_id, customer_id, tier_change_cause(case when tier_basis() like 'loyalty%' then 'loyalty' else 'orders' end)
    from changed;
  return null;
end
$$;
create function note_tier_customer() returns trigger language plpgsql as $$
begin
  if tier_basis() is null then return null; end if;
  insert into tier_changes (shop_id, customer_id, cause)
  values (new.shop_id, new.customer_id,
          tier_change_cause(case when tier_basis() like 'loyalty%' then 'loyalty' else 'orders' end));
  return null;
end
$$;

create trigger note_tier_of_new_orders after insert on orders
  referencing new table as changed for each statement execute function note_tier_orders();
create trigger note_tier_of_order after update on orders for each row
  when ((old.customer_id, old.total_minor, old.processed_at, old.counts, old.financial_status = 'refunded')
        is distinct from
        (new.customer_id, new.total_minor, new.processed_at, new.counts, new.financial_status = 'refunded'))
  execute function note_tier_order();
create trigger note_tier_of_new_customers after insert on customers
  referencing new table as changed for each statement execute function note_tier_customers();
create trigger note_tier_of_customer_gone after update on customers for each row
  when ((old.deleted_at is null and old.redacted_at is null)
        is distinct from (new.deleted_at is null and new.redacted_at is null))
  execute function note_tier_customer();
create trigger note_tier_of_tags after update on customers for each row
  when (old.tags is distinct from new.tags and tier_basis() like 'loyalty%')
  execute function note_tier_customer();

-- Every day of the shop, and every amount, means something else then: everybody is looked at as after an edit.
create function note_tier_shop() returns trigger language plpgsql as $$
begin
  update tier_settings set pass = coalesce(nullif(pass, 'day'), 'definition edited'), pass_day = null, pass_after = 0
   where shop_id = new.shop_id and basis is not null;
  return null;
end
$$;
create trigger note_tier_shop after update on shops for each row
  when ((old.time_zone, old.currency) is distinct from (new.time_zone, new.currency))
  execute function note_tier_shop();

-- Segments and the browsers' snapshots follow. A pass over everybody says so once, at its end.
create trigger note_new_customer_tiers after insert on customer_tiers
  referencing new table as changed for each statement
  when (current_setting('rondo.tiers_of_everybody', true) is distinct from 'on')
  execute function note_segment_changes('{value tier}');
create trigger note_customer_tiers_gone after delete on customer_tiers
  referencing old table as changed for each statement
  when (current_setting('rondo.tiers_of_everybody', true) is distinct from 'on')
  execute function note_segment_changes('{value tier}');
create trigger note_customer_tier_change after update on customer_tiers for each row
  when (old.tier_id is distinct from new.tier_id
        and current_setting('rondo.tiers_of_everybody', true) is distinct from 'on')
  execute function note_segment_change('{value tier}');
create trigger note_loyalty_change after update on customers for each row
  when (old.tags is distinct from new.tags)
  execute function note_segment_change('{loyalty}');

-- What follows the prefix in the first of a customer's tags that begins with it, in small letters.
create function loyalty_tag(tags_folded text[], prefix_folded text) returns text language sql immutable parallel safe as $$
  select substr(tag, length(prefix_folded) + 1) from unnest(tags_folded) as tag
   where prefix_folded <> '' and starts_with(tag, prefix_folded) and length(tag) > length(prefix_folded)
   order by tag limit 1
$$;

create or replace view segment_customers with (security_invoker = true) as
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
       vt.name_folded as value_tier,
       case when ts.basis is distinct from 'loyalty points'
            then loyalty_tag(c.tags_folded, ts.tag_prefix_folded) end as loyalty_tier,
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
  left join tier_settings ts on ts.shop_id = c.shop_id
  left join customer_tiers ct on ct.shop_id = c.shop_id and ct.customer_id = c.customer_id
  left join value_tiers vt on vt.shop_id = ct.shop_id and vt.tier_id = ct.tier_id and vt.removed_at is null
 where c.deleted_at is null and c.redacted_at is null;

create function delete_tier_rows() returns trigger language plpgsql as $$
begin
  -- Row-level security holds here too. What notes changes is gone with the shop already.
  perform set_config('rondo.shop_id', old.shop_id::text, true);
  delete from customer_tiers where shop_id = old.shop_id;
  delete from tier_events where shop_id = old.shop_id;
  delete from tier_changes where shop_id = old.shop_id;
  return null;
end
$$;
create trigger delete_tier_rows after delete on shops for each row execute function delete_tier_rows();

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['tier_settings', 'value_tiers', 'customer_tiers', 'tier_events', 'tier_changes']
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
