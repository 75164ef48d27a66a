/** Walking the graph of blocks along its exits. Exits that lead nowhere are ignored here and named by the checks. */
import type { ExitPath } from './blocks/exit-path.ts';
import { exitsOf } from './blocks/shape.ts';
import type { Block, BlockId, ScenarioDefinition } from './types.ts';

export type ExitFilter = (block: Block, exit: ExitPath) => boolean;

/** The blocks a customer can come to from these, these included, using only the exits that the filter lets pass. */
export function reachableFrom(
  { blocks }: ScenarioDefinition,
  from: readonly BlockId[],
  mayTake: ExitFilter = () => true,
): ReadonlySet<BlockId> {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const reached = new Set<BlockId>();
  const pending = [...from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const block = byId.get(id);
    if (!block || reached.has(id)) continue;
    reached.add(id);
    pending.push(...exitsOf(block).flatMap((exit) => (mayTake(block, exit) ? [exit.next] : [])));
  }
  return reached;
}

/** Whether a customer at the block can come back to it by the exits that the filter lets pass. */
export function isInRing(
  definition: ScenarioDefinition,
  block: Block,
  mayTake: ExitFilter,
): boolean {
  const first = exitsOf(block).filter((exit) => mayTake(block, exit));
  return reachableFrom(
    definition,
    first.map((exit) => exit.next),
    mayTake,
  ).has(block.id);
}
