import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CalendarDay, CalendarView } from '../../../contract/calendar.ts';
import { timeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { CalendarChoice } from '../../models/calendar.ts';
import { shop } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import { Icon } from '../icon.tsx';
import { keepOneStop, moveByArrow } from './arrow-keys.ts';
import { DayEntry } from './day-entry.tsx';
import { countInWords, dayHeading, dayTextOf } from './words.ts';

const TWO_WEEKS = 14;

interface Props {
  readonly calendar: CalendarView;
  readonly onChoose: (choice: CalendarChoice) => void;
}

/** The coming two weeks: the days side by side, a week in a row, or one below the other where there is no room. */
export function CalendarDays({ calendar, onChoose }: Props) {
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => keepOneStop(list.current));
  return (
    <>
      <p class="visually-hidden" id="calendar-keys">
        {t('calendar.keys')}
      </p>
      <ol
        ref={list}
        class="calendar"
        aria-label={t('calendar.days')}
        aria-describedby="calendar-keys"
        onKeyDown={moveByArrow}
      >
        {calendar.days.slice(0, TWO_WEEKS).map((day, nth) => (
          <Day key={day.day} {...{ day, nth, calendar, onChoose }} />
        ))}
      </ol>
    </>
  );
}

interface DayProps extends Props {
  readonly day: CalendarDay;
  readonly nth: number;
}

function Day({ day, nth, calendar, onChoose }: DayProps) {
  const [name, date] = dayHeading(day.day, nth);
  const isEmpty = isEmptyDay(day, calendar);
  return (
    <li class={isEmpty ? 'calendar-day empty-day' : 'calendar-day'}>
      <h2>
        {name} <span class="soft">{date}</span>
      </h2>
      <DayContent {...{ day, calendar, onChoose }} />
    </li>
  );
}

export function isEmptyDay(day: CalendarDay, calendar: CalendarView): boolean {
  return day.messages.length === 0 && windowsOn(day, calendar).length === 0;
}

/** What begins and ends on the shop's pages that day. */
function windowsOn({ day }: CalendarDay, { onSite }: CalendarView) {
  const zone = shop()?.timeZone ?? 'UTC';
  return onSite.flatMap(({ messageId, title, from, until }) => [
    ...(from !== null && dayTextOf(from, zone) === day
      ? [{ key: `${messageId} from`, text: t('calendar.pageFrom', { time: timeOf(from), title }) }]
      : []),
    ...(until !== null && dayTextOf(until, zone) === day
      ? [
          {
            key: `${messageId} until`,
            text: t('calendar.pageUntil', { time: timeOf(until), title }),
          },
        ]
      : []),
  ]);
}

/** How many leave and wait, and each message of the day. */
export function DayContent({ day, calendar, onChoose }: Omit<DayProps, 'nth'>) {
  const { leaving, held, messages } = day;
  const windows = windowsOn(day, calendar);
  return (
    <>
      {isEmptyDay(day, calendar) && <p class="small soft">{t('calendar.nothing')}</p>}
      {(leaving.customers > 0 || held.customers > 0) && (
        <p class="calendar-sums small">
          {leaving.customers > 0 && (
            <button
              type="button"
              class="link"
              onClick={() => onChoose({ which: 'leaving', day: day.day, exact: leaving.exact })}
            >
              {countInWords('calendar.leave', leaving)}
            </button>
          )}
          {held.customers > 0 && (
            <button
              type="button"
              class="link due"
              onClick={() => onChoose({ which: 'held', day: day.day, exact: held.exact })}
            >
              {countInWords('calendar.held', held)}
            </button>
          )}
        </p>
      )}
      <ul>
        {messages.map((message) => (
          <DayEntry
            key={`${message.scenario.scenarioId} ${message.blockId} ${message.certain}`}
            {...{ message, day: day.day, onChoose }}
          />
        ))}
        {windows.map(({ key, text }) => (
          <li key={key} class="calendar-entry window">
            <a href={to('/on-site')}>
              <Icon name="onSite" size={16} />
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
