import { describe } from 'vitest';
import type { WaitUntil } from '../../../../admin-app/core/scenario/types.ts';
import { email, exit, onSite, scenario, start, wait, waitFor } from '../build.ts';
import { type Told, tell } from './told.ts';

const OUT = exit('out');
const NIGHT = { hours: { from: 22, until: 8 }, weekdays: [] };
const WEEKEND = { hours: null, weekdays: [6, 7] };

/** start → wait → mail → out */
const afterWait = (until: WaitUntil | number, quiet: typeof NIGHT | null = null) =>
  scenario([start('wait'), wait('wait', until, 'mail'), email('mail', 'out'), OUT], { quiet });
/** start → mail → 48 hours of waiting for an opening → second mail → out */
const twoMails = scenario([
  start('mail'),
  email('mail', 'reaction'),
  waitFor('reaction', 'mail', [{ reaction: 'opened', next: 'out' }], 'second'),
  email('second', 'out'),
  OUT,
]);
const mailAt = (hour: number, quiet: typeof NIGHT | typeof WEEKEND | null = null) =>
  scenario([start('mail'), email('mail', 'out', { sendTime: { kind: 'at hour', hour } }), OUT], {
    quiet,
  });
const birthday: WaitUntil = { kind: 'date', date: 'birthday', daysBefore: 0, hour: 9 };
const dueDate: WaitUntil = {
  kind: 'date',
  date: 'predicted_next_order_date',
  daysBefore: 3,
  hour: 9,
};
const DAY = 24;
const dayNumber = (date: string) => Date.parse(date) / 86_400_000;

const STORIES: readonly Told[] = [
  {
    story: '48 hours stay 48 hours when the clocks go forward in between',
    definition: twoMails,
    begins: '2026-03-28T09:00Z',
    until: 60,
    ends: {
      sent: ['mail@0', 'second@48'],
      sentLocally: ['mail 2026-03-28 10:00', 'second 2026-03-30 11:00'],
    },
  },
  {
    story: '48 hours stay 48 hours when the clocks go back in between',
    definition: twoMails,
    begins: '2026-10-24T08:00Z',
    until: 60,
    ends: {
      sent: ['mail@0', 'second@48'],
      sentLocally: ['mail 2026-10-24 10:00', 'second 2026-10-26 09:00'],
    },
  },
  {
    story: 'a plain wait of 48 hours is one of 48 hours on the days of a clock change too',
    definition: afterWait(48),
    begins: '2026-03-28T09:00Z',
    until: 60,
    ends: { sent: ['mail@48'], sentLocally: ['mail 2026-03-30 11:00'] },
  },
  {
    story: 'a mail for 10 o’clock leaves at 10 o’clock on the day the clocks go forward',
    definition: mailAt(10),
    begins: '2026-03-28T20:00Z',
    until: 30,
    ends: { sent: ['mail@12'], sentLocally: ['mail 2026-03-29 10:00'] },
  },
  {
    story: 'a mail for 10 o’clock leaves at 10 o’clock on the day the clocks go back',
    definition: mailAt(10),
    begins: '2026-10-24T20:00Z',
    until: 30,
    ends: { sent: ['mail@13'], sentLocally: ['mail 2026-10-25 10:00'] },
  },
  {
    story: 'a mail for the hour that is skipped leaves when the clock goes on, once',
    definition: mailAt(2),
    begins: '2026-03-28T20:00Z',
    until: 60,
    ends: { sentLocally: ['mail 2026-03-29 03:00'] },
  },
  {
    story: 'a mail for the hour that comes twice leaves once',
    definition: mailAt(2),
    begins: '2026-10-24T20:00Z',
    until: 60,
    ends: { sent: ['mail@4'], sentLocally: ['mail 2026-10-25 02:00'] },
  },
  {
    story: 'a mail for the weekend waits for Monday where weekends are quiet',
    definition: mailAt(10, WEEKEND),
    begins: '2026-11-21T06:00Z',
    until: 80,
    ends: { sentLocally: ['mail 2026-11-23 10:00'] },
  },
  {
    story: 'nothing leaves in a quiet night over midnight',
    definition: afterWait(20, NIGHT),
    begins: '2026-11-23T06:00Z',
    until: 60,
    ends: { sentLocally: ['mail 2026-11-24 08:00'] },
  },
  {
    story: 'quiet hours are those of the customer’s own clock, in the zone furthest ahead',
    definition: afterWait(0, NIGHT),
    customer: { zone: 'Pacific/Kiritimati' },
    begins: '2026-11-23T09:00Z',
    until: 60,
    ends: { sentLocally: ['mail 2026-11-24 08:00'] },
  },
  {
    story: 'quiet hours are those of the customer’s own clock, in the zone furthest behind',
    definition: afterWait(0, NIGHT),
    customer: { zone: 'Pacific/Pago_Pago' },
    begins: '2026-11-23T09:00Z',
    until: 60,
    ends: { sentLocally: ['mail 2026-11-23 08:00'] },
  },
  {
    story: 'an order in the quiet night takes the planned mail back',
    definition: afterWait(20, NIGHT),
    begins: '2026-11-23T06:00Z',
    happenings: [[22, { does: 'order' }]],
    until: 60,
    ends: { sent: [], outcome: 'returned' },
  },
  {
    story: 'what is shown on the page knows no quiet night',
    definition: scenario([start('page'), onSite('page', 'out'), OUT], { quiet: NIGHT }),
    begins: '2026-11-23T23:00Z',
    until: 60,
    ends: { sent: ['page@0'], outcome: 'out' },
  },
  {
    story: 'a mail for the best hour leaves in it',
    definition: scenario([
      start('mail'),
      email('mail', 'out', { sendTime: { kind: 'best hour' } }),
      OUT,
    ]),
    customer: { hours: Array.from({ length: 168 }, (_, hour) => (hour % 24 === 19 ? 9 : 1)) },
    begins: '2026-11-23T09:00Z',
    until: 60,
    ends: { sentLocally: ['mail 2026-11-23 19:00'] },
  },
  {
    story: 'who comes at half past nine to a wait until nine waits until tomorrow',
    definition: afterWait({ kind: 'hour', hour: 9 }),
    begins: '2026-11-23T08:30Z',
    until: 60,
    ends: { sentLocally: ['mail 2026-11-24 09:00'] },
  },
  {
    story: 'who comes on Thursday to a wait until Thursday noon goes on at noon',
    definition: afterWait({ kind: 'weekday', weekday: 4, hour: 12 }),
    begins: '2026-11-26T08:30Z',
    until: 10 * DAY,
    ends: { sentLocally: ['mail 2026-11-26 12:00'] },
  },
  {
    story: 'who comes on Thursday afternoon to a wait until Thursday noon waits a week',
    definition: afterWait({ kind: 'weekday', weekday: 4, hour: 12 }),
    begins: '2026-11-26T13:30Z',
    until: 10 * DAY,
    ends: { sentLocally: ['mail 2026-12-03 12:00'] },
  },
  {
    story: 'who was born on 29 February is congratulated on the 28th in a common year',
    definition: afterWait(birthday),
    customer: { birthday: { month: 2, date: 29 } },
    begins: '2027-01-10T09:00Z',
    until: 60 * DAY,
    ends: { sentLocally: ['mail 2027-02-28 09:00'] },
  },
  {
    story: 'who was born on 29 February is congratulated on the 29th in a leap year',
    definition: afterWait(birthday),
    customer: { birthday: { month: 2, date: 29 } },
    begins: '2028-01-10T09:00Z',
    until: 60 * DAY,
    ends: { sentLocally: ['mail 2028-02-29 09:00'] },
  },
  {
    story: 'a week before a birthday on 3 January lies in the old year',
    definition: afterWait({ ...birthday, daysBefore: 7 }),
    customer: { birthday: { month: 1, date: 3 } },
    begins: '2026-12-01T09:00Z',
    until: 60 * DAY,
    ends: { sentLocally: ['mail 2026-12-27 09:00'] },
  },
  {
    story: 'whose birthday’s hour is over waits for the next birthday',
    definition: afterWait(birthday),
    customer: { birthday: { month: 11, date: 23 } },
    begins: '2026-11-23T09:30Z',
    until: 366 * DAY,
    ends: { sentLocally: ['mail 2027-11-23 09:00'] },
  },
  {
    story: 'whose birthday is not known does not wait for it',
    definition: afterWait(birthday),
    until: 1,
    ends: { sent: ['mail@0'], outcome: 'out' },
  },
  {
    story: 'a wait until three days before the predicted order ends then',
    definition: afterWait(dueDate),
    customer: { dueDay: dayNumber('2026-12-01') },
    begins: '2026-11-23T09:30Z',
    until: 30 * DAY,
    ends: { sentLocally: ['mail 2026-11-28 09:00'] },
  },
  {
    story: 'a predicted order that was due long ago is not waited for',
    definition: afterWait(dueDate),
    customer: { dueDay: dayNumber('2026-06-01') },
    until: 1,
    ends: { sent: ['mail@0'] },
  },
  {
    story: 'a standstill of a week makes timers late, and each block still comes once',
    definition: twoMails,
    standstill: [10, 178],
    until: 300,
    ends: { sent: ['mail@0', 'second@178'], outcome: 'out' },
  },
  {
    story: 'who opened while everything stood still has opened',
    definition: twoMails,
    standstill: [10, 178],
    happenings: [[100, { does: 'open' }]],
    until: 300,
    ends: { sent: ['mail@0'], outcome: 'out', endedAt: 100 },
  },
  {
    story: 'a wait that ended in a standstill sends when that is over, and once',
    definition: afterWait(5),
    standstill: [5, 100],
    until: 300,
    ends: { sent: ['mail@100'] },
  },
];

describe('time in a scenario', () => {
  tell(STORIES);
});
