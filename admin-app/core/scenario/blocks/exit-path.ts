import type { BlockId, Reaction } from '../types.ts';

/** One way out of a block, as data: the graph draws it, the checks follow it, `field` says where it is written. */
export interface ExitPath {
  readonly next: BlockId;
  readonly field: string;
  readonly via: Via;
}

/** Why a customer takes the way. */
export type Via =
  | { readonly kind: 'next' }
  | {
      readonly kind: 'reaction';
      readonly reaction: Reaction;
      /** Id of the one answer that counts; null is any. */
      readonly answer: string | null;
      readonly atOnce: boolean;
    }
  /** Of a branch or split, by its number among the arms. */
  | { readonly kind: 'arm'; readonly index: number; readonly name: string }
  | { readonly kind: 'otherwise' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'outranked' }
  | { readonly kind: 'unavailable' };

/** The ways that a block may also be without; null ones make customers leave. */
export function optionalExit(
  kind: 'unreachable' | 'outranked' | 'unavailable',
  next: BlockId | null,
): readonly ExitPath[] {
  return next === null ? [] : [{ next, field: kind, via: { kind } }];
}

export function nextExit({ next }: { readonly next: BlockId }): readonly ExitPath[] {
  return [{ next, field: 'next', via: { kind: 'next' } }];
}
