import type { SplitBlock } from '../../types.ts';
import type { ExitPath } from '../exit-path.ts';

export function nameOf(block: SplitBlock): string {
  return block.name;
}

export function describe({ arms, winner }: SplitBlock): string {
  const won = arms.find(({ id }) => id === winner);
  if (won) return `Everybody takes “${won.name}”, which won`;
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const shares = arms.map(({ name, weight }) => `${shareInWords(weight, total)} “${name}”`);
  return `Split at random: ${shares.join(', ')}`;
}

function shareInWords(weight: number, total: number): string {
  return total > 0 ? `${Math.round((weight / total) * 1000) / 10} %` : '? %';
}

export function exitsOf({ arms }: SplitBlock): readonly ExitPath[] {
  return arms.map(({ next, name }, index) => ({
    next,
    field: `arms.${index}.next`,
    via: { kind: 'arm', index, name },
  }));
}
