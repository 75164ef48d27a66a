import { type Finding, found } from '../../finding.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { BlockId, CustomerChange, UpdateCustomerBlock } from '../../types.ts';
import { wholeNumberFaults } from '../number-faults.ts';
import { tierFaults } from '../query-faults.ts';

/** Shopify's longest tag. */
const MAX_TAG_LENGTH = 255;
const MAX_PAUSE_DAYS = 3650;

export function faultsOf(
  { id, changes }: UpdateCustomerBlock,
  surroundings: Surroundings | null,
): readonly Finding[] {
  if (changes.length === 0) return [found(id, 'changes', (words) => words.nothingToChange)];
  return changes.flatMap((change, index) =>
    changeFaults(id, `changes.${index}`, change, surroundings),
  );
}

function changeFaults(
  id: BlockId,
  field: string,
  change: CustomerChange,
  surroundings: Surroundings | null,
): readonly Finding[] {
  switch (change.kind) {
    case 'add tag':
    case 'remove tag':
      return tagFaults(id, `${field}.tag`, change.tag);
    case 'pause marketing': {
      const bounds = { value: change.days, least: 1, most: MAX_PAUSE_DAYS };
      return wholeNumberFaults(id, `${field}.days`, 'days of pause', bounds);
    }
    case 'set tier':
      return tierFaults(id, `${field}.tier`, change.tier, surroundings);
    case 'alert staff':
      if (change.note.trim() !== '') return [];
      return [found(id, `${field}.note`, (words) => words.noteMissing)];
    case 'suppress':
      return [];
  }
}

function tagFaults(id: BlockId, field: string, tag: string): readonly Finding[] {
  if (tag.trim() === '') return [found(id, field, (words) => words.tagEmpty)];
  // Shopify takes a comma as the end of a tag.
  if (tag.includes(',')) return [found(id, field, (words) => words.tagWithComma(tag))];
  if (tag.length <= MAX_TAG_LENGTH) return [];
  return [found(id, field, (words) => words.tagTooLong(MAX_TAG_LENGTH))];
}
