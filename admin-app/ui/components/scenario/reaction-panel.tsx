import {
  REACTIONS,
  type ReactionExit,
  type WaitForReactionBlock,
} from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { messagesBefore } from '../../models/new-block.ts';
import { Button } from '../button.tsx';
import { FaultLine } from '../field.tsx';
import { answersOf, blockTitle, exitInWords } from '../graph/words.ts';
import { Notice } from '../notice.tsx';
import type { BlockForm } from './block-form.ts';
import { SelectField, TargetField } from './controls.tsx';
import { DurationField } from './duration-field.tsx';

/** Most exits the contract takes. */
const MOST_EXITS = 12;

/** To which message, how long, which way each reaction leads, and what counts as one. */
export function ReactionPanel(props: BlockForm<WaitForReactionBlock>) {
  const { block, definition, onEdit, onEndStep, onLead, faultAt } = props;
  const messages = messagesBefore(definition, block.id);
  const isKnown = messages.some(({ id }) => id === block.messageBlock);
  const add = () => {
    const exit = {
      reaction: 'clicked',
      answer: null,
      when: 'at once',
      next: block.otherwise,
    } as const;
    onEdit({ ...block, exits: [...block.exits, exit] }, null);
  };
  return (
    <>
      <SelectField
        label={t('reaction.message')}
        value={isKnown ? block.messageBlock : ''}
        fault={faultAt('messageBlock')}
        choices={[
          ...(isKnown ? [] : [{ value: '', label: t('reaction.chooseMessage') }]),
          ...messages.map((message) => ({ value: message.id, label: blockTitle(message) })),
        ]}
        onChoose={(messageBlock) => onEdit({ ...block, messageBlock }, null)}
      />
      <DurationField
        label={t('reaction.limit')}
        hint={t('reaction.limitHint')}
        hours={block.limitHours}
        least={1}
        fault={faultAt('limitHours')}
        onInput={(limitHours) => onEdit({ ...block, limitHours }, 'limitHours')}
        onBlur={onEndStep}
      />
      <fieldset class="form-section">
        <legend>{t('reaction.exits')}</legend>
        <p class="small soft">{t('reaction.firstCounts')}</p>
        <ol class="form-rows">
          {block.exits.map((exit, at) => (
            <li key={at}>
              <ExitRow {...props} exit={exit} at={at} />
            </li>
          ))}
        </ol>
        <div>
          <Button compact icon="add" disabled={block.exits.length >= MOST_EXITS} onClick={add}>
            {t('reaction.add')}
          </Button>
        </div>
        <TargetField
          label={t('reaction.otherwise', {
            what: exitInWords(definition, block, { kind: 'otherwise' }),
          })}
          definition={definition}
          from={block.id}
          to={block.otherwise}
          fault={faultAt('otherwise')}
          onChange={(to) => onLead('otherwise', to)}
        />
      </fieldset>
      <Notice title={t('reaction.countsTitle')}>
        <span class="small">{t('reaction.countsText')}</span>
      </Notice>
    </>
  );
}

interface RowProps extends BlockForm<WaitForReactionBlock> {
  readonly exit: ReactionExit;
  readonly at: number;
}

function ExitRow({ block, definition, exit, at, onEdit, onCut, onLead, faultAt }: RowProps) {
  const set = (changes: Partial<ReactionExit>) =>
    onEdit({ ...block, exits: block.exits.with(at, { ...exit, ...changes }) }, null);
  const answers = answersOf(definition, block.messageBlock);
  const fault = faultAt(`exits.${at}.reaction`);
  return (
    <>
      <div class="form-row-head">
        <SelectField
          label={t('reaction.when', { number: at + 1 })}
          hideLabel
          value={exit.reaction}
          choices={REACTIONS.map((reaction) => ({
            value: reaction,
            label: t(`reaction.who.${reaction}`),
          }))}
          onChoose={(reaction) => set({ reaction, answer: null })}
        />
        <Button
          kind="plain"
          icon="remove"
          label={t('reaction.remove', { number: at + 1 })}
          onClick={() =>
            onCut((current) => ({ ...current, exits: current.exits.toSpliced(at, 1) }))
          }
        />
      </div>
      {fault && <FaultLine text={fault} />}
      {exit.reaction === 'answered' && answers.length > 0 && (
        <SelectField
          label={t('reaction.answer', { number: at + 1 })}
          hideLabel
          value={exit.answer ?? ''}
          choices={[
            { value: '', label: t('reaction.anyAnswer') },
            ...answers.map(({ id, label }) => ({ value: id, label })),
          ]}
          onChoose={(answer) => set({ answer: answer === '' ? null : answer })}
        />
      )}
      <SelectField
        label={t('reaction.decided', { number: at + 1 })}
        hideLabel
        value={exit.when}
        choices={[
          { value: 'at once', label: t('reaction.atOnce') },
          { value: 'at the limit', label: t('reaction.atLimit') },
        ]}
        onChoose={(when) => set({ when })}
      />
      <TargetField
        label={t('exits.goesTo')}
        definition={definition}
        from={block.id}
        to={exit.next}
        fault={faultAt(`exits.${at}.next`)}
        onChange={(to) => onLead(`exits.${at}.next`, to)}
      />
    </>
  );
}
