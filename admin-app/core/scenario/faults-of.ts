/** Everything that stands in the way of activating a scenario, each with the block and field where it is mended. */
import { blockFaults } from './blocks/faults.ts';
import { describe, exitsOf, nameOf } from './blocks/shape.ts';
import { type ExitFilter, isInRing, reachableFrom } from './reach.ts';
import type {
  Block,
  Fault,
  ScenarioDefinition,
  StartBlock,
  WaitForReactionBlock,
} from './types.ts';

/** Empty when the definition can be activated. */
export function faultsOf(definition: ScenarioDefinition): readonly Fault[] {
  const { blocks } = definition;
  const starts = blocks.filter((block) => block.kind === 'start');
  const [start] = starts;
  return [
    ...startFaults(starts),
    ...duplicateIds(blocks),
    ...blocks.flatMap((block) => blockFaults(block, definition)),
    ...blocks.flatMap((block) => exitFaults(block, definition)),
    ...(start ? graphFaults(definition, start) : []),
  ];
}

function startFaults(starts: readonly StartBlock[]): readonly Fault[] {
  if (starts.length === 0) {
    return [{ blockId: null, field: 'blocks', message: 'The scenario has no start.' }];
  }
  return starts.slice(1).map(({ id }) => ({
    blockId: id,
    field: null,
    message: 'The scenario has a second start; only one is possible.',
  }));
}

function duplicateIds(blocks: readonly Block[]): readonly Fault[] {
  return blocks
    .filter(({ id }, index) => blocks.findIndex((block) => block.id === id) < index)
    .map(({ id }) => ({
      blockId: id,
      field: 'id',
      message: `Two blocks are called “${id}”; each needs its own name.`,
    }));
}

function exitFaults(block: Block, { blocks }: ScenarioDefinition): readonly Fault[] {
  return exitsOf(block).flatMap(({ next, field }) => {
    const target = blocks.find(({ id }) => id === next);
    if (target && target.kind !== 'start') return [];
    const message = target
      ? `“${nameOf(block)}” leads back to the start; customers enter only once.`
      : `“${nameOf(block)}” leads to “${next}”, which does not exist.`;
    return [{ blockId: block.id, field, message }];
  });
}

function graphFaults(definition: ScenarioDefinition, start: StartBlock): readonly Fault[] {
  const reached = reachableFrom(definition, [start.id]);
  const reachedBlocks = definition.blocks.filter(({ id }) => reached.has(id));
  return [
    ...definition.blocks.filter((block) => !reached.has(block.id)).map(unreachable),
    ...exitMissing(definition, reachedBlocks),
    ...endlessLoops(definition, reachedBlocks),
    ...reachedBlocks.flatMap((block) =>
      block.kind === 'wait for reaction' ? messageNotBefore(block, definition, start) : [],
    ),
  ];
}

function unreachable(block: Block): Fault {
  const message = `No customer ever comes to “${nameOf(block)}” (${describe(block)}).`;
  return { blockId: block.id, field: null, message };
}

/** From every block there must be a way out, or customers would stay for ever. */
function exitMissing(definition: ScenarioDefinition, reached: readonly Block[]): readonly Fault[] {
  const stuck = reached.find((block) => {
    const ahead = reachableFrom(definition, [block.id]);
    return !definition.blocks.some(({ id, kind }) => kind === 'exit' && ahead.has(id));
  });
  if (!stuck) return [];
  const message = `From “${nameOf(stuck)}” on, no way leads out of the scenario.`;
  return [{ blockId: stuck.id, field: null, message }];
}

/** A ring needs a wait in it, or a customer would go round and round within one moment. */
function endlessLoops(definition: ScenarioDefinition, reached: readonly Block[]): readonly Fault[] {
  const waits = new Set(reached.filter((block) => holdsEachRound(definition, block)));
  const instantly: ExitFilter = (block, { via }) =>
    !waits.has(block) || (via.kind === 'reaction' && via.atOnce);
  const looping = reached.find((block) => isInRing(definition, block, instantly));
  if (!looping) return [];
  const message = `From “${nameOf(looping)}” customers come round again without any wait; put a wait in between.`;
  return [{ blockId: looping.id, field: null, message }];
}

/**
 * A wait of more than 0 hours holds customers every time. The limit of a wait for reaction counts from the sending of
 * its message, so it holds a second time only where no ring leads past that message.
 */
function holdsEachRound(definition: ScenarioDefinition, block: Block): boolean {
  if (block.kind === 'wait') return block.hours > 0;
  if (block.kind !== 'wait for reaction') return false;
  return !isInRing(definition, block, (_, exit) => exit.next !== block.messageBlock);
}

/** On every way to the block its message must have been sent, or there is nothing to react to. */
function messageNotBefore(
  block: WaitForReactionBlock,
  definition: ScenarioDefinition,
  start: StartBlock,
): readonly Fault[] {
  const message = definition.blocks.find(({ id }) => id === block.messageBlock);
  if (message?.kind !== 'message') return [];
  const around: ExitFilter = (_, exit) => exit.next !== message.id;
  if (!reachableFrom(definition, [start.id], around).has(block.id)) return [];
  return [
    {
      blockId: block.id,
      field: 'messageBlock',
      message: `Customers can come here without having been sent “${message.name}”, so there may be nothing to react to.`,
    },
  ];
}
