import type { AudienceBlock, ExitBlock, StartScenarioBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { type Named, surroundings } from '../../models/surroundings.ts';
import { Field, textOf } from '../field.tsx';
import { audienceName, scenarioName } from '../graph/words.ts';
import type { BlockForm } from './block-form.ts';
import { SelectField } from './controls.tsx';

export function AudiencePanel({ block, onEdit, faultAt }: BlockForm<AudienceBlock>) {
  return (
    <>
      <SelectField
        label={t('audienceBlock.action')}
        value={block.action}
        choices={[
          { value: 'add', label: t('audienceBlock.add') },
          { value: 'remove', label: t('audienceBlock.remove') },
        ]}
        onChoose={(action) => onEdit({ ...block, action }, null)}
      />
      <NumberedField
        label={t('audienceBlock.audience')}
        hint={t('audienceBlock.hint')}
        fault={faultAt('audienceId')}
        id={block.audienceId}
        nameOf={audienceName}
        list={surroundings.value.audiences}
        onChoose={(audienceId) => onEdit({ ...block, audienceId }, null)}
      />
    </>
  );
}

export function StartScenarioPanel({ block, onEdit, faultAt }: BlockForm<StartScenarioBlock>) {
  return (
    <NumberedField
      label={t('startScenario.scenario')}
      hint={t('startScenario.hint')}
      fault={faultAt('scenarioId')}
      id={block.scenarioId}
      nameOf={scenarioName}
      list={surroundings.value.scenarios}
      onChoose={(scenarioId) => onEdit({ ...block, scenarioId }, null)}
    />
  );
}

interface NumberedProps {
  readonly label: string;
  readonly hint?: string;
  readonly fault: string | null;
  readonly id: number;
  readonly nameOf: (id: number) => string;
  readonly list: readonly Named<number>[] | null;
  readonly onChoose: (id: number) => void;
}

/** One of a list that the shop has; what is not in it any more stays chosen until another is. */
export function NumberedField({ id, nameOf, list, onChoose, ...field }: NumberedProps) {
  const isKnown = list?.some((each) => each.id === id) ?? false;
  const missing = { value: String(id), label: id === 0 ? t('choose.one') : nameOf(id) };
  return (
    <SelectField
      {...field}
      value={String(id)}
      choices={[
        ...(isKnown ? [] : [missing]),
        ...(list ?? []).map((each) => ({ value: String(each.id), label: each.name })),
      ]}
      onChoose={(value) => onChoose(Number(value))}
    />
  );
}

/** Outcomes that results know in every language. */
const USUAL_OUTCOMES = ['answered', 'no answer', 'not opened', 'done', 'farewell'] as const;

export function ExitPanel({ block, onEdit, onEndStep, faultAt }: BlockForm<ExitBlock>) {
  return (
    <Field label={t('exitBlock.outcome')} hint={t('exitBlock.hint')} fault={faultAt('outcome')}>
      {(control) => (
        <>
          <input
            {...control}
            list={`${control.id}-usual`}
            value={block.outcome}
            maxLength={40}
            autocomplete="off"
            onInput={(event) => onEdit({ ...block, outcome: textOf(event) }, 'outcome')}
            onBlur={onEndStep}
          />
          <datalist id={`${control.id}-usual`}>
            {USUAL_OUTCOMES.map((outcome) => (
              <option key={outcome} value={outcome} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
