import { describe, expect, it } from 'vitest';
import { newEnrolment, step } from '../../../admin-app/core/scenario/step.ts';
import type {
  EnrolmentState,
  ScenarioDefinition,
  ScenarioInput,
} from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import * as build from './build.ts';
import { SOMEBODY, WIN_BACK } from './build.ts';

const NOW = Date.UTC(2026, 2, 29);
/** The context of a step at that time. */
const at = (now: number) => ({ now, customer: SOMEBODY });

function enter(definition: ScenarioDefinition = WIN_BACK): EnrolmentState {
  const fresh = newEnrolment(definition, { at: NOW, heldOut: false });
  return step(definition, fresh, { kind: 'entered', cause: 'was due' }, at(NOW)).state;
}

function afterSending(): EnrolmentState {
  const settled = { blockId: 'email-1', step: 1, result: 'sent', at: NOW } as const;
  return step(WIN_BACK, enter(), { kind: 'send settled', ...settled }, at(NOW)).state;
}

describe('one step of an enrolment', () => {
  it('plans the first send under the number of its step', () => {
    const fresh = newEnrolment(WIN_BACK, { at: NOW, heldOut: false });
    const { effects, state } = step(
      WIN_BACK,
      fresh,
      { kind: 'entered', cause: 'was due' },
      at(NOW),
    );

    expect(effects).toMatchObject([
      { kind: 'plan send', step: 1, block: { id: 'email-1' }, dueAt: NOW },
    ]);
    expect(state).toMatchObject({ blockId: 'email-1', dueAt: null, steps: 1 });
  });

  it('counts the 48 hours from the sending, however late the news of it came', () => {
    const late = NOW + 5 * HOUR_MS;
    const settled = { blockId: 'email-1', step: 1, result: 'sent', at: NOW } as const;
    const { state } = step(WIN_BACK, enter(), { kind: 'send settled', ...settled }, at(late));

    expect(state.dueAt).toBe(NOW + 48 * HOUR_MS);
  });

  it('decides at once when the limit was over before the block was reached', () => {
    const late = NOW + 50 * HOUR_MS;
    const settled = { blockId: 'email-1', step: 1, result: 'sent', at: NOW } as const;
    const { state } = step(WIN_BACK, enter(), { kind: 'send settled', ...settled }, at(late));

    expect(state.blockId).toBe('email-2');
  });

  it('cancels planned sends when an order arrives', () => {
    const { effects, state } = step(WIN_BACK, enter(), { kind: 'ordered', at: NOW }, at(NOW));

    expect(effects).toEqual([{ kind: 'cancel planned sends', step: 2 }]);
    expect(state.ended).toEqual({ at: NOW, outcome: 'returned' });
  });

  it('keeps the first time of each reaction', () => {
    const open = (when: number): ScenarioInput => ({
      kind: 'reacted',
      blockId: 'email-1',
      step: 1,
      reaction: 'opened',
      at: when,
    });
    const once = step(WIN_BACK, afterSending(), open(NOW + 1), at(NOW + 1));
    const twice = step(WIN_BACK, once.state, open(NOW + 2), at(NOW + 2));

    expect(once.state.messages['email-1']?.openedAt).toBe(NOW + 1);
    expect(twice).toEqual({ state: once.state, effects: [], records: [] });
  });

  const UNCONCERNED: readonly { what: string; input: ScenarioInput }[] = [
    { what: 'a timer that is not due', input: { kind: 'timer' } },
    { what: 'entering again', input: { kind: 'entered', cause: 'was due' } },
    {
      what: 'a send of another block',
      input: { kind: 'send settled', blockId: 'email-2', step: 1, result: 'sent', at: NOW },
    },
    {
      what: 'a send of an earlier round',
      input: { kind: 'send settled', blockId: 'email-1', step: 0, result: 'failed', at: NOW },
    },
    {
      what: 'a reaction to the mail of an earlier round',
      input: { kind: 'reacted', blockId: 'email-1', step: 7, reaction: 'opened', at: NOW },
    },
    {
      what: 'a reaction to a mail that was never planned',
      input: { kind: 'reacted', blockId: 'question', step: 9, reaction: 'opened', at: NOW },
    },
  ];

  it.each(UNCONCERNED)('is not touched by $what', ({ input }) => {
    const state = afterSending();

    expect(step(WIN_BACK, state, input, at(NOW))).toEqual({ state, effects: [], records: [] });
  });

  it('begins with entering, whatever is told before', () => {
    const fresh = newEnrolment(WIN_BACK, { at: NOW, heldOut: false });
    const goalless = { ...WIN_BACK, goal: { kind: 'none' } } as const;
    const early: readonly ScenarioInput[] = [
      { kind: 'ordered', at: NOW },
      { kind: 'visited', at: NOW },
      { kind: 'goal reached', outcome: 'joined', at: NOW },
      { kind: 'moved', to: 'question', at: NOW, by: 'Ola' },
    ];

    for (const input of early) expect(step(goalless, fresh, input, at(NOW)).state).toBe(fresh);
    const ordered = step(WIN_BACK, fresh, { kind: 'ordered', at: NOW }, at(NOW));
    expect(ordered.state.ended?.outcome).toBe('returned');
  });

  describe('at a branch', () => {
    const branches = build.scenario([
      build.start('tier'),
      build.branch('tier', { Gold: 'gold' }, 'others'),
      build.exit('gold'),
      build.exit('others'),
    ]);
    const asked = () => enter(branches);
    const decided = (step: number, arm: number | null): ScenarioInput => ({
      kind: 'branch decided',
      blockId: 'tier',
      step,
      arm,
    });

    it('takes the answer to its question', () => {
      const { state, records } = step(branches, asked(), decided(1, 0), at(NOW));

      expect(state.ended?.outcome).toBe('gold');
      expect(records[0]?.cause).toBe('matches “Gold”');
    });

    it('asks again when the answer got lost, and takes no answer to the older question then', () => {
      const later = NOW + HOUR_MS;
      const again = step(branches, asked(), { kind: 'timer' }, at(later));

      expect(again.effects).toMatchObject([{ kind: 'decide branch', step: 2 }]);
      expect(again.state.dueAt).toBeGreaterThan(later);
      expect(step(branches, again.state, decided(1, 0), at(later)).state).toBe(again.state);
      expect(step(branches, again.state, decided(2, null), at(later)).state.ended?.outcome).toBe(
        'others',
      );
    });
  });

  describe('at a coupon', () => {
    const codes = build.scenario([
      build.start('code'),
      build.coupon('code', 'wait'),
      build.wait('wait', 48, 'code'),
    ]);
    const issued = (step: number, code: string): ScenarioInput => ({
      kind: 'coupon issued',
      blockId: 'code',
      step,
      code,
      expiresAt: NOW + 99 * HOUR_MS,
    });

    it('goes on with the code once, whatever code is told afterwards', () => {
      const first = step(codes, enter(codes), issued(1, 'HELLO-A'), at(NOW)).state;

      expect(first).toMatchObject({ blockId: 'wait', coupons: { code: { code: 'HELLO-A' } } });
      expect(step(codes, first, issued(1, 'HELLO-B'), at(NOW)).state).toBe(first);
    });

    it('waits in a second round for a second code', () => {
      const first = step(codes, enter(codes), issued(1, 'HELLO-A'), at(NOW)).state;
      const later = NOW + 48 * HOUR_MS;
      const round = step(codes, first, { kind: 'timer' }, at(later));

      expect(round.effects).toMatchObject([{ kind: 'issue coupon', step: 3 }]);
      expect(step(codes, round.state, issued(1, 'HELLO-A'), at(later)).state).toBe(round.state);
    });

    it('remembers a code that comes after staff moved the customer on', () => {
      const to: ScenarioInput = { kind: 'moved', to: 'wait', at: NOW, by: 'Ola' };
      const moved = step(codes, enter(codes), to, at(NOW)).state;
      const { state, records } = step(codes, moved, issued(1, 'HELLO-A'), at(NOW));

      expect(state).toMatchObject({ blockId: 'wait', coupons: { code: { code: 'HELLO-A' } } });
      expect(records).toMatchObject([{ cause: 'coupon issued', result: 'noted' }]);
    });
  });

  it('says in the history which arm of a split was taken, and who moved whom', () => {
    const ways = build.scenario([
      build.start('test'),
      build.split('test', { short: 'wait', long: 'wait' }),
      build.wait('wait', 48, 'out'),
      build.exit('out'),
    ]);
    const fresh = newEnrolment(ways, { at: NOW, heldOut: false });
    const entered = step(ways, fresh, { kind: 'entered', cause: 'was due' }, at(NOW));
    const to: ScenarioInput = { kind: 'moved', to: 'out', at: NOW + 1, by: 'Ola' };
    const moved = step(ways, entered.state, to, at(NOW + 1));

    expect(entered.records.map(({ result }) => result)).toEqual([
      expect.stringMatching(/^went to test: (short|long)$/),
      'went to Wait 48 hours',
    ]);
    expect(moved.records).toMatchObject([{ cause: 'moved by Ola', result: 'left: out' }]);
  });

  it('lets a customer go whose block is not in the definition, rather than keep them for ever', () => {
    const { state } = step(
      { blocks: [], goal: { kind: 'order' }, quiet: null },
      afterSending(),
      { kind: 'timer' },
      at(NOW + 99 * HOUR_MS),
    );

    expect(state.ended?.outcome).toBe('fault in the scenario');
  });
});
