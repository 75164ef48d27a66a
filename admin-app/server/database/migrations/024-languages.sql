-- Which languages the shop writes to its customers in; shops without a row write in all that a message is written in.
create table language_settings (
  shop_id    bigint primary key references shops on delete cascade,
  languages  text[] not null,
  -- What customers get whose own language is unknown, not chosen, or not written.
  fallback   text not null,
  -- Goes up with every change.
  version    int not null,
  updated_at timestamptz not null,
  check (fallback = any (languages))
);

select keep_to_own_shop('language_settings');
