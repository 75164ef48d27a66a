/** What each kind of block does with a customer. One line per kind. */
import type { ScenarioInput } from '../enrolment-types.ts';
import type { Block } from '../types.ts';
import * as audience from './audience/behaviour.ts';
import * as branch from './branch/behaviour.ts';
import * as coupon from './coupon/behaviour.ts';
import * as exit from './exit/behaviour.ts';
import * as message from './message/behaviour.ts';
import type { Arrival, Move } from './move.ts';
import * as split from './split/behaviour.ts';
import * as start from './start/behaviour.ts';
import * as startScenario from './start-scenario/behaviour.ts';
import * as updateCustomer from './update-customer/behaviour.ts';
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
    case 'branch':
      return branch.enter(block, arrival);
    case 'split':
      return split.enter(block, arrival);
    case 'coupon':
      return coupon.enter(block, arrival);
    case 'audience':
      return audience.enter(block, arrival);
    case 'update customer':
      return updateCustomer.enter(block, arrival);
    case 'start scenario':
      return startScenario.enter(block, arrival);
    case 'exit':
      return exit.enter(block);
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
    case 'branch':
      return branch.react(block, arrival, input);
    case 'coupon':
      return coupon.react(block, arrival, input);
    case 'split':
    case 'audience':
    case 'update customer':
    case 'start scenario':
    case 'exit':
      // Nobody stays at these.
      return null;
  }
}
