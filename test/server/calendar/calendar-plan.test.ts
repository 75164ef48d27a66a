import { describe, expect, it } from 'vitest';
import type { Cap } from '../../../admin-app/core/priority/caps.ts';
import { USUAL_PRIORITIES } from '../../../admin-app/core/priority/priorities.ts';
import type { PriorityClass } from '../../../admin-app/core/priority/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import type { CalendarFigure } from '../../../admin-app/server/database/calendar-figures.ts';
import type { SentMessage } from '../../../admin-app/server/database/priorities.ts';
import { calendarDays } from '../../../admin-app/server/http/calendar-view.ts';
import { type PlanMoment, planCustomer } from '../../../admin-app/server/jobs/calendar-plan.ts';
import type { ComingMessage } from '../../../admin-app/server/jobs/known-to-come.ts';
import { shopCalendar } from '../../../admin-app/server/jobs/shop-calendar.ts';
import { winBack } from '../../support/win-back.ts';

const NOW = Date.UTC(2026, 5, 15, 10);
const mail = winBack.blocks.find((block) => block.kind === 'message');
if (mail?.kind !== 'message') throw new Error('The win-back has no mail');
const MAIL = mail;

/** A mail of scenario `scenarioId`, known to come in so many hours. */
function coming(
  scenarioId: number,
  inHours: number,
  priorityClass: PriorityClass,
  lastsHours = 72,
): ComingMessage {
  const dueAt = NOW + inHours * HOUR_MS;
  return {
    customerId: 1,
    scenarioId,
    key: `scenario ${scenarioId}/mail`,
    block: { ...MAIL, id: 'mail', priorityClass },
    dueAt,
    expiresAt: dueAt + lastsHours * HOUR_MS,
  };
}

const A_DAY: Cap = {
  max: 1,
  window: { kind: 'hours', hours: 24 },
  over: { kind: 'all' },
  letPast: [],
};

interface Given {
  readonly certain?: readonly ComingMessage[];
  readonly expected?: readonly ComingMessage[];
  readonly sent?: readonly SentMessage[];
  readonly caps?: readonly Cap[];
}

/** Of each scenario: hours until planned, hours until its turn, and which scenario holds it. */
function planned({ certain = [], expected = [], sent = [], caps = [A_DAY] }: Given) {
  const moment: PlanMoment = {
    candidates: [],
    coming: certain,
    expected,
    recipient: undefined,
    sent,
    priorities: { ...USUAL_PRIORITIES, caps },
    calendar: shopCalendar('Europe/Warsaw'),
    problems: { email: null, sms: null, push: null, 'on-site': null },
    shopZone: 'Europe/Warsaw',
    now: NOW,
    scenarioOf: (scenarioId) => ({ name: `${scenarioId}`, campaign: false, template: 'any' }),
  };
  const hours = (at: number) => (at - NOW) / HOUR_MS;
  return Object.fromEntries(
    planCustomer(moment).map(({ scenarioId, plannedAt, turnAt, hold }) => [
      scenarioId,
      [hours(plannedAt), turnAt && hours(turnAt), hold && (hold.by?.scenarioId ?? 'sent')],
    ]),
  );
}

const LAUNCH = coming(1, 23, 'ad hoc');
const LIFECYCLE = coming(2, 10, 'lifecycle');
const SENT: SentMessage = {
  sendId: 9,
  enrolmentId: 9,
  scenarioId: 9,
  blockId: 'mail',
  channel: 'email',
  priorityClass: 'lifecycle',
  campaign: false,
  template: 'any',
  at: NOW - 2 * HOUR_MS,
};

const CASES: readonly (Given & { readonly what: string; readonly plan: object })[] = [
  { what: 'nothing is planned', plan: {} },
  { what: 'one message has the day to itself', certain: [LIFECYCLE], plan: { 2: [10, 10, null] } },
  {
    what: 'a launch of tomorrow holds a mail of tonight',
    certain: [LIFECYCLE, LAUNCH],
    plan: { 1: [23, 23, null], 2: [10, 47, 1] },
  },
  {
    what: 'a mail that expires before its turn does not leave',
    certain: [coming(2, 10, 'lifecycle', 20), LAUNCH],
    plan: { 1: [23, 23, null], 2: [10, null, 1] },
  },
  {
    what: 'without caps nothing holds anything',
    certain: [LIFECYCLE, LAUNCH],
    caps: [],
    plan: { 1: [23, 23, null], 2: [10, 10, null] },
  },
  {
    what: 'what was sent fills the cap',
    certain: [LIFECYCLE],
    sent: [SENT],
    plan: { 2: [10, 22, 'sent'] },
  },
  {
    what: 'what is only expected holds nothing that is certain, however urgent',
    certain: [LIFECYCLE],
    expected: [coming(3, 20, 'yearly')],
    plan: { 2: [10, 10, null], 3: [20, 20, null] },
  },
  {
    what: 'what is certain holds what is only expected',
    certain: [LAUNCH],
    expected: [coming(3, 20, 'lifecycle')],
    plan: { 1: [23, 23, null], 3: [20, 47, 1] },
  },
];

describe('the plan of a customer', () => {
  it.each(CASES)('$what', ({ plan, ...given }) => {
    expect(planned(given)).toEqual(plan);
  });
});

describe('the days of the calendar', () => {
  const figure: CalendarFigure = {
    plannedDay: '2026-06-16',
    turnDay: '2026-06-16',
    scenarioId: 2,
    scenarioName: 'Win back',
    campaign: false,
    trigger: 'inactive',
    blockId: 'mail',
    blockName: 'Hello again',
    channel: 'email',
    priorityClass: 'lifecycle',
    certain: true,
    held: false,
    heldBy: null,
    heldByName: null,
    heldByCampaign: false,
    heldByAt: null,
    firstAt: NOW + 20 * HOUR_MS,
    lastAt: NOW + 22 * HOUR_MS,
    firstTurnAt: NOW + 20 * HOUR_MS,
    lastTurnAt: NOW + 22 * HOUR_MS,
    customers: 1488,
    exact: true,
  };
  const held: CalendarFigure = {
    ...figure,
    turnDay: '2026-06-18',
    held: true,
    heldBy: 1,
    heldByName: 'Launch',
    heldByCampaign: true,
    heldByAt: NOW + 44 * HOUR_MS,
    firstTurnAt: NOW + 68 * HOUR_MS,
    lastTurnAt: NOW + 68 * HOUR_MS,
    customers: 412,
    exact: false,
  };
  const [, second, third, fourth] = calendarDays([figure, held], 20_619, 4);

  it('count of 1,900 planned the 412 that wait, and name for what', () => {
    expect(second).toMatchObject({
      day: '2026-06-16',
      leaving: { customers: 1488, exact: true },
      held: { customers: 412, exact: false },
      messages: [
        {
          planned: { customers: 1900, exact: false },
          holds: [
            { count: { customers: 412 }, by: { name: 'Launch' }, leavesAt: held.firstTurnAt },
          ],
          heldOver: { customers: 0 },
        },
      ],
    });
  });

  it('have them leave on the day of their turn, once', () => {
    expect(third?.messages).toEqual([]);
    expect(fourth).toMatchObject({
      leaving: { customers: 412, exact: false },
      held: { customers: 0 },
      messages: [
        { planned: { customers: 0 }, heldOver: { customers: 412 }, firstAt: held.firstTurnAt },
      ],
    });
  });
});
