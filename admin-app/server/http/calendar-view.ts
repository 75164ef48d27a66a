/** The calendar's figures as days, messages and what holds them. */
import type {
  CalendarCount,
  CalendarDay,
  CalendarHoldView,
  CalendarMessageView,
  CalendarWindow,
} from '../../contract/calendar.ts';
import { titleOf } from '../../core/priority/authored-message.ts';
import { type Day, formatDay, type Instant } from '../../core/time.ts';
import type { CalendarFigure } from '../database/calendar-figures.ts';
import type { StoredOnSiteMessage } from '../database/onsite-messages.ts';

/** So many days from the first one on, each with its messages, the earliest first. */
export function calendarDays(
  figures: readonly CalendarFigure[],
  first: Day,
  count: number,
): readonly CalendarDay[] {
  return Array.from({ length: count }, (_, nth) => calendarDay(figures, formatDay(first + nth)));
}

function calendarDay(figures: readonly CalendarFigure[], day: string): CalendarDay {
  const planned = figures.filter(({ plannedDay }) => plannedDay === day);
  const leaving = figures.filter(({ turnDay }) => turnDay === day);
  const heldOver = leaving.filter(({ plannedDay }) => plannedDay !== day);
  const groups = new Map<string, readonly CalendarFigure[]>();
  for (const figure of [...planned, ...heldOver]) {
    const key = `${figure.scenarioId} ${figure.certain} ${figure.blockId}`;
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return {
    day,
    leaving: countOf(leaving),
    held: countOf(planned.filter(({ held }) => held)),
    messages: [...groups.values()]
      .flatMap((group) => messageOf(group, day))
      .sort((one, other) => one.firstAt - other.firstAt),
  };
}

function messageOf(group: readonly CalendarFigure[], day: string): readonly CalendarMessageView[] {
  const [any] = group;
  if (!any) return [];
  const planned = group.filter(({ plannedDay }) => plannedDay === day);
  const heldOver = group.filter(({ plannedDay }) => plannedDay !== day);
  // Of a message that is only held over, the times at which it leaves.
  const firsts = planned.map((it) => it.firstAt);
  const lasts = planned.map((it) => it.lastAt);
  const { scenarioId, scenarioName: name, campaign, blockId, certain } = any;
  return [
    {
      scenario: { scenarioId, name, campaign },
      blockId,
      blockName: any.blockName ?? blockId,
      channel: any.channel,
      priorityClass: any.priorityClass,
      occasion: campaign ? 'campaign' : any.trigger === 'yearly date' ? 'yearly' : 'scenario',
      certain,
      planned: countOf(planned),
      firstAt: Math.min(...(planned.length > 0 ? firsts : heldOver.map(turnOf('firstTurnAt')))),
      lastAt: Math.max(...(planned.length > 0 ? lasts : heldOver.map(turnOf('lastTurnAt')))),
      holds: planned.filter(({ held }) => held).map(holdOf),
      heldOver: countOf(heldOver),
    },
  ];
}

const turnOf = (which: 'firstTurnAt' | 'lastTurnAt') => (figure: CalendarFigure) =>
  figure[which] ?? figure.lastAt;

function holdOf(figure: CalendarFigure): CalendarHoldView {
  const { heldBy, heldByName, heldByCampaign, heldByAt, firstTurnAt } = figure;
  return {
    count: countOf([figure]),
    by:
      heldBy === null || heldByAt === null
        ? null
        : { scenarioId: heldBy, name: heldByName ?? '', campaign: heldByCampaign, at: heldByAt },
    leavesAt: firstTurnAt,
    leavesDay: figure.turnDay,
  };
}

export function countOf(
  figures: readonly Pick<CalendarFigure, 'customers' | 'exact'>[],
): CalendarCount {
  return {
    customers: figures.reduce((sum, { customers }) => sum + customers, 0),
    exact: figures.every(({ exact }) => exact),
  };
}

/** Active messages on the shop's pages that begin or end in these days. */
export function windowsOf(
  messages: readonly StoredOnSiteMessage[],
  { from, until }: { readonly from: Instant; readonly until: Instant },
): readonly CalendarWindow[] {
  const isWithin = (at: number | null) => at !== null && at >= from && at < until;
  return messages.flatMap(({ messageId, active, message }) => {
    if (!active || !(isWithin(message.from) || isWithin(message.until))) return [];
    if (message.until !== null && message.until < from) return [];
    return [
      {
        messageId,
        kind: message.kind,
        title: titleOf(message),
        from: message.from,
        until: message.until,
      },
    ];
  });
}
