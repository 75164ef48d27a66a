import { hindering } from '../../../core/scenario/fault.ts';
import type { Block, Fault } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
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
  const line = (fault: Fault) => <FaultLink key={keyOf(fault)} {...{ fault, blocks, onOpen }} />;
  const rest = hindrances.slice(MOST_SHOWN);
  return (
    <Notice tone="due" title={t('faults.title', { n: hindrances.length })}>
      <ul class="fault-list">{hindrances.slice(0, MOST_SHOWN).map(line)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{t('faults.more', { n: rest.length })}</summary>
          <ul class="fault-list">{rest.map(line)}</ul>
        </details>
      )}
    </Notice>
  );
}

const MOST_SHOWN = 3;

function keyOf({ blockId, field, message }: Fault): string {
  return `${blockId} ${field} ${message}`;
}

interface LinkProps extends Pick<Props, 'blocks' | 'onOpen'> {
  readonly fault: Fault;
}

function FaultLink({ fault, blocks, onOpen }: LinkProps) {
  const block = blocks.find((each) => each.id === fault.blockId);
  if (!block) {
    return (
      <li>
        {fault.message}
        {fault.field === null && (
          <>
            {' '}
            <a href={to('/settings')}>{t('faults.toSettings')}</a>
          </>
        )}
      </li>
    );
  }
  return (
    <li>
      <button type="button" onClick={() => onOpen(block.id)}>
        {blockTitle(block)}: {fault.message}
      </button>
    </li>
  );
}
