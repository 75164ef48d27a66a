import type { NamedThing, NumberName } from '../fault-words.ts';
import { type Finding, found } from '../finding.ts';
import type { BlockId } from '../types.ts';

/** A whole number between two bounds, both included. */
export function wholeNumberFaults(
  blockId: BlockId | null,
  field: string,
  what: NumberName,
  { value, least, most }: { readonly value: number; readonly least: number; readonly most: number },
): readonly Finding[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [found(blockId, field, (words) => words.number(what, value, [least, most]))];
}

export function hourFaults(
  blockId: BlockId | null,
  field: string,
  hour: number,
): readonly Finding[] {
  return wholeNumberFaults(blockId, field, 'hour', { value: hour, least: 0, most: 23 });
}

/** A name that must not be blank. */
export function nameFaults(
  blockId: BlockId,
  field: string,
  what: NamedThing,
  name: string,
): readonly Finding[] {
  return name.trim() === '' ? [found(blockId, field, (words) => words.nameMissing(what))] : [];
}
