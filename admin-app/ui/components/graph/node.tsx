import type { Block, BlockId } from '../../../core/scenario/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Icon } from '../icon.tsx';
import { blockIcon, blockNote, blockTitle, kindInWords } from './words.ts';

export interface NodeState {
  /** Customers who are at this block now. */
  readonly waiting: number;
  /** How many came here in the dry run that is shown; null where none is. */
  readonly rehearsed: number | null;
  readonly faults: number;
  readonly warnings: number;
  /** Differs from the active version. */
  readonly changed: boolean;
}

interface Props extends NodeState {
  readonly block: Block;
  readonly selected: boolean;
  /** The one block that the Tab key comes to; arrows lead on to the others. */
  readonly current: boolean;
  /** Where customers come from and go to, for those who do not see the lines. */
  readonly place: string;
  readonly style?: Readonly<Record<string, string>>;
  /** The address of the list of customers who are here. */
  readonly hrefOfWaiting: string;
  readonly onSelect: () => void;
  readonly onFocus: () => void;
  /** Dragged by the pointer; absent where blocks cannot be moved. */
  readonly onDrag?: ((id: BlockId | null) => void) | undefined;
}

/** One block as a button; its name says all that the picture shows. The number of customers is a link of its own. */
export function Node(props: Props) {
  const { block, selected, waiting, rehearsed, faults, warnings, changed, place, style } = props;
  const { onDrag } = props;
  const note = blockNote(block);
  const look = [
    'node',
    `kind-${block.kind.replaceAll(' ', '-')}`,
    faults > 0 && 'faulty',
    note === '' && 'plain',
  ];
  return (
    <div class="node-place" {...(style && { style })}>
      <button
        type="button"
        class={look.filter(Boolean).join(' ')}
        data-block={block.id}
        tabIndex={props.current ? 0 : -1}
        aria-current={selected || undefined}
        draggable={onDrag !== undefined && block.kind !== 'start'}
        onDragStart={(event) => {
          event.dataTransfer?.setData('text/plain', block.id);
          onDrag?.(block.id);
        }}
        onDragEnd={() => onDrag?.(null)}
        onClick={props.onSelect}
        onFocus={props.onFocus}
      >
        <span class="node-icon">
          <Icon name={blockIcon(block)} size={18} />
        </span>
        <span class="node-text">
          <span class="visually-hidden">{kindInWords(block)}: </span>
          <span class="node-title">{blockTitle(block)}</span>
          {note && <span class="node-note">{note}</span>}
        </span>
        <span class="node-marks">
          {faults > 0 && (
            <Mark look="node-fault" text={t('graph.faults', { n: faults })} icon="alert" />
          )}
          {faults === 0 && warnings > 0 && (
            <Mark look="node-warning" text={t('graph.warnings', { n: warnings })} icon="alert" />
          )}
          {changed && <span class="node-changed" title={t('graph.changed')} />}
          {changed && <span class="visually-hidden">{t('graph.changed')}</span>}
        </span>
        <span class="visually-hidden">{place}</span>
      </button>
      {rehearsed !== null && (
        <span class="node-count rehearsed">
          <span aria-hidden="true">{number(rehearsed)}</span>
          <span class="visually-hidden">{t('dryRun.came', { n: rehearsed })}</span>
        </span>
      )}
      {rehearsed === null && waiting > 0 && (
        <a class="node-count" href={props.hrefOfWaiting} tabIndex={selected ? 0 : -1}>
          {number(waiting)}
          <span class="visually-hidden"> {t('graph.waitingAt', { block: blockTitle(block) })}</span>
        </a>
      )}
    </div>
  );
}

interface MarkProps {
  readonly look: string;
  readonly text: string;
  readonly icon: 'alert';
}

function Mark({ look, text, icon }: MarkProps) {
  return (
    <span class={look} title={text}>
      <Icon name={icon} size={18} />
      <span class="visually-hidden">{text}</span>
    </span>
  );
}
