import { faultAt } from '../../fault.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { BlockId, CustomerChange, Fault, UpdateCustomerBlock } from '../../types.ts';
import { wholeNumberFaults } from '../number-faults.ts';
import { tierFaults } from '../query-faults.ts';

/** Shopify's longest tag. */
const MAX_TAG_LENGTH = 255;
const MAX_PAUSE_DAYS = 3650;

export function faultsOf(
  { id, changes }: UpdateCustomerBlock,
  surroundings: Surroundings | null,
): readonly Fault[] {
  if (changes.length === 0) return [faultAt(id, 'changes', 'Say what is to be changed.')];
  return changes.flatMap((change, index) =>
    changeFaults(id, `changes.${index}`, change, surroundings),
  );
}

function changeFaults(
  id: BlockId,
  field: string,
  change: CustomerChange,
  surroundings: Surroundings | null,
): readonly Fault[] {
  switch (change.kind) {
    case 'add tag':
    case 'remove tag':
      return tagFaults(id, `${field}.tag`, change.tag);
    case 'pause marketing': {
      const bounds = { value: change.days, least: 1, most: MAX_PAUSE_DAYS };
      return wholeNumberFaults(id, `${field}.days`, 'The pause in days', bounds);
    }
    case 'set tier':
      return tierFaults(id, `${field}.tier`, change.tier, surroundings);
    case 'alert staff':
      if (change.note.trim() !== '') return [];
      return [faultAt(id, `${field}.note`, 'Write what staff should know.')];
    case 'suppress':
      return [];
  }
}

function tagFaults(id: BlockId, field: string, tag: string): readonly Fault[] {
  if (tag.trim() === '') return [faultAt(id, field, 'The tag is empty.')];
  // Shopify takes a comma as the end of a tag.
  if (tag.includes(',')) return [faultAt(id, field, `“${tag}” has a comma; a tag cannot.`)];
  if (tag.length <= MAX_TAG_LENGTH) return [];
  return [faultAt(id, field, `The tag is longer than ${MAX_TAG_LENGTH} characters.`)];
}
