/** Which channels a scenario needs to do anything at all for a customer who enters. */

import { exitsOf } from './blocks/shape.ts';
import type { Block, BlockId, Channel, ScenarioDefinition } from './types.ts';

/**
 * A customer whom none of these reaches would leave at the first message, having got nothing; null when the scenario
 * does something for everybody. Blocks on the way of those who cannot be reached count as well.
 */
export function channelsNeeded(definition: ScenarioDefinition): readonly Channel[] | null {
  const blocks = new Map(definition.blocks.map((block) => [block.id, block]));
  const start = definition.blocks.find((block) => block.kind === 'start');
  const needed = new Set<Channel>();
  const seen = new Set<BlockId>();
  const pending = start ? [start.next] : [];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const block = blocks.get(id);
    if (!block || seen.has(id)) continue;
    seen.add(id);
    const met = meet(block);
    if (met.reaches === 'everybody') return null;
    if (met.reaches) needed.add(met.reaches);
    pending.push(...met.onward);
  }
  return needed.size === 0 ? null : [...needed];
}

/** The channels of all messages. */
export function messageChannels({ blocks }: ScenarioDefinition): readonly Channel[] {
  return [...new Set(blocks.flatMap((it) => (it.kind === 'message' ? [it.channel] : [])))];
}

interface Meeting {
  /** For whom the block does something. */
  readonly reaches: Channel | 'everybody' | null;
  /** Where those go on for whom it does nothing. */
  readonly onward: readonly BlockId[];
}

function meet(block: Block): Meeting {
  switch (block.kind) {
    case 'message':
      // Whether they log in is seen when the message is due.
      if (block.channel === 'on-site') return { reaches: 'everybody', onward: [] };
      return {
        reaches: block.channel,
        onward: block.unreachable === null ? [] : [block.unreachable],
      };
    case 'audience':
    case 'update customer':
    case 'start scenario':
      return { reaches: 'everybody', onward: [] };
    // A code that no message tells of is of no use to anybody.
    default:
      return { reaches: null, onward: exitsOf(block).map(({ next }) => next) };
  }
}
