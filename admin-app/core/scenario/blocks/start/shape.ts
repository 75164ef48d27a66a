import type { StartBlock } from '../../types.ts';
import type { ExitPath } from '../exit-path.ts';

export function nameOf(_block: StartBlock): string {
  return 'Start';
}

/** Who enters, in plain words. */
export function describe({ inactive, holdoutShare }: StartBlock): string {
  const days = `${inactive.days} ${inactive.days === 1 ? 'day' : 'days'}`;
  const who =
    inactive.kind === 'no order'
      ? `Customers without an order for ${days}`
      : inactive.days === 0
        ? 'Customers whose next order is due'
        : `Customers ${days} past the day their next order was due`;
  const share = Math.round(holdoutShare * 1000) / 10;
  return share === 0 ? `${who}; nobody held out` : `${who}; ${share} % held out`;
}

export function exitsOf(block: StartBlock): readonly ExitPath[] {
  return [{ next: block.next, field: 'next', via: { kind: 'next' } }];
}
