import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hindering } from '../../../admin-app/core/scenario/fault.ts';
import { faultsOf } from '../../../admin-app/core/scenario/faults-of.ts';
import { anyDefinition } from './any-definition.ts';
import { SOMEBODY } from './build.ts';
import { type Chance, StepWorld } from './step-world.ts';

const START = Date.UTC(2026, 2, 27, 15, 20);

const results = ['sent', 'unknown', 'blocked', 'outranked', 'failed'] as const;
const settle = (result: (typeof results)[number]): Chance => ({ what: 'settle', result });

/** Mostly what lets the story go on, sometimes what ends it, often what comes too late or twice. */
const anyChance: fc.Arbitrary<Chance> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Chance>({ what: 'timer' }) },
  { weight: 8, arbitrary: fc.constant(settle('sent')) },
  { weight: 3, arbitrary: fc.constantFrom(...results).map(settle) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('opened' as const, 'clicked' as const, 'answered' as const)
      .map((reaction): Chance => ({ what: 'react', reaction })),
  },
  { weight: 3, arbitrary: fc.constant<Chance>({ what: 'decide' }) },
  { weight: 3, arbitrary: fc.constantFrom<Chance>({ what: 'issue' }, { what: 'refuse code' }) },
  { weight: 2, arbitrary: fc.constantFrom<Chance>({ what: 'visit' }, { what: 'use coupon' }) },
  { weight: 3, arbitrary: fc.constant<Chance>({ what: 'tell again' }) },
  { weight: 2, arbitrary: fc.constantFrom<Chance>({ what: 'move' }, { what: 'take over' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Chance>(
      { what: 'order' },
      { what: 'goal' },
      { what: 'unsubscribe' },
    ),
  },
);

const anyCustomer = fc.record({
  shopId: fc.constant(1),
  scenarioId: fc.constant(1),
  customerId: fc.integer({ min: 1, max: 50 }),
  zone: fc.constantFrom('Europe/Warsaw', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'),
  birthday: fc.constantFrom(null, { month: 2, date: 29 }),
  dueDay: fc.constantFrom(null, Math.floor(START / 86_400_000) + 20),
  hours: fc.constantFrom(
    null,
    Array.from({ length: 168 }, (_, hour) => hour % 7),
  ),
});

const anyVersions = fc.tuple(anyDefinition, anyDefinition);

const anyStory = fc.array(
  fc.tuple(anyChance, fc.constantFrom(0, 0, 1, 30), fc.integer({ min: 0, max: 1000 })),
  { minLength: 15, maxLength: 45 },
);

// Thousands of stories; on a machine that is busy with other tests that takes its time.
describe('any sound definition and anything that happens', { timeout: 120_000 }, () => {
  it('keep the promises: one send at a time, none when held out or after the goal, never stuck', () => {
    const seen = { sound: 0, all: 0, sends: 0, ended: 0, blocks: new Set<string>() };
    fc.assert(
      fc.property(anyVersions, anyCustomer, fc.nat(9), anyStory, (versions, who, nth, story) => {
        seen.all += 1;
        if (versions.some((it) => hindering(faultsOf(it)).length > 0)) return;
        const [definition] = versions;
        seen.sound += 1;
        const world = new StepWorld(versions, who, { at: START, heldOut: nth === 0 });
        for (const [chance, hours, pick] of story) {
          world.happen(chance, hours, pick);
          const block = definition.blocks.find(({ id }) => id === world.state.blockId);
          if (block) seen.blocks.add(block.kind);
        }
        seen.sends += world.planned.size;
        if (world.state.ended) seen.ended += 1;
      }),
      { numRuns: 1000 },
    );

    // The stories are worth something: most definitions are sound, and customers get far in them.
    expect(seen.sound / seen.all).toBeGreaterThan(0.4);
    expect(seen.sends / seen.sound).toBeGreaterThan(0.6);
    expect(seen.ended / seen.sound).toBeGreaterThan(0.3);
    expect([...seen.blocks]).toEqual(
      expect.arrayContaining(['start', 'message', 'wait', 'wait for reaction', 'branch', 'coupon']),
    );
  });

  it('let nobody fall out of an unsound definition without saying so', () => {
    fc.assert(
      fc.property(anyDefinition, anyStory, (definition, story) => {
        const broken = { ...definition, blocks: definition.blocks.slice(0, -2) };
        let world: StepWorld;
        try {
          world = new StepWorld([broken, definition], SOMEBODY, { at: START, heldOut: false });
          for (const [chance, hours, pick] of story) world.happen(chance, hours, pick);
        } catch (error) {
          // The only thing that differs from a sound one is where it ends.
          expect(String(error)).toContain('fault in the scenario');
        }
      }),
      { numRuns: 50 },
    );
  });
});
