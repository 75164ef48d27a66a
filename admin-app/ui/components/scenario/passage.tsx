import { useState } from 'preact/hooks';
import type { EnrolmentView } from '../../../contract/scenario-running.ts';
import type { Block, BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { dateTimeOf } from '../../language/format.ts';
import { causeInWords, outcomeInWords, resultInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
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
  /** What a customer in that version passes through: only there can they be moved. */
  readonly definitionOf: (version: number) => ScenarioDefinition;
  readonly blockOf: (id: BlockId) => Block | undefined;
  readonly onChanged: () => void;
}

/** One customer's passage: every step with its time and cause; moved or taken out by hand after a second question. */
export function Passage(props: Props) {
  const { scenarioId, enrolmentId, definitionOf, blockOf, onChanged } = props;
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
          <PassageHead passage={passage} blockOf={blockOf} />
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
              {...{ asking, passage }}
              definition={definitionOf(passage.version)}
              busy={model.working.value}
              onCancel={() => setAsking(null)}
              onConfirm={(target) => void perform(target)}
            />
          )}
          <Steps passage={passage} blockOf={blockOf} />
        </div>
      )}
    </Await>
  );
}

interface PartProps {
  readonly passage: EnrolmentView;
  readonly blockOf: (id: BlockId) => Block | undefined;
}

function PassageHead({ passage, blockOf }: PartProps) {
  const { name, customerId, enteredAt, heldOut, endedAt, outcome, blockId, dueAt } = passage;
  const block = titleOf(blockOf(blockId), blockId);
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

function Steps({ passage, blockOf }: PartProps) {
  return (
    <ol class="passage-steps" aria-label={t('passage.steps')}>
      {passage.steps.map((step) => (
        <li key={step.step}>
          <span>
            {causeInWords(step.cause)} → {resultInWords(step.result)}
          </span>
          <span class="small soft">
            {t('enrolments.at', {
              block: titleOf(blockOf(step.blockId), step.blockId),
              when: dateTimeOf(step.at),
            })}
          </span>
        </li>
      ))}
    </ol>
  );
}

interface QuestionProps {
  readonly passage: EnrolmentView;
  readonly definition: ScenarioDefinition;
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

/** A block that no version has any more goes by its id. */
function titleOf(block: Block | undefined, id: BlockId): string {
  return block ? blockTitle(block) : id;
}
