/** What is wrong inside a block, whatever its kind; how blocks hang together is checked on the graph. */

import type { Finding } from '../finding.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Block, ScenarioDefinition } from '../types.ts';
import * as audience from './audience/faults.ts';
import * as branch from './branch/faults.ts';
import * as coupon from './coupon/faults.ts';
import * as exit from './exit/faults.ts';
import * as message from './message/faults.ts';
import * as split from './split/faults.ts';
import * as start from './start/faults.ts';
import * as startScenario from './start-scenario/faults.ts';
import * as updateCustomer from './update-customer/faults.ts';
import * as wait from './wait/faults.ts';
import * as waitForReaction from './wait-for-reaction/faults.ts';

/** Without surroundings, what depends on them goes unchecked. */
export function blockFaults(
  block: Block,
  definition: ScenarioDefinition,
  surroundings: Surroundings | null,
): readonly Finding[] {
  switch (block.kind) {
    case 'start':
      return start.faultsOf(block, surroundings);
    case 'message':
      return message.faultsOf(block, definition, surroundings);
    case 'wait':
      return wait.faultsOf(block);
    case 'wait for reaction':
      return waitForReaction.faultsOf(block, definition);
    case 'branch':
      return branch.faultsOf(block, surroundings);
    case 'split':
      return split.faultsOf(block);
    case 'coupon':
      return coupon.faultsOf(block);
    case 'audience':
      return audience.faultsOf(block, surroundings);
    case 'update customer':
      return updateCustomer.faultsOf(block, surroundings);
    case 'start scenario':
      return startScenario.faultsOf(block, surroundings);
    case 'exit':
      return exit.faultsOf(block);
  }
}
