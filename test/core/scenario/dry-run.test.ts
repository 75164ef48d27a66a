import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DryRunTerms,
  rehearseCustomer,
} from '../../../admin-app/core/scenario/dry-run/dry-run.ts';
import {
  type Membership,
  NEVER,
  type QueryKey,
} from '../../../admin-app/core/scenario/dry-run/membership.ts';
import type { CustomerPast } from '../../../admin-app/core/scenario/dry-run/past.ts';
import { type AssumedRates, USUAL_RATES } from '../../../admin-app/core/scenario/dry-run/rates.ts';
import type { PastActivity } from '../../../admin-app/core/scenario/dry-run/replay-activities.ts';
import { replayEntries } from '../../../admin-app/core/scenario/dry-run/replay-entries.ts';
import type {
  TierChange,
  TierRules,
} from '../../../admin-app/core/scenario/dry-run/replay-tiers.ts';
import { DryRunTally } from '../../../admin-app/core/scenario/dry-run/tally.ts';
import { JOINED, ORDERED_OF_CATEGORY } from '../../../admin-app/core/scenario/goal-outcomes.ts';
import type { ScenarioDefinition, StartTrigger } from '../../../admin-app/core/scenario/types.ts';
import {
  DAY_MS,
  type Day,
  formatDay,
  HOUR_MS,
  parseDay,
  startOfDay,
} from '../../../admin-app/core/time.ts';
import { anyDefinition } from './any-definition.ts';
import * as build from './build.ts';
import { SOMEBODY, WIN_BACK } from './build.ts';

const day = (text: string) => parseDay(text);
const FROM = day('2026-01-01');
const UNTIL = day('2026-12-31');

/** Ordered at noon UTC of these days; the next order is predicted so many days after each. */
function past(
  days: readonly string[],
  changes: Partial<Omit<CustomerPast, 'orders'>> & { readonly dueAfter?: number } = {},
): CustomerPast {
  const orders = days.map((text) => ({
    at: Date.parse(`${text}T12:00Z`),
    day: day(text),
    categories: [text.startsWith('2026-02') ? 'Shoes' : 'Hats'],
    amountMinor: 100,
    isRefunded: false,
  }));
  const { dueAfter = 30, birthday = null } = changes;
  const dueDayAfter = (count: number) => {
    const last = orders[count - 1];
    return last ? last.day + dueAfter : null;
  };
  const rest = {
    knownSince: 0,
    activities: [],
    tiers: null,
    tierChanges: [],
    membershipOf: () => NEVER,
  };
  return { orders, birthday, dueDayAfter, ...rest, ...changes };
}

const THREE_ORDERS = past(['2026-01-10', '2026-02-09', '2026-06-01']);

const named = (id: string) => ({ id, name: id.toUpperCase() });
/** An order is worth 100; Bronze takes one within twelve months, Silver two, Gold three. */
const TIERS: TierRules = {
  basis: 'spend',
  window: '12 months',
  tiers: ['bronze', 'silver', 'gold'].map(named),
  levels: [100, 200, 300].map((from) => ({ enter: from, stay: from })),
};
const ROSE_AND_FELL = past(['2025-03-01', '2025-06-01', '2026-02-01'], { tiers: TIERS });
const tierChange = (
  direction: 'up' | 'down',
  from: readonly string[] | null,
  to: readonly string[] | null,
): StartTrigger => ({ kind: 'tier changes', direction, from, to });

const noon = (text: string) => Date.parse(`${text}T12:00Z`);
const clicked = (text: string, url: string): PastActivity => {
  return { at: noon(text), day: day(text), url, seen: null };
};
const seen = (as: 'visit' | 'login', text: string): PastActivity => {
  return { at: noon(text), day: day(text), url: null, seen: as };
};
/** In on the days of even places, out on the others. */
const member = (...days: readonly string[]): Membership => ({
  atFirst: false,
  turns: days.map(noon),
});
const members = (given: Readonly<Record<QueryKey, Membership>>) => (key: QueryKey) =>
  given[key] ?? NEVER;
const back = (seen: 'visit' | 'login'): StartTrigger => ({
  kind: 'back after absence',
  days: 30,
  seen,
});

const noted = (text: string, from: string | null, to: string | null): TierChange => {
  return { at: noon(text), day: day(text), from, to, silent: false };
};

const ENTRIES: readonly {
  readonly what: string;
  readonly trigger: StartTrigger;
  readonly of?: CustomerPast;
  readonly on: readonly string[];
}[] = [
  {
    what: 'a week past the due day, where no order came before',
    trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
    on: ['2026-03-18', '2026-07-08'],
  },
  {
    what: 'on the due day itself, which an order of that day does not undo',
    trigger: { kind: 'inactive', by: { kind: 'overdue', days: 0 } },
    on: ['2026-02-09', '2026-03-11', '2026-07-01'],
  },
  {
    what: 'when a tier is reached by the orders of twelve months',
    trigger: tierChange('up', null, null),
    of: ROSE_AND_FELL,
    on: ['2026-02-01'],
  },
  {
    what: 'when orders leave the twelve months and a tier with them',
    trigger: tierChange('down', null, null),
    of: ROSE_AND_FELL,
    on: ['2026-03-01', '2026-06-01'],
  },
  {
    what: 'from a tier, called by id or as it was once named, to another',
    trigger: tierChange('down', ['gold', 'BRONZE'], ['silver']),
    of: ROSE_AND_FELL,
    on: ['2026-03-01'],
  },
  {
    what: '30 days before a tier is lost, at once where it is nearer, and not where an order came before',
    trigger: { kind: 'about to lose tier', days: 30 },
    of: ROSE_AND_FELL,
    on: ['2026-01-30', '2026-02-01', '2026-05-02'],
  },
  {
    what: 'by what the loyalty programme changed where that decides, not by editing or reading in',
    trigger: tierChange('up', ['bronze'], null),
    of: {
      ...ROSE_AND_FELL,
      tiers: { ...TIERS, basis: 'loyalty points' },
      tierChanges: [
        noted('2026-01-05', null, 'bronze'),
        noted('2026-02-05', 'bronze', 'gold'),
        noted('2026-03-05', 'gold', 'bronze'),
        { ...noted('2026-04-05', 'bronze', 'silver'), silent: true },
      ],
    },
    on: ['2026-02-05'],
  },
  {
    what: 'at each click on an address that fits, in any case',
    trigger: { kind: 'link clicked', urlContains: '/SALE' },
    of: past([], {
      activities: [
        clicked('2026-02-01', 'https://pine.example/sale?x=1'),
        clicked('2026-02-02', 'https://pine.example/'),
        seen('visit', '2026-02-03'),
        clicked('2027-02-01', 'https://pine.example/sale'),
      ],
    }),
    on: ['2026-02-01'],
  },
  {
    what: 'back after an absence, which orders and visits end',
    trigger: back('visit'),
    of: past(['2026-05-20'], {
      activities: ['2026-01-05', '2026-03-01', '2026-03-20', '2026-06-01', '2026-08-01'].map((on) =>
        seen('visit', on),
      ),
    }),
    on: ['2026-01-05', '2026-03-01', '2026-08-01'],
  },
  {
    what: 'back by logging in, for somebody known before',
    trigger: back('login'),
    of: past([], {
      knownSince: Date.parse('2026-02-01T00:00Z'),
      activities: [
        seen('login', '2026-02-15'),
        seen('visit', '2026-04-20'),
        seen('login', '2026-05-01'),
      ],
    }),
    on: ['2026-05-01'],
  },
  {
    what: 'after 60 days without an order',
    trigger: { kind: 'inactive', by: { kind: 'no order', days: 60 } },
    on: ['2026-04-10', '2026-07-31'],
  },
  {
    what: 'after twice the own rhythm, which one order does not make',
    trigger: { kind: 'inactive', by: { kind: 'own rhythm', times: 2 } },
    on: ['2026-04-10', '2026-10-21'],
  },
  {
    what: 'a week before the due day',
    trigger: { kind: 'due', days: -7 },
    on: ['2026-02-02', '2026-03-04', '2026-06-24'],
  },
  {
    what: 'not a week before a due day that is nearer than that, but the day after the order',
    trigger: { kind: 'due', days: -7 },
    of: past(['2026-01-10'], { dueAfter: 3 }),
    on: ['2026-01-11'],
  },
  {
    what: 'never for a due day that belongs to an order before',
    trigger: { kind: 'inactive', by: { kind: 'overdue', days: 7 } },
    of: past(['2026-01-10'], { dueAfter: -3 }),
    on: [],
  },
  {
    what: 'with the second order',
    trigger: { kind: 'order placed', number: 2, category: null },
    on: ['2026-02-09'],
  },
  {
    what: 'with each order of a category',
    trigger: { kind: 'order placed', number: null, category: 'Hats' },
    on: ['2026-01-10', '2026-06-01'],
  },
  {
    what: 'on the birthday, the 28th where the year has no 29th',
    trigger: { kind: 'yearly date', date: 'birthday', daysBefore: 0 },
    of: past([], { birthday: { month: 2, date: 29 } }),
    on: ['2026-02-28'],
  },
  {
    what: 'on anniversaries of the first order, not on its own day',
    trigger: { kind: 'yearly date', date: 'first order', daysBefore: 3 },
    of: past(['2025-06-10', '2026-01-01']),
    on: ['2026-06-07'],
  },
  {
    what: 'each time a segment is joined',
    trigger: { kind: 'joins segment', segmentId: 4, fromSegmentId: null },
    of: past([], {
      membershipOf: members({ 4: member('2025-12-01', '2026-02-01', '2026-03-01', '2026-04-01') }),
    }),
    on: ['2026-03-01'],
  },
  {
    what: 'from another segment, which is left at that moment',
    trigger: { kind: 'joins segment', segmentId: 4, fromSegmentId: 5 },
    of: past([], {
      membershipOf: members({
        4: member('2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01'),
        5: member('2026-01-01', '2026-02-01', '2026-03-15', '2026-05-01'),
      }),
    }),
    on: ['2026-02-01'],
  },
  {
    what: 'on the first day where nobody knows who will be added, who was there by then',
    trigger: { kind: 'by hand' },
    of: past([], { knownSince: noon('2025-12-31') }),
    on: ['2026-01-01'],
  },
  {
    what: 'not by hand before there was such a customer',
    trigger: { kind: 'by hand' },
    of: past([], { knownSince: noon('2026-01-01') }),
    on: [],
  },
  {
    what: 'on the first day where it fitted before',
    trigger: { kind: 'inactive', by: { kind: 'no order', days: 60 } },
    of: past(['2025-06-01', '2026-03-01']),
    on: ['2026-01-01', '2026-04-30'],
  },
  {
    what: 'not on the first day for a due day long past',
    trigger: { kind: 'due', days: 3 },
    of: past(['2025-06-01']),
    on: [],
  },
];

describe('who would have entered', () => {
  it.each(ENTRIES)('$what', ({ trigger, of = THREE_ORDERS, on }) => {
    const entries = replayEntries(trigger, of, { from: FROM, until: UNTIL }, 'UTC');

    expect(entries.map((entry) => formatDay(entry.day))).toEqual(on);
  });

  it('is told of the window only', () => {
    const window = { from: day('2026-03-01'), until: day('2026-03-31') };
    const trigger: StartTrigger = { kind: 'inactive', by: { kind: 'overdue', days: 7 } };

    expect(replayEntries(trigger, THREE_ORDERS, window, 'UTC')).toMatchObject([
      { day: day('2026-03-18'), at: null },
    ]);
  });
});

const SILENT_60: StartTrigger = { kind: 'inactive', by: { kind: 'no order', days: 60 } };
const NOBODY_REACTS: AssumedRates = {
  opened: 0,
  clicked: 0,
  answered: 0,
  visited: 0,
  couponUsed: 0,
};

function terms(rates: AssumedRates): DryRunTerms {
  const window = { from: FROM, until: UNTIL };
  const shopZone = 'Europe/Warsaw';
  const midnight = (on: Day) => startOfDay(on, shopZone);
  return { window, shopZone, midnight, until: (UNTIL + 1) * DAY_MS, rates };
}

const runFor = (
  definition: ScenarioDefinition,
  of: CustomerPast,
  rates = NOBODY_REACTS,
  customerId = 2,
  calledAt: readonly number[] = [],
) =>
  rehearseCustomer(
    definition,
    {
      customer: { ...SOMEBODY, customerId },
      past: of,
      isReachable: (channel) => channel !== 'sms',
      calledAt,
    },
    terms(rates),
  );

const told = (rehearsals: ReturnType<typeof runFor>) =>
  rehearsals.map(({ at, sends, ended }) => ({
    at: new Date(at).toISOString().slice(0, 16),
    sends: sends.map((send) => `${send.blockId}@${(send.at - at) / HOUR_MS}`),
    outcome: ended?.outcome ?? null,
  }));

describe('a dry run of one customer', () => {
  it('goes through the scenario as a customer would, with the orders that really came', () => {
    const of = past(['2026-01-10', '2026-02-18', '2026-06-01']);

    expect(told(runFor(WIN_BACK, of))).toEqual([
      { at: '2026-02-15T23:00', sends: ['email-1@0', 'email-2@48'], outcome: 'returned' },
      { at: '2026-03-26T23:00', sends: ['email-1@0', 'email-2@48'], outcome: 'not opened' },
      { at: '2026-07-07T22:00', sends: ['email-1@0', 'email-2@48'], outcome: 'not opened' },
    ]);
  });

  it('takes the ways of those who react, at the rates assumed', () => {
    const everybodyOpens = { ...NOBODY_REACTS, opened: 1 };
    const [first] = told(runFor(WIN_BACK, THREE_ORDERS, everybodyOpens));

    expect(first?.sends).toEqual(['email-1@0', 'question@48']);
    expect(first?.outcome).toBe('no answer');
  });

  it('lets nobody enter again who may not', () => {
    const [start, ...rest] = WIN_BACK.blocks;
    if (start?.kind !== 'start') throw new Error('no start');
    const once = build.scenario([{ ...start, reentry: { kind: 'never' } }, ...rest]);
    const seldom = build.scenario([{ ...start, reentry: { kind: 'after', days: 200 } }, ...rest]);

    expect(runFor(once, THREE_ORDERS)).toHaveLength(1);
    // Still silent 200 days after the first passage was over.
    expect(told(runFor(seldom, THREE_ORDERS)).map(({ at }) => at)).toEqual([
      '2026-03-17T23:00',
      '2026-10-08T22:00',
    ]);
    expect(runFor(WIN_BACK, THREE_ORDERS)).toHaveLength(2);
  });

  it('lets nobody enter who is still inside', () => {
    const year = [build.start('wait'), build.wait('wait', 24 * 300, 'out'), build.exit('out')];
    const definition = build.scenario(year, { goal: { kind: 'none' } });

    expect(told(runFor(definition, THREE_ORDERS))).toEqual([
      { at: '2026-03-17T23:00', sends: [], outcome: null },
    ]);
  });

  it('asks the condition and branches on the day on which a customer comes to them', () => {
    const definition = build.scenario(
      [
        build.start('wait', { trigger: SILENT_60, condition: 'vip' }),
        build.wait('wait', 24 * 20, 'which'),
        build.branch('which', { Newcomer: 'yes' }, 'no', 'new'),
        build.exit('yes'),
        build.exit('no'),
      ],
      { goal: { kind: 'none' } },
    );
    const asked = (vip: Membership, fresh: Membership) => {
      const of = past(['2026-01-10'], { membershipOf: members({ vip, new: fresh }) });
      return told(runFor(definition, of)).map(({ at, outcome }) => `${at.slice(0, 10)} ${outcome}`);
    };

    expect(asked(member('2026-04-20'), member('2026-05-01', '2026-05-20'))).toEqual([
      '2026-04-20 yes',
    ]);
    expect(asked(member('2026-01-10'), member('2026-05-01'))).toEqual(['2026-03-10 no']);
    expect(asked(NEVER, NEVER)).toEqual([]);
  });

  it('is let in by other scenarios, as often as it may be', () => {
    const definition = build.scenario(
      [
        build.start('wait', { trigger: { kind: 'another scenario' } }),
        build.wait('wait', 24, 'out'),
        build.exit('out'),
      ],
      { goal: { kind: 'none' } },
    );
    const calledAt = ['2026-02-01', '2026-02-01', '2026-02-05'].map(noon);
    const entered = told(runFor(definition, past([]), NOBODY_REACTS, 2, calledAt));

    expect(entered.map(({ at }) => at)).toEqual(['2026-02-01T12:00', '2026-02-05T12:00']);
  });

  it('is not let in for a silence in which another scenario let it in', () => {
    const of = past(['2026-01-10']);
    const [start, ...rest] = WIN_BACK.blocks;
    if (start?.kind !== 'start') throw new Error('no start');
    const silent = build.scenario([{ ...start, trigger: SILENT_60 }, ...rest]);

    expect(runFor(silent, of)).toHaveLength(1);
    expect(runFor(silent, of, NOBODY_REACTS, 2, [noon('2026-01-20')])).toHaveLength(1);
  });

  it.each([
    {
      goal: { kind: 'order of category', category: 'HATS' } as const,
      outcome: ORDERED_OF_CATEGORY,
    },
    { goal: { kind: 'joins segment', segmentId: 7 } as const, outcome: JOINED },
    { goal: { kind: 'order of category', category: 'Socks' } as const, outcome: 'out' },
  ])('reaches the goal $goal.kind $outcome', ({ goal, outcome }) => {
    const definition = build.scenario(
      [
        build.start('wait', { trigger: { kind: 'order placed', number: 1, category: null } }),
        build.wait('wait', 24 * 30, 'out'),
        build.exit('out'),
      ],
      { goal },
    );
    const of = past(['2026-01-10', '2026-01-20'], {
      membershipOf: members({ 7: member('2026-01-05', '2026-01-06', '2026-01-25') }),
    });

    expect(told(runFor(definition, of)).map((it) => it.outcome)).toEqual([outcome]);
  });

  it('takes the other way where a channel does not reach', () => {
    const definition = build.scenario([
      build.start('text'),
      build.sms('text', 'out', { unreachable: 'mail' }),
      build.email('mail', 'out'),
      build.exit('out'),
    ]);

    expect(told(runFor(definition, past(['2026-01-10'])))).toMatchObject([
      { sends: ['mail@0'], outcome: 'out' },
    ]);
  });

  it('sends nothing to who is held out', () => {
    const [start, ...rest] = WIN_BACK.blocks;
    if (start?.kind !== 'start') throw new Error('no start');
    const half = build.scenario([{ ...start, holdoutShare: 0.5 }, ...rest]);
    const all = Array.from({ length: 100 }, (_, id) => runFor(half, THREE_ORDERS, undefined, id));
    const heldOut = all.flat().filter((rehearsal) => rehearsal.heldOut);

    expect(heldOut.length).toBeGreaterThan(50);
    expect(heldOut.flatMap(({ sends }) => sends)).toEqual([]);
  });

  it('does not go on for ever in a ring, nor beyond its window', () => {
    const ring = build.scenario(
      [build.start('mail'), build.email('mail', 'wait'), build.wait('wait', 1, 'mail')],
      { goal: { kind: 'none' } },
    );
    const [rehearsal] = runFor(ring, past(['2026-01-10']));

    expect(rehearsal?.ended).toBeNull();
    expect(rehearsal?.sends.length).toBeLessThan(400);
    for (const { at } of rehearsal?.sends ?? []) expect(at).toBeLessThan((UNTIL + 1) * DAY_MS);
  });
});

describe('a dry run', () => {
  const run = (definition: ScenarioDefinition, rates: AssumedRates) => {
    const tally = new DryRunTally('Europe/Warsaw');
    for (let id = 0; id < 20; id += 1) {
      const orders = ['2026-01-10', id % 2 === 0 ? '2026-03-19' : '2026-05-01', '2026-07-07'];
      tally.add(runFor(definition, past(orders), rates, id));
    }
    return tally.report();
  };

  it('adds up by day, block, channel and outcome', () => {
    const report = run(WIN_BACK, USUAL_RATES);
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
    const sends = sum(Object.values(report.channels));

    expect(report.customers).toBe(20);
    expect(report.entered).toBe(sum(report.days.map(({ entered }) => entered)));
    expect(report.entered).toBe(report.blocks.start);
    expect(report.entered).toBe(sum(Object.values(report.outcomes)) + report.inside);
    expect(sends).toBe(sum(report.days.map((it) => it.sends)));
    expect(report.days.map((it) => it.day)).toEqual(
      report.days.map((it) => it.day).toSorted((a, b) => a - b),
    );
    expect(report.mostPerCustomer).toBeGreaterThan(1);
  });

  it('gives the same numbers whenever it is repeated, whatever the scenario', () => {
    fc.assert(
      fc.property(anyDefinition, (definition) => {
        expect(run(definition, USUAL_RATES)).toEqual(run(definition, USUAL_RATES));
      }),
      { numRuns: 6 },
    );
  });
});
