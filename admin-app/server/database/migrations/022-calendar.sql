-- What the Calendar shows, computed in the background: to ask at every view would go through everybody's plans.
create table calendar_runs (
  shop_id     bigint primary key references shops on delete cascade,
  -- Of the newest run that has ended well; null before there is one.
  computed_at timestamptz,
  -- Its first day, by the shop's calendar.
  from_day    date,
  -- How many customers something is coming for, and how many of them it has looked at.
  customers   int not null default 0,
  looked_at   int not null default 0,
  -- Of the newest attempt, whatever came of it, and what scenarios, campaigns and caps were like.
  tried_at    timestamptz,
  made_from   text not null default '',
  error       text
);

-- A message that a customer is to get in the coming days, with the turn that the ranking gives it.
create table calendar_messages (
  shop_id      bigint not null,
  customer_id  bigint not null,
  -- As in decisions: "send 17", "enrolment 4/email-1", "campaign 9/sms", "scenario 3/email-1".
  key          text not null,
  scenario_id  bigint not null,
  block_id     text not null,
  channel      text not null,
  -- The one it competes in, wherever the owner moved it.
  priority_class text not null,
  -- False where the customer comes into the scenario only if nothing happens before: no order, the condition holds.
  certain      boolean not null,
  -- When it would leave if there were no other message, and on which of the shop's days.
  planned_at   timestamptz not null,
  planned_day  date not null,
  -- When it leaves; null where it is no use any more by then.
  turn_at      timestamptz,
  turn_day     date,
  held         boolean not null,
  -- Whose message takes its place, and when that leaves; null where messages sent before do.
  held_by      bigint,
  held_by_at   timestamptz,
  -- For how many customers this one stands.
  weight       real not null,
  primary key (shop_id, customer_id, key),
  foreign key (shop_id) references shops on delete cascade
);
-- The customers of a day in their order, whatever else is asked of them: a page ends where it is full.
create index calendar_messages_by_day on calendar_messages (shop_id, planned_day, customer_id);
create index calendar_messages_by_turn on calendar_messages (shop_id, turn_day, customer_id);

select keep_to_own_shop('calendar_runs', 'calendar_messages');
