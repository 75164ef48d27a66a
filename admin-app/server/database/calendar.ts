/** What is planned for customers in the coming days, as it was last computed. */
import type { PriorityClass } from '../../core/priority/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import { type Day, type DayText, formatDay, type Instant } from '../../core/time.ts';
import { numberArray, textArray, timestampArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface CalendarRun {
  readonly computedAt: Instant | null;
  readonly fromDay: DayText | null;
  readonly customers: number;
  readonly lookedAt: number;
  readonly triedAt: Instant | null;
  readonly madeFrom: string;
  readonly error: string | null;
}

const NO_RUN: CalendarRun = {
  computedAt: null,
  fromDay: null,
  customers: 0,
  lookedAt: 0,
  triedAt: null,
  madeFrom: '',
  error: null,
};

export async function readCalendarRun(tx: ShopTransaction): Promise<CalendarRun> {
  const row = await tx.maybeOne<CalendarRun>(
    `select computed_at as "computedAt", from_day::text as "fromDay", customers, looked_at as "lookedAt",
            tried_at as "triedAt", made_from as "madeFrom", error
       from calendar_runs where shop_id = $1`,
    [tx.shopId],
  );
  return row ?? NO_RUN;
}

/** A message that one customer is to get, with the turn that the ranking gives it. */
export interface CalendarMessage {
  readonly customerId: number;
  readonly key: string;
  readonly scenarioId: number;
  readonly blockId: string;
  readonly channel: Channel;
  readonly priorityClass: PriorityClass;
  readonly certain: boolean;
  readonly plannedAt: Instant;
  readonly plannedDay: Day;
  readonly turnAt: Instant | null;
  readonly turnDay: Day | null;
  readonly held: boolean;
  readonly heldBy: number | null;
  readonly heldByAt: Instant | null;
  readonly weight: number;
}

export interface ComputedCalendar {
  readonly at: Instant;
  readonly fromDay: Day;
  readonly madeFrom: string;
  readonly customers: number;
  readonly lookedAt: number;
  readonly messages: readonly CalendarMessage[];
}

const AT_A_TIME = 10_000;

/** In place of what was there; until the transaction ends everybody sees that. */
export async function writeCalendar(
  tx: ShopTransaction,
  { at, fromDay, madeFrom, customers, lookedAt, messages }: ComputedCalendar,
): Promise<void> {
  // First: a second computation waits here until this one is over.
  await tx.execute(
    `insert into calendar_runs (shop_id, computed_at, from_day, customers, looked_at, tried_at, made_from)
     values ($1, $2, $3, $4, $5, $2, $6)
     on conflict (shop_id) do update
       set computed_at = $2, from_day = $3, customers = $4, looked_at = $5, tried_at = $2, made_from = $6, error = null`,
    [tx.shopId, timestampText(at), formatDay(fromDay), customers, lookedAt, madeFrom],
  );
  await tx.execute('delete from calendar_messages where shop_id = $1', [tx.shopId]);
  for (let first = 0; first < messages.length; first += AT_A_TIME) {
    await insertMessages(tx, messages.slice(first, first + AT_A_TIME));
  }
}

async function insertMessages(
  tx: ShopTransaction,
  messages: readonly CalendarMessage[],
): Promise<void> {
  const dayTexts = (days: readonly (Day | null)[]) =>
    textArray(days.map((day) => (day === null ? null : formatDay(day))));
  await tx.execute(
    `insert into calendar_messages
       (shop_id, customer_id, key, scenario_id, block_id, channel, priority_class, certain, planned_at, planned_day,
        turn_at, turn_day, held, held_by, held_by_at, weight)
     select $1, g.*
       from unnest($2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::boolean[],
                   $9::timestamptz[], $10::date[], $11::timestamptz[], $12::date[], $13::boolean[], $14::bigint[],
                   $15::timestamptz[], $16::real[]) as g
     on conflict do nothing`,
    [
      tx.shopId,
      numberArray(messages.map((it) => it.customerId)),
      textArray(messages.map((it) => it.key)),
      numberArray(messages.map((it) => it.scenarioId)),
      textArray(messages.map((it) => it.blockId)),
      textArray(messages.map((it) => it.channel)),
      textArray(messages.map((it) => it.priorityClass)),
      messages.map((it) => it.certain),
      timestampArray(messages.map((it) => it.plannedAt)),
      dayTexts(messages.map((it) => it.plannedDay)),
      timestampArray(messages.map((it) => it.turnAt)),
      dayTexts(messages.map((it) => it.turnDay)),
      messages.map((it) => it.held),
      messages.map((it) => it.heldBy),
      timestampArray(messages.map((it) => it.heldByAt)),
      numberArray(messages.map((it) => it.weight)),
    ],
  );
}

export async function noteCalendarFailure(
  tx: ShopTransaction,
  { at, madeFrom, error }: { at: Instant; madeFrom: string; error: string },
): Promise<void> {
  await tx.execute(
    `insert into calendar_runs (shop_id, tried_at, made_from, error) values ($1, $2, $3, $4)
     on conflict (shop_id) do update
       set tried_at = excluded.tried_at, made_from = excluded.made_from, error = excluded.error`,
    [tx.shopId, timestampText(at), madeFrom, error],
  );
}
