import { type Finding, found } from '../../finding.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { StartScenarioBlock } from '../../types.ts';

/** Whether the scenarios start each other in a ring is checked over all blocks together. */
export function faultsOf(
  { id, scenarioId }: StartScenarioBlock,
  surroundings: Surroundings | null,
): readonly Finding[] {
  if (!surroundings || scenarioId === surroundings.scenarioId) return [];
  if (surroundings.scenarios.some((it) => it.scenarioId === scenarioId)) return [];
  return [found(id, 'scenarioId', (words) => words.scenarioGone)];
}
