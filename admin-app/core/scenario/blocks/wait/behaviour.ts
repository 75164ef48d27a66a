import { type Day, HOUR_MS, type Instant } from '../../../time.ts';
import type { CustomerMoment, MessageMemory, ScenarioInput } from '../../enrolment-types.ts';
import { instantAt, localHourOf } from '../../local-clock.ts';
import type { WaitBlock, WaitUntil } from '../../types.ts';
import { OUTCOME_OF } from '../message/behaviour.ts';
import type { Arrival, Move } from '../move.ts';
import { nextYearlyDay } from './yearly-day.ts';

export function enter(block: WaitBlock, { now, customer, state }: Arrival): Move {
  if (block.until.kind === 'messages settled') {
    return onceSettled(block, Object.values(state.messages)) ?? { kind: 'stay', dueAt: null };
  }
  const dueAt = endOfWait(block.until, customer, now);
  return dueAt !== null && dueAt > now ? { kind: 'stay', dueAt } : { kind: 'go', next: block.next };
}

export function react(block: WaitBlock, { state }: Arrival, input: ScenarioInput): Move | null {
  if (block.until.kind === 'messages settled') {
    return input.kind === 'send settled' ? onceSettled(block, Object.values(state.messages)) : null;
  }
  return input.kind === 'timer' ? { kind: 'go', next: block.next } : null;
}

/** Null while any of them is on its way. */
function onceSettled(block: WaitBlock, messages: readonly MessageMemory[]): Move | null {
  if (messages.some(({ sentAt, givenUp }) => sentAt === undefined && givenUp === undefined)) {
    return null;
  }
  const [first] = messages;
  const gotAny = messages.some(({ sentAt }) => sentAt !== undefined);
  if (gotAny || first?.givenUp === undefined) return { kind: 'go', next: block.next };
  return { kind: 'leave', outcome: OUTCOME_OF[first.givenUp] };
}

/** Null when there is nothing to wait for. An hour that has begun is over: the wait is for its next beginning. */
function endOfWait(
  until: Exclude<WaitUntil, { kind: 'messages settled' }>,
  customer: CustomerMoment,
  now: Instant,
): Instant | null {
  const { zone } = customer;
  switch (until.kind) {
    // Hours that pass, not hours of the clock: 48 stay 48 when the clocks change in between.
    case 'time':
      return now + until.hours * HOUR_MS;
    case 'hour':
      return firstAfter(now, until.hour, zone, () => true);
    case 'weekday':
      return firstAfter(now, until.hour, zone, (weekday) => weekday === until.weekday);
    case 'date': {
      const first = localHourOf(now, zone).day;
      const day = dayOfDate(until, customer, first);
      if (day === null) return null;
      const instant = instantAt(day, until.hour, zone);
      if (instant > now || until.date !== 'birthday') return instant;
      // Today's hour is over: the next birthday.
      const next = dayOfDate(until, customer, first + 1);
      return next === null ? null : instantAt(next, until.hour, zone);
    }
  }
}

function firstAfter(
  now: Instant,
  hour: number,
  zone: string,
  isDay: (weekday: number) => boolean,
): Instant | null {
  const today = localHourOf(now, zone);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    if (!isDay(((today.weekday - 1 + ahead) % 7) + 1)) continue;
    const instant = instantAt(today.day + ahead, hour, zone);
    if (instant > now) return instant;
  }
  return null;
}

/** The day on which the wait ends; for a yearly date the next one that is not before `from`. */
function dayOfDate(
  { date, daysBefore }: Extract<WaitUntil, { kind: 'date' }>,
  { birthday, dueDay }: CustomerMoment,
  from: Day,
): Day | null {
  if (date === 'birthday') return birthday && nextYearlyDay(birthday, daysBefore, from);
  return dueDay === null ? null : dueDay - daysBefore;
}
