-- Loyalty tier and points from a customer metafield; and, at the end, names of staff. What Shopify said of the metafield,
-- and when; a value counts while its edition is that of the shop's setting, so that nobody is judged by another metafield
-- than the one the owner names.
alter table customers
  add column loyalty_edition int,
  add column loyalty_type text,
  add column loyalty_value text,
  add column loyalty_as_of timestamptz;

-- Null names: the loyalty programme, if there is one, keeps tags.
alter table tier_settings
  add column metafield_namespace text,
  add column metafield_key text,
  -- Goes up whenever another metafield is named.
  add column metafield_edition int not null default 0,
  -- The sync that reads it for everybody, and when that was done; until then nobody's tier is changed by it.
  add column metafield_sync_id bigint,
  add column metafield_read_at timestamptz;

alter table syncs
  drop constraint syncs_cause_check,
  add constraint syncs_cause_check check (cause in ('install', 'manual', 'reconciliation', 'loyalty'));

-- While everybody's is being read, nothing is said of single ones: everybody is looked at afterwards.
create function follows_loyalty_metafield() returns boolean language sql stable as $$
  select exists (select from tier_settings
                  where shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint
                    and basis like 'loyalty%' and metafield_key is not null and metafield_read_at is not null)
$$;

create trigger note_tier_of_loyalty after update on customers for each row
  when ((old.loyalty_edition, old.loyalty_type, old.loyalty_value)
        is distinct from (new.loyalty_edition, new.loyalty_type, new.loyalty_value)
        and follows_loyalty_metafield())
  execute function note_tier_customer();
create trigger note_loyalty_metafield_change after update on customers for each row
  when ((old.loyalty_edition, old.loyalty_type, old.loyalty_value)
        is distinct from (new.loyalty_edition, new.loyalty_type, new.loyalty_value)
        and follows_loyalty_metafield())
  execute function note_segment_change('{loyalty}');

create function folded_name(name text) returns text language sql immutable parallel safe as $$
  select lower(normalize(btrim(name, E' \t\r\n'), NFC) collate "und-x-icu")
$$;

-- The name of the loyalty tier that a metafield holds, in small letters; null where it holds none.
create function loyalty_name(type text, value text) returns text language sql immutable parallel safe as $$
  select case when type = 'single_line_text_field' then nullif(folded_name(value), '') end
$$;

-- Whole points that a metafield holds; a debt is none. Null where it holds no number.
create function loyalty_points(type text, value text) returns bigint language sql immutable parallel safe as $$
  select case when type in ('number_integer', 'number_decimal') and value ~ '^-?[0-9]{1,15}(\.[0-9]+)?$'
              then greatest(floor(value::numeric), 0)::bigint end
$$;

-- Segments know the tier from where it is kept. Only this column of the view is another; the rest stays whatever it is.
do $$
declare
  before text := pg_get_viewdef('segment_customers'::regclass);
  from_tags text := 'loyalty_tag(c.tags_folded, ts.tag_prefix_folded)';
begin
  if position(from_tags in before) = 0 then
    raise exception 'segment_customers is expected to read loyalty_tier by %', from_tags;
  end if;
  execute 'create or replace view segment_customers with (security_invoker = true) as ' || replace(before, from_tags,
    'case when ts.metafield_key is null then ' || from_tags || '
          when ts.metafield_edition = c.loyalty_edition then loyalty_name(c.loyalty_type, c.loyalty_value) end');
end
$$;

-- What staff members are called, as Shopify last said when they opened the app. Histories keep numbers alone, so that a
-- name is in one place.
create table staff_names (
  shop_id  bigint not null references shops on delete cascade,
  user_id  bigint not null,
  name     text not null,
  heard_at timestamptz not null,
  primary key (shop_id, user_id)
);

select keep_to_own_shop('staff_names');
