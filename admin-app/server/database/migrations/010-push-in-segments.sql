-- Who allowed push messages, for segments. The view stays as it is but for this one column, which said nothing so far.
do $$
declare
  definition text := pg_get_viewdef('segment_customers'::regclass);
  changed text := replace(definition, 'NULL::text AS push_subscription_status', $column$
       case when exists (select from push_subscriptions own
                          where own.shop_id = c.shop_id and own.customer_id = c.customer_id)
            then 'subscribed' else 'not_subscribed' end as push_subscription_status$column$);
begin
  if changed = definition then
    raise exception 'segment_customers has no empty column push_subscription_status to fill';
  end if;
  execute 'create or replace view segment_customers with (security_invoker = true) as ' || changed;
end
$$;

create trigger note_new_push_subscriptions after insert on push_subscriptions
  referencing new table as changed for each statement execute function note_segment_changes('{push subscription}');
create trigger note_push_subscriptions_gone after delete on push_subscriptions
  referencing old table as changed for each statement execute function note_segment_changes('{push subscription}');
create trigger note_push_subscription_change after update on push_subscriptions for each row
  when (old.customer_id is distinct from new.customer_id)
  execute function note_segment_change('{push subscription}');
