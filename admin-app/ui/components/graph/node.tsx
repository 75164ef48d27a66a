import type { Block } from '../../../core/scenario/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Icon } from '../icon.tsx';
import { BLOCK_ICONS, blockNote, blockTitle } from './words.ts';

export interface NodeState {
  readonly selected: boolean;
  /** Customers who are at this block now. */
  readonly waiting: number;
  readonly faults: number;
}

interface Props extends NodeState {
  readonly block: Block;
  /** Where customers go from here, for those who do not see the lines. */
  readonly waysOut: string;
  readonly style?: Readonly<Record<string, string>>;
  readonly onSelect: () => void;
}

/** One block as a button; its name says all that the picture shows. */
export function Node({ block, selected, waiting, faults, waysOut, style, onSelect }: Props) {
  const note = blockNote(block);
  const name = ['node', block.kind, faults > 0 && 'faulty'].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      class={name}
      data-block={block.id}
      aria-current={selected || undefined}
      {...(style && { style })}
      onClick={onSelect}
    >
      <span class="node-icon">
        <Icon name={BLOCK_ICONS[block.kind]} size={18} />
      </span>
      <span class="node-text">
        <span class="visually-hidden">{t(`block.${block.kind}`)}: </span>
        <span class="node-title">{blockTitle(block)}</span>
        {note && <span class="node-note">{note}</span>}
      </span>
      <span>
        {waiting > 0 && (
          <span class="node-count" title={t('graph.waiting', { n: waiting })}>
            {number(waiting)}
            <span class="visually-hidden"> {t('graph.waitingHere')}</span>
          </span>
        )}
        {faults > 0 && (
          <span class="node-fault">
            <Icon name="alert" size={18} />
            <span class="visually-hidden">{t('graph.faults', { n: faults })}</span>
          </span>
        )}
      </span>
      <span class="visually-hidden">{waysOut}</span>
    </button>
  );
}
