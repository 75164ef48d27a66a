/** The graph by keyboard: arrows move along the lines, "+" adds, Delete removes; Enter opens, as on any button. */
import { exitsOf } from '../../../core/scenario/blocks/shape.ts';
import type { BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { findBlock } from '../../models/graph-edit.ts';
import type { GraphLayout } from '../../models/graph-layout.ts';
import type { GraphEdits } from './plus.tsx';

export function graphKeys(
  layout: GraphLayout,
  definition: ScenarioDefinition,
  edits: GraphEdits | null,
): (event: KeyboardEvent) => void {
  return (event) =>
    onBlock(event, definition, edits, (id, list) => {
      const next = neighbour(event.key, id, layout);
      if (next === undefined) return false;
      list.querySelector<HTMLElement>(`[data-block="${CSS.escape(next)}"]`)?.focus();
      return true;
    });
}

/** The same for the list: up and down from block to block. */
export function outlineKeys(
  definition: ScenarioDefinition,
  edits: GraphEdits | null,
): (event: KeyboardEvent) => void {
  return (event) =>
    onBlock(event, definition, edits, (id, list) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const buttons = [...list.querySelectorAll<HTMLElement>('[data-block]')];
      if (step !== 0)
        buttons[buttons.findIndex((each) => each.dataset.block === id) + step]?.focus();
      return step !== 0;
    });
}

/** Edits the block that has the focus, or moves from it; a key that did something does nothing else. */
function onBlock(
  event: KeyboardEvent,
  definition: ScenarioDefinition,
  edits: GraphEdits | null,
  move: (id: BlockId, list: Element) => boolean,
): void {
  const { target, currentTarget } = event;
  const id = target instanceof HTMLElement ? target.dataset.block : undefined;
  if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const edited = edits && editByKey(event, id, definition, edits);
  if (edited || (currentTarget instanceof Element && move(id, currentTarget)))
    event.preventDefault();
}

function editByKey(
  event: KeyboardEvent,
  id: BlockId,
  definition: ScenarioDefinition,
  edits: GraphEdits,
): boolean {
  const block = findBlock(definition, id);
  if (!block) return false;
  if (event.key === 'Delete' || event.key === 'Backspace') {
    edits.onRemove(id);
    return true;
  }
  const ways = exitsOf(block).map(({ field }) => ({ from: id, field }));
  if (event.key !== '+' || ways.length === 0 || !(event.target instanceof Element)) return false;
  edits.onAdd(ways, event.target);
  return true;
}

/** Down and up along the lines, left and right within a layer. */
function neighbour(key: string, id: BlockId, { nodes, edges }: GraphLayout): BlockId | undefined {
  if (key === 'ArrowDown') return edges.find(({ from }) => from === id)?.to;
  if (key === 'ArrowUp') return edges.find(({ to, back }) => to === id && !back)?.from;
  const here = nodes.find((node) => node.id === id);
  const layer = nodes.filter((node) => node.layer === here?.layer).sort((a, b) => a.x - b.x);
  const at = layer.findIndex((node) => node.id === id);
  if (key === 'ArrowRight') return layer[at + 1]?.id;
  if (key === 'ArrowLeft') return layer[at - 1]?.id;
  return undefined;
}
