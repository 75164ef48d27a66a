-- Who of the staff did what. Kept for two years; nothing in it names a customer but by number.
create table staff_acts (
  shop_id    bigint not null references shops on delete cascade,
  act_id     bigint generated always as identity,
  at         timestamptz not null,
  -- Shopify's number of the person; empty where it is not known.
  staff_id   text not null,
  topic      text not null,
  kind       text not null,
  subject    text,
  subject_id text,
  -- [{field, before, after}], small.
  changes    jsonb not null default '[]',
  primary key (shop_id, act_id)
);
create index staff_acts_of_topics on staff_acts (shop_id, topic, act_id desc);
create index staff_acts_of_people on staff_acts (shop_id, staff_id, act_id desc);
create index staff_acts_by_time on staff_acts (shop_id, at);

-- How long the shop keeps what explains single messages; shops without a row keep it without limit.
create table data_settings (
  shop_id      bigint primary key references shops on delete cascade,
  keep_months  int check (keep_months between 3 and 120),
  -- When the nightly job last looked, and what it has deleted since the beginning.
  trimmed_at   timestamptz,
  trimmed_rows bigint not null default 0
);

-- Files with everything of the shop, made in parts, so that a killed job goes on where it was.
create table shop_exports (
  shop_id     bigint not null references shops on delete cascade,
  export_id   bigint generated always as identity,
  wanted_at   timestamptz not null,
  wanted_by   text not null,
  state       text not null check (state in ('running', 'ready', 'failed')),
  -- The last customer that is in a part.
  through     bigint not null default 0,
  customers   int not null default 0,
  total       int not null,
  error       text,
  finished_at timestamptz,
  primary key (shop_id, export_id)
);
create unique index shop_exports_one_running on shop_exports (shop_id) where state = 'running';

create table shop_export_parts (
  shop_id    bigint not null,
  export_id  bigint not null,
  part       int not null,
  name       text not null,
  crc        bigint not null,
  -- Bytes before compression.
  plain_size bigint not null,
  content    bytea not null,
  primary key (shop_id, export_id, part),
  foreign key (shop_id, export_id) references shop_exports on delete cascade
);
alter table shop_export_parts alter column content set storage external;

select keep_to_own_shop('staff_acts', 'data_settings', 'shop_exports', 'shop_export_parts');
