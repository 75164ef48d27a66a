/** Which orders start a scenario. */
import { t } from '../../language/t.ts';
import { NumberField } from '../field.tsx';
import { CategoryField } from './category-field.tsx';
import { CheckField, SelectField } from './controls.tsx';
import type { TriggerForm, TriggerOf } from './trigger-form.ts';

const WHICH = ['any', 'first', 'nth'] as const;

export function OrderFields({
  trigger,
  onEdit,
  onEndStep,
  faultAt,
}: TriggerForm<TriggerOf<'order placed'>>) {
  const { number } = trigger;
  const which = number === null ? 'any' : number === 1 ? 'first' : 'nth';
  const numbers = { any: null, first: 1, nth: 2 } as const;
  return (
    <>
      <SelectField
        label={t('start.whichOrder')}
        value={which}
        choices={WHICH.map((each) => ({ value: each, label: t(`start.order.${each}`) }))}
        onChoose={(each) => onEdit({ ...trigger, number: numbers[each] }, null)}
      />
      {number !== null && number !== 1 && (
        <NumberField
          label={t('start.orderNumber')}
          unit=""
          min={2}
          max={1000}
          value={number}
          fault={faultAt('number')}
          onInput={(next) => onEdit({ ...trigger, number: Math.round(next) }, 'number')}
          onBlur={onEndStep}
        />
      )}
      <CheckField
        label={t('start.ofCategory')}
        checked={trigger.category !== null}
        onChange={(has) => onEdit({ ...trigger, category: has ? '' : null }, null)}
      />
      {trigger.category !== null && (
        <CategoryField
          category={trigger.category}
          fault={faultAt('category')}
          onInput={(category) => onEdit({ ...trigger, category }, 'category')}
          onBlur={onEndStep}
        />
      )}
    </>
  );
}
