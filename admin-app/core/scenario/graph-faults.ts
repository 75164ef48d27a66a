/** What is wrong with how the blocks hang together. */
import { couponMissing } from './coupon-missing.ts';
import { type Finding, found } from './finding.ts';
import { type ExitFilter, isInRing, reachableFrom } from './reach.ts';
import type { Block, ScenarioDefinition, StartBlock, WaitForReactionBlock } from './types.ts';

export function graphFaults(definition: ScenarioDefinition, start: StartBlock): readonly Finding[] {
  const reached = reachableFrom(definition, [start.id]);
  const reachedBlocks = definition.blocks.filter(({ id }) => reached.has(id));
  return [
    ...definition.blocks.filter((block) => !reached.has(block.id)).map(unreachable),
    ...exitMissing(definition, reachedBlocks),
    ...endlessLoops(definition, reachedBlocks),
    ...reachedBlocks.flatMap((block) =>
      block.kind === 'wait for reaction' ? messageNotBefore(block, definition, start) : [],
    ),
    ...couponMissing(definition, start),
  ];
}

function unreachable(block: Block): Finding {
  return found(block.id, null, (words) => words.unreached);
}

/** From every block there must be a way out, or customers would stay for ever. */
function exitMissing(
  definition: ScenarioDefinition,
  reached: readonly Block[],
): readonly Finding[] {
  const stuck = reached.find((block) => {
    const ahead = reachableFrom(definition, [block.id]);
    return !definition.blocks.some(({ id, kind }) => kind === 'exit' && ahead.has(id));
  });
  if (!stuck) return [];
  return [found(stuck.id, null, (words) => words.noWayOut)];
}

/** A ring needs a wait in it, or a customer would go round and round within one moment. */
function endlessLoops(
  definition: ScenarioDefinition,
  reached: readonly Block[],
): readonly Finding[] {
  const waits = new Set(reached.filter((block) => holdsEachRound(definition, block)));
  const instantly: ExitFilter = (block, { via }) =>
    !waits.has(block) || (via.kind === 'reaction' && via.atOnce);
  const looping = reached.find((block) => isInRing(definition, block, instantly));
  if (!looping) return [];
  return [found(looping.id, null, (words) => words.endlessLoop)];
}

/**
 * A wait of more than 0 hours, or until an hour, holds customers every time; one until a date only those who have it.
 * The limit of a wait for reaction counts from the sending of its message, so it holds a second time only where no ring
 * leads past that message being sent.
 */
function holdsEachRound(definition: ScenarioDefinition, block: Block): boolean {
  if (block.kind === 'wait') {
    const { until } = block;
    return until.kind === 'time' ? until.hours > 0 : until.kind !== 'date';
  }
  if (block.kind !== 'wait for reaction') return false;
  return !isInRing(definition, block, notSending(block.messageBlock));
}

/** Every exit but the one that a customer takes after this message was sent. */
function notSending(messageBlock: string): ExitFilter {
  return ({ id }, { via }) => id !== messageBlock || via.kind !== 'next';
}

/** On every way to the block its message must have been sent, or there is nothing to react to. */
function messageNotBefore(
  block: WaitForReactionBlock,
  definition: ScenarioDefinition,
  start: StartBlock,
): readonly Finding[] {
  const message = definition.blocks.find(({ id }) => id === block.messageBlock);
  if (message?.kind !== 'message') return [];
  const unsent = reachableFrom(definition, [start.id], notSending(message.id));
  if (!unsent.has(block.id)) return [];
  return [found(block.id, 'messageBlock', (words) => words.notSentBefore(message.name))];
}
