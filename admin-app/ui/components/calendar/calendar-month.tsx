import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CalendarDay, CalendarView } from '../../../contract/calendar.ts';
import type { DayText } from '../../../core/time.ts';
import { t } from '../../language/t.ts';
import type { CalendarChoice } from '../../models/calendar.ts';
import { type DaySums, daysBeforeInWeek, sumsOf } from '../../models/calendar-month.ts';
import { setQuery } from '../../navigation.ts';
import { Dialog } from '../dialog.tsx';
import { keepOneStop, moveByDay } from './arrow-keys.ts';
import { DayContent, isEmptyDay } from './calendar-days.tsx';
import './calendar.css';
import './calendar-month.css';
import { countInWords, dayHeading, dayInFull, plainCount, weekdays } from './words.ts';

/** The coming five weeks: a week in a row, or the days on which something is one below the other. */
export function CalendarMonth({ calendar }: { readonly calendar: CalendarView }) {
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => keepOneStop(list.current));
  const passed = daysBeforeInWeek(calendar.today);
  return (
    <div class="calendar-month">
      <p class="visually-hidden" id="calendar-keys">
        {t('calendar.month.keys')}
      </p>
      <div class="month-weekdays small soft" aria-hidden="true">
        {weekdays().map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol
        ref={list}
        class="month-days"
        aria-label={t('calendar.month')}
        aria-describedby="calendar-keys"
        style={{ '--passed': passed }}
        onKeyDown={moveByDay}
      >
        {calendar.days.map((day, nth) => (
          <MonthDay key={day.day} {...{ day, nth, calendar }} />
        ))}
      </ol>
    </div>
  );
}

interface MonthDayProps {
  readonly day: CalendarDay;
  readonly nth: number;
  readonly calendar: CalendarView;
}

/** How many are planned by class and channel, how many wait and for what; opens the day. */
function MonthDay({ day, nth, calendar }: MonthDayProps) {
  const [name, date] = dayHeading(day.day, nth);
  const { classes, channels, holders } = sumsOf(day);
  const isEmpty = isEmptyDay(day, calendar);
  return (
    <li class={isEmpty ? 'month-day empty-day' : 'month-day'}>
      <button type="button" onClick={() => setQuery({ day: day.day })}>
        <span class={nth < 2 ? 'month-date' : 'month-date weekday-above'}>
          <span class="month-weekday">{name} </span>
          <strong>{date}</strong>
        </span>
        {classes.map(({ of, count }) => (
          <span key={of} class={`month-class ${of.replaceAll(' ', '-')}`}>
            {t('calendar.month.of', { what: t(`class.${of}`), count: plainCount(count) })}
          </span>
        ))}
        {channels.length > 0 && (
          <span class="small soft">{channels.map(channelInWords).join(' · ')}</span>
        )}
        {day.held.customers > 0 && (
          <span class="month-held small">
            {countInWords('calendar.held', day.held)}: {holders.map(holderName).join(', ')}
          </span>
        )}
        {isEmpty && <span class="visually-hidden">{t('calendar.nothing')}</span>}
      </button>
    </li>
  );
}

function channelInWords({ of, count }: DaySums['channels'][number]): string {
  return t('calendar.month.of', { what: t(`calendar.channel.${of}`), count: plainCount(count) });
}

function holderName(name: string | null): string {
  return name === null ? t('calendar.month.enough') : t('calendar.month.holder', { name });
}

interface OpenDayProps {
  readonly day: DayText;
  readonly calendar: CalendarView;
  readonly onChoose: (choice: CalendarChoice) => void;
}

/** Everything of one day (`?day=2026-11-24`). */
export function OpenDay({ day, calendar, onChoose }: OpenDayProps) {
  const found = calendar.days.find((each) => each.day === day);
  if (!found) return null;
  return (
    <Dialog kind="drawer" title={dayInFull(day)} onClose={() => setQuery({ day: undefined })}>
      <div class="calendar-open-day stack">
        <DayContent day={found} {...{ calendar, onChoose }} />
      </div>
    </Dialog>
  );
}
