/** Triggers that are told a number of days. */
import type { StartTrigger } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { NumberField } from '../field.tsx';
import { SelectField } from './controls.tsx';
import type { TriggerForm, TriggerOf } from './trigger-form.ts';

interface DaysProps extends Pick<TriggerForm<StartTrigger>, 'onEndStep' | 'faultAt'> {
  readonly label: string;
  readonly field?: string;
  readonly least?: number;
  readonly most?: number;
  readonly days: number;
  readonly onDays: (days: number) => void;
}

export function DaysField({
  field = 'days',
  least = 1,
  most = 3650,
  days,
  onDays,
  ...rest
}: DaysProps) {
  return (
    <NumberField
      label={rest.label}
      unit={t('unit.daysOnly')}
      min={least}
      max={most}
      value={days}
      fault={rest.faultAt(field)}
      onInput={(value) => onDays(Math.round(value))}
      onBlur={rest.onEndStep}
    />
  );
}

const BEFORE = 'before';

const AFTER = 'after';

export function DueFields({ trigger, onEdit, onEndStep, faultAt }: TriggerForm<TriggerOf<'due'>>) {
  const side = trigger.days < 0 ? BEFORE : AFTER;
  const put = (distance: number, where: string) =>
    onEdit(
      { ...trigger, days: where === BEFORE ? -Math.abs(distance) : Math.abs(distance) },
      'days',
    );
  return (
    <div class="beside">
      <DaysField
        {...{ onEndStep, faultAt }}
        label={t('start.dueDistance')}
        least={0}
        days={Math.abs(trigger.days)}
        onDays={(days) => put(days, side)}
      />
      <SelectField
        label={t('start.dueSide')}
        value={side}
        choices={[
          { value: BEFORE, label: t('start.beforeDue') },
          { value: AFTER, label: t('start.afterDue') },
        ]}
        onChoose={(where) => put(Math.max(1, Math.abs(trigger.days)), where)}
      />
    </div>
  );
}

export function AbsenceFields({
  trigger,
  onEdit,
  ...rest
}: TriggerForm<TriggerOf<'back after absence'>>) {
  return (
    <div class="beside">
      <DaysField
        {...rest}
        label={t('start.absence')}
        days={trigger.days}
        onDays={(days) => onEdit({ ...trigger, days }, 'days')}
      />
      <SelectField
        label={t('start.seen')}
        value={trigger.seen}
        choices={[
          { value: 'visit', label: t('start.visits') },
          { value: 'login', label: t('start.logsIn') },
        ]}
        onChoose={(seen) => onEdit({ ...trigger, seen }, null)}
      />
    </div>
  );
}

export function YearlyFields({ trigger, onEdit, ...rest }: TriggerForm<TriggerOf<'yearly date'>>) {
  return (
    <div class="beside">
      <SelectField
        label={t('start.date')}
        value={trigger.date}
        choices={[
          { value: 'birthday', label: t('start.birthday') },
          { value: 'first order', label: t('start.firstOrder') },
        ]}
        onChoose={(date) => onEdit({ ...trigger, date }, null)}
      />
      <DaysField
        {...rest}
        label={t('start.daysBefore')}
        field="daysBefore"
        least={0}
        most={364}
        days={trigger.daysBefore}
        onDays={(daysBefore) => onEdit({ ...trigger, daysBefore }, 'daysBefore')}
      />
    </div>
  );
}
