import type { BlockId } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import type { Way } from '../../models/graph-edit.ts';
import { Icon } from '../icon.tsx';

/** What can be done with the graph; absent where it is only looked at. */
export interface GraphEdits {
  /** Opens the choice of blocks to put on one of the ways. */
  readonly onAdd: (ways: readonly Way[], anchor: Element) => void;
  readonly onRemove: (id: BlockId) => void;
  /** The block that is being moved; null when none is. */
  readonly moving: BlockId | null;
  readonly onMoving: (id: BlockId | null) => void;
  /** Whether the moving block can be put on the way. */
  readonly isTarget: (way: Way) => boolean;
  readonly onMoveTo: (way: Way) => void;
}

interface Props {
  readonly way: Way;
  /** Where it is, in words: "between A and B". */
  readonly place: string;
  readonly edits: GraphEdits;
}

/** The "+" on a way: adds a block there; while one is moved, takes it. */
export function Plus({ way, place, edits }: Props) {
  const moving = edits.moving !== null;
  const takes = moving && edits.isTarget(way);
  if (moving && !takes) return null;
  return (
    <button
      type="button"
      class={takes ? 'plus takes' : 'plus'}
      tabIndex={takes ? 0 : -1}
      aria-label={takes ? t('graph.moveHere', { place }) : t('graph.addAt', { place })}
      onClick={(event) => (takes ? edits.onMoveTo(way) : edits.onAdd([way], event.currentTarget))}
      onDragOver={(event) => takes && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        edits.onMoveTo(way);
      }}
    >
      <Icon name={takes ? 'down' : 'add'} size={14} />
    </button>
  );
}
