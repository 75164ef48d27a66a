import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../../admin-app/core/scenario/faults-of.ts';
import { newEnrolment, step } from '../../../admin-app/core/scenario/step.ts';
import type {
  Block,
  EnrolmentState,
  ScenarioDefinition,
  ScenarioInput,
} from '../../../admin-app/core/scenario/types.ts';
import { REACTIONS } from '../../../admin-app/core/scenario/types.ts';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import { SOMEBODY } from './build.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const id = fc.constantFrom(...IDS);
const START = Date.UTC(2026, 0, 1);

const content = { subject: 's', preheader: '', body: [{ kind: 'text', text: 't' }] } as const;

function blockOf(own: string): fc.Arbitrary<Block> {
  return fc.oneof(
    fc.record({
      kind: fc.constant('message' as const),
      id: fc.constant(own),
      name: fc.constant(own),
      channel: fc.constant('email' as const),
      priorityClass: fc.constant('lifecycle' as const),
      content: fc.constant({ en: content }),
      fallbackLanguage: fc.constant('en' as const),
      sendTime: fc.constant({ kind: 'at once' as const }),
      unreachable: fc.constant(null),
      outranked: fc.constant(null),
      next: id,
    }),
    fc.record({
      kind: fc.constant('wait' as const),
      id: fc.constant(own),
      until: fc.record({ kind: fc.constant('time' as const), hours: fc.constantFrom(0, 1, 48) }),
      next: id,
    }),
    fc.record({
      kind: fc.constant('wait for reaction' as const),
      id: fc.constant(own),
      messageBlock: id,
      limitHours: fc.constantFrom(1, 48),
      exits: fc.array(
        fc.record({
          reaction: fc.constantFrom(...REACTIONS),
          answer: fc.constant(null),
          when: fc.constantFrom('at once' as const, 'at the limit' as const),
          next: id,
        }),
        { maxLength: 3 },
      ),
      otherwise: id,
    }),
    fc.record({
      kind: fc.constant('exit' as const),
      id: fc.constant(own),
      outcome: fc.constant(`out ${own}`),
    }),
  );
}

/** Any graph at all, checked or not: loops, dead ends, blocks nobody comes to. */
const anyDefinition: fc.Arbitrary<ScenarioDefinition> = fc
  .tuple(id, ...IDS.map(blockOf))
  .map(([next, ...blocks]) => ({
    blocks: [
      {
        kind: 'start' as const,
        id: 'start',
        trigger: { kind: 'by hand' as const },
        condition: null,
        reentry: { kind: 'never' as const },
        holdoutShare: 0.1,
        next,
      },
      ...blocks,
    ],
    goal: { kind: 'order' as const },
    quiet: null,
  }));

const anyInput: fc.Arbitrary<ScenarioInput> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'timer' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('ordered' as const), at: fc.constant(START) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('send settled' as const),
      blockId: id,
      step: fc.integer({ min: 1, max: 12 }),
      result: fc.constantFrom('sent', 'unknown', 'blocked', 'outranked', 'failed'),
      at: fc.constant(START),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('reacted' as const),
      blockId: id,
      step: fc.integer({ min: 1, max: 12 }),
      reaction: fc.constantFrom('opened', 'clicked', 'answered'),
      at: fc.constant(START),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ kind: 'entered' as const, cause: 'again' }),
  },
);

/** Plays the inputs, an hour or two days apart, and hands each step to the observer. */
function playAll(
  definition: ScenarioDefinition,
  heldOut: boolean,
  inputs: readonly (readonly [ScenarioInput, number])[],
  observe: (before: EnrolmentState, outcome: ReturnType<typeof step>) => void,
): void {
  let now = START;
  let state = newEnrolment(definition, { at: now, heldOut });
  const entered: ScenarioInput = { kind: 'entered', cause: 'was due' };
  for (const [input, hours] of [[entered, 0] as const, ...inputs]) {
    now += hours * HOUR_MS;
    const outcome = step(definition, state, input, { now, customer: SOMEBODY });
    observe(state, outcome);
    state = outcome.state;
  }
}

const anyStory = [
  anyDefinition,
  fc.boolean(),
  fc.array(fc.tuple(anyInput, fc.constantFrom(0, 1, 48)), { maxLength: 30 }),
] as const;

// Thousands of stories each; on a machine that is busy with other tests that takes its time.
describe('any definition and any inputs', { timeout: 60_000 }, () => {
  it('never plan two sends for one step, and none for who is held out', () => {
    fc.assert(
      fc.property(...anyStory, (definition, heldOut, inputs) => {
        const planned: number[] = [];
        playAll(definition, heldOut, inputs, (_, { effects }) => {
          planned.push(...effects.flatMap((it) => (it.kind === 'plan send' ? [it.step] : [])));
        });
        expect(new Set(planned).size).toBe(planned.length);
        if (heldOut) expect(planned).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('leave an ended enrolment as it is', () => {
    fc.assert(
      fc.property(...anyStory, (definition, heldOut, inputs) => {
        playAll(definition, heldOut, inputs, (before, outcome) => {
          if (before.ended) expect(outcome).toEqual({ state: before, effects: [], records: [] });
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('number the history without gaps, and write down every change', () => {
    fc.assert(
      fc.property(...anyStory, (definition, heldOut, inputs) => {
        let last = 0;
        playAll(definition, heldOut, inputs, (before, { state, records }) => {
          expect(records.map(({ step }) => step)).toEqual(
            records.map((_, index) => last + index + 1),
          );
          last += records.length;
          expect(state.steps).toBe(last);
          if (records.length === 0) expect(state).toBe(before);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('ask for a timer only at a block that waits, and for none after the end', () => {
    fc.assert(
      fc.property(...anyStory, (definition, heldOut, inputs) => {
        playAll(definition, heldOut, inputs, (_, { state }) => {
          const block = definition.blocks.find((it) => it.id === state.blockId);
          if (state.ended || block?.kind === 'message') expect(state.dueAt).toBeNull();
          else expect(state.dueAt).not.toBeNull();
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('never lead into a ring or a missing block where the definition has no fault', () => {
    let checked = 0;
    fc.assert(
      fc.property(...anyStory, (definition, heldOut, inputs) => {
        // Blocks that nobody comes to do not hurt a customer on the way.
        if (faultsOf(definition).some(({ message }) => !message.startsWith('No customer'))) return;
        checked += 1;
        playAll(definition, heldOut, inputs, (_, { state }) => {
          expect(state.ended?.outcome).not.toBe('fault in the scenario');
        });
      }),
      { numRuns: 10_000 },
    );
    expect(checked).toBeGreaterThan(50);
  });
});
