/** Everything that stands in the way of activating a scenario, each with the block and field where it is mended. */
import { blockFaults } from './blocks/faults.ts';
import { exitsOf, nameOf } from './blocks/shape.ts';
import { definitionFaults } from './definition-faults.ts';
import { faultAt } from './fault.ts';
import { graphFaults } from './graph-faults.ts';
import { startLoopFaults } from './start-loops.ts';
import type { Surroundings } from './surroundings.ts';
import type { Block, Fault, ScenarioDefinition, StartBlock } from './types.ts';

/**
 * Faults and warnings; the definition can be activated when there is no fault. Without surroundings, what depends on
 * the rest of the shop goes unchecked.
 */
export function faultsOf(
  definition: ScenarioDefinition,
  surroundings: Surroundings | null = null,
): readonly Fault[] {
  const { blocks } = definition;
  const starts = blocks.filter((block) => block.kind === 'start');
  const [start] = starts;
  return [
    ...startFaults(starts),
    ...definitionFaults(definition, surroundings),
    ...duplicateIds(blocks),
    ...blocks.flatMap((block) => blockFaults(block, definition, surroundings)),
    ...blocks.flatMap((block) => exitFaults(block, definition)),
    ...(start ? graphFaults(definition, start) : []),
    ...(surroundings ? startLoopFaults(definition, surroundings) : []),
  ];
}

function startFaults(starts: readonly StartBlock[]): readonly Fault[] {
  if (starts.length === 0) return [faultAt(null, 'blocks', 'The scenario has no start.')];
  return starts
    .slice(1)
    .map(({ id }) => faultAt(id, null, 'The scenario has a second start; only one is possible.'));
}

function duplicateIds(blocks: readonly Block[]): readonly Fault[] {
  return blocks
    .filter(({ id }, index) => blocks.findIndex((block) => block.id === id) < index)
    .map(({ id }) => faultAt(id, 'id', `Two blocks are called “${id}”; each needs its own name.`));
}

function exitFaults(block: Block, { blocks }: ScenarioDefinition): readonly Fault[] {
  return exitsOf(block).flatMap(({ next, field }) => {
    const target = blocks.find(({ id }) => id === next);
    if (target && target.kind !== 'start') return [];
    const message = target
      ? `“${nameOf(block)}” leads back to the start; customers enter only once.`
      : `“${nameOf(block)}” leads to “${next}”, which does not exist.`;
    return [faultAt(block.id, field, message)];
  });
}
