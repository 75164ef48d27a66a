/** What a block is called, says and leads to, whatever its kind. One line per kind. */
import type { Block } from '../types.ts';
import * as audience from './audience/shape.ts';
import * as branch from './branch/shape.ts';
import * as coupon from './coupon/shape.ts';
import * as exit from './exit/shape.ts';
import type { ExitPath } from './exit-path.ts';
import * as message from './message/shape.ts';
import * as split from './split/shape.ts';
import * as start from './start/shape.ts';
import * as startScenario from './start-scenario/shape.ts';
import * as updateCustomer from './update-customer/shape.ts';
import * as wait from './wait/shape.ts';
import * as waitForReaction from './wait-for-reaction/shape.ts';

/** A few words for graphs and histories. */
export function nameOf(block: Block): string {
  switch (block.kind) {
    case 'start':
      return start.nameOf(block);
    case 'message':
      return message.nameOf(block);
    case 'wait':
      return wait.nameOf(block);
    case 'wait for reaction':
      return waitForReaction.nameOf(block);
    case 'branch':
      return branch.nameOf(block);
    case 'split':
      return split.nameOf(block);
    case 'coupon':
      return coupon.nameOf(block);
    case 'audience':
      return audience.nameOf(block);
    case 'update customer':
      return updateCustomer.nameOf(block);
    case 'start scenario':
      return startScenario.nameOf(block);
    case 'exit':
      return exit.nameOf(block);
  }
}

/** One line in plain words. */
export function describe(block: Block): string {
  switch (block.kind) {
    case 'start':
      return start.describe(block);
    case 'message':
      return message.describe(block);
    case 'wait':
      return wait.describe(block);
    case 'wait for reaction':
      return waitForReaction.describe(block);
    case 'branch':
      return branch.describe(block);
    case 'split':
      return split.describe(block);
    case 'coupon':
      return coupon.describe(block);
    case 'audience':
      return audience.describe(block);
    case 'update customer':
      return updateCustomer.describe(block);
    case 'start scenario':
      return startScenario.describe(block);
    case 'exit':
      return exit.describe(block);
  }
}

/** Every way out, in the order in which they are tried. */
export function exitsOf(block: Block): readonly ExitPath[] {
  switch (block.kind) {
    case 'start':
      return start.exitsOf(block);
    case 'message':
      return message.exitsOf(block);
    case 'wait':
      return wait.exitsOf(block);
    case 'wait for reaction':
      return waitForReaction.exitsOf(block);
    case 'branch':
      return branch.exitsOf(block);
    case 'split':
      return split.exitsOf(block);
    case 'coupon':
      return coupon.exitsOf(block);
    case 'audience':
      return audience.exitsOf(block);
    case 'update customer':
      return updateCustomer.exitsOf(block);
    case 'start scenario':
      return startScenario.exitsOf(block);
    case 'exit':
      return exit.exitsOf(block);
  }
}
