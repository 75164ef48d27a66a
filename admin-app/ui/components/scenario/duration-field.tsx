import { useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import { Field, textOf } from '../field.tsx';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly hours: number;
  /** Hours. */
  readonly least: number;
  readonly fault: string | null;
  readonly onInput: (hours: number) => void;
  readonly onBlur: () => void;
}

const MOST_HOURS = 24 * 365;

/** A length of time in hours or days, whichever the person thinks in; kept in hours. */
export function DurationField({ label, hint, hours, least, fault, onInput, onBlur }: Props) {
  const [unit, setUnit] = useState<1 | 24>(hours >= 48 && hours % 24 === 0 ? 24 : 1);
  const shown = Math.round((hours / unit) * 100) / 100;
  const take = (event: Event) => {
    const next = Number(textOf(event)) * unit;
    if (textOf(event) !== '' && next >= least && next <= MOST_HOURS) onInput(next);
  };
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(control) => (
        <div class="with-unit">
          <input
            {...control}
            class="control short number"
            type="number"
            inputMode="numeric"
            min={least / unit}
            max={MOST_HOURS / unit}
            step={1}
            value={shown}
            onInput={take}
            onBlur={onBlur}
          />
          <select
            class="control unit"
            aria-label={t('unit.label')}
            value={String(unit)}
            onChange={(event) => setUnit(textOf(event) === '24' ? 24 : 1)}
          >
            <option value="1">{t('unit.hoursOnly')}</option>
            <option value="24">{t('unit.daysOnly')}</option>
          </select>
        </div>
      )}
    </Field>
  );
}
