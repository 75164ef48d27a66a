/** Messages that say a coupon's code, but to which customers can come without having one: they could not be made then. */
import { EXAMPLE_FIELDS, EXAMPLE_FRAME } from '../message/example-fields.ts';
import { renderLiquid } from '../message/liquid.ts';
import { nameOf } from './blocks/shape.ts';
import { type Finding, found } from './finding.ts';
import { type ExitFilter, reachableFrom } from './reach.ts';
import type { MessageBlock, ScenarioDefinition, StartBlock } from './types.ts';

export function couponMissing(
  definition: ScenarioDefinition,
  start: StartBlock,
): readonly Finding[] {
  const without = reachableFrom(definition, [start.id], notGettingCode);
  return definition.blocks.flatMap((block) =>
    block.kind === 'message' && without.has(block.id) ? saysCode(block, definition) : [],
  );
}

/** Every exit but the one that a customer takes with a code. */
const notGettingCode: ExitFilter = (block, { via }) =>
  block.kind !== 'coupon' || via.kind !== 'next';

function saysCode(block: MessageBlock, { blocks }: ScenarioDefinition): readonly Finding[] {
  const coupon = blocks.find(({ kind }) => kind === 'coupon');
  const name = coupon ? nameOf(coupon) : null;
  return textsOf(block.content, 'content')
    .filter(({ text }) => needsCode(text))
    .map(({ field }) => found(block.id, field, (words) => words.codeWithoutCoupon(name)));
}

/** Whether the text can be made with a coupon only. */
function needsCode(text: string): boolean {
  if (!text.includes('coupon')) return false;
  const { coupon: _coupon, ...without } = EXAMPLE_FIELDS;
  return (
    renderLiquid(text, EXAMPLE_FIELDS, EXAMPLE_FRAME).ok &&
    !renderLiquid(text, without, EXAMPLE_FRAME).ok
  );
}

/** Every text inside, with its path. */
function textsOf(
  value: unknown,
  field: string,
): readonly { readonly field: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ field, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${field}.${key}`));
}
