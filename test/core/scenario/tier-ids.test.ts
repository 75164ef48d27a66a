import { describe, expect, it } from 'vitest';
import { tierCalled, withTierIds } from '../../../admin-app/core/scenario/tier-ids.ts';
import * as build from './build.ts';

const TIERS = [
  { id: 'silver', name: 'Argent' },
  { id: 'gold', name: 'silver' },
  { id: 'tier-7', name: 'Bronze' },
];
const out = build.exit('out');
const scenario = (from: readonly string[] | null, to: readonly string[] | null, given: string) =>
  build.scenario([
    build.start('give', { trigger: { kind: 'tier changes', direction: 'up', from, to } }),
    build.update('give', [{ kind: 'suppress' }, { kind: 'set tier', tier: given }], 'out'),
    out,
  ]);

describe('the tier that a scenario names', () => {
  it.each([
    ['Bronze', 'tier-7'],
    ['tier-7', 'tier-7'],
    ['silver', 'silver'],
    ['bronze', undefined],
  ])('as %s is %s: by id, else by exactly that name', (called, id) => {
    expect(tierCalled(TIERS, called)?.id).toBe(id);
  });

  it('is written by id in place of names, and what is unknown stays', () => {
    expect(withTierIds(scenario(['Bronze', 'Gone'], ['Argent'], 'Bronze'), TIERS)).toEqual(
      scenario(['tier-7', 'Gone'], ['silver'], 'tier-7'),
    );
  });

  it.each([
    scenario(null, null, 'silver'),
    scenario(['silver'], [], 'Gone'),
    build.scenario([build.start('out', { trigger: { kind: 'by hand' } }), out]),
  ])('leaves a definition itself where nothing is called by name', (definition) => {
    expect(withTierIds(definition, TIERS)).toBe(definition);
  });
});
