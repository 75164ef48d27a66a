import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Block, BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import {
  type GraphLayout,
  layOut,
  NODE,
  type PlacedEdge,
  type Point,
  shapeOf,
} from '../../models/graph-layout.ts';
import { isAside } from '../../models/graph-rows.ts';
import './graph.css';
import { graphKeys } from './graph-keys.ts';
import { memo } from './memo.ts';
import { Node, type NodeState } from './node.tsx';
import { placeOfBlock, placeOfWay } from './places.ts';
import { type GraphEdits, Plus } from './plus.tsx';
import { exitInWords } from './words.ts';
import { type ScaleState, useZoom, ZoomTools } from './zoom.tsx';

export interface GraphProps {
  readonly definition: ScenarioDefinition;
  /** The block that is marked. */
  readonly selected: BlockId | null;
  readonly stateOf: (id: BlockId) => NodeState;
  readonly hrefOfWaiting: (id: BlockId) => string;
  readonly onSelect: (id: BlockId) => void;
  /** Null where the graph is only looked at. */
  readonly edits: GraphEdits | null;
}

interface Props extends GraphProps {
  /** The block whose form is beside the graph. */
  readonly opened: BlockId | null;
  readonly scale: ScaleState;
}

/** The scenario as a picture from top to bottom. To screen readers it is a list of blocks that say where they lead. */
export function Graph({ opened, scale, ...props }: Props) {
  const { definition, selected, edits } = props;
  const layout = useMemo(() => layOut(definition), [shapeOf(definition)]);
  const blocks = useMemo(
    () => new Map(definition.blocks.map((block) => [block.id, block])),
    [definition],
  );
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useZoom(frame, layout.width, scale);
  const [focused, setFocused] = useState<BlockId | null>(null);
  const first = layout.nodes[0]?.id ?? null;
  const current = [focused, selected, first].find((id) => id !== null && blocks.has(id)) ?? null;
  useEffect(() => centre(frame.current, opened ?? first), [opened, zoom.known, zoom.scale]);
  const size = { width: `${layout.width}px`, height: `${layout.height}px` };
  return (
    <div class={edits?.moving ? 'graph-frame moving' : 'graph-frame'}>
      <ZoomTools zoom={zoom} />
      <div ref={frame} class="graph-scroll" onPointerDown={pan}>
        <div class="graph" style={{ ...size, zoom: `${zoom.scale}` }}>
          {zoom.known && (
            <>
              <Lines layout={layout} selected={selected} />
              <ol aria-label={t('graph.label')} onKeyDown={graphKeys(layout, definition, edits)}>
                {layout.nodes.map(({ id, x, y }) => {
                  const block = blocks.get(id);
                  if (!block) return null;
                  const own = { block, x, y, selected: id === selected, current: id === current };
                  return <PlacedBlock key={id} {...props} {...own} onFocus={setFocused} />;
                })}
              </ol>
              {layout.edges.map((edge) => (
                <WayOnLine
                  key={`${edge.from} ${edge.field}`}
                  {...{ edge, blocks, definition, edits }}
                />
              ))}
            </>
          )}
        </div>
      </div>
    </div>
  );
}

interface PlacedProps extends Omit<GraphProps, 'selected'> {
  readonly block: Block;
  readonly x: number;
  readonly y: number;
  readonly selected: boolean;
  readonly current: boolean;
  readonly onFocus: (id: BlockId) => void;
}

const PlacedBlock = memo(({ block, x, y, onFocus, ...props }: PlacedProps) => {
  const { definition, stateOf, hrefOfWaiting, onSelect, edits } = props;
  const { id } = block;
  return (
    <li>
      <Node
        block={block}
        {...stateOf(id)}
        selected={props.selected}
        current={props.current}
        place={placeOfBlock(definition, block)}
        hrefOfWaiting={hrefOfWaiting(id)}
        style={{ left: `${x - NODE.width / 2}px`, top: `${y}px`, width: `${NODE.width}px` }}
        onSelect={() => onSelect(id)}
        onFocus={() => onFocus(id)}
        onDrag={edits?.onMoving}
      />
    </li>
  );
});

/** Brings the chosen block into the middle of the frame, which is narrower while something is edited beside it. */
function centre(frame: HTMLElement | null, selected: BlockId | null): void {
  const button = selected && frame?.querySelector(`[data-block="${CSS.escape(selected)}"]`);
  if (!frame || !(button instanceof HTMLElement)) return;
  const at = button.getBoundingClientRect();
  const seen = frame.getBoundingClientRect();
  frame.scrollLeft += at.left + at.width / 2 - (seen.left + seen.width / 2);
  if (at.top < seen.top || at.bottom > Math.min(seen.bottom, innerHeight)) {
    frame.scrollTop += at.top - (seen.top + seen.height / 3);
  }
}

/** Dragging the ground moves the picture. */
function pan(event: PointerEvent): void {
  const frame = event.currentTarget;
  if (!(frame instanceof HTMLElement) || !(event.target instanceof Element)) return;
  if (event.pointerType !== 'mouse' || event.button !== 0) return;
  if (event.target.closest('button, a')) return;
  const from = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
  const move = ({ clientX, clientY }: PointerEvent) =>
    frame.scrollTo(from.x - clientX, from.y - clientY);
  const end = () => {
    frame.removeEventListener('pointermove', move);
    frame.classList.remove('panning');
  };
  frame.setPointerCapture(event.pointerId);
  frame.classList.add('panning');
  frame.addEventListener('pointermove', move);
  frame.addEventListener('pointerup', end, { once: true });
  frame.addEventListener('pointercancel', end, { once: true });
}

interface LinesProps {
  readonly layout: GraphLayout;
  readonly selected: BlockId | null;
}

const Lines = memo(({ layout, selected }: LinesProps) => {
  const lit = (edge: PlacedEdge) => edge.from === selected || edge.to === selected;
  // Lit lines are drawn last, on top of those they share a stretch with.
  const inOrder = [...layout.edges].sort((a, b) => Number(lit(a)) - Number(lit(b)));
  return (
    <svg width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        <Arrow id="graph-arrow" look="graph-arrow" />
        <Arrow id="graph-arrow-lit" look="graph-arrow lit" />
      </defs>
      {inOrder.map((edge) => (
        <path
          key={`${edge.from} ${edge.field}`}
          class={['graph-line', isAside(edge) && 'aside', lit(edge) && 'lit']
            .filter(Boolean)
            .join(' ')}
          d={roundedPath(edge.points, 10)}
          marker-end={lit(edge) ? 'url(#graph-arrow-lit)' : 'url(#graph-arrow)'}
        />
      ))}
    </svg>
  );
});

function Arrow({ id, look }: { readonly id: string; readonly look: string }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerWidth="7"
      markerHeight="7"
      orient="auto"
    >
      <path class={look} d="M0 0.5 8 4 0 7.5z" />
    </marker>
  );
}

interface WayProps {
  readonly edge: PlacedEdge;
  readonly blocks: ReadonlyMap<BlockId, Block>;
  readonly definition: ScenarioDefinition;
  readonly edits: GraphEdits | null;
}

/** What stands on a line: when it is taken, and the "+". */
const WayOnLine = memo(({ edge, blocks, definition, edits }: WayProps) => {
  const source = blocks.get(edge.from);
  const target = blocks.get(edge.to);
  if (!source || !target) return null;
  const label = exitInWords(definition, source, edge.via);
  if (label === '' && !edits) return null;
  const look = ['graph-way', label === '' && 'bare', isAside(edge) && 'aside'];
  return (
    <span
      class={look.filter(Boolean).join(' ')}
      style={{ left: `${edge.label.x}px`, top: `${edge.label.y}px` }}
    >
      {label && (
        <span class="graph-label" aria-hidden="true" title={label}>
          {label}
        </span>
      )}
      {edits && (
        <Plus way={edge} place={placeOfWay(definition, source, edge.via, target)} edits={edits} />
      )}
    </span>
  );
});

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
