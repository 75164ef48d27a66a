-- What a prediction was made from: while that stays as it is, a refit leaves the due day where it was.
alter table predictions
  add column order_days int,
  -- Of the zone, days and amounts of the order log.
  add column log_digest int;

alter table prediction_models
  add column version int generated always as ((model ->> 'version')::int) stored,
  add column cause text not null default 'sync' check (cause in ('sync', 'nightly', 'new orders', 'manual')),
  -- Of the data, so that a list of fits need not open the models themselves.
  add column first_order_day date,
  add column last_order_day date,
  add column repeat_orders int not null default 0,
  add column enough boolean not null default false,
  -- Why it was, or was not, accepted in place of the model before it: a code and its numbers.
  alter column verdict type jsonb using '{"code": "first"}';

-- The fit of a shop that is wanted, under way or over; the finished models are in prediction_models.
create table model_fits (
  shop_id     bigint primary key references shops on delete cascade,
  -- Counts up with each fit begun. Whoever finds another number than its own has been overtaken, and stops.
  run         bigint not null default 0,
  state       text not null check (state in ('never', 'waiting', 'running', 'done', 'failed')),
  cause       text check (cause in ('sync', 'nightly', 'new orders', 'manual')),
  stage       text check (stage in ('reading', 'fitting', 'comparing', 'predicting', 'back-testing')),
  share       real,
  started_at  timestamptz,
  finished_at timestamptz,
  error       text,
  -- Order days that came since the data of the newest model was read.
  new_orders  int not null default 0
);

-- Every case behind the newest back-test.
create table backtest_cases (
  shop_id         bigint not null,
  model_id        bigint not null,
  case_id         int not null,
  customer_id     bigint not null,
  as_of_day       date not null,
  order_days      int not null,
  last_order_day  date not null,
  confidence      text not null,
  due_day         date,
  chance          real not null,
  expected_orders real not null,
  expected_day    date not null,
  earliest_day    date not null,
  latest_day      date not null,
  naive_day       date not null,
  ordered_day     date,
  orders          int not null,
  primary key (shop_id, model_id, case_id),
  foreign key (shop_id, model_id) references prediction_models on delete cascade
);

do $$
declare
  tenant_table text;
begin
  foreach tenant_table in array array['model_fits', 'backtest_cases']
  loop
    execute format('alter table %I enable row level security', tenant_table);
    execute format('alter table %I force row level security', tenant_table);
    execute format(
      'create policy own_shop on %I using (shop_id = nullif(current_setting(''rondo.shop_id'', true), '''')::bigint)',
      tenant_table
    );
  end loop;
end
$$;
