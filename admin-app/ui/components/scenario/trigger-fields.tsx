import type { StartTrigger } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { TextField } from '../field.tsx';
import { AbsenceFields, DaysField, DueFields, YearlyFields } from './trigger-days.tsx';
import type { TriggerForm } from './trigger-form.ts';
import { SegmentFields, TierFields } from './trigger-groups.tsx';
import { InactiveFields } from './trigger-inactive.tsx';
import { OrderFields } from './trigger-order.tsx';

/** What a kind of trigger still needs to be told. */
export function TriggerFields({ trigger, onEdit, ...rest }: TriggerForm<StartTrigger>) {
  switch (trigger.kind) {
    case 'inactive':
      return <InactiveFields {...{ trigger, onEdit, ...rest }} />;
    case 'due':
      return <DueFields {...{ trigger, onEdit, ...rest }} />;
    case 'joins segment':
      return <SegmentFields {...{ trigger, onEdit, ...rest }} />;
    case 'tier changes':
      return <TierFields {...{ trigger, onEdit, ...rest }} />;
    case 'about to lose tier':
      return (
        <DaysField
          {...rest}
          label={t('start.loseWithin')}
          days={trigger.days}
          onDays={(days) => onEdit({ ...trigger, days }, 'days')}
        />
      );
    case 'order placed':
      return <OrderFields {...{ trigger, onEdit, ...rest }} />;
    case 'back after absence':
      return <AbsenceFields {...{ trigger, onEdit, ...rest }} />;
    case 'link clicked':
      return (
        <TextField
          label={t('start.url')}
          hint={t('start.urlHint')}
          value={trigger.urlContains}
          maxLength={300}
          fault={rest.faultAt('urlContains')}
          onInput={(urlContains) => onEdit({ ...trigger, urlContains }, 'url')}
          onBlur={rest.onEndStep}
        />
      );
    case 'yearly date':
      return <YearlyFields {...{ trigger, onEdit, ...rest }} />;
    case 'item returned':
    case 'by hand':
    case 'another scenario':
    case 'campaign':
      return null;
  }
}
