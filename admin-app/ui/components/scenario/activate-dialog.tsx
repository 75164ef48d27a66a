import { useEffect, useState } from 'preact/hooks';
import type { EnteringCount } from '../../../contract/scenario-running.ts';
import type { ScenarioView } from '../../../contract/scenarios.ts';
import type { Fault, StartBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { enteringModel } from '../../models/entering.ts';
import type { Activation, Draft } from '../../models/scenario-editor.ts';
import { useModel } from '../../services.ts';
import { Button } from '../button.tsx';
import { CountedAt } from '../counted-at.tsx';
import { Dialog } from '../dialog.tsx';
import { triggerInWords } from '../graph/trigger-words.ts';
import { blockTitle } from '../graph/words.ts';
import { Notice } from '../notice.tsx';
import { Bones } from '../skeleton.tsx';
import { CheckField } from './controls.tsx';

interface Props {
  /** As saved: opening the dialog saves first. */
  readonly scenario: ScenarioView;
  readonly draft: Draft;
  readonly start: StartBlock;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onActivate: (activation: Activation) => void;
}

/** Says what will happen before it does: who enters now, what becomes of those inside, and what to think of. */
export function ActivateDialog({ scenario, draft, start, busy, onClose, onActivate }: Props) {
  const { name } = draft;
  const publishes = scenario.activeVersion !== null;
  const warnings = scenario.faults.filter(({ severity }) => severity === 'warning');
  const [confirmed, setConfirmed] = useState(false);
  const [moveOver, setMoveOver] = useState(false);
  return (
    <Dialog
      title={publishes ? t('activate.publishTitle', { name }) : t('activate.title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            kind="primary"
            icon="play"
            busy={busy}
            disabled={warnings.length > 0 && !confirmed}
            onClick={() => onActivate({ confirmed, moveOver })}
          >
            {publishes ? t('activate.publish') : t('activate.do')}
          </Button>
        </>
      }
    >
      <Entering scenarioId={scenario.scenarioId} start={start} />
      {publishes && scenario.inside > 0 && (
        <Inside inside={scenario.inside} moveOver={moveOver} onChoose={setMoveOver} />
      )}
      {warnings.length > 0 && (
        <Notice tone="due" title={t('activate.warnings', { n: warnings.length })}>
          <Warnings warnings={warnings} draft={draft} />
          <CheckField label={t('activate.confirm')} checked={confirmed} onChange={setConfirmed} />
        </Notice>
      )}
    </Dialog>
  );
}

function Warnings({
  warnings,
  draft,
}: {
  readonly warnings: readonly Fault[];
  readonly draft: Draft;
}) {
  return (
    <ul class="fault-list">
      {warnings.map(({ blockId, field, message }) => {
        const block = draft.definition.blocks.find(({ id }) => id === blockId);
        return (
          <li key={`${blockId} ${field}`}>
            {block ? `${blockTitle(block)}: ${message}` : message}
          </li>
        );
      })}
    </ul>
  );
}

interface EnteringProps {
  readonly scenarioId: number;
  readonly start: StartBlock;
}

function Entering({ scenarioId, start }: EnteringProps) {
  const model = useModel(({ api }) => enteringModel(api, scenarioId), scenarioId);
  useEffect(() => model.ask(start, true), [model, start]);
  const view = model.view.value;
  if (!view) return <Bones lines={3} />;
  const { count, countedAt } = view;
  return (
    <div class="stack tight" aria-live="polite">
      {count ? <EnteringWords count={count} start={start} /> : <p>{t('audience.beingCounted')}</p>}
      <CountedAt at={countedAt} />
      <p class="soft">{t('activate.laterText')}</p>
    </div>
  );
}

interface WordsProps {
  readonly count: EnteringCount;
  readonly start: StartBlock;
}

function EnteringWords({ count, start }: WordsProps) {
  const { fitting, entering, reachable } = count;
  const who = triggerInWords(start.trigger);
  if (fitting === null || entering === null) return <p>{t('activate.noneYet', { who })}</p>;
  const unreachable = fitting - (reachable ?? fitting);
  return (
    <>
      {entering === 0 ? (
        <p>{t('activate.nobodyNow', { who })}</p>
      ) : (
        <p>
          {t('activate.enter', { n: entering, who })} {heldOutInWords(entering, start.holdoutShare)}
        </p>
      )}
      {unreachable > 0 && <p class="soft">{t('activate.notReachable', { n: unreachable })}</p>}
    </>
  );
}

function heldOutInWords(entering: number, share: number): string {
  const heldOut = Math.round(entering * share);
  return share === 0 ? t('activate.nobodyHeldOut') : t('activate.heldOut', { n: heldOut });
}

interface InsideProps {
  readonly inside: number;
  readonly moveOver: boolean;
  readonly onChoose: (moveOver: boolean) => void;
}

/** What becomes of those who are inside when the version changes. */
function Inside({ inside, moveOver, onChoose }: InsideProps) {
  return (
    <fieldset class="stack tight">
      <legend class="field-label">{t('activate.inside', { n: inside })}</legend>
      <label class="choice">
        <input type="radio" name="inside" checked={!moveOver} onChange={() => onChoose(false)} />
        <span>{t('activate.finish')}</span>
        <span class="field-hint">{t('activate.finishHint')}</span>
      </label>
      <label class="choice">
        <input type="radio" name="inside" checked={moveOver} onChange={() => onChoose(true)} />
        <span>{t('activate.moveOver')}</span>
        <span class="field-hint">{t('activate.moveOverHint')}</span>
      </label>
    </fieldset>
  );
}
