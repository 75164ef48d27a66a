import { describe, expect, it } from 'vitest';
import { newEnrolment, step } from '../../../admin-app/core/scenario/step.ts';
import { winBack } from '../../../admin-app/core/scenario/templates/win-back.ts';
import type {
  EnrolmentState,
  ScenarioDefinition,
  ScenarioInput,
} from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import { SOMEBODY } from './build.ts';

const NOW = Date.UTC(2026, 2, 29);
/** The context of a step at that time. */
const at = (now: number) => ({ now, customer: SOMEBODY });

function enter(definition: ScenarioDefinition = winBack): EnrolmentState {
  const fresh = newEnrolment(definition, { at: NOW, heldOut: false });
  return step(definition, fresh, { kind: 'entered', cause: 'was due' }, at(NOW)).state;
}

function afterSending(): EnrolmentState {
  const settled = { blockId: 'email-1', step: 1, result: 'sent', at: NOW } as const;
  return step(winBack, enter(), { kind: 'send settled', ...settled }, at(NOW)).state;
}

describe('one step of an enrolment', () => {
  it('plans the first send under the number of its step', () => {
    const fresh = newEnrolment(winBack, { at: NOW, heldOut: false });
    const { effects, state } = step(winBack, fresh, { kind: 'entered', cause: 'was due' }, at(NOW));

    expect(effects).toMatchObject([
      { kind: 'plan send', step: 1, block: { id: 'email-1' }, dueAt: NOW },
    ]);
    expect(state).toMatchObject({ blockId: 'email-1', dueAt: null, steps: 1 });
  });

  it('counts the 48 hours from the sending, however late the news of it came', () => {
    const late = NOW + 5 * HOUR_MS;
    const settled = { blockId: 'email-1', step: 1, result: 'sent', at: NOW } as const;
    const { state } = step(winBack, enter(), { kind: 'send settled', ...settled }, at(late));

    expect(state.dueAt).toBe(NOW + 48 * HOUR_MS);
  });

  it('decides at once when the limit was over before the block was reached', () => {
    const late = NOW + 50 * HOUR_MS;
    const settled = { blockId: 'email-1', step: 1, result: 'sent', at: NOW } as const;
    const { state } = step(winBack, enter(), { kind: 'send settled', ...settled }, at(late));

    expect(state.blockId).toBe('email-2');
  });

  it('cancels planned sends when an order arrives', () => {
    const { effects, state } = step(winBack, enter(), { kind: 'ordered', at: NOW }, at(NOW));

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
    const once = step(winBack, afterSending(), open(NOW + 1), at(NOW + 1));
    const twice = step(winBack, once.state, open(NOW + 2), at(NOW + 2));

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

    expect(step(winBack, state, input, at(NOW))).toEqual({ state, effects: [], records: [] });
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
