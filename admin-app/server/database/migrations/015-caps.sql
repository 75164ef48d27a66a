-- Caps on messages, and where the owner moved a class. Shops without a row have the usual ones.
create table priority_settings (
  shop_id        bigint primary key references shops on delete cascade,
  caps           jsonb not null,
  -- Every class once, most urgent first, and why where it is not the usual order.
  classes        jsonb not null,
  classes_reason text not null default '',
  -- Scenarios and messages that were moved to another class, each with the reason.
  overrides      jsonb not null default '[]',
  -- Numbers of scenarios in the order in which the owner arranged them.
  scenario_order jsonb not null default '[]',
  -- One more at each save, so that nobody saves over what somebody else has just saved.
  version        int not null default 1
);

-- Until now there was one cap: a message in so many hours, 0 for none.
insert into priority_settings (shop_id, caps, classes)
select shop_id,
       case when (settings ->> 'capHours')::int > 0 then jsonb_build_array(jsonb_build_object(
         'max', 1, 'window', jsonb_build_object('kind', 'hours', 'hours', (settings ->> 'capHours')::int),
         'over', '{"kind": "all"}'::jsonb, 'letPast', '[]'::jsonb))
       else '[]' end,
       '["ad hoc", "yearly", "login return", "lifecycle", "frequent"]'
  from shops where settings ? 'capHours';
update shops set settings = settings - 'capHours' where settings ? 'capHours';

select keep_to_own_shop('priority_settings');

-- What took the place of a send that waits: "send 17", "enrolment 4", "scenario 3", "campaign 9", or "cap" for what was
-- sent before. One that expires while it is held has been outranked.
alter table sends add column held_by text;

-- The same decision made again adds no row: `gist` is all of it but its times, `confirmed_at` when it was last made.
alter table decisions add column gist text;
alter table decisions add column confirmed_at timestamptz;
-- What the owner had decided that bears on it: moved classes with their reasons. Null where nothing was.
alter table decisions add column owner jsonb;
