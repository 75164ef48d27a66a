/** What every step looks up in a definition, worked out once per definition: they never change once made. */
import type { Block, BlockId, ScenarioDefinition, StartBlock } from './types.ts';

export interface DefinitionIndex {
  readonly start: StartBlock | null;
  readonly blocks: ReadonlyMap<BlockId, Block>;
  /** Some block waits for a visit. */
  readonly heedsVisits: boolean;
}

const indexes = new WeakMap<ScenarioDefinition, DefinitionIndex>();

export function indexOf(definition: ScenarioDefinition): DefinitionIndex {
  let index = indexes.get(definition);
  if (!index) {
    index = buildIndex(definition);
    indexes.set(definition, index);
  }
  return index;
}

function buildIndex({ blocks }: ScenarioDefinition): DefinitionIndex {
  const byId = new Map<BlockId, Block>();
  // Of two blocks under one name the first is meant; the checks refuse such a definition.
  for (const block of blocks) if (!byId.has(block.id)) byId.set(block.id, block);
  return {
    start: blocks.find((block) => block.kind === 'start') ?? null,
    blocks: byId,
    heedsVisits: blocks.some(
      (block) =>
        block.kind === 'wait for reaction' &&
        block.exits.some(({ reaction }) => reaction === 'visited'),
    ),
  };
}
