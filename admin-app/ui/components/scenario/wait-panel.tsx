import type { WaitBlock, WaitUntil } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { NumberField } from '../field.tsx';
import type { BlockForm } from './block-form.ts';
import { HourField, SelectField, WeekdayField } from './controls.tsx';
import { DurationField } from './duration-field.tsx';

const KINDS = ['time', 'hour', 'weekday', 'date'] as const;

/** What each kind begins with. */
const FIRST: Readonly<Record<(typeof KINDS)[number], WaitUntil>> = {
  time: { kind: 'time', hours: 48 },
  hour: { kind: 'hour', hour: 9 },
  weekday: { kind: 'weekday', weekday: 2, hour: 9 },
  date: { kind: 'date', date: 'birthday', daysBefore: 0, hour: 9 },
};

/** How long, or until when on the customer's own clock. */
export function WaitPanel(props: BlockForm<WaitBlock>) {
  const { block, onEdit } = props;
  // Only campaigns wait for that, and they have a form of their own.
  if (block.until.kind === 'messages settled') return null;
  return (
    <>
      <SelectField
        label={t('wait.kind')}
        value={block.until.kind}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`wait.${kind}`) }))}
        onChoose={(kind) => onEdit({ ...block, until: FIRST[kind] }, null)}
      />
      <UntilFields {...props} />
    </>
  );
}

function UntilFields({ block, onEdit, onEndStep, faultAt }: BlockForm<WaitBlock>) {
  const { until } = block;
  const set = (next: WaitUntil, about: string) => onEdit({ ...block, until: next }, about);
  const hour = (hour: number) => ({
    label: t('wait.atHour'),
    hint: t('wait.ownClock'),
    hour,
    fault: faultAt('until.hour'),
  });
  switch (until.kind) {
    case 'messages settled':
      return null;
    case 'time':
      return (
        <DurationField
          label={t('wait.hours')}
          hours={until.hours}
          least={0}
          fault={faultAt('until.hours')}
          onInput={(hours) => set({ ...until, hours }, 'hours')}
          onBlur={onEndStep}
        />
      );
    case 'hour':
      return (
        <HourField
          {...hour(until.hour)}
          onChoose={(next) => set({ ...until, hour: next }, 'hour')}
        />
      );
    case 'weekday':
      return (
        <>
          <WeekdayField
            label={t('wait.onWeekday')}
            day={until.weekday}
            fault={faultAt('until.weekday')}
            onChoose={(weekday) => set({ ...until, weekday }, 'weekday')}
          />
          <HourField
            {...hour(until.hour)}
            onChoose={(next) => set({ ...until, hour: next }, 'hour')}
          />
        </>
      );
    case 'date':
      return (
        <>
          <SelectField
            label={t('wait.onDate')}
            hint={t('wait.noDate')}
            value={until.date}
            choices={[
              { value: 'birthday', label: t('wait.birthday') },
              { value: 'predicted_next_order_date', label: t('wait.dueDate') },
            ]}
            onChoose={(date) => set({ ...until, date }, 'date')}
          />
          <NumberField
            label={t('wait.daysBefore')}
            unit={t('unit.daysOnly')}
            min={0}
            max={364}
            value={until.daysBefore}
            fault={faultAt('until.daysBefore')}
            onInput={(daysBefore) => set({ ...until, daysBefore }, 'daysBefore')}
            onBlur={onEndStep}
          />
          <HourField
            {...hour(until.hour)}
            onChoose={(next) => set({ ...until, hour: next }, 'hour')}
          />
        </>
      );
  }
}
