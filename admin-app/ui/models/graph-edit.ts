/**
 * Edits of a scenario's graph. Pure: each returns the next definition, and every exit of it leads to a block that
 * exists. A way is one exit of one block, named by where it is written ("next", "exits.0.next", "otherwise").
 */
import { exitsOf } from '../../core/scenario/blocks/shape.ts';
import { reachableFrom } from '../../core/scenario/reach.ts';
import type { Block, BlockId, BlockKind, ScenarioDefinition } from '../../core/scenario/types.ts';

export interface Way {
  readonly from: BlockId;
  readonly field: string;
}

/** An edit that can cut blocks off; those are not in `definition` any more. */
export interface Cut {
  readonly definition: ScenarioDefinition;
  readonly lost: readonly Block[];
}

export function findBlock({ blocks }: ScenarioDefinition, id: BlockId): Block | undefined {
  return blocks.find((block) => block.id === id);
}

export function replaceBlock(
  definition: ScenarioDefinition,
  id: BlockId,
  block: Block,
): ScenarioDefinition {
  const blocks = definition.blocks.map((each) => (each.id === id ? block : each));
  return { ...definition, blocks };
}

/** Where the way leads now; undefined where there is no such way. */
export function targetOf(definition: ScenarioDefinition, way: Way): BlockId | undefined {
  const block = findBlock(definition, way.from);
  return block && exitsOf(block).find(({ field }) => field === way.field)?.next;
}

/** Every way of the scenario that leads to the block. */
export function waysTo(definition: ScenarioDefinition, id: BlockId): readonly Way[] {
  return definition.blocks.flatMap((block) =>
    exitsOf(block).flatMap(({ next, field }) => (next === id ? [{ from: block.id, field }] : [])),
  );
}

/** The exit a customer takes when nothing else applies: what a block is taken out of a chain by. */
export function mainExit(block: Block): string | null {
  const exits = exitsOf(block);
  const plain = exits.find(({ field }) => field === 'next' || field === 'otherwise');
  return (plain ?? exits[0])?.field ?? null;
}

/** Puts a new block on the way; all its exits lead on to where the way led. What only the way led to goes. */
export function insertBlock(definition: ScenarioDefinition, way: Way, block: Block): Cut {
  const target = targetOf(definition, way);
  if (target === undefined) return { definition, lost: [] };
  const added = exitsOf(block).reduce((each, { field }) => withExit(each, field, target), block);
  const next = setExit(definition, way, block.id);
  const at = next.blocks.findIndex(({ id }) => id === way.from) + 1;
  return cut(definition, { ...next, blocks: next.blocks.toSpliced(at, 0, added) });
}

/** Leads the way to another block. Ends that nothing leads to any more go; other blocks stay, to be led to anew. */
export function lead(
  definition: ScenarioDefinition,
  way: Way,
  target: BlockId,
): ScenarioDefinition {
  const former = targetOf(definition, way);
  const next = setExit(definition, way, target);
  const isLeftEnd = ({ id, kind }: Block) =>
    id === former && kind === 'exit' && waysTo(next, id).length === 0;
  return { ...next, blocks: next.blocks.filter((block) => !isLeftEnd(block)) };
}

/** Leads the way to an end of its own. */
export function leadToEnd(
  definition: ScenarioDefinition,
  way: Way,
  end: Block,
): ScenarioDefinition {
  return lead({ ...definition, blocks: [...definition.blocks, end] }, way, end.id);
}

/** Whether the block can be taken out: the start never, an end only when nothing leads to it. */
export function isRemovable(definition: ScenarioDefinition, block: Block): boolean {
  if (block.kind === 'start') return false;
  return onwardsOf(block).length > 0 || waysTo(definition, block.id).length === 0;
}

/** Takes a block out; who came to it goes on by the exit `keep`. */
export function removeBlock(
  definition: ScenarioDefinition,
  id: BlockId,
  keep: string | null = null,
): Cut {
  const block = findBlock(definition, id);
  if (!block || !isRemovable(definition, block)) return { definition, lost: [] };
  const onwards = onwardsOf(block);
  const target = (onwards.find(({ field }) => field === (keep ?? mainExit(block))) ?? onwards[0])
    ?.next;
  const bypassed = target === undefined ? definition : leadAllTo(definition, id, target);
  const result = cut(definition, without(bypassed, [id]));
  return { ...result, lost: result.lost.filter((lost) => lost.id !== id) };
}

/** The exits that lead anywhere but back to the block itself. */
function onwardsOf(block: Block) {
  return exitsOf(block).filter(({ next }) => next !== block.id);
}

/** Takes an exit away; `take` removes what stands at it (an arm, an answer) from the block. */
export function removeExit(
  definition: ScenarioDefinition,
  id: BlockId,
  take: (block: Block) => Block,
): Cut {
  const block = findBlock(definition, id);
  return block
    ? cut(definition, replaceBlock(definition, id, take(block)))
    : { definition, lost: [] };
}

/** The same block once more, right behind the first on its main exit; its other exits lead where the first one's do. */
export function duplicateBlock(
  definition: ScenarioDefinition,
  id: BlockId,
  copyOf: (block: Block) => Block,
): ScenarioDefinition {
  const block = findBlock(definition, id);
  const field = block && mainExit(block);
  if (!block || block.kind === 'start' || !field) return definition;
  const copy = copyOf(block);
  const linked = setExit(definition, { from: id, field }, copy.id);
  const at = linked.blocks.findIndex((each) => each.id === id) + 1;
  return { ...linked, blocks: linked.blocks.toSpliced(at, 0, copy) };
}

/** The ways a block can be moved to: not its own, not one that leads to it, none behind its other exits. */
export function movableTo(definition: ScenarioDefinition, id: BlockId): readonly Way[] {
  const block = findBlock(definition, id);
  const main = block && mainExit(block);
  if (!block || block.kind === 'start' || !main) return [];
  const others = exitsOf(block).filter(({ field }) => field !== main);
  const behind = reachableFrom(
    without(definition, [id]),
    others.map(({ next }) => next),
  );
  return definition.blocks.flatMap((each) =>
    each.id === id || behind.has(each.id)
      ? []
      : exitsOf(each).flatMap(({ next, field }) => (next === id ? [] : [{ from: each.id, field }])),
  );
}

/** Takes a block from where it is and puts it on another way, by its main exit. */
export function moveBlock(
  definition: ScenarioDefinition,
  id: BlockId,
  to: Way,
): ScenarioDefinition {
  const block = findBlock(definition, id);
  const main = block && mainExit(block);
  const isAllowed = movableTo(definition, id).some((way) => isSame(way, to));
  const onward = main ? targetOf(definition, { from: id, field: main }) : undefined;
  if (!block || !main || !isAllowed || onward === undefined || onward === id) return definition;
  const closed = leadAllTo(definition, id, onward);
  const target = targetOf(closed, to);
  if (target === undefined) return definition;
  const placed = setExit(closed, { from: id, field: main }, target);
  return setExit(placed, to, id);
}

export function isSame(a: Way, b: Way): boolean {
  return a.from === b.from && a.field === b.field;
}

/** An id that neither a block of the definition nor any of `taken` has: results and those inside go by ids. */
export function freeId(
  { blocks }: ScenarioDefinition,
  kind: BlockKind,
  taken: ReadonlySet<BlockId> = new Set(),
): BlockId {
  const base = kind.replaceAll(' ', '-');
  const isTaken = (id: BlockId) => taken.has(id) || blocks.some((block) => block.id === id);
  let number = 1;
  while (isTaken(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

function setExit(definition: ScenarioDefinition, way: Way, target: BlockId): ScenarioDefinition {
  const block = findBlock(definition, way.from);
  return block
    ? replaceBlock(definition, way.from, withExit(block, way.field, target))
    : definition;
}

function leadAllTo(
  definition: ScenarioDefinition,
  from: BlockId,
  target: BlockId,
): ScenarioDefinition {
  return waysTo(definition, from)
    .filter((way) => way.from !== from)
    .reduce((each, way) => setExit(each, way, target), definition);
}

/** The block with the exit at this field leading elsewhere; to null only where customers may leave instead. */
export function withExit(block: Block, field: string, target: BlockId | null): Block {
  // `field` is the path of an exit inside this very block, so its shape stays that of its kind.
  return setAt(block, field.split('.'), target) as Block;
}

function setAt(value: unknown, [key, ...rest]: readonly string[], target: BlockId | null): unknown {
  if (key === undefined) return target;
  if (Array.isArray(value)) {
    return value.map((each, at) => (String(at) === key ? setAt(each, rest, target) : each));
  }
  const inner = new Map(Object.entries(value ?? {})).get(key);
  return { ...(value ?? {}), [key]: setAt(inner, rest, target) };
}

/** Drops what could be reached from the start before the edit and cannot any more; not what stood apart already. */
function cut(before: ScenarioDefinition, after: ScenarioDefinition): Cut {
  const wasReached = reachedIn(before);
  const apart = after.blocks.filter(({ id, kind }) => kind !== 'start' && !wasReached.has(id));
  const kept = reachableFrom(
    after,
    apart.map(({ id }) => id),
  );
  const reached = reachedIn(after);
  const lost = after.blocks.filter(
    ({ id }) => wasReached.has(id) && !reached.has(id) && !kept.has(id),
  );
  return {
    definition: without(
      after,
      lost.map(({ id }) => id),
    ),
    lost,
  };
}

function reachedIn(definition: ScenarioDefinition): ReadonlySet<BlockId> {
  const starts = definition.blocks.filter(({ kind }) => kind === 'start').map(({ id }) => id);
  return reachableFrom(definition, starts);
}

function without(definition: ScenarioDefinition, ids: readonly BlockId[]): ScenarioDefinition {
  return { ...definition, blocks: definition.blocks.filter(({ id }) => !ids.includes(id)) };
}
