-- Snapshots in browsers say who can be reached too: what changes that is noted as the fact "reach", which no query reads.

-- Tells one count of versions from another, should the shop come back or its database be made anew.
alter table segment_tracking add column epoch uuid not null default gen_random_uuid();

create trigger note_customer_reach after update on customers for each row
  when ((old.phone, old.email_consent_at, old.sms_consent_at)
        is distinct from (new.phone, new.email_consent_at, new.sms_consent_at))
  execute function note_segment_change('{reach}');

-- The send tells whose address it is. Without one, every customer's address is looked at, which takes its time.
create function note_reach_of_address() returns trigger language plpgsql as $$
declare
  given suppressions := coalesce(new, old);
begin
  if not tracks_segments() then return null; end if;
  insert into segment_changes (shop_id, customer_id, facts)
  select s.shop_id, s.customer_id, '{reach}' from sends s
   where s.shop_id = given.shop_id and s.send_id = given.send_id;
  if not found then
    insert into segment_changes (shop_id, customer_id, facts)
    select c.shop_id, c.customer_id, '{reach}' from customers c
     where c.shop_id = given.shop_id and given.channel in ('email', 'sms')
       and given.address_hash = sha256(convert_to(
             lower(case given.channel when 'email' then c.email else c.phone end), 'UTF8'));
  end if;
  return null;
end
$$;

create trigger note_suppression after insert or update or delete on suppressions
  for each row execute function note_reach_of_address();
