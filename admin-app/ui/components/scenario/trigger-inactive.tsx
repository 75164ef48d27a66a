/** Who counts as inactive. */
import type { InactiveDefinition } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { NumberField } from '../field.tsx';
import type { TriggerForm, TriggerOf } from './trigger-form.ts';

const INACTIVE_KINDS = ['overdue', 'own rhythm', 'no order'] as const;

/** Sensible values for the kinds that are not chosen. */
const USUAL: Readonly<Record<InactiveDefinition['kind'], InactiveDefinition>> = {
  overdue: { kind: 'overdue', days: 7 },
  'own rhythm': { kind: 'own rhythm', times: 2 },
  'no order': { kind: 'no order', days: 180 },
};

export function InactiveFields({
  trigger,
  onEdit,
  onEndStep,
  faultAt,
}: TriggerForm<TriggerOf<'inactive'>>) {
  return (
    <fieldset class="stack">
      <legend class="field-label" style={{ marginBottom: '8px' }}>
        {t('start.question')}
      </legend>
      {INACTIVE_KINDS.map((kind) => {
        const chosen = trigger.by.kind === kind;
        const by = chosen ? trigger.by : USUAL[kind];
        return (
          <div key={kind} class="stack tight">
            <label class="choice">
              <input
                type="radio"
                name="inactive"
                checked={chosen}
                onChange={() => onEdit({ ...trigger, by }, null)}
              />
              <span>{t(`start.by.${kind}`)}</span>
              <span class="field-hint">{t(`start.byHint.${kind}`)}</span>
            </label>
            {chosen && (
              <InactiveNumber
                by={by}
                onBy={(next) => onEdit({ ...trigger, by: next }, `by ${kind}`)}
                fault={faultAt(by.kind === 'own rhythm' ? 'by.times' : 'by.days')}
                onEndStep={onEndStep}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

interface NumberProps {
  readonly by: InactiveDefinition;
  readonly onBy: (by: InactiveDefinition) => void;
  readonly fault: string | null;
  readonly onEndStep: () => void;
}

function InactiveNumber({ by, onBy, fault, onEndStep }: NumberProps) {
  const isRhythm = by.kind === 'own rhythm';
  return (
    <div class="under-choice">
      <NumberField
        label={t(`start.byNumber.${by.kind}`)}
        hideLabel
        unit={t(`start.byUnit.${by.kind}`)}
        min={by.kind === 'overdue' ? 0 : 1}
        max={isRhythm ? 100 : 3650}
        step={isRhythm ? 0.1 : 1}
        value={isRhythm ? by.times : by.days}
        fault={fault}
        onInput={(value) =>
          onBy(isRhythm ? { ...by, times: value } : { ...by, days: Math.round(value) })
        }
        onBlur={onEndStep}
      />
    </div>
  );
}
