/** What changed between two versions of a scenario, for the person who is about to activate the newer one. */
import { describe, exitsOf, nameOf } from './blocks/shape.ts';
import { viaInWords } from './blocks/via-in-words.ts';
import { indexOf } from './definition-index.ts';
import { differingFields } from './differing-fields.ts';
import type { Block, BlockId, ScenarioDefinition } from './types.ts';

export interface DefinitionChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Null for what the scenario says beside its blocks. */
  readonly blockId: BlockId | null;
  /** Paths of all that differs, for a changed block: "content.en.subject". */
  readonly fields: readonly string[];
  /** One sentence. */
  readonly words: string;
}

/** In the order of the newer version's blocks, then what is gone, then goal and quiet times. */
export function changesBetween(
  before: ScenarioDefinition,
  after: ScenarioDefinition,
): readonly DefinitionChange[] {
  const old = indexOf(before).blocks;
  const kept = indexOf(after).blocks;
  return [
    ...after.blocks.flatMap((block) => newOrChanged(old.get(block.id), block, kept)),
    ...before.blocks.filter(({ id }) => !kept.has(id)).map(removed),
    ...besideBlocks(before, after),
  ];
}

type Blocks = ReadonlyMap<BlockId, Block>;

function newOrChanged(
  before: Block | undefined,
  block: Block,
  blocks: Blocks,
): readonly DefinitionChange[] {
  if (!before) {
    const words = `New: ${inFull(block)}.`;
    return [{ kind: 'added', blockId: block.id, fields: [], words }];
  }
  const fields = differingFields(before, block);
  if (fields.length === 0) return [];
  return [
    {
      kind: 'changed',
      blockId: block.id,
      fields,
      words: changeInWords(before, block, fields, blocks),
    },
  ];
}

function changeInWords(
  before: Block,
  after: Block,
  fields: readonly string[],
  blocks: Blocks,
): string {
  if (before.kind !== after.kind) {
    return `“${nameOf(before)}” has become something else: ${describe(after)}.`;
  }
  const [was, is] = [describe(before), describe(after)];
  if (was !== is) {
    const name = nameOf(before);
    return name === was ? `${was} → ${is}.` : `“${name}”: ${was} → ${is}.`;
  }
  const ways = fields.filter(isWay);
  if (ways.length === fields.length) {
    return `“${nameOf(after)}” leads elsewhere: ${waysInWords(after, ways, blocks)}.`;
  }
  return `“${nameOf(after)}”: ${fields.filter((field) => !isWay(field)).join(', ')} changed.`;
}

/** "to “Farewell”; opened to “Second mail”". A way that is no more has nothing to say. */
function waysInWords(block: Block, fields: readonly string[], blocks: Blocks): string {
  const ways = exitsOf(block).filter(({ field }) => fields.includes(field));
  if (ways.length < fields.length) return 'some customers leave here now';
  return ways
    .map(({ next, via }) => {
      const target = blocks.get(next);
      return `${viaInWords(via)} to “${target ? nameOf(target) : next}”`.trim();
    })
    .join('; ');
}

/** Name and description, once where they are the same. */
function inFull(block: Block): string {
  const [name, description] = [nameOf(block), describe(block)];
  return name === description ? description : `“${name}” (${description})`;
}

/** Whether the field says where customers go next. */
function isWay(field: string): boolean {
  const last = field.split('.').at(-1) ?? '';
  return ['next', 'otherwise', 'unreachable', 'outranked', 'unavailable'].includes(last);
}

function removed(block: Block): DefinitionChange {
  const words = `Gone: ${inFull(block)}.`;
  return { kind: 'removed', blockId: block.id, fields: [], words };
}

function besideBlocks(
  before: ScenarioDefinition,
  after: ScenarioDefinition,
): readonly DefinitionChange[] {
  const words = { goal: 'The goal has changed.', quiet: 'The quiet times have changed.' };
  return (['goal', 'quiet'] as const).flatMap((part): readonly DefinitionChange[] => {
    const fields = differingFields({ [part]: before[part] }, { [part]: after[part] });
    if (fields.length === 0) return [];
    return [{ kind: 'changed', blockId: null, fields, words: words[part] }];
  });
}
