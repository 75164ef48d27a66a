import type { BranchBlock } from '../../types.ts';
import type { ExitPath } from '../exit-path.ts';

export function nameOf(block: BranchBlock): string {
  return block.name;
}

export function describe({ arms }: BranchBlock): string {
  return `Branch by ${arms.map(({ name }) => `“${name}”`).join(', ')} or otherwise`;
}

export function exitsOf({ arms, otherwise }: BranchBlock): readonly ExitPath[] {
  const ways = arms.map(
    ({ next, name }, index): ExitPath => ({
      next,
      field: `arms.${index}.next`,
      via: { kind: 'arm', index, name },
    }),
  );
  return [...ways, { next: otherwise, field: 'otherwise', via: { kind: 'otherwise' } }];
}
