import type { ScenarioDefinition } from '../../../core/scenario/types.ts';
import { list } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { findBlock } from '../../models/graph-edit.ts';
import type { Change } from '../../models/scenario-versions.ts';
import { blockTitle } from '../graph/words.ts';
import './versions.css';

interface Props {
  readonly before: ScenarioDefinition;
  readonly after: ScenarioDefinition;
  readonly changes: readonly Change[];
  /** Opens a block that is still there; absent where it could not be shown. */
  readonly onOpen?: (blockId: string) => void;
}

/** What differs between two versions, block by block. */
export function ChangesList({ before, after, changes, onOpen }: Props) {
  return (
    <ul class="changes">
      {changes.map((change) => {
        const { blockId, kind, parts } = change;
        const block =
          blockId === null ? undefined : (findBlock(after, blockId) ?? findBlock(before, blockId));
        const name = block ? blockTitle(block) : t('changes.scenario');
        const isHere = blockId !== null && kind !== 'removed';
        return (
          <li key={`${kind} ${blockId}`} class={kind}>
            {isHere && onOpen ? (
              <button type="button" onClick={() => onOpen(blockId)}>
                {name}
              </button>
            ) : (
              <span>{name}</span>
            )}
            <span class="small soft">
              {kind === 'changed'
                ? list(parts.map((part) => t(`changes.${part}`)))
                : t(`changes.${kind}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
