/** Which messages a customer comes to next, and when, as far as that is known without anything happening to them. */
import type { Instant } from '../time.ts';
import { enter } from './blocks/behaviour.ts';
import { indexOf } from './definition-index.ts';
import type { CustomerMoment, EnrolmentState } from './enrolment-types.ts';
import type { BlockId, Channel, MessageBlock, ScenarioDefinition } from './types.ts';

export interface NextMessage {
  readonly block: MessageBlock;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
}

/** Where somebody is, and when they go on from there: the end of a wait, or the moment they enter. */
export interface Departure {
  readonly state: EnrolmentState;
  readonly at: Instant;
  readonly customer: CustomerMoment;
  readonly reaches: (channel: Channel) => boolean;
}

/**
 * One message, or several that leave side by side. Empty when none follows, or when that hangs on what nobody knows yet:
 * a reaction, a branch. Coupons are taken to be there.
 */
export function nextMessages(
  definition: ScenarioDefinition,
  { state, at, customer, reaches }: Departure,
): readonly NextMessage[] {
  const { blocks } = indexOf(definition);
  const found: NextMessage[] = [];
  let now = at;
  let next = leaving(definition, state.blockId);
  // A checked scenario has no ring without a wait; of one with waits, two rounds are far enough ahead.
  for (let passed = 0; next !== null && passed <= 2 * blocks.size; passed += 1) {
    const block = blocks.get(next);
    if (!block || block.kind === 'branch' || block.kind === 'wait for reaction') break;
    const move = enter(block, { state, step: 0, now, customer, quiet: definition.quiet });
    if (block.kind === 'message') {
      const reached = reaches(block.channel);
      if (reached) found.push(...plannedBy(block, move));
      if (block.goOn === 'at once') next = block.next;
      else next = reached ? null : block.unreachable;
    } else if (found.length > 0) break;
    else if (block.kind === 'coupon') next = block.next;
    else if (move.kind === 'go') next = move.next;
    else if (move.kind === 'leave' || move.dueAt === null) break;
    else {
      now = move.dueAt;
      next = leaving(definition, block.id);
    }
  }
  return found;
}

/** Where those go on who stay at the block until a known time. */
function leaving(definition: ScenarioDefinition, blockId: BlockId): BlockId | null {
  const block = indexOf(definition).blocks.get(blockId);
  return block?.kind === 'start' || block?.kind === 'wait' ? block.next : null;
}

function plannedBy(block: MessageBlock, move: ReturnType<typeof enter>): readonly NextMessage[] {
  if (move.kind === 'leave') return [];
  return (move.effects ?? []).flatMap((effect) =>
    effect.kind === 'plan send'
      ? [{ block, dueAt: effect.dueAt, expiresAt: effect.expiresAt }]
      : [],
  );
}
