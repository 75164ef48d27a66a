import { PRIORITY_CLASSES } from '../../../core/priority/types.ts';
import { USUAL_QUIET } from '../../../core/scenario/campaign.ts';
import { clockHour } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { NumberField, TextField } from '../field.tsx';
import { CheckField, SelectField } from '../scenario/controls.tsx';
import type { FormPart } from './form-part.ts';

/** What is usual, and can be otherwise for a reason. */
export function RulesFields({ campaign, onEdit, faultAt }: FormPart) {
  const quiet = campaign.quiet?.hours ?? USUAL_QUIET.hours ?? { from: 21, until: 8 };
  return (
    <Card title={t('campaign.rules')}>
      <div class="stack">
        <NumberField
          label={t('campaign.holdout')}
          hint={t('campaign.holdoutHint')}
          unit={t('campaign.percent')}
          min={0}
          max={50}
          value={Math.round(campaign.holdoutShare * 100)}
          fault={faultAt('holdoutShare')}
          onInput={(percent) => onEdit({ holdoutShare: percent / 100 })}
        />
        <CheckField
          label={t('campaign.quiet')}
          hint={t('campaign.quietHint', {
            from: clockHour(quiet.from),
            until: clockHour(quiet.until),
          })}
          checked={campaign.quiet !== null}
          onChange={(respected) => onEdit({ quiet: respected ? USUAL_QUIET : null })}
        />
        {campaign.quiet === null && (
          <TextField
            label={t('campaign.quietReason')}
            value={campaign.quietReason}
            maxLength={300}
            fault={faultAt('quietReason')}
            onInput={(quietReason) => onEdit({ quietReason })}
          />
        )}
        <CheckField
          label={t('campaign.stopsOnOrder')}
          hint={t('campaign.stopsOnOrderHint')}
          checked={campaign.stopsOnOrder}
          onChange={(stopsOnOrder) => onEdit({ stopsOnOrder })}
        />
        <SelectField
          label={t('message.priority')}
          hint={t('message.priorityHint')}
          value={campaign.priorityClass}
          choices={PRIORITY_CLASSES.map((each) => ({ value: each, label: t(`priority.${each}`) }))}
          onChoose={(priorityClass) => onEdit({ priorityClass })}
        />
        {campaign.priorityClass !== 'ad hoc' && (
          <TextField
            label={t('campaign.priorityReason')}
            value={campaign.priorityReason}
            maxLength={300}
            fault={faultAt('priorityReason')}
            onInput={(priorityReason) => onEdit({ priorityReason })}
          />
        )}
      </div>
    </Card>
  );
}
