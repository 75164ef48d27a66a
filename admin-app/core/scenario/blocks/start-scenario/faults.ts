import { faultAt } from '../../fault.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Fault, StartScenarioBlock } from '../../types.ts';

/** Whether the scenarios start each other in a ring is checked over all blocks together. */
export function faultsOf(
  { id, scenarioId }: StartScenarioBlock,
  surroundings: Surroundings | null,
): readonly Fault[] {
  if (!surroundings || scenarioId === surroundings.scenarioId) return [];
  if (surroundings.scenarios.some((it) => it.scenarioId === scenarioId)) return [];
  const message = 'The scenario to start does not exist (any more); choose another.';
  return [faultAt(id, 'scenarioId', message)];
}
