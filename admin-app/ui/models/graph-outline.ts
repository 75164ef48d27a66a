/** The scenario read from top to bottom as a list: for narrow screens, and beside a message that needs the room. */
import type { ExitPath } from '../../core/scenario/blocks/exit-path.ts';
import { graphOf } from '../../core/scenario/graph.ts';
import type { BlockId, ScenarioDefinition } from '../../core/scenario/types.ts';

export interface OutlineLine {
  readonly id: BlockId;
  readonly depth: number;
  /** The exit that leads here; null for the start and for blocks that nothing leads to. */
  readonly way: {
    readonly from: BlockId;
    readonly field: string;
    readonly via: ExitPath['via'];
  } | null;
  /** The exit is one of several. */
  readonly branches: boolean;
  /** The block was already listed: the branch joins it there. */
  readonly joins: boolean;
}

export function outlineOf(definition: ScenarioDefinition): readonly OutlineLine[] {
  const { edges, layers } = graphOf(definition);
  const lines: OutlineLine[] = [];
  const listed = new Set<BlockId>();
  const list = (id: BlockId, depth: number, way: OutlineLine['way'], branches: boolean): void => {
    const joins = listed.has(id);
    lines.push({ id, depth, way, branches, joins });
    if (joins) return;
    listed.add(id);
    const exits = edges.filter(({ from }) => from === id);
    const several = exits.length > 1;
    for (const { from, to, field, via } of exits) {
      list(to, several ? depth + 1 : depth, { from, field, via }, several);
    }
  };
  for (const id of layers.flat()) if (!listed.has(id)) list(id, 0, null, false);
  return lines;
}
