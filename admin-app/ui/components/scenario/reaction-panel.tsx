import type { WaitForReactionBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { NumberField } from '../field.tsx';
import { blockTitle, exitInWords } from '../graph/words.ts';
import { Notice } from '../notice.tsx';
import type { BlockPanelProps } from './block-panel.tsx';

/** How long to wait for which message, which way each reaction leads, and what counts as one. */
export function ReactionPanel(props: BlockPanelProps<WaitForReactionBlock>) {
  const { block, definition, onEdit, onEndStep, faultAt } = props;
  const message = definition.blocks.find((each) => each.id === block.messageBlock);
  const nameOf = (id: string) => {
    const target = definition.blocks.find((each) => each.id === id);
    return target ? blockTitle(target) : id;
  };
  const ways = [
    ...block.exits.map(({ reaction, when, next }) => ({
      label: exitInWords(block, { kind: 'reaction', reaction, atOnce: when === 'at once' }),
      next,
    })),
    { label: exitInWords(block, { kind: 'otherwise' }), next: block.otherwise },
  ];
  return (
    <>
      <p class="soft">
        {t('reaction.to', { message: message ? blockTitle(message) : block.messageBlock })}
      </p>
      <NumberField
        label={t('reaction.limit')}
        hint={t('reaction.limitHint')}
        unit={t('unit.hoursOnly')}
        min={1}
        max={24 * 365}
        value={block.limitHours}
        fault={faultAt('limitHours') ?? faultAt('messageBlock')}
        onInput={(limitHours) => onEdit({ ...block, limitHours }, 'limitHours')}
        onBlur={onEndStep}
      />
      <dl class="facts">
        {ways.map(({ label, next }) => (
          <div key={`${label} ${next}`}>
            <dt>{label}</dt>
            <dd>→ {nameOf(next)}</dd>
          </div>
        ))}
      </dl>
      <Notice title={t('reaction.countsTitle')}>
        <span class="small">{t('reaction.countsText')}</span>
      </Notice>
    </>
  );
}
