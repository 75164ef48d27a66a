import { useEffect, useMemo, useRef } from 'preact/hooks';
import { graphOf } from '../../../core/scenario/graph.ts';
import type { Block, BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import {
  type GraphLayout,
  layOut,
  NODE,
  type OutlineLine,
  outlineOf,
  type PlacedEdge,
  type Point,
} from '../../models/graph-layout.ts';
import { Icon } from '../icon.tsx';
import './graph.css';
import { Node, type NodeState } from './node.tsx';
import { blockTitle, exitInWords } from './words.ts';

interface Props {
  readonly definition: ScenarioDefinition;
  readonly selected: BlockId | null;
  readonly stateOf: (id: BlockId) => Omit<NodeState, 'selected'>;
  readonly onSelect: (id: BlockId) => void;
}

/** The scenario as a picture from top to bottom. To screen readers it is a list of blocks that say where they lead. */
export function Graph(props: Props) {
  const { definition, selected, stateOf, onSelect } = props;
  const layout = useMemo(() => layOut(definition), [definition]);
  const blocks = useMemo(() => byId(definition), [definition]);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => centre(frame.current, selected ?? layout.nodes[0]?.id ?? null), [selected]);
  return (
    <div ref={frame} class="graph-scroll">
      <div class="graph" style={{ width: `${layout.width}px`, height: `${layout.height}px` }}>
        <Lines layout={layout} selected={selected} />
        {layout.edges.map((edge) => (
          <Label key={`${edge.from} ${edge.to} ${edge.via.kind}`} edge={edge} blocks={blocks} />
        ))}
        <ol aria-label={t('graph.label')} onKeyDown={(event) => walk(event, layout)}>
          {layout.nodes.map(({ id, x, y }) => {
            const block = blocks.get(id);
            if (!block) return null;
            return (
              <li key={id}>
                <Node
                  block={block}
                  {...stateOf(id)}
                  selected={id === selected}
                  waysOut={waysOutInWords(definition, block)}
                  style={{ left: `${x}px`, top: `${y}px`, width: `${NODE.width}px` }}
                  onSelect={() => onSelect(id)}
                />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

/** Brings the chosen block into the middle of the frame, which is narrower while a mail is written beside it. */
function centre(frame: HTMLElement | null, selected: BlockId | null): void {
  const button = selected && frame?.querySelector(`[data-block="${CSS.escape(selected)}"]`);
  if (!frame || !(button instanceof HTMLElement)) return;
  const at = button.getBoundingClientRect();
  const seen = frame.getBoundingClientRect();
  frame.scrollLeft += at.left + at.width / 2 - (seen.left + seen.width / 2);
  if (at.top < seen.top || at.bottom > seen.bottom) {
    frame.scrollTop += at.top + at.height / 2 - (seen.top + seen.height / 2);
  }
}

/** The same as a list with branches set in, for narrow screens. */
export function Outline({ definition, selected, stateOf, onSelect }: Props) {
  const lines = useMemo(() => outlineOf(definition), [definition]);
  const blocks = useMemo(() => byId(definition), [definition]);
  return (
    <ol class="outline" aria-label={t('graph.label')}>
      {lines.map((line, index) => {
        const block = blocks.get(line.id);
        if (!block) return null;
        return (
          <li key={`${line.id} ${index}`} style={{ '--depth': `${line.depth}` }}>
            <BranchLabel line={line} blocks={blocks} />
            {line.joins ? (
              <button type="button" class="outline-join" onClick={() => onSelect(line.id)}>
                {t('graph.joins', { block: blockTitle(block) })}
              </button>
            ) : (
              <Node
                block={block}
                {...stateOf(line.id)}
                selected={line.id === selected}
                waysOut=""
                onSelect={() => onSelect(line.id)}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

type Blocks = ReadonlyMap<BlockId, Block>;

function BranchLabel({ line, blocks }: { readonly line: OutlineLine; readonly blocks: Blocks }) {
  if (!line.via) return null;
  return (
    <span class="outline-label">
      <Icon name="down" size={14} />
      {exitInWords(blocks.get(line.via.from), line.via.via)}
    </span>
  );
}

function byId(definition: ScenarioDefinition): Blocks {
  return new Map(definition.blocks.map((block) => [block.id, block]));
}

function waysOutInWords(definition: ScenarioDefinition, block: Block): string {
  const blocks = byId(definition);
  return graphOf(definition)
    .edges.filter((edge) => edge.from === block.id)
    .map(({ to, via }) => {
      const target = blocks.get(to);
      const label = exitInWords(block, via);
      const name = target ? blockTitle(target) : to;
      return label
        ? t('graph.leadsWhen', { label, block: name })
        : t('graph.leads', { block: name });
    })
    .join(' ');
}

function Lines({
  layout,
  selected,
}: {
  readonly layout: GraphLayout;
  readonly selected: BlockId | null;
}) {
  const lit = (edge: PlacedEdge) => edge.from === selected || edge.to === selected;
  const inOrder = [...layout.edges].sort((a, b) => Number(lit(a)) - Number(lit(b)));
  return (
    <svg width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        <marker
          id="graph-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path class="graph-arrow" d="M0 0.5 8 4 0 7.5z" />
        </marker>
      </defs>
      {inOrder.map((edge) => (
        <path
          key={`${edge.from} ${edge.to} ${edge.via.kind}`}
          class={lit(edge) ? 'graph-line lit' : 'graph-line'}
          d={roundedPath(edge.points, 10)}
          marker-end="url(#graph-arrow)"
        />
      ))}
    </svg>
  );
}

function Label({ edge, blocks }: { readonly edge: PlacedEdge; readonly blocks: Blocks }) {
  if (!edge.label) return null;
  return (
    <span
      class="graph-label"
      aria-hidden="true"
      style={{ left: `${edge.label.x}px`, top: `${edge.label.y}px` }}
    >
      {exitInWords(blocks.get(edge.from), edge.via)}
    </span>
  );
}

/** A line through the points, its corners rounded. */
export function roundedPath(points: readonly Point[], radius: number): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) return `M${point.x} ${point.y}`;
      if (!after) return `L${point.x} ${point.y}`;
      const [a, b] = [towards(point, before, radius), towards(point, after, radius)];
      return `L${a.x} ${a.y}Q${point.x} ${point.y} ${b.x} ${b.y}`;
    })
    .join('');
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = Math.min(distance, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Arrow keys: down and up along the lines, left and right within a layer. */
function walk(event: KeyboardEvent, layout: GraphLayout): void {
  const id = event.target instanceof HTMLElement ? event.target.dataset.block : undefined;
  if (id === undefined) return;
  const next = neighbour(event.key, id, layout);
  if (next === undefined) return;
  event.preventDefault();
  const list = event.currentTarget instanceof Element ? event.currentTarget : null;
  const button = list?.querySelector(`[data-block="${CSS.escape(next)}"]`);
  if (button instanceof HTMLElement) button.focus();
}

function neighbour(key: string, id: BlockId, { nodes, edges }: GraphLayout): BlockId | undefined {
  if (key === 'ArrowDown') return edges.find(({ from }) => from === id)?.to;
  if (key === 'ArrowUp') return edges.find(({ to }) => to === id)?.from;
  const here = nodes.find((node) => node.id === id);
  const layer = nodes.filter((node) => node.layer === here?.layer).sort((a, b) => a.x - b.x);
  const at = layer.findIndex((node) => node.id === id);
  if (key === 'ArrowRight') return layer[at + 1]?.id;
  if (key === 'ArrowLeft') return layer[at - 1]?.id;
  return undefined;
}
