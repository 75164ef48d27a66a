import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ArrangeRules,
  arrange,
  type Competitor,
} from '../../../admin-app/core/priority/arrange.ts';
import type { Cap, Counted } from '../../../admin-app/core/priority/caps.ts';
import {
  overrideOf,
  ownerRankOf,
  USUAL_PRIORITIES,
} from '../../../admin-app/core/priority/priorities.ts';
import { PRIORITY_CLASSES } from '../../../admin-app/core/priority/types.ts';
import { shopCalendar } from '../../../admin-app/server/jobs/shop-calendar.ts';

const HOUR = 3_600_000;
/** An evening. */
const NOW = Date.UTC(2026, 5, 15, 18);
const TOMORROW_9 = NOW + 15 * HOUR;

const ONE_A_DAY: Cap = {
  max: 1,
  window: { kind: 'hours', hours: 24 },
  over: { kind: 'all' },
  letPast: [],
};
const rules = (caps: readonly Cap[] = [ONE_A_DAY], more: Partial<ArrangeRules> = {}) => ({
  caps,
  calendar: shopCalendar('UTC'),
  classes: PRIORITY_CLASSES,
  ...more,
});

function competitor(key: string, changes: Partial<Competitor> = {}): Competitor {
  return {
    key,
    message: key,
    channel: 'email',
    messageKind: 'any',
    priorityClass: 'lifecycle',
    endsAt: NOW + 72 * HOUR,
    ownerRank: 0,
    refusal: null,
    from: NOW,
    ...changes,
  };
}
const launch = competitor('launch', { priorityClass: 'ad hoc', message: 'campaign 1' });
const birthday = competitor('birthday', { priorityClass: 'yearly' });
const loginReturn = competitor('login return', { priorityClass: 'login return' });
const winBack = competitor('win-back');

/** Each with when it goes, in hours from now. */
function turnsOf(
  competitors: readonly Competitor[],
  caps?: readonly Cap[],
  more?: Partial<ArrangeRules>,
  sent: readonly Counted[] = [],
) {
  const turns = arrange(competitors, sent, rules(caps, more));
  return Object.fromEntries(
    turns.map(({ competitor: { key }, at }) => [key, at === null ? null : (at - NOW) / HOUR]),
  );
}

describe('a birthday, a launch and a return after three months, with one message a day', () => {
  const ALL = { launch, birthday, loginReturn };
  const cases: readonly (readonly [
    readonly (keyof typeof ALL)[],
    Record<string, number | null>,
  ])[] = [
    [[], {}],
    [['launch'], { launch: 0 }],
    [['birthday'], { birthday: 0 }],
    [['loginReturn'], { 'login return': 0 }],
    [['birthday', 'launch'], { launch: 0, birthday: 24 }],
    [['loginReturn', 'launch'], { launch: 0, 'login return': 24 }],
    [['loginReturn', 'birthday'], { birthday: 0, 'login return': 24 }],
    [['loginReturn', 'birthday', 'launch'], { launch: 0, birthday: 24, 'login return': 48 }],
  ];
  it.each(cases)('%j: %j', (names, turns) => {
    expect(turnsOf(names.map((name) => ALL[name]))).toEqual(turns);
    expect(turnsOf([winBack, ...names.map((name) => ALL[name])])).toMatchObject(turns);
  });
});

describe('the owner', () => {
  it('puts lifecycle before the return after absence', () => {
    const classes = ['ad hoc', 'yearly', 'lifecycle', 'login return', 'frequent'] as const;
    expect(turnsOf([loginReturn, winBack])).toMatchObject({ 'login return': 0, 'win-back': 24 });
    expect(turnsOf([loginReturn, winBack], undefined, { classes })).toMatchObject({
      'win-back': 0,
      'login return': 24,
    });
  });

  it('moves one message to another class, which is also the class that caps look at', () => {
    const moved = { ...winBack, override: { priorityClass: 'ad hoc', reason: 'recall' } } as const;
    expect(turnsOf([launch, birthday, moved])).toEqual({ launch: 0, 'win-back': 24, birthday: 48 });
    const passing = [{ ...ONE_A_DAY, letPast: ['ad hoc'] as const }];
    expect(turnsOf([birthday, moved], passing)).toEqual({ 'win-back': 0, birthday: 24 });
    expect(turnsOf([birthday, winBack], passing)).toEqual({ birthday: 0, 'win-back': 24 });
  });

  it('decides for one message, else for its whole scenario, and orders scenarios', () => {
    const override = { priorityClass: 'ad hoc', reason: 'why' } as const;
    const priorities = {
      ...USUAL_PRIORITIES,
      overrides: [
        { scenarioId: 1, blockId: null, ...override },
        { scenarioId: 1, blockId: 'b', ...override, reason: 'own' },
      ],
      scenarioOrder: [30, 10],
    };
    expect(overrideOf(priorities, { scenarioId: 1, blockId: 'b' })?.reason).toBe('own');
    expect(overrideOf(priorities, { scenarioId: 1, blockId: 'a' })?.reason).toBe('why');
    expect(overrideOf(priorities, { scenarioId: 2, blockId: 'b' })).toBeUndefined();
    const order = [10, 20, 30, 5].toSorted(
      (a, b) => ownerRankOf(priorities, a) - ownerRankOf(priorities, b),
    );
    expect(order).toEqual([30, 10, 5, 20]);
  });
});

describe('of two in one class', () => {
  const first = competitor('b', { ownerRank: 9 });
  it.each([
    ['what ends sooner', { endsAt: NOW + 71 * HOUR }, { ownerRank: 1 }],
    ['the owner’s order', { ownerRank: 1 }, { ownerRank: 2 }],
    ['the key', { key: 'a' }, { ownerRank: 9 }],
  ] as const)('%s decides', (_, ahead, behind) => {
    const winner = { ...first, ...ahead, message: 'x' };
    const turns = arrange([competitor('c', behind), winner], [], rules());
    expect(turns[0]?.competitor).toBe(winner);
  });
});

describe('a launch tomorrow at nine', () => {
  const tomorrow = { ...launch, from: TOMORROW_9, endsAt: TOMORROW_9 + 48 * HOUR };

  it('holds back a lifecycle mail tonight, and says so', () => {
    const [, held] = arrange([winBack, tomorrow], [], rules());
    expect(held).toEqual({
      competitor: winBack,
      at: TOMORROW_9 + 24 * HOUR,
      hold: { caps: [ONE_A_DAY], by: { key: 'launch', criterion: 'class', at: TOMORROW_9 } },
    });
  });

  const cases: readonly (readonly [string, readonly Cap[], number | null])[] = [
    ['lets it go where two a day are allowed', [{ ...ONE_A_DAY, max: 2 }], 0],
    [
      'lets it go where the cap is over the win-back’s own kind',
      [{ ...ONE_A_DAY, over: { kind: 'message kind', messageKind: 'other' } }],
      0,
    ],
    ['lets it go where launches pass the cap', [{ ...ONE_A_DAY, letPast: ['ad hoc'] }], 0],
    ['lets it go where there is no cap', [], 0],
    [
      'lets it go where a day of the calendar begins in between',
      [{ ...ONE_A_DAY, window: { kind: 'local days', days: 1 } }],
      0,
    ],
    [
      'makes it too late where the week is full',
      [{ ...ONE_A_DAY, window: { kind: 'hours', hours: 168 } }],
      null,
    ],
  ];
  it.each(cases)('%s', (_, caps, turn) => {
    expect(turnsOf([tomorrow, winBack], caps)['win-back']).toBe(turn);
  });

  it('holds back nothing that goes before it', () => {
    const urgent = competitor('recall', { priorityClass: 'ad hoc', endsAt: NOW + HOUR });
    expect(turnsOf([tomorrow, urgent])).toEqual({ recall: 0, launch: 24 });
  });

  it('takes no place that it will not have itself before it ends', () => {
    const week: Cap = {
      ...ONE_A_DAY,
      window: { kind: 'hours', hours: 168 },
      over: { kind: 'class', priorityClass: 'ad hoc' },
    };
    const before = { ...launch, message: 'before', at: NOW - HOUR };
    expect(turnsOf([tomorrow, winBack], [ONE_A_DAY, week], {}, [before])).toEqual({
      launch: null,
      'win-back': 23,
    });
  });
});

describe('a campaign over several channels', () => {
  const parts = ['email', 'sms', 'push'].map((channel) => ({
    ...launch,
    key: `launch by ${channel}`,
    channel,
  }));

  it('is one message that goes over all of them', () => {
    expect(turnsOf([...parts, birthday])).toEqual({
      'launch by email': 0,
      'launch by sms': 0,
      'launch by push': 0,
      birthday: 24,
    });
  });

  it('counts in each channel’s own cap', () => {
    const sms: Cap = { ...ONE_A_DAY, over: { kind: 'channel', channel: 'sms' } };
    const before = { ...birthday, at: NOW - HOUR, channel: 'sms' };
    expect(turnsOf(parts, [sms], {}, [before])).toEqual({
      'launch by email': 0,
      'launch by sms': 23,
      'launch by push': 0,
    });
  });
});

const anyCompetitor: fc.Arbitrary<Omit<Competitor, 'key'>> = fc.record({
  message: fc.constantFrom('own', 'own', 'campaign'),
  channel: fc.constantFrom('email', 'sms'),
  messageKind: fc.constantFrom('a', 'b'),
  priorityClass: fc.constantFrom(...PRIORITY_CLASSES),
  endsAt: fc.integer({ min: 1, max: 90 }).map((hour) => NOW + hour * HOUR),
  ownerRank: fc.integer({ min: 0, max: 2 }),
  refusal: fc.constant(null),
  from: fc.constantFrom(0, 0, 0, 3, 20).map((hour) => NOW + hour * HOUR),
});
const anyCompetitors = fc.array(anyCompetitor, { maxLength: 8 }).map((all) =>
  all.map((each, index) => {
    const key = `m${index}`;
    return { ...each, key, message: each.message === 'own' ? key : 'campaign' };
  }),
);
const anyCaps = fc.array(
  fc.record({
    max: fc.integer({ min: 1, max: 2 }),
    window: fc.oneof(
      fc.constant({ kind: 'hours', hours: 24 } as const),
      fc.constant({ kind: 'local days', days: 2 } as const),
    ),
    over: fc.oneof(
      fc.constant({ kind: 'all' } as const),
      fc.constant({ kind: 'channel', channel: 'sms' } as const),
    ),
    letPast: fc.subarray(['ad hoc'] as const),
  }),
  { maxLength: 2 },
);
const anySent = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), anyCompetitor), {
  maxLength: 3,
});
const counted = (sent: readonly (readonly [number, Omit<Competitor, 'key'>])[]) =>
  sent.map(([hours, one], index) => ({ ...one, message: `sent ${index}`, at: NOW - hours * HOUR }));

describe('every arrangement', () => {
  it('is the same whatever order the messages come in', () => {
    const shuffled = anyCompetitors.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyCaps, anySent, ([all, other], caps, sent) => {
        const taken = counted(sent);
        expect(arrange(other, taken, rules(caps))).toEqual(arrange(all, taken, rules(caps)));
      }),
    );
  });

  it('gives nobody another turn when worse ones join', () => {
    fc.assert(
      fc.property(anyCompetitors, anyCompetitors, anyCaps, anySent, (some, more, caps, sent) => {
        const taken = counted(sent);
        const before = arrange(some, taken, rules(caps));
        const joining = more.map((each) => ({
          ...each,
          key: `new ${each.key}`,
          message: `new ${each.message}`,
        }));
        const worse = joining.filter((each) => {
          const order = arrange([...some, each], [], rules([]));
          return order.at(-1)?.competitor === each;
        });
        const after = arrange([...some, ...worse], taken, rules(caps));
        expect(after.slice(0, before.length)).toEqual(before);
      }),
    );
  });

  it('gives the best of them its turn as soon as what was sent allows it', () => {
    fc.assert(
      fc.property(anyCompetitors, anyCaps, anySent, (all, caps, sent) => {
        const [best] = arrange(all, counted(sent), rules(caps));
        if (!best) return;
        const [alone] = arrange([best.competitor], counted(sent), rules(caps));
        expect(best).toEqual(alone);
      }),
    );
  });
});
