import { faultAt } from '../fault.ts';
import type { BlockId, Fault } from '../types.ts';

/** A whole number between two bounds, both included. `what` begins the sentence: "The limit". */
export function wholeNumberFaults(
  blockId: BlockId | null,
  field: string,
  what: string,
  { value, least, most }: { readonly value: number; readonly least: number; readonly most: number },
): readonly Fault[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  const message = `${what} is ${value}; choose a whole number from ${least} to ${most}.`;
  return [faultAt(blockId, field, message)];
}

export function hourFaults(blockId: BlockId | null, field: string, hour: number): readonly Fault[] {
  return wholeNumberFaults(blockId, field, 'The hour', { value: hour, least: 0, most: 23 });
}

/** A name that must not be blank. `what`: "the branch". */
export function nameFaults(
  blockId: BlockId,
  field: string,
  what: string,
  name: string,
): readonly Fault[] {
  return name.trim() === '' ? [faultAt(blockId, field, `Give ${what} a name.`)] : [];
}
