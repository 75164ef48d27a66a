/** Where blocks and ways are, in words, for those who do not see the picture. */
import type { Via } from '../../../core/scenario/blocks/exit-path.ts';
import { exitsOf } from '../../../core/scenario/blocks/shape.ts';
import type { Block, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { findBlock } from '../../models/graph-edit.ts';
import { blockTitle, exitInWords } from './words.ts';

/** "Block 3 of 12. Leads to A. If opened: leads to B." */
export function placeOfBlock(definition: ScenarioDefinition, block: Block): string {
  const at = definition.blocks.indexOf(block) + 1;
  const place = t('graph.place', { at, of: definition.blocks.length });
  const ways = exitsOf(block).map(({ next, via }) => {
    const target = findBlock(definition, next);
    const name = target ? blockTitle(target) : next;
    const label = exitInWords(definition, block, via);
    return label ? t('graph.leadsWhen', { label, block: name }) : t('graph.leads', { block: name });
  });
  return [place, ...ways].join(' ');
}

/** "between A and B", "after A, if opened". */
export function placeOfWay(
  definition: ScenarioDefinition,
  source: Block,
  via: Via,
  target: Block,
): string {
  const label = exitInWords(definition, source, via);
  const names = { from: blockTitle(source), to: blockTitle(target) };
  return label ? t('graph.betweenWhen', { ...names, label }) : t('graph.between', names);
}
