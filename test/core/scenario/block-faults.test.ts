import { describe, expect, it } from 'vitest';
import { hindering } from '../../../admin-app/core/scenario/fault.ts';
import { faultsOf } from '../../../admin-app/core/scenario/faults-of.ts';
import type { Surroundings } from '../../../admin-app/core/scenario/surroundings.ts';
import type {
  Block,
  QuietTimes,
  ScenarioDefinition,
  StartBlock,
  WaitUntil,
} from '../../../admin-app/core/scenario/types.ts';
import { segmentBook } from '../../../admin-app/core/segment/segment-book.ts';
import * as build from './build.ts';

const SHOP: Surroundings = {
  scenarioId: 1,
  languages: { languages: ['en'], fallback: 'en' },
  scenarios: [
    { scenarioId: 1, name: 'This one', starts: [] },
    { scenarioId: 2, name: 'VIP', starts: [3] },
    { scenarioId: 3, name: 'Survey', starts: [1] },
    { scenarioId: 4, name: 'Farewell', starts: [] },
  ],
  segments: segmentBook([{ segmentId: 5, name: 'Gold', text: 'number_of_orders > 9' }], []),
  tiers: [
    { id: 'bronze', name: 'Bronze' },
    { id: 'tier-7', name: 'Silver' },
  ],
  formerTiers: [{ id: 'tier-9', name: 'Platinum' }],
  audienceIds: [7],
};

const out = build.exit('out');
const CODE = 'Use {{ coupon.code }}. Reply STOP to opt out';
/** start → the block → out */
const around = (block: Block, changes?: Partial<ScenarioDefinition>) =>
  build.scenario([build.start(block.id), block, out], changes);
const started = (trigger: StartBlock['trigger'], changes: Partial<StartBlock> = {}) =>
  build.scenario([build.start('out', { trigger, ...changes }), out]);
const waiting = (until: WaitUntil) => around(build.wait('it', until, 'out'));
const arm = (changes: object) => ({ id: 'a', name: 'A', weight: 1, next: 'out', ...changes });
const quiet = (changes: Partial<QuietTimes>) =>
  around(build.wait('it', 1, 'out'), { quiet: { hours: null, weekdays: [], ...changes } });
const changing = (...changes: Parameters<typeof build.update>[1]) =>
  around(build.update('it', changes, 'out'));

interface Case {
  readonly what: string;
  readonly definition: ScenarioDefinition;
  /** The field of the block that is not the exit, or of the scenario. */
  readonly field: string;
  readonly says: RegExp;
  readonly warning?: true;
  readonly beside?: true;
}

const FAULTY: readonly Case[] = [
  {
    what: 'nobody held out: a warning',
    definition: started({ kind: 'by hand' }, { holdoutShare: 0 }),
    field: 'holdoutShare',
    says: /Nobody is held out/,
    warning: true,
  },
  {
    what: 'silence of less than the usual gap',
    definition: started({ kind: 'inactive', by: { kind: 'own rhythm', times: 0.5 } }),
    field: 'trigger.by.times',
    says: /0\.5 times.*1 to 100/,
  },
  {
    what: 'days from the due date that are not whole',
    definition: started({ kind: 'due', days: 1.5 }),
    field: 'trigger.days',
    says: /due day is 1\.5/,
  },
  {
    what: 'joining a segment that is gone',
    definition: started({ kind: 'joins segment', segmentId: 6, fromSegmentId: null }),
    field: 'trigger.segmentId',
    says: /does not exist/,
  },
  {
    what: 'coming from a segment that is gone',
    definition: started({ kind: 'joins segment', segmentId: 5, fromSegmentId: 6 }),
    field: 'trigger.fromSegmentId',
    says: /does not exist/,
  },
  {
    what: 'rising to a tier that is gone',
    definition: started({ kind: 'tier changes', direction: 'up', from: null, to: ['Gold'] }),
    field: 'trigger.to.0',
    says: /no value tier “Gold”/,
  },
  {
    what: 'rising to a tier that was removed, which still has a name',
    definition: started({ kind: 'tier changes', direction: 'up', from: null, to: ['tier-9'] }),
    field: 'trigger.to.0',
    says: /no value tier “Platinum”/,
  },
  {
    what: 'rising from no tier at all',
    definition: started({ kind: 'tier changes', direction: 'up', from: [], to: null }),
    field: 'trigger.from',
    says: /at least one/,
  },
  {
    what: 'losing a tier within no days',
    definition: started({ kind: 'about to lose tier', days: 0 }),
    field: 'trigger.days',
    says: /tier is lost is 0/,
  },
  {
    what: 'the zeroth order',
    definition: started({ kind: 'order placed', number: 0, category: null }),
    field: 'trigger.number',
    says: /from 1/,
  },
  {
    what: 'an order of a category without a name',
    definition: started({ kind: 'order placed', number: null, category: ' ' }),
    field: 'trigger.category',
    says: /Name the category/,
  },
  {
    what: 'an absence of no days',
    definition: started({ kind: 'back after absence', days: 0, seen: 'visit' }),
    field: 'trigger.days',
    says: /absence/,
  },
  {
    what: 'any link at all',
    definition: started({ kind: 'link clicked', urlContains: '' }),
    field: 'trigger.urlContains',
    says: /address/,
  },
  {
    what: 'a birthday a year ahead',
    definition: started({ kind: 'yearly date', date: 'birthday', daysBefore: 365 }),
    field: 'trigger.daysBefore',
    says: /0 to 364/,
  },
  {
    what: 'a condition that cannot be read',
    definition: started({ kind: 'by hand' }, { condition: 'number_of_orders >' }),
    field: 'condition',
    says: /./,
  },
  {
    what: 'a condition on a segment that does not exist',
    definition: started({ kind: 'by hand' }, { condition: "in_segment('Silver')" }),
    field: 'condition',
    says: /Silver/,
  },
  {
    what: 'entering again after no days',
    definition: started({ kind: 'by hand' }, { reentry: { kind: 'after', days: 0 } }),
    field: 'reentry.days',
    says: /from 1/,
  },
  {
    what: 'an SMS that does not say how to opt out',
    definition: around(build.sms('it', 'out', { content: { en: { text: 'Come back' } } })),
    field: 'content.en.text',
    says: /English: .*opt out.*STOP/,
  },
  {
    what: 'a push message without a title',
    definition: around(
      build.push('it', 'out', {
        content: { en: { title: '', body: 'Come back', url: 'https://north.example/' } },
      }),
    ),
    field: 'content.en.title',
    says: /English: The title is empty/,
  },
  {
    what: 'an on-site message that is shown for no day',
    definition: around(build.onSite('it', 'out', { days: 0 })),
    field: 'days',
    says: /from 1 to 365/,
  },
  {
    what: 'a language that customers have and the message has not: a warning',
    definition: around(
      build.email('it', 'out', { content: { pl: build.MAIL_CONTENT }, fallbackLanguage: 'pl' }),
    ),
    field: 'content.en',
    says: /no text in English, one of the shop’s languages; customers who speak it get Polish/,
    warning: true,
  },
  {
    what: 'an hour of sending that does not exist',
    definition: around(build.email('it', 'out', { sendTime: { kind: 'at hour', hour: 24 } })),
    field: 'sendTime.hour',
    says: /0 to 23/,
  },
  {
    what: 'an hour of sending in the quiet hours',
    definition: around(build.email('it', 'out', { sendTime: { kind: 'at hour', hour: 23 } }), {
      quiet: { hours: { from: 22, until: 8 }, weekdays: [] },
    }),
    field: 'sendTime.hour',
    says: /23:00, which lies in the scenario’s quiet hours/,
  },
  {
    what: 'a negative wait',
    definition: waiting({ kind: 'time', hours: -1 }),
    field: 'until.hours',
    says: /-1 hours/,
  },
  {
    what: 'a wait until an eighth weekday',
    definition: waiting({ kind: 'weekday', weekday: 8, hour: 9 }),
    field: 'until.weekday',
    says: /1 to 7/,
  },
  {
    what: 'a wait until a 25th hour',
    definition: waiting({ kind: 'hour', hour: 25 }),
    field: 'until.hour',
    says: /0 to 23/,
  },
  {
    what: 'a wait until a year before the birthday',
    definition: waiting({ kind: 'date', date: 'birthday', daysBefore: 400, hour: 9 }),
    field: 'until.daysBefore',
    says: /0 to 364/,
  },
  {
    what: 'a branch without conditions',
    definition: around(build.branch('it', {}, 'out')),
    field: 'arms',
    says: /at least one condition/,
  },
  {
    what: 'a branch whose condition cannot be read',
    definition: around(build.branch('it', { Gold: 'out' }, 'out', 'number_of_orders > many')),
    field: 'arms.0.query',
    says: /number/,
  },
  {
    what: 'a split with one way',
    definition: around(build.split('it', { a: 'out' })),
    field: 'arms',
    says: /two ways/,
  },
  {
    what: 'a split whose weights are all 0',
    definition: around(
      build.split('it', {}, { arms: [arm({ weight: 0 }), arm({ id: 'b', weight: 0 })] }),
    ),
    field: 'arms.0.weight',
    says: /All weights are 0/,
  },
  {
    what: 'a split with a negative weight',
    definition: around(build.split('it', {}, { arms: [arm({}), arm({ id: 'b', weight: -1 })] })),
    field: 'arms.1.weight',
    says: /-1; choose 0 or more/,
  },
  {
    what: 'a split with two ways of one name',
    definition: around(build.split('it', {}, { arms: [arm({}), arm({})] })),
    field: 'arms.1.id',
    says: /Two ways/,
  },
  {
    what: 'a winner that does not take part',
    definition: around(build.split('it', { a: 'out', b: 'out' }, { winner: 'c' })),
    field: 'winner',
    says: /not one of the ways/,
  },
  {
    what: 'a coupon without expiry',
    definition: around(build.coupon('it', 'out', { validDays: null })),
    field: 'validDays',
    says: /never expires/,
  },
  {
    what: 'a coupon of more than the price',
    definition: around(
      build.coupon('it', 'out', { discount: { kind: 'percentage', percent: 101 } }),
    ),
    field: 'discount.percent',
    says: /101 %/,
  },
  {
    what: 'a coupon of nothing',
    definition: around(build.coupon('it', 'out', { discount: { kind: 'amount', minor: 0 } })),
    field: 'discount.minor',
    says: /more than 0/,
  },
  {
    what: 'a code that begins with what codes cannot have',
    definition: around(build.coupon('it', 'out', { prefix: 'hallo ä' })),
    field: 'prefix',
    says: /“hallo ä” cannot begin a code/,
  },
  {
    what: 'an audience that is gone',
    definition: around(build.audience('it', 'out', { audienceId: 8 })),
    field: 'audienceId',
    says: /audience does not exist/,
  },
  {
    what: 'a change of nothing',
    definition: changing(),
    field: 'changes',
    says: /what is to be changed/,
  },
  {
    what: 'a tag with a comma',
    definition: changing({ kind: 'add tag', tag: 'vip,gold' }),
    field: 'changes.0.tag',
    says: /comma/,
  },
  {
    what: 'a tier that is gone',
    definition: changing({ kind: 'suppress' }, { kind: 'set tier', tier: 'Gold' }),
    field: 'changes.1.tier',
    says: /Gold/,
  },
  {
    what: 'a pause of no days',
    definition: changing({ kind: 'pause marketing', days: 0 }),
    field: 'changes.0.days',
    says: /from 1/,
  },
  {
    what: 'an alert that says nothing',
    definition: changing({ kind: 'alert staff', note: ' ' }),
    field: 'changes.0.note',
    says: /what staff should know/,
  },
  {
    what: 'starting a scenario that is gone',
    definition: around(build.startScenario('it', 9, 'out')),
    field: 'scenarioId',
    says: /scenario to start does not exist/,
  },
  {
    what: 'starting itself',
    definition: around(build.startScenario('it', 1, 'out')),
    field: 'scenarioId',
    says: /would start itself/,
  },
  {
    what: 'starting one that starts one that starts it',
    definition: around(build.startScenario('it', 2, 'out')),
    field: 'scenarioId',
    says: /“VIP” starts “Survey” starts this scenario again/,
  },
  {
    what: 'waiting for the use of a coupon that nobody gets',
    definition: build.scenario([
      build.start('mail'),
      build.email('mail', 'it'),
      build.waitFor('it', 'mail', [{ reaction: 'coupon used', next: 'out' }], 'out'),
      out,
    ]),
    field: 'exits.0.reaction',
    says: /gives none/,
  },
  {
    what: 'waiting for an order where any order ends the scenario',
    definition: build.scenario([
      build.start('mail'),
      build.email('mail', 'it'),
      build.waitFor('it', 'mail', [{ reaction: 'ordered', next: 'out' }], 'out'),
      out,
    ]),
    field: 'exits.0.reaction',
    says: /any order ends this scenario/,
  },
  {
    what: 'waiting for an answer that is not offered',
    definition: build.scenario([
      build.start('mail'),
      build.email('mail', 'it', { content: { en: build.question('gift') } }),
      build.waitFor('it', 'mail', [{ reaction: 'answered', answer: 'price', next: 'out' }], 'out'),
      out,
    ]),
    field: 'exits.0.reaction',
    says: /“price”, which “mail” does not offer/,
  },
  {
    what: 'a coupon’s code where no coupon is given',
    definition: around(build.sms('it', 'out', { content: { en: { text: CODE } } })),
    field: 'content.en.text',
    says: /code of a coupon, but the scenario gives none/,
  },
  {
    what: 'a coupon’s code that some have not got',
    definition: build.scenario([
      build.start('code'),
      build.coupon('code', 'it', { unavailable: 'it' }),
      build.sms('it', 'out', { content: { en: { text: CODE } } }),
      out,
    ]),
    field: 'content.en.text',
    says: /without having got “code”/,
  },
  {
    what: 'waiting for a reaction to a mail that some could not get',
    definition: build.scenario([
      build.start('mail'),
      build.email('mail', 'it', { unreachable: 'it' }),
      build.waitFor('it', 'mail', [], 'out'),
      out,
    ]),
    field: 'messageBlock',
    says: /without having been sent “mail”/,
  },
  {
    what: 'a ring whose only wait ends with a date',
    definition: build.scenario([
      build.start('it'),
      build.branch('it', { Gold: 'until' }, 'out'),
      build.wait('until', { kind: 'date', date: 'birthday', daysBefore: 0, hour: 9 }, 'it'),
      out,
    ]),
    field: '',
    says: /round again without any wait/,
  },
  {
    what: 'a goal segment that is gone',
    definition: around(build.wait('it', 1, 'out'), {
      goal: { kind: 'joins segment', segmentId: 6 },
    }),
    field: 'goal.segmentId',
    says: /does not exist/,
    beside: true,
  },
  {
    what: 'a goal category without a name',
    definition: around(build.wait('it', 1, 'out'), {
      goal: { kind: 'order of category', category: '' },
    }),
    field: 'goal.category',
    says: /Name the category/,
    beside: true,
  },
  {
    what: 'quiet hours that end when they begin',
    definition: quiet({ hours: { from: 8, until: 8 } }),
    field: 'quiet.hours.until',
    says: /end when they begin/,
    beside: true,
  },
  {
    what: 'a week of quiet days',
    definition: quiet({ weekdays: [1, 2, 3, 4, 5, 6, 7] }),
    field: 'quiet',
    says: /no hour of the week/,
    beside: true,
  },
];

describe('the faults of a definition in its shop', () => {
  it.each(FAULTY)('name $what', ({ definition, field, says, warning, beside }) => {
    const found = faultsOf(definition, SHOP);
    const [own] = definition.blocks.filter(({ id }) => id === 'it' || id === 'start').reverse();

    expect(found).toEqual([
      {
        severity: warning ? 'warning' : 'fault',
        blockId: beside ? null : own?.id,
        field: field === '' ? null : field,
        message: expect.stringMatching(says),
      },
    ]);
  });

  it('are none in a scenario of every kind of block', () => {
    expect(faultsOf(build.EVERY_KIND, SHOP)).toEqual([]);
  });

  it('say that customers of a missing language get the shop’s fallback, where that is written', () => {
    const { MAIL_CONTENT: text } = build;
    const message = build.email('it', 'out', {
      content: { en: text, pl: text },
      fallbackLanguage: 'pl',
    });
    const languages = { languages: ['en', 'fr', 'pl'], fallback: 'en' } as const;
    expect(faultsOf(around(message), { ...SHOP, languages })).toMatchObject([
      {
        severity: 'warning',
        field: 'content.fr',
        message: expect.stringMatching('who speak it get English'),
      },
    ]);
  });

  it('are none where a coupon’s code is said to those only who have one', () => {
    const guarded = `{% if coupon.code != blank %}${CODE}{% else %}STOP{% endif %}`;
    const sms = (text: string) => build.sms('it', 'out', { content: { en: { text } } });
    const given = build.scenario([build.start('code'), build.coupon('code', 'it'), sms(CODE), out]);

    expect(faultsOf(around(sms(guarded)), SHOP)).toEqual([]);
    expect(faultsOf(given, SHOP)).toEqual([]);
  });

  it('are said in the reader’s language, each in its own', () => {
    for (const { what, definition } of FAULTY) {
      const [english, french, polish] = (['en', 'fr', 'pl'] as const).map((language) =>
        faultsOf(definition, SHOP, language).map(({ message }) => message),
      );
      expect(french, what).toHaveLength(english?.length ?? 0);
      expect(french, what).not.toEqual(english);
      expect(polish, what).not.toEqual(english);
      expect(`${french} ${polish}`, what).not.toMatch(/undefined|null|NaN|\$\{/);
    }
  });

  it('leave out what depends on the shop where nothing is known of it', () => {
    const gone = around(build.audience('it', 'out', { audienceId: 8 }));

    expect(faultsOf(gone)).toEqual([]);
  });

  it('do not hinder where they only need a yes', () => {
    const warned = started({ kind: 'by hand' }, { holdoutShare: 0 });

    expect(hindering(faultsOf(warned, SHOP))).toEqual([]);
  });
});
