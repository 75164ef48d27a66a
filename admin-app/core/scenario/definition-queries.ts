/** The segment queries of a scenario, wherever they stand in it. */
import type { ScenarioDefinition } from './types.ts';

export function queriesIn({ blocks }: ScenarioDefinition): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'branch') return block.arms.map(({ query }) => query);
    return block.kind === 'start' && block.condition !== null ? [block.condition] : [];
  });
}

/** The definition with each query as `change` gives it; itself where none is another. */
export function withQueries(
  definition: ScenarioDefinition,
  change: (query: string) => string,
): ScenarioDefinition {
  if (queriesIn(definition).every((query) => change(query) === query)) return definition;
  const blocks = definition.blocks.map((block) => {
    if (block.kind === 'branch') {
      return { ...block, arms: block.arms.map((arm) => ({ ...arm, query: change(arm.query) })) };
    }
    if (block.kind !== 'start' || block.condition === null) return block;
    return { ...block, condition: change(block.condition) };
  });
  return { ...definition, blocks };
}
