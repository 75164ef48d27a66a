import { useMemo } from 'preact/hooks';
import type { ScenarioDefinition } from '../../../core/scenario/types.ts';
import { layOut, NODE } from '../../models/graph-layout.ts';
import { roundedPath } from './graph.tsx';
import './graph.css';

/** A short scenario is drawn no larger than a long one. */
const MOST_SCALE = 0.3;

/** The shape of a scenario, small: blocks without words. */
export function Thumbnail({ definition }: { readonly definition: ScenarioDefinition }) {
  const { nodes, edges, width, height } = useMemo(() => layOut(definition), [definition]);
  const kinds = new Map(definition.blocks.map((block) => [block.id, block.kind]));
  return (
    <svg
      class="thumbnail"
      viewBox={`-8 -8 ${width + 16} ${height + 16}`}
      width={(width + 16) * MOST_SCALE}
      height={(height + 16) * MOST_SCALE}
      aria-hidden="true"
    >
      {edges.map((edge) => (
        <path key={`${edge.from} ${edge.field}`} d={roundedPath(edge.points, 16)} />
      ))}
      {nodes.map(({ id, x, y }) => (
        <rect
          key={id}
          class={kinds.get(id)?.replaceAll(' ', '-') ?? ''}
          x={x - NODE.width / 2}
          y={y}
          width={NODE.width}
          height={NODE.height}
          rx="22"
        />
      ))}
    </svg>
  );
}
