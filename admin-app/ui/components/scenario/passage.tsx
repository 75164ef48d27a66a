import { useState } from 'preact/hooks';
import type { EnrolmentView } from '../../../contract/scenario-running.ts';
import type { BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { dateTimeOf } from '../../language/format.ts';
import { causeInWords, outcomeInWords, resultInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import { findBlock } from '../../models/graph-edit.ts';
import { passageModel } from '../../models/scenario-live.ts';
import { to } from '../../navigation.ts';
import { useModel, useServices } from '../../services.ts';
import { Await } from '../await.tsx';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { blockTitle } from '../graph/words.ts';
import { Bones } from '../skeleton.tsx';
import { TargetField } from './controls.tsx';

interface Props {
  readonly scenarioId: number;
  readonly enrolmentId: number;
  readonly definition: ScenarioDefinition;
  readonly onChanged: () => void;
}

/** One customer's passage: every step with its time and cause; moved or taken out by hand after a second question. */
export function Passage({ scenarioId, enrolmentId, definition, onChanged }: Props) {
  const model = useModel(({ api }) => passageModel(api, scenarioId, enrolmentId), enrolmentId);
  const { host } = useServices();
  const [asking, setAsking] = useState<'move' | 'remove' | null>(null);

  async function perform(target: BlockId | null): Promise<void> {
    const failure = target === null ? await model.remove() : await model.move(target);
    setAsking(null);
    const done = t(target === null ? 'passage.removed' : 'passage.moved');
    host.toast(failure?.message ?? done, failure ? 'problem' : 'done');
    if (!failure) onChanged();
  }

  return (
    <Await of={model.passage} bones={<Bones lines={6} />}>
      {(passage) => (
        <div class="stack">
          <PassageHead passage={passage} definition={definition} />
          {passage.endedAt === null && asking === null && (
            <div class="row">
              {!passage.heldOut && (
                <Button compact icon="move" onClick={() => setAsking('move')}>
                  {t('passage.move')}
                </Button>
              )}
              <Button compact kind="danger" icon="exit" onClick={() => setAsking('remove')}>
                {t('passage.remove')}
              </Button>
            </div>
          )}
          {asking && (
            <Question
              {...{ asking, passage, definition }}
              busy={model.working.value}
              onCancel={() => setAsking(null)}
              onConfirm={(target) => void perform(target)}
            />
          )}
          <Steps passage={passage} definition={definition} />
        </div>
      )}
    </Await>
  );
}

interface PartProps {
  readonly passage: EnrolmentView;
  readonly definition: ScenarioDefinition;
}

function PassageHead({ passage, definition }: PartProps) {
  const { name, customerId, enteredAt, heldOut, endedAt, outcome, blockId, dueAt } = passage;
  const block = nameOf(definition, blockId);
  const until =
    dueAt === null
      ? t('enrolments.waitsAt', { block })
      : t('enrolments.waitsUntil', { block, when: dateTimeOf(dueAt) });
  return (
    <div class="stack tight">
      <span class="row">
        <h3>{name ?? t('waiting.gone')}</h3>
        {endedAt !== null && <Badge>{outcomeInWords(outcome ?? '')}</Badge>}
        {heldOut && <Badge>{t('enrolments.heldOut')}</Badge>}
      </span>
      <span class="small soft">
        {t('passage.entered', { when: dateTimeOf(enteredAt), version: passage.version })}
      </span>
      <span class="small soft">
        {endedAt === null ? until : t('enrolments.ended', { when: dateTimeOf(endedAt) })}
      </span>
      <a class="small" href={to(`/customers/${customerId}`)}>
        {t('passage.customer')}
      </a>
    </div>
  );
}

function Steps({ passage, definition }: PartProps) {
  return (
    <ol class="passage-steps" aria-label={t('passage.steps')}>
      {passage.steps.map((step) => (
        <li key={step.step}>
          <span>
            {causeInWords(step.cause)} → {resultInWords(step.result)}
          </span>
          <span class="small soft">
            {t('enrolments.at', {
              block: nameOf(definition, step.blockId),
              when: dateTimeOf(step.at),
            })}
          </span>
        </li>
      ))}
    </ol>
  );
}

interface QuestionProps extends PartProps {
  readonly asking: 'move' | 'remove';
  readonly busy: boolean;
  readonly onCancel: () => void;
  /** The block to move to; null takes the customer out. */
  readonly onConfirm: (target: BlockId | null) => void;
}

function Question({ asking, passage, definition, busy, onCancel, onConfirm }: QuestionProps) {
  const first = definition.blocks.find(
    ({ id, kind }) => kind !== 'start' && id !== passage.blockId,
  );
  const [target, setTarget] = useState<BlockId>(first?.id ?? '');
  const moving = asking === 'move';
  return (
    <fieldset class="passage-question">
      <legend class="visually-hidden">{t(`passage.${asking}`)}</legend>
      {moving && (
        <TargetField
          label={t('passage.to')}
          definition={definition}
          from={passage.blockId}
          to={target}
          withNewEnd={false}
          onChange={(next) => setTarget(next ?? '')}
        />
      )}
      <p class="small">{t(moving ? 'passage.moveText' : 'passage.removeText')}</p>
      <div class="row">
        <Button compact onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button
          compact
          kind={moving ? 'primary' : 'danger'}
          busy={busy}
          onClick={() => onConfirm(moving ? target : null)}
        >
          {t(moving ? 'passage.moveDo' : 'passage.removeDo')}
        </Button>
      </div>
    </fieldset>
  );
}

/** A block of another version, which this one has no more, goes by its id. */
function nameOf(definition: ScenarioDefinition, id: BlockId): string {
  const block = findBlock(definition, id);
  return block ? blockTitle(block) : id;
}
