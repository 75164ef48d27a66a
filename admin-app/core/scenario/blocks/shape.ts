/** What a block is called, says and leads to, whatever its kind. One line per kind. */
import type { Block } from '../types.ts';
import * as exit from './exit/shape.ts';
import type { ExitPath } from './exit-path.ts';
import * as message from './message/shape.ts';
import * as start from './start/shape.ts';
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
    case 'exit':
      return exit.exitsOf(block);
  }
}
