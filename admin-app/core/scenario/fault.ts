import type { BlockId, Fault } from './types.ts';

/** Something that stands in the way of activating. */
export function faultAt(blockId: BlockId | null, field: string | null, message: string): Fault {
  return { severity: 'fault', blockId, field, message };
}

/** Something that staff must say yes to before activating. */
export function warningAt(blockId: BlockId | null, field: string | null, message: string): Fault {
  return { severity: 'warning', blockId, field, message };
}

/** Those that stand in the way of activating, without what only needs a yes. */
export function hindering(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ severity }) => severity === 'fault');
}
