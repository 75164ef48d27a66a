import { hindering } from '../../../core/scenario/fault.ts';
import type { Block, Fault } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { blockTitle } from '../graph/words.ts';
import { Notice } from '../notice.tsx';
import './scenario.css';

interface Props {
  readonly faults: readonly Fault[];
  readonly blocks: readonly Block[];
  readonly onOpen: (blockId: string) => void;
}

/** What must be mended before activating; each line leads to its block. */
export function FaultsNotice({ faults, blocks, onOpen }: Props) {
  const hindrances = hindering(faults);
  if (hindrances.length === 0) return null;
  return (
    <Notice tone="due" title={t('faults.title', { n: hindrances.length })}>
      <ul class="fault-list">
        {hindrances.map((fault) => {
          const block = blocks.find((each) => each.id === fault.blockId);
          return (
            <li key={`${fault.blockId} ${fault.field} ${fault.message}`}>
              {block ? (
                <button type="button" onClick={() => onOpen(block.id)}>
                  {blockTitle(block)}: {fault.message}
                </button>
              ) : (
                fault.message
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
