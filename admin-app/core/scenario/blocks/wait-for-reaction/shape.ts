import type { WaitForReactionBlock } from '../../types.ts';
import type { ExitPath } from '../exit-path.ts';
import { hoursInWords } from '../hours-in-words.ts';

export function nameOf(_block: WaitForReactionBlock): string {
  return 'Wait for a reaction';
}

export function describe(block: WaitForReactionBlock): string {
  return `Wait for a reaction, at most ${hoursInWords(block.limitHours)} after sending`;
}

export function exitsOf(block: WaitForReactionBlock): readonly ExitPath[] {
  const reactions = block.exits.map(
    ({ next, reaction, answer, when }, index): ExitPath => ({
      next,
      field: `exits.${index}.next`,
      via: { kind: 'reaction', reaction, answer, atOnce: when === 'at once' },
    }),
  );
  return [...reactions, { next: block.otherwise, field: 'otherwise', via: { kind: 'otherwise' } }];
}
