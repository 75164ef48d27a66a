/** What each kind of block does with a customer. One line per kind. */
import type { Block, ScenarioInput } from '../types.ts';
import * as exit from './exit/behaviour.ts';
import * as message from './message/behaviour.ts';
import type { Arrival, Move } from './move.ts';
import * as start from './start/behaviour.ts';
import * as wait from './wait/behaviour.ts';
import * as waitForReaction from './wait-for-reaction/behaviour.ts';

/** A customer comes to the block. */
export function enter(block: Block, arrival: Arrival): Move {
  switch (block.kind) {
    case 'start':
      return start.enter(block, arrival);
    case 'message':
      return message.enter(block, arrival);
    case 'wait':
      return wait.enter(block, arrival);
    case 'wait for reaction':
      return waitForReaction.enter(block, arrival);
    case 'exit':
      return exit.enter(block, arrival);
  }
}

/** Something happens to a customer at the block; null when it does not move them. */
export function react(block: Block, arrival: Arrival, input: ScenarioInput): Move | null {
  switch (block.kind) {
    case 'start':
      return start.react(block, arrival, input);
    case 'message':
      return message.react(block, arrival, input);
    case 'wait':
      return wait.react(block, arrival, input);
    case 'wait for reaction':
      return waitForReaction.react(block, arrival, input);
    case 'exit':
      return exit.react(block, arrival, input);
  }
}
