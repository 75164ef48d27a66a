-- What customers are found by: beginnings of what is typed. Row-level security lets only leakproof comparisons of stored
-- columns reach an index; lower(), LIKE and the trigrams of pg_trgm are none, and would look at every row of the shop.
-- So the texts are kept folded, in the C collation, where "begins with" is a range.

-- Small letters without accents, so that "łęcka" and "Lecka" are the same. Plain ASCII, most of it all, goes the short way.
create function search_key(given text) returns text language sql immutable parallel safe as $$
  select nullif(trim(left(case
    when octet_length(given) = char_length(given) then lower(given collate "C")
    else translate(regexp_replace(normalize(lower(given collate "und-x-icu"), NFKD) collate "C",
                                  '[\u0300-\u036f]', '', 'g'), 'łøđðþßæœı', 'loddtsaoi') end, 120)), '')
$$;
create function digits_of(given text) returns text language sql immutable parallel safe as $$
  select nullif(left(regexp_replace(given, '[^0-9]', '', 'g'), 20), '')
$$;

alter table customers
  add column first_name_key text collate "C" generated always as (search_key(first_name)) stored,
  add column last_name_key  text collate "C" generated always as (search_key(last_name)) stored,
  -- The second word of a name: "Nowak" of Kowalska-Nowak, "Maria" of Anna Maria.
  -- Most have none, which is found out without a regular expression.
  add column second_name_key text collate "C" generated always as (
    case when strpos(last_name, ' ') > 0 or strpos(last_name, '-') > 0
           or strpos(first_name, ' ') > 0 or strpos(first_name, '-') > 0 then
      search_key(coalesce(substring(last_name from '[ -]+(.+)$'), substring(first_name from '[ -]+(.+)$')))
    end) stored,
  add column email_key text collate "C" generated always as (search_key(email)) stored,
  add column phone_key text collate "C" generated always as (digits_of(phone)) stored,
  -- Read from the end, for numbers that are typed without their country.
  add column phone_end_key text collate "C" generated always as (reverse(digits_of(phone))) stored;
create index customers_by_first_name on customers (shop_id, first_name_key, last_name_key)
  where first_name_key is not null;
create index customers_by_last_name on customers (shop_id, last_name_key, first_name_key)
  where last_name_key is not null;
create index customers_by_second_name on customers (shop_id, second_name_key) where second_name_key is not null;
create index customers_by_email_key on customers (shop_id, email_key) where email_key is not null;
create index customers_by_phone on customers (shop_id, phone_key) where phone_key is not null;
create index customers_by_phone_end on customers (shop_id, phone_end_key) where phone_end_key is not null;
-- No statement could follow it within a shop: lower() is not leakproof.
drop index customers_by_email;

-- "#1042" and "EN1042" are both found by 1042, and "EN1042" by its whole name.
alter table orders add column name_key text collate "C" generated always as (
  nullif(ltrim(lower(left(name, 60) collate "C"), '#abcdefghijklmnopqrstuvwxyz-_./ '), '')) stored;
create index orders_by_name on orders (shop_id, name_key) where name_key is not null and customer_id is not null;

-- The list of those who will be worth most.
create index predictions_by_value on predictions (shop_id, value_365d_minor desc nulls last, customer_id);

-- A message that staff write to a single customer is a scenario of a kind of its own: one row a shop, a version a message.
-- It shows in no list.
alter table scenarios drop constraint scenarios_kind_check;
alter table scenarios add constraint scenarios_kind_check check (kind in ('scenario', 'campaign', 'one customer'));
create unique index one_scenario_for_single_customers on scenarios (shop_id) where kind = 'one customer';
