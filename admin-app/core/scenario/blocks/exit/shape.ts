import type { ExitBlock } from '../../types.ts';
import type { ExitPath } from '../exit-path.ts';

export function nameOf(block: ExitBlock): string {
  return describe(block);
}

export function describe(block: ExitBlock): string {
  return `Leaves: ${block.outcome}`;
}

export function exitsOf(_block: ExitBlock): readonly ExitPath[] {
  return [];
}
