/** What blocks and the ways between them are called, in the person's language. */
import type { ExitPath } from '../../../core/scenario/blocks/exit-path.ts';
import type {
  Block,
  InactiveDefinition,
  WaitForReactionBlock,
} from '../../../core/scenario/types.ts';
import { hours, percent } from '../../language/format.ts';
import { outcomeInWords } from '../../language/history.ts';
import { language, t } from '../../language/t.ts';
import type { IconName } from '../icon.tsx';

export const BLOCK_ICONS: Readonly<Record<Block['kind'], IconName>> = {
  start: 'start',
  message: 'mail',
  wait: 'clock',
  'wait for reaction': 'reaction',
  exit: 'exit',
};

export function blockTitle(block: Block): string {
  switch (block.kind) {
    case 'start':
      return inactiveInWords(block.inactive);
    case 'message':
      return block.name || t('block.message');
    case 'wait':
      return t('block.waitFor', { time: hours(block.hours) });
    case 'wait for reaction':
      return t('block.waitForReaction');
    case 'exit':
      return t('block.leaves', { outcome: outcomeInWords(block.outcome) });
  }
}

/** A second line; empty where the title says it all. */
export function blockNote(block: Block): string {
  switch (block.kind) {
    case 'start':
      return t('block.heldOut', { share: percent(block.holdoutShare) });
    case 'message': {
      const content = block.content[language()] ?? block.content[block.fallbackLanguage];
      return plainSubject(content?.subject ?? '') || t('block.noSubject');
    }
    case 'wait for reaction':
      return t('block.atMost', { time: hours(block.limitHours) });
    case 'wait':
    case 'exit':
      return '';
  }
}

/** The subject without its Liquid, for a glance: conditions vanish, values become an ellipsis. */
function plainSubject(subject: string): string {
  return subject
    .replace(/\{%\s*else\s*%\}.*?(?=\{%\s*endif)/g, '')
    .replace(/\{%.*?%\}/g, '')
    .replace(/\{\{.*?\}\}/g, '…')
    .trim();
}

export function inactiveInWords(inactive: InactiveDefinition): string {
  if (inactive.kind === 'no order') return t('inactive.noOrder', { n: inactive.days });
  return inactive.days === 0 ? t('inactive.due') : t('inactive.overdue', { n: inactive.days });
}

/** The name of one of several ways out of a block. */
export function exitInWords(block: Block | undefined, via: ExitPath['via']): string {
  if (block?.kind !== 'wait for reaction' || via.kind === 'next') return '';
  if (via.kind === 'otherwise') return otherwiseInWords(block);
  return t(`exit.${via.reaction}${via.atOnce ? 'AtOnce' : ''}`);
}

/** Nobody who opened takes this way if there is one for openers; so it can be named by what did not happen. */
function otherwiseInWords({ exits, limitHours }: WaitForReactionBlock): string {
  const time = hours(limitHours);
  const reactions = exits.map((exit) => exit.reaction);
  if (reactions.includes('opened')) return t('exit.notOpened', { time });
  if (reactions.includes('clicked')) return t('exit.notClicked', { time });
  if (reactions.includes('answered')) return t('exit.notAnswered', { time });
  return t('exit.after', { time });
}
