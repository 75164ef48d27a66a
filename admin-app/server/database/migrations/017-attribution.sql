-- What scenarios and campaigns brought: facts of each enrolment and each message, each order credited to at most one
-- message, and sums of these by day, which are all that pages read.

-- Whom a merged customer's orders belong to, the other way round.
create index merged_customers on customers (shop_id, merged_into) where merged_into is not null;
create index suppressions_of_sends on suppressions (shop_id, send_id) where send_id is not null;

-- The trade whose words and days a win-back scenario was made with; null for others.
alter table scenarios add column trade text;

-- The shop's whole revenue by local day; always exact, because it changes with the orders.
create table shop_days (
  shop_id       bigint not null references shops on delete cascade,
  day           date not null,
  orders        int not null,
  revenue_minor bigint not null,
  primary key (shop_id, day)
);

-- Which touches of a message count, and for how long; shops without a row have the usual rules.
create table attribution_settings (
  shop_id         bigint primary key references shops on delete cascade,
  rules           jsonb,
  -- Goes up with every change.
  version         int not null default 0,
  -- The last customer whose history was counted again; null when nothing is to be.
  recount_through bigint,
  recount_total   int,
  recounted       int not null default 0,
  -- The days themselves are wrong: the shop moved to another zone.
  recount_days    boolean not null default false
);

-- No foreign keys, as with sends: they go with their shop by delete_result_rows.

-- Whose facts changed. A row goes in the transaction that draws its conclusions.
create table result_changes (
  shop_id     bigint not null,
  change_id   bigint generated always as identity,
  customer_id bigint not null,
  primary key (shop_id, change_id)
);

-- What became of an enrolment. Deleted for a customer who is forgotten; the sums below keep counting it.
create table enrolment_results (
  shop_id           bigint not null,
  enrolment_id      bigint not null,
  scenario_id       bigint not null,
  customer_id       bigint not null,
  held_out          boolean not null,
  -- The customer's first in this scenario: treated and held out are compared by these, each customer once.
  first             boolean not null,
  entered_on        date not null,
  -- Ways of splits as "block:arm", segments by number as they were when entering.
  variants          text[] not null,
  segments          text[] not null,
  language          text not null,
  sent              boolean not null,
  delivered         boolean not null,
  bounced           boolean not null,
  complained        boolean not null,
  unsubscribed      boolean not null,
  opened            boolean not null,
  opened_by_machine boolean not null,
  clicked           boolean not null,
  answered          boolean not null,
  not_sent          boolean not null,
  issued            int not null,
  redeemed          int not null,
  coupon_minor      bigint not null,
  -- Of the first order within 90 days after entering: after how many whole days, and what it was worth.
  returned_days     int,
  returned_at       timestamptz,
  return_minor      bigint not null,
  second_order      boolean not null,
  -- All orders within 30 days after entering.
  spent_minor       bigint not null,
  primary key (shop_id, enrolment_id)
);
create index enrolment_results_by_day
  on enrolment_results (shop_id, scenario_id, entered_on desc, enrolment_id desc);
create index enrolment_results_of_all on enrolment_results (shop_id, entered_on desc, enrolment_id desc);

-- What became of one message.
create table send_results (
  shop_id           bigint not null,
  send_id           bigint not null,
  enrolment_id      bigint not null,
  scenario_id       bigint not null,
  entered_on        date not null,
  block_id          text not null,
  channel           text not null,
  -- "block:subject" of a mail as staff wrote it, before it says anything of a customer.
  subject           text not null,
  answer            text not null,
  -- Why it was not sent.
  reason            text not null,
  sent              boolean not null,
  delivered         boolean not null,
  bounced           boolean not null,
  complained        boolean not null,
  unsubscribed      boolean not null,
  opened            boolean not null,
  opened_by_machine boolean not null,
  clicked           boolean not null,
  answered          boolean not null,
  not_sent          boolean not null,
  primary key (shop_id, send_id)
);
create index send_results_of_enrolments on send_results (shop_id, enrolment_id);

-- Each order at most once over everything. Without customer and send where the customer was forgotten: such a row
-- follows its order's amount, and is never looked at again otherwise.
create table attributions (
  shop_id      bigint not null,
  order_id     bigint not null,
  customer_id  bigint,
  send_id      bigint,
  scenario_id  bigint not null,
  block_id     text not null,
  channel      text not null,
  touch        text not null check (touch in ('delivered', 'opened', 'clicked')),
  touched_at   timestamptz not null,
  subject      text not null,
  variants     text[] not null,
  segments     text[] not null,
  language     text not null,
  ordered_at   timestamptz not null,
  ordered_on   date not null,
  -- Net of refunds, as the order is now.
  amount_minor bigint not null,
  primary key (shop_id, order_id)
);
create index attributions_of_customers on attributions (shop_id, customer_id, ordered_at);
create index attributions_by_day on attributions (shop_id, ordered_on desc, order_id desc);
create index attributions_of_scenarios on attributions (shop_id, scenario_id, ordered_on desc, order_id desc);

-- Sums of enrolment_results and send_results by the local day of entering. Messages have the dimensions step, channel,
-- subject, answer and reason; enrolments the others.
create table result_days (
  shop_id           bigint not null,
  dimension         text not null
    check (dimension in
      ('all', 'variant', 'segment', 'language', 'step', 'channel', 'subject', 'answer', 'reason')),
  scenario_id       bigint not null,
  day               date not null,
  value             text not null,
  held_out          boolean not null,
  -- Of customers who were forgotten since: they count, and cannot be listed any more.
  forgotten         boolean not null default false,
  entered           int not null default 0,
  sent              int not null default 0,
  delivered         int not null default 0,
  bounced           int not null default 0,
  complained        int not null default 0,
  unsubscribed      int not null default 0,
  opened            int not null default 0,
  opened_by_machine int not null default 0,
  clicked           int not null default 0,
  answered          int not null default 0,
  not_sent          int not null default 0,
  issued            int not null default 0,
  redeemed          int not null default 0,
  coupon_minor      bigint not null default 0,
  returned_7        int not null default 0,
  returned_30       int not null default 0,
  returned_60       int not null default 0,
  returned_90       int not null default 0,
  second_orders     int not null default 0,
  return_minor      bigint not null default 0,
  -- Of first enrolments alone, within 30 days; returned within 90.
  customers         int not null default 0,
  customers_back    int not null default 0,
  customers_returned int not null default 0,
  spent_minor       bigint not null default 0,
  spent_squares     double precision not null default 0,
  primary key (shop_id, dimension, scenario_id, day, value, held_out, forgotten)
);

-- First enrolments by how many days they took to come back.
create table return_days (
  shop_id     bigint not null,
  scenario_id bigint not null,
  -- Of entering.
  day         date not null,
  held_out    boolean not null,
  days        int not null,
  customers   int not null,
  primary key (shop_id, scenario_id, day, held_out, days)
);

-- Sums of attributions by the local day of the order.
create table attributed_days (
  shop_id      bigint not null,
  dimension    text not null check (dimension in ('all', 'variant', 'segment', 'language', 'step', 'channel', 'subject')),
  scenario_id  bigint not null,
  day          date not null,
  value        text not null,
  orders       int not null,
  amount_minor bigint not null,
  primary key (shop_id, dimension, scenario_id, day, value)
);

-- The same by month, under its first day: a long period then is read from few rows.
create table result_months (like result_days including all);
create table return_months (like return_days including all);
create table attributed_months (like attributed_days including all);

create function shop_zone() returns text language sql stable as $$
  select time_zone from shops where shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint
$$;

-- Rows as they are count once, rows as they were count once less; rows that are gone go on as those of the forgotten.
create function changed_rows(operation text) returns text language sql immutable as $$
  select case operation
    when 'INSERT' then '(select 1 as sign, false as forgotten, * from after)'
    when 'DELETE' then '(select -1 as sign, false as forgotten, * from before union all select 1, true, * from before)'
    else '(select 1 as sign, false as forgotten, * from after union all select -1, false, * from before)'
  end || ' as changed'
$$;

-- What becomes of messages, in the words of result_days, enrolment_results and send_results alike.
create function result_marks() returns text language sql immutable as $$
  select 'sent, delivered, bounced, complained, unsubscribed, opened, opened_by_machine, clicked, answered, not_sent'
$$;
create function sums_of_marks() returns text language sql immutable as $$
  select regexp_replace(result_marks(), '\w+', 'sum(sign * \&::int)', 'g')
$$;
-- For sums that are there already: these columns grow by what comes.
create function grown(columns text) returns text language sql immutable as $$
  select regexp_replace(columns, '\w+', '\& = r.\& + excluded.\&', 'g')
$$;

create function sum_enrolment_results() returns trigger language plpgsql as $$
declare
  counts constant text := 'entered, ' || result_marks() || ', issued, redeemed, coupon_minor, returned_7, returned_30,
    returned_60, returned_90, second_orders, return_minor, customers, customers_back, customers_returned, spent_minor,
    spent_squares';
  unit text;
begin
  foreach unit in array array['day', 'month'] loop
    execute format($sql$
      insert into result_%1$ss as r (shop_id, dimension, scenario_id, day, value, held_out, forgotten, %2$s)
      select shop_id, dimension, scenario_id, date_trunc('%1$s', entered_on::timestamp)::date, value, held_out, forgotten,
             sum(sign), %3$s, sum(sign * issued),
             sum(sign * redeemed), sum(sign * coupon_minor), coalesce(sum(sign) filter (where returned_days < 7), 0),
             coalesce(sum(sign) filter (where returned_days < 30), 0),
             coalesce(sum(sign) filter (where returned_days < 60), 0),
             coalesce(sum(sign) filter (where returned_days < 90), 0),
             sum(sign * second_order::int), sum(sign * return_minor), sum(sign * first::int),
             coalesce(sum(sign * first::int) filter (where returned_days < 30), 0),
             coalesce(sum(sign * first::int) filter (where returned_days is not null), 0),
             sum(sign * first::int * spent_minor), sum(sign * first::int * spent_minor::float8 * spent_minor)
        from %4$s
        cross join lateral (
          select 'all' as dimension, '' as value
          union all select 'language', language
          union all select 'variant', unnest(variants)
          union all select 'segment', unnest(segments)) groups
       group by 1, 2, 3, 4, 5, 6, 7
       order by 1, 2, 3, 4, 5, 6, 7
      on conflict (shop_id, dimension, scenario_id, day, value, held_out, forgotten) do update set %5$s
      $sql$, unit, counts, sums_of_marks(), changed_rows(tg_op), grown(counts));
    execute format($sql$
      insert into return_%1$ss as r (shop_id, scenario_id, day, held_out, days, customers)
      select shop_id, scenario_id, date_trunc('%1$s', entered_on::timestamp)::date, held_out, returned_days, sum(sign)
        from %2$s where first and returned_days is not null
       group by 1, 2, 3, 4, 5 having sum(sign) <> 0 order by 1, 2, 3, 4, 5
      on conflict (shop_id, scenario_id, day, held_out, days) do update set customers = r.customers + excluded.customers
      $sql$, unit, changed_rows(tg_op));
  end loop;
  return null;
end
$$;
create trigger sum_new_enrolment_results after insert on enrolment_results
  referencing new table as after for each statement execute function sum_enrolment_results();
create trigger sum_changed_enrolment_results after update on enrolment_results
  referencing old table as before new table as after for each statement execute function sum_enrolment_results();
create trigger sum_forgotten_enrolment_results after delete on enrolment_results
  referencing old table as before for each statement execute function sum_enrolment_results();

create function sum_send_results() returns trigger language plpgsql as $$
declare
  counts constant text := 'entered, ' || result_marks();
  unit text;
begin
  foreach unit in array array['day', 'month'] loop
    execute format($sql$
      insert into result_%1$ss as r (shop_id, dimension, scenario_id, day, value, held_out, forgotten, %2$s)
      select shop_id, dimension, scenario_id, date_trunc('%1$s', entered_on::timestamp)::date, value, false, forgotten,
             sum(sign), %3$s
        from %4$s
        cross join lateral (values
          ('step', block_id), ('channel', channel), ('subject', subject), ('answer', answer), ('reason', reason))
          as groups (dimension, value)
       where dimension in ('step', 'channel') or value <> ''
       group by 1, 2, 3, 4, 5, 7
       order by 1, 2, 3, 4, 5, 7
      on conflict (shop_id, dimension, scenario_id, day, value, held_out, forgotten) do update set %5$s
      $sql$, unit, counts, sums_of_marks(), changed_rows(tg_op), grown(counts));
  end loop;
  return null;
end
$$;
create trigger sum_new_send_results after insert on send_results
  referencing new table as after for each statement execute function sum_send_results();
create trigger sum_changed_send_results after update on send_results
  referencing old table as before new table as after for each statement execute function sum_send_results();
create trigger sum_forgotten_send_results after delete on send_results
  referencing old table as before for each statement execute function sum_send_results();

create function sum_attributions() returns trigger language plpgsql as $$
declare
  unit text;
begin
  foreach unit in array array['day', 'month'] loop
    execute format($sql$
      insert into attributed_%1$ss as a (shop_id, dimension, scenario_id, day, value, orders, amount_minor)
      select shop_id, dimension, scenario_id, date_trunc('%1$s', ordered_on::timestamp)::date, value, sum(sign),
             sum(sign * amount_minor)
        from %2$s
        cross join lateral (
          select 'all' as dimension, '' as value
          union all select 'step', block_id
          union all select 'channel', channel
          union all select 'subject', subject where subject <> ''
          union all select 'language', language
          union all select 'variant', unnest(variants)
          union all select 'segment', unnest(segments)) groups
       where not forgotten
       group by 1, 2, 3, 4, 5
      having sum(sign) <> 0 or sum(sign * amount_minor) <> 0
       order by 1, 2, 3, 4, 5
      on conflict (shop_id, dimension, scenario_id, day, value) do update
        set orders = a.orders + excluded.orders, amount_minor = a.amount_minor + excluded.amount_minor
      $sql$, unit, changed_rows(tg_op));
  end loop;
  return null;
end
$$;
create trigger sum_new_attributions after insert on attributions
  referencing new table as after for each statement execute function sum_attributions();
create trigger sum_changed_attributions after update on attributions
  referencing old table as before new table as after for each statement execute function sum_attributions();
create trigger sum_gone_attributions after delete on attributions
  referencing old table as before for each statement execute function sum_attributions();

-- Those among customers who have ever entered a scenario, also under the number of a customer merged into them.
create function note_result_changes(customer_ids bigint[]) returns void language plpgsql as $$
declare
  shop constant bigint := nullif(current_setting('rondo.shop_id', true), '')::bigint;
begin
  if not exists (select from enrolments where shop_id = shop) then return; end if;
  insert into result_changes (shop_id, customer_id)
  select shop, customer_id
    from (select distinct unnest(customer_ids) as customer_id) given
   where exists (select from enrolments e where e.shop_id = shop and e.customer_id = given.customer_id)
      or exists (select from customers c where c.shop_id = shop and c.merged_into = given.customer_id);
end
$$;

create function sum_new_orders() returns trigger language plpgsql as $$
declare
  zone constant text := shop_zone();
begin
  insert into shop_days as s (shop_id, day, orders, revenue_minor)
  select shop_id, (processed_at at time zone zone)::date, count(*), sum(total_minor)
    from after where counts group by 1, 2 order by 1, 2
  on conflict (shop_id, day) do update
    set orders = s.orders + excluded.orders, revenue_minor = s.revenue_minor + excluded.revenue_minor;
  perform note_result_changes(array(select customer_id from after where counts and customer_id is not null));
  return null;
end
$$;
create trigger sum_new_orders after insert on orders
  referencing new table as after for each statement execute function sum_new_orders();

-- An attribution never says more than its order does: it follows at once. Whose it is, is looked at afterwards.
create function sum_changed_orders() returns trigger language plpgsql as $$
declare
  zone constant text := shop_zone();
begin
  insert into shop_days as s (shop_id, day, orders, revenue_minor)
  select shop_id, (processed_at at time zone zone)::date, sum(sign), sum(sign * total_minor)
    from (select 1 as sign, a.shop_id, a.processed_at, a.total_minor from after a where a.counts
          union all select -1, b.shop_id, b.processed_at, b.total_minor from before b where b.counts) changed
   group by 1, 2 having sum(sign) <> 0 or sum(sign * total_minor) <> 0 order by 1, 2
  on conflict (shop_id, day) do update
    set orders = s.orders + excluded.orders, revenue_minor = s.revenue_minor + excluded.revenue_minor;
  if exists (select from attributions where shop_id = (select shop_id from after limit 1)) then
    delete from attributions t
     using after a
     where t.shop_id = a.shop_id and t.order_id = a.order_id
       and (not a.counts or (t.customer_id is not null and t.customer_id is distinct from a.customer_id));
    update attributions t
       set amount_minor = a.total_minor, ordered_at = a.processed_at,
           ordered_on = (a.processed_at at time zone zone)::date
      from after a
     where t.shop_id = a.shop_id and t.order_id = a.order_id
       and (t.amount_minor, t.ordered_at) is distinct from (a.total_minor, a.processed_at);
  end if;
  -- Rows that are on one side only; a join's plan, kept for the session, might go through all pairs.
  perform note_result_changes(array(
    select customer_id
      from (select shop_id, order_id, customer_id, total_minor, processed_at, counts from before
            union all
            select shop_id, order_id, customer_id, total_minor, processed_at, counts from after) rows_of_both
     where customer_id is not null
     group by shop_id, order_id, customer_id, total_minor, processed_at, counts having count(*) = 1));
  return null;
end
$$;
create trigger sum_changed_orders after update on orders
  referencing old table as before new table as after for each statement execute function sum_changed_orders();

create function note_results_of_new() returns trigger language plpgsql as $$
begin
  insert into result_changes (shop_id, customer_id) select distinct shop_id, customer_id from after;
  return null;
end
$$;
create trigger note_results_of_new_enrolments after insert on enrolments
  referencing new table as after for each statement execute function note_results_of_new();

create function note_results_of_sends() returns trigger language plpgsql as $$
begin
  -- Most often sends are only claimed or put off.
  if not exists (select from after where status not in ('planned', 'sending', 'deferred')) then return null; end if;
  -- Not a join: its plan is kept for the session, and one made for a single row goes through all pairs of a thousand.
  insert into result_changes (shop_id, customer_id)
  select distinct shop_id, customer_id
    from (select shop_id, send_id, customer_id, status from after where status not in ('planned', 'sending', 'deferred')
          except
          select shop_id, send_id, customer_id, status from before) changed;
  return null;
end
$$;
create trigger note_results_of_sends after update on sends
  referencing old table as before new table as after for each statement execute function note_results_of_sends();
-- Usually planned first; what is not is not passed over.
create function note_results_of_new_sends() returns trigger language plpgsql as $$
begin
  insert into result_changes (shop_id, customer_id)
  select distinct shop_id, customer_id from after where status not in ('planned', 'sending', 'deferred');
  return null;
end
$$;
create trigger note_results_of_new_sends after insert on sends
  referencing new table as after for each statement execute function note_results_of_new_sends();

create function note_results_of_activities() returns trigger language plpgsql as $$
begin
  insert into result_changes (shop_id, customer_id)
  select distinct shop_id, customer_id from after
   where send_id is not null and kind not in ('sent', 'perhaps sent', 'not sent');
  return null;
end
$$;
create trigger note_results_of_activities after insert on activities
  referencing new table as after for each statement execute function note_results_of_activities();

create function note_results_of_row() returns trigger language plpgsql as $$
begin
  insert into result_changes (shop_id, customer_id) values (new.shop_id, new.customer_id);
  return null;
end
$$;
create trigger note_results_of_coupons after update on coupons for each row
  when (new.customer_id is not null
        and (old.enrolment_id, old.used_at, old.amount_minor)
            is distinct from (new.enrolment_id, new.used_at, new.amount_minor))
  execute function note_results_of_row();
create trigger note_results_of_merged after update on customers for each row
  when (old.merged_into is distinct from new.merged_into)
  execute function note_results_of_row();
create function note_results_of_suppressions() returns trigger language plpgsql as $$
begin
  insert into result_changes (shop_id, customer_id)
  select shop_id, customer_id from sends where shop_id = new.shop_id and send_id = new.send_id;
  return null;
end
$$;
create trigger note_results_of_suppressions after insert or update on suppressions for each row
  when (new.send_id is not null and new.reason in ('bounced', 'complained'))
  execute function note_results_of_suppressions();

-- Another zone has other days: everything is counted again.
create function recount_results() returns trigger language plpgsql as $$
begin
  insert into attribution_settings as s (shop_id, recount_through, recount_days) values (new.shop_id, 0, true)
  on conflict (shop_id) do update
    set version = s.version + 1, recount_through = 0, recount_total = null, recounted = 0, recount_days = true;
  return null;
end
$$;
create trigger recount_results after update on shops for each row
  when (old.time_zone is distinct from new.time_zone) execute function recount_results();

create trigger delete_result_rows after delete on shops for each row
  execute function delete_rows_of_shop(
    'attributions', 'enrolment_results', 'send_results', 'result_changes', 'result_days', 'return_days',
    'attributed_days', 'result_months', 'return_months', 'attributed_months');

-- Shops that are there already are counted from the beginning, their days by the first job.
insert into attribution_settings (shop_id, recount_through, recount_days) select shop_id, 0, true from shops;

select keep_to_own_shop(
  'shop_days', 'attribution_settings', 'result_changes', 'enrolment_results', 'send_results', 'attributions',
  'result_days', 'return_days', 'attributed_days', 'result_months', 'return_months', 'attributed_months');
