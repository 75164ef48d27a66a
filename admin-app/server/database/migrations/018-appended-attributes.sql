-- Attributes of customers that come from outside the shop, as files of third parties say them; and what is to be feared of
-- addresses before they are written to.

-- One file each. What came of it is in the report, and stays when its rows have gone.
create table append_imports (
  shop_id       bigint not null references shops on delete cascade,
  import_id     bigint generated always as identity,
  file_name     text not null,
  -- Of the file as it came; null while it is coming.
  file_hash     bytea,
  -- Whom its attributes are kept for.
  attribute_set text not null check (attribute_set in ('actives', 'inactives', 'all')),
  segment_ids   bigint[] not null default '{}',
  encoding      text,
  separator     text,
  header        text[] not null default '{}',
  file_rows     int not null default 0,
  mapping       jsonb,
  state         text not null default 'uploading' check (state in
                  ('uploading', 'uploaded', 'checking', 'checked', 'importing', 'done', 'undoing', 'undone')),
  -- Importing begins by itself when the check has ended.
  starts        boolean not null default false,
  -- How far the job has come with what the state says; goes on from there.
  through_line  int not null default 0,
  report        jsonb,
  -- In the order in which imports began: of two that say the same of a customer, the higher holds.
  import_no     int,
  -- Whom it wrote something of, and in the end of whom it took it back.
  customers     int not null default 0,
  created_by    text,
  created_at    timestamptz not null,
  imported_at   timestamptz,
  undone_at     timestamptz,
  primary key (shop_id, import_id)
);
create unique index append_imports_in_order on append_imports (shop_id, import_no) where import_no is not null;
create index append_imports_at_work on append_imports (shop_id) where state in ('checking', 'importing', 'undoing');

-- The lines of a file until they are imported. By the hundred thousand, so without foreign keys.
create table append_rows (
  shop_id     bigint not null,
  import_id   bigint not null,
  line        int not null,
  fields      text[] not null default '{}',
  -- Why the line could not be read.
  fault       text,
  -- What the check found; null until it has come to it.
  verdict     text check (verdict in ('matched', 'unmatched', 'outside', 'twice', 'broken')),
  customer_id bigint,
  primary key (shop_id, import_id, line)
);
create unique index append_rows_of_customers on append_rows (shop_id, import_id, customer_id) where verdict = 'matched';

-- What each import says of a customer. The highest import holds; to undo one is to delete its rows.
create table appended_values (
  shop_id     bigint not null,
  customer_id bigint not null,
  -- Folded.
  name        text not null,
  import_no   int not null,
  type        text not null check (type in ('text', 'number', 'date', 'yes/no', 'category', 'class')),
  text        text,
  number      double precision,
  date        date,
  yes         boolean,
  primary key (shop_id, customer_id, name, import_no)
);
create index appended_values_of_imports on appended_values (shop_id, import_no, customer_id);
-- The values of a class, of which there are few.
create index appended_values_of_class on appended_values (shop_id, customer_id) where type = 'class';

create view segment_appended with (security_invoker = true) as
select v.shop_id, v.customer_id, v.name,
       lower(normalize(v.text, NFC) collate "und-x-icu") as text,
       v.number::real as number, v.date, v.yes
  from appended_values v
 where not exists (select from appended_values newer
                    where newer.shop_id = v.shop_id and newer.customer_id = v.customer_id and newer.name = v.name
                      and newer.import_no > v.import_no);

create trigger note_new_appended_values after insert on appended_values
  referencing new table as changed for each statement execute function note_segment_changes('{appended}');
create trigger note_appended_values_gone after delete on appended_values
  referencing old table as changed for each statement execute function note_segment_changes('{appended}');

-- A class says that an address reaches nobody. Such a suppression goes when the class does, and then what was there before
-- counts again.
alter table suppressions
  drop constraint suppressions_reason_check,
  add constraint suppressions_reason_check check (reason in
    ('unsubscribed', 'bounced', 'complained', 'farewell', 'deceased', 'dead mailbox', 'invalid address', 'invalid number')),
  -- Whose class it is; null for all that was learned by ourselves, or may no longer lead to the customer.
  add column class_of bigint,
  -- What there was besides: reason, at, send_id.
  add column before jsonb;
create index suppressions_by_class on suppressions (shop_id, class_of) where class_of is not null;

-- The addresses that the classes of these customers speak against, each once.
create function class_suppressions(of_customers bigint[])
returns table (channel text, address_hash bytea, reason text, class_of bigint) language sql stable as $$
  select distinct on (1, 2) own.channel, sha256(convert_to(lower(own.address), 'UTF8')), v.text, c.customer_id
    from customers c
    join appended_values v on v.shop_id = c.shop_id and v.customer_id = c.customer_id and v.type = 'class'
    cross join lateral (values ('email', c.email), ('sms', c.phone), ('push', 'customer ' || c.customer_id))
      as own (channel, address)
   where c.shop_id = nullif(current_setting('rondo.shop_id', true), '')::bigint
     and c.customer_id = any (of_customers) and c.redacted_at is null and coalesce(own.address, '') <> ''
     and not exists (select from appended_values newer
                      where newer.shop_id = v.shop_id and newer.customer_id = v.customer_id and newer.name = v.name
                        and newer.import_no > v.import_no)
     and (v.text = 'deceased' or (own.channel = 'email' and v.text in ('dead mailbox', 'invalid address'))
          or (own.channel = 'sms' and v.text = 'invalid number'))
   order by 1, 2, 4
$$;

-- Makes suppressions agree with the classes of these customers as they are now. May be repeated.
create function settle_class_suppressions(of_customers bigint[], moment timestamptz) returns void language plpgsql as $$
declare
  own_shop constant bigint := nullif(current_setting('rondo.shop_id', true), '')::bigint;
begin
  update suppressions s
     set reason = s.before ->> 'reason', at = (s.before ->> 'at')::timestamptz,
         send_id = (s.before ->> 'send_id')::bigint, class_of = null, before = null
   where s.shop_id = own_shop and s.class_of = any (of_customers) and s.before is not null
     and (s.channel, s.address_hash) not in (select w.channel, w.address_hash from class_suppressions(of_customers) w);
  delete from suppressions s
   where s.shop_id = own_shop and s.class_of = any (of_customers)
     and (s.channel, s.address_hash) not in (select w.channel, w.address_hash from class_suppressions(of_customers) w);
  insert into suppressions as s (shop_id, channel, address_hash, reason, at, class_of)
  select own_shop, w.channel, w.address_hash, w.reason, moment, w.class_of from class_suppressions(of_customers) w
  on conflict (shop_id, channel, address_hash) do update
    set before = case when s.class_of is null
                      then jsonb_build_object('reason', s.reason, 'at', s.at, 'send_id', s.send_id) else s.before end,
        reason = excluded.reason, at = excluded.at, send_id = null, class_of = excluded.class_of
  where s.class_of is distinct from excluded.class_of or s.reason <> excluded.reason;
  if tracks_segments() then
    insert into segment_changes (shop_id, customer_id, facts)
    select own_shop, customer_id, '{reach}'::text[] from unnest(of_customers) as customer_id;
  end if;
end
$$;

-- Whoever settles the suppressions of classes notes whose they are, and need not have every address looked at.
alter function note_reach_of_address() rename to note_reach_of_any_address;
drop trigger note_suppression on suppressions;
create trigger note_suppression after insert on suppressions
  for each row when (new.class_of is null) execute function note_reach_of_any_address();
create trigger note_suppression_gone after delete on suppressions
  for each row when (old.class_of is null) execute function note_reach_of_any_address();
create trigger note_suppression_change after update on suppressions
  for each row when (old.class_of is null and new.class_of is null) execute function note_reach_of_any_address();

-- Nobody who has died is found under another address.
create function settle_deceased() returns trigger language plpgsql as $$
begin
  if exists (select from segment_appended v
              where v.shop_id = new.shop_id and v.customer_id = new.customer_id
                and v.name = 'class' and v.text = 'deceased') then
    perform settle_class_suppressions(array[new.customer_id], new.updated_at);
  end if;
  return null;
end
$$;
create trigger settle_deceased after update on customers for each row
  when ((old.email, old.phone) is distinct from (new.email, new.phone) and new.redacted_at is null)
  execute function settle_deceased();

-- Whether anybody takes mail for a domain, as its name servers said.
create table mail_domains (
  shop_id    bigint not null references shops on delete cascade,
  domain     text not null,
  accepts    boolean not null,
  checked_at timestamptz not null,
  primary key (shop_id, domain)
);

-- Addresses that may bounce, or will; all others are fine. By customer, and only for the address that was looked at.
create table address_risks (
  shop_id      bigint not null,
  customer_id  bigint not null,
  address_hash bytea not null,
  verdict      text not null check (verdict in ('risky', 'no')),
  why          text not null,
  checked_at   timestamptz not null,
  primary key (shop_id, customer_id)
);

-- When the shop's addresses were last looked at, and how far a check has come that was interrupted.
create table address_checks (
  shop_id        bigint primary key references shops on delete cascade,
  wanted_at      timestamptz,
  through        bigint not null default 0,
  checked_at     timestamptz,
  -- No name server answered: nothing is known of domains that were not asked before.
  without_names  boolean not null default false
);

create trigger delete_append_rows after delete on shops for each row
  execute function delete_rows_of_shop('append_rows', 'appended_values', 'address_risks');

select keep_to_own_shop(
  'append_imports', 'append_rows', 'appended_values', 'mail_domains', 'address_risks', 'address_checks');
