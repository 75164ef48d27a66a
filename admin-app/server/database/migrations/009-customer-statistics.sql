-- What Shopify works out by itself for each customer, as its words in small letters; null where it says nothing. There is
-- no list of them here: Shopify may add to its own.
alter table customers
  add column rfm_group text,
  add column predicted_spend_tier text,
  -- When Shopify was asked. Its answer changes with the days, without the customer's updated_at.
  add column statistics_as_of timestamptz;

create trigger note_statistics_change after update on customers for each row
  when ((old.rfm_group, old.predicted_spend_tier) is distinct from (new.rfm_group, new.predicted_spend_tier))
  execute function note_segment_change('{shopify statistics}');

-- The nightly reconciliation asks for everybody's statistics, though only for what else has changed.
alter table sync_steps
  drop constraint sync_steps_resource_check,
  add constraint sync_steps_resource_check
    check (resource in ('customers', 'customer statistics', 'products', 'orders'));

-- Customers by their chance to order, the likeliest first; those without one after them by number.
create index predictions_by_chance on predictions (shop_id, chance_30d desc nulls last, customer_id);

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
       c.rfm_group,
       c.predicted_spend_tier,
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
