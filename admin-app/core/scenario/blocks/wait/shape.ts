import type { WaitBlock } from '../../types.ts';
import type { ExitPath } from '../exit-path.ts';
import { hoursInWords } from '../hours-in-words.ts';

export function nameOf(block: WaitBlock): string {
  return describe(block);
}

export function describe(block: WaitBlock): string {
  return `Wait ${hoursInWords(block.hours)}`;
}

export function exitsOf(block: WaitBlock): readonly ExitPath[] {
  return [{ next: block.next, field: 'next', via: { kind: 'next' } }];
}
