import { describe, expect, it } from 'vitest';
import { scenarioDefinition } from '../../../admin-app/contract/scenario-definition.ts';
import { changesBetween } from '../../../admin-app/core/scenario/changes-between.ts';
import { memoryOf } from '../../../admin-app/core/scenario/memory.ts';
import { moveOver } from '../../../admin-app/core/scenario/move-over.ts';
import { type Needs, needsOf } from '../../../admin-app/core/scenario/needs.ts';
import { newEnrolment } from '../../../admin-app/core/scenario/step.ts';
import type {
  Block,
  EnrolmentState,
  ScenarioDefinition,
} from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import * as build from './build.ts';
import { WIN_BACK } from './build.ts';

const NOW = Date.UTC(2026, 10, 23);
const out = build.exit('out');
const mail = build.email('mail', 'wait');
const scenario = (...blocks: readonly Block[]) =>
  build.scenario([build.start('mail'), ...blocks, out]);
const before = scenario(mail, build.wait('wait', 48, 'out'));

describe('what changed between two versions', () => {
  const changed = (after: ScenarioDefinition) =>
    changesBetween(before, after).map(({ kind, blockId, fields, words }) => ({
      change: `${kind} ${blockId}`,
      fields,
      words,
    }));

  it('is nothing where only the order of keys differs', () => {
    const { id, kind, ...rest } = mail;
    expect(changed(scenario({ ...rest, kind, id }, build.wait('wait', 48, 'out')))).toEqual([]);
  });

  it('says what a block was and is', () => {
    expect(changed(scenario(mail, build.wait('wait', 72, 'out')))).toEqual([
      {
        change: 'changed wait',
        fields: ['until.hours'],
        words: 'Wait 48 hours → Wait 3 days.',
      },
    ]);
  });

  it('names fields where the description is the same', () => {
    const preheader = 'In short';
    const content = { en: { ...build.MAIL_CONTENT, preheader } };
    expect(changed(scenario({ ...mail, content }, build.wait('wait', 48, 'out')))).toEqual([
      {
        change: 'changed mail',
        fields: ['content.en.preheader'],
        words: '“mail”: content.en.preheader changed.',
      },
    ]);
  });

  it('tells new, gone and re-led blocks apart', () => {
    const after = scenario({ ...mail, next: 'ask' }, build.email('ask', 'out'));
    expect(changed(after)).toEqual([
      { change: 'changed mail', fields: ['next'], words: '“mail” leads elsewhere: to “ask”.' },
      { change: 'added ask', fields: [], words: 'New: “ask” (E-mail “Hello”).' },
      { change: 'removed wait', fields: [], words: 'Gone: Wait 48 hours.' },
    ]);
  });

  it('says where the ways lead that lead elsewhere', () => {
    const reaction = (opened: string, otherwise: string) =>
      scenario(
        build.email('mail', 'wait', { unreachable: otherwise === 'out' ? 'out' : null }),
        build.waitFor('wait', 'mail', [{ reaction: 'opened', next: opened }], otherwise),
        build.email('ask', 'out'),
      );
    const changes = changesBetween(reaction('out', 'ask'), reaction('ask', 'out'));

    expect(changes.map(({ words }) => words)).toEqual([
      '“mail” leads elsewhere: cannot be reached to “Leaves: out”.',
      '“Wait for a reaction” leads elsewhere: opened, at once to “ask”; otherwise to “Leaves: out”.',
    ]);
  });

  it('has goal and quiet times in it', () => {
    const after = {
      ...before,
      goal: { kind: 'none' },
      quiet: { hours: null, weekdays: [7] },
    } as const;
    expect(changed(after)).toEqual([
      { change: 'changed null', fields: ['goal.kind'], words: 'The goal has changed.' },
      { change: 'changed null', fields: ['quiet'], words: 'The quiet times have changed.' },
    ]);
  });
});

describe('who is inside when a new version comes', () => {
  const at = (blockId: string, changes: Partial<EnrolmentState> = {}): EnrolmentState => ({
    ...newEnrolment(before, { at: NOW, heldOut: false }),
    blockId,
    steps: 3,
    ...changes,
  });

  it('keeps what is remembered, and waits as long as the new version says', () => {
    const messages = { mail: { step: 1, sentAt: NOW } };
    const state = at('wait', { messages, dueAt: NOW + 48 * HOUR_MS });
    const after = scenario(mail, build.wait('wait', 72, 'out'));

    expect(moveOver(before, after, state)).toEqual({ ...state, dueAt: NOW + 72 * HOUR_MS });
  });

  it('counts a changed limit of a reaction from the sending', () => {
    const reaction = (hours: number) => build.waitFor('wait', 'mail', [], 'out', hours);
    const messages = { mail: { step: 1, sentAt: NOW - 5 * HOUR_MS } };
    const state = at('wait', { messages, dueAt: NOW + 43 * HOUR_MS });
    const moved = moveOver(scenario(mail, reaction(48)), scenario(mail, reaction(24)), state);

    expect(moved?.dueAt).toBe(NOW + 19 * HOUR_MS);
  });

  it('keeps the end of a wait until an hour', () => {
    const until = (hour: number) => build.wait('wait', { kind: 'hour', hour }, 'out');
    const state = at('wait', { dueAt: NOW + 9 * HOUR_MS });

    expect(moveOver(scenario(mail, until(9)), scenario(mail, until(18)), state)).toEqual(state);
  });

  it('stays at the start where held out, whatever that is called', () => {
    const start = { ...build.start('out'), id: 'begin' };
    const state = { ...at('start'), heldOut: true, dueAt: NOW + 90 * 24 * HOUR_MS };
    const moved = moveOver(before, build.scenario([start, out]), state);

    expect(moved).toEqual({ ...state, blockId: 'begin' });
  });

  it.each([
    { what: 'is gone', after: scenario({ ...mail, next: 'out' }) },
    { what: 'has become another kind', after: scenario(mail, build.exit('wait')) },
  ])('cannot be taken over when their block $what', ({ after }) => {
    expect(moveOver(before, after, at('wait'))).toBeNull();
  });

  it('cannot be taken over from a planned mail to a push message', () => {
    expect(moveOver(before, scenario(build.push('mail', 'out')), at('mail'))).toBeNull();
  });

  it('is left alone when they have left', () => {
    const state = at('wait', { ended: { at: NOW, outcome: 'returned' } });

    expect(moveOver(before, scenario({ ...mail, next: 'out' }), state)).toBe(state);
  });
});

describe('what a step needs to know of the customer', () => {
  const NOTHING: Needs = { zone: false, birthday: false, dueDay: false, hours: false };
  const NIGHT = { hours: { from: 22, until: 8 }, weekdays: [] };

  it.each<{ what: string; definition: ScenarioDefinition; needs: Partial<Needs> }>([
    { what: 'nothing for plain waits and mails at once', definition: WIN_BACK, needs: {} },
    {
      what: 'their clock for quiet times',
      definition: { ...WIN_BACK, quiet: NIGHT },
      needs: { zone: true },
    },
    {
      what: 'nothing for quiet times without a message',
      definition: build.scenario([build.start('out'), out], { quiet: NIGHT }),
      needs: {},
    },
    {
      what: 'their clock for an hour of sending',
      definition: scenario({ ...mail, sendTime: { kind: 'at hour', hour: 9 } }),
      needs: { zone: true },
    },
    {
      what: 'their hours for the best hour',
      definition: scenario({ ...mail, sendTime: { kind: 'best hour' } }),
      needs: { zone: true, hours: true },
    },
    {
      what: 'their birthday',
      definition: scenario(
        mail,
        build.wait('wait', { kind: 'date', date: 'birthday', daysBefore: 0, hour: 9 }, 'out'),
      ),
      needs: { zone: true, birthday: true },
    },
    {
      what: 'their predicted date',
      definition: scenario(
        mail,
        build.wait(
          'wait',
          { kind: 'date', date: 'predicted_next_order_date', daysBefore: 0, hour: 9 },
          'out',
        ),
      ),
      needs: { zone: true, dueDay: true },
    },
  ])('is $what', ({ definition, needs }) => {
    expect(needsOf(definition)).toEqual({ ...NOTHING, ...needs });
  });
});

describe('what is stored', () => {
  it('is all of the memory and nothing of the place', () => {
    const state = { ...newEnrolment(before, { at: NOW, heldOut: true }), visitedAt: NOW };

    expect(memoryOf(state)).toEqual({ messages: {}, coupons: {}, arms: {}, visitedAt: NOW });
  });
});

describe('a definition that comes in', () => {
  it('is taken as it is, whatever kinds of blocks are in it', () => {
    expect(scenarioDefinition.parse(build.EVERY_KIND)).toEqual(build.EVERY_KIND);
  });

  it.each([
    { what: 'a field that does not exist', block: { ...out, colour: 'red' } },
    { what: 'a kind that does not exist', block: { ...out, kind: 'teleport' } },
    { what: 'an id that is no id', block: { ...out, id: 'Out of here' } },
    {
      what: 'a weekday that does not exist',
      block: build.wait('a', { kind: 'weekday', weekday: 9, hour: 1 }, 'out'),
    },
    { what: 'content of another channel', block: { ...mail, channel: 'sms' } },
    {
      what: 'a coupon of more than everything',
      block: build.coupon('a', 'out', { discount: { kind: 'percentage', percent: 200 } }),
    },
  ])('is refused with $what', ({ block }) => {
    expect(scenarioDefinition.safeParse({ ...before, blocks: [block] }).success).toBe(false);
  });
});
