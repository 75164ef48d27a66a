import type { Instant } from '../../../core/time.ts';
import { t } from '../../language/t.ts';
import { momentOf, typedMoment } from '../../models/campaign-time.ts';
import { shop } from '../../models/shop.ts';
import { Field, TextField, textOf } from '../field.tsx';

interface Props {
  readonly at: Instant | null;
  readonly fault: string | null;
  readonly onInput: (at: Instant | null) => void;
}

/** A moment by the clock of the shop: its day and its time. A day alone means ten o'clock. */
export function MomentField({ at, fault, onInput }: Props) {
  const zone = shop()?.timeZone ?? 'UTC';
  const typed = at === null ? { date: '', time: '' } : typedMoment(at, zone);
  return (
    <div class="campaign-moment">
      <TextField
        label={t('campaign.day')}
        type="date"
        value={typed.date}
        fault={fault}
        onInput={(date) => onInput(momentOf({ date, time: typed.time || '10:00' }, zone))}
      />
      <Field label={t('campaign.time')} hint={zone}>
        {(control) => (
          <input
            {...control}
            type="time"
            value={typed.time}
            disabled={at === null}
            onInput={(event) => {
              const next = momentOf({ ...typed, time: textOf(event) }, zone);
              if (next !== null) onInput(next);
            }}
          />
        )}
      </Field>
    </div>
  );
}
