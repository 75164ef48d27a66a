import type { CustomerChange, UpdateCustomerBlock } from '../../types.ts';
import { nextExit } from '../exit-path.ts';

export { nextExit as exitsOf };

export function nameOf(block: UpdateCustomerBlock): string {
  return describe(block);
}

export function describe({ changes }: UpdateCustomerBlock): string {
  const words = changes.map(changeInWords).join(', ');
  return words === '' ? 'Change nothing' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function changeInWords(change: CustomerChange): string {
  switch (change.kind) {
    case 'add tag':
      return `add the tag “${change.tag}”`;
    case 'remove tag':
      return `remove the tag “${change.tag}”`;
    case 'suppress':
      return 'send nothing any more';
    case 'pause marketing':
      return `send nothing for ${change.days} ${change.days === 1 ? 'day' : 'days'}`;
    case 'set tier':
      return `set the tier “${change.tier}”`;
    case 'alert staff':
      return 'tell staff';
  }
}
