import type { BlockId, Reaction } from '../types.ts';

/** One way out of a block, as data: the graph draws it, the checks follow it, `field` says where it is written. */
export interface ExitPath {
  readonly next: BlockId;
  readonly field: string;
  readonly via:
    | { readonly kind: 'next' }
    | { readonly kind: 'reaction'; readonly reaction: Reaction; readonly atOnce: boolean }
    | { readonly kind: 'otherwise' };
}
