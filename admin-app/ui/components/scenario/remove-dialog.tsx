import { useState } from 'preact/hooks';
import { exitsOf } from '../../../core/scenario/blocks/shape.ts';
import type { Block, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { list } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { findBlock, mainExit, removeBlock } from '../../models/graph-edit.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { blockTitle, exitInWords } from '../graph/words.ts';
import { Notice } from '../notice.tsx';

export interface Loss {
  readonly lost: readonly Block[];
  readonly perform: () => void;
}

/** Asks before blocks go that nothing would lead to any more. */
export function LossDialog({ lost, perform, onClose }: Loss & { readonly onClose: () => void }) {
  return (
    <Dialog
      title={t('loss.title', { n: lost.length })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            kind="danger"
            onClick={() => {
              onClose();
              perform();
            }}
          >
            {t('loss.do')}
          </Button>
        </>
      }
    >
      <p>{t('loss.text', { blocks: namesOf(lost) })}</p>
    </Dialog>
  );
}

interface Props {
  readonly definition: ScenarioDefinition;
  readonly block: Block;
  readonly onClose: () => void;
  readonly onRemove: (keep: string) => void;
}

/** Asks by which of its exits customers go on when a block with several is removed, and says what that loses. */
export function RemoveDialog({ definition, block, onClose, onRemove }: Props) {
  const exits = exitsOf(block);
  const [keep, setKeep] = useState(mainExit(block) ?? exits[0]?.field ?? '');
  const { lost } = removeBlock(definition, block.id, keep);
  const targetOf = (id: string) => {
    const target = findBlock(definition, id);
    return target ? blockTitle(target) : id;
  };
  return (
    <Dialog
      title={t('remove.title', { block: blockTitle(block) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" icon="remove" onClick={() => onRemove(keep)}>
            {t('remove.do')}
          </Button>
        </>
      }
    >
      <fieldset class="stack tight">
        <legend class="field-label">{t('remove.question')}</legend>
        {exits.map(({ field, next, via }) => (
          <label key={field} class="choice">
            <input
              type="radio"
              name="keep"
              checked={keep === field}
              onChange={() => setKeep(field)}
            />
            <span>{exitInWords(definition, block, via) || t('exit.next')}</span>
            <span class="field-hint">→ {targetOf(next)}</span>
          </label>
        ))}
      </fieldset>
      <div aria-live="polite">
        {lost.length > 0 && (
          <Notice tone="due" title={t('loss.title', { n: lost.length })}>
            <span>{namesOf(lost)}</span>
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

const MOST_NAMED = 6;

function namesOf(blocks: readonly Block[]): string {
  const named = blocks.slice(0, MOST_NAMED).map(blockTitle);
  const rest = blocks.length - named.length;
  return list(rest > 0 ? [...named, t('loss.more', { n: rest })] : named);
}
