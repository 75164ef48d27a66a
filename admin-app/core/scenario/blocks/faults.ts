/** What is wrong inside a block, whatever its kind; how blocks hang together is checked on the graph. */
import type { Block, Fault, ScenarioDefinition } from '../types.ts';
import * as exit from './exit/faults.ts';
import * as message from './message/faults.ts';
import * as start from './start/faults.ts';
import * as wait from './wait/faults.ts';
import * as waitForReaction from './wait-for-reaction/faults.ts';

export function blockFaults(block: Block, definition: ScenarioDefinition): readonly Fault[] {
  switch (block.kind) {
    case 'start':
      return start.faultsOf(block);
    case 'message':
      return message.faultsOf(block);
    case 'wait':
      return wait.faultsOf(block);
    case 'wait for reaction':
      return waitForReaction.faultsOf(block, definition);
    case 'exit':
      return exit.faultsOf(block);
  }
}
