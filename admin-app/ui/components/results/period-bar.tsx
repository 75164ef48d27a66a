import type { ResultsPeriod } from '../../../contract/results.ts';
import type { DayText } from '../../../core/time.ts';
import { t } from '../../language/t.ts';
import { type PeriodChoice, PRESETS, presetOf, presetPeriod } from '../../models/results.ts';
import { setQuery } from '../../navigation.ts';
import { textOf } from '../field.tsx';
import './results.css';

interface Props {
  readonly choice: PeriodChoice;
  /** What the server made of it. */
  readonly period: ResultsPeriod;
  readonly today: DayText;
}

/** Which days the page shows; kept in its address. */
export function PeriodBar({ choice, period, today }: Props) {
  const chosen = presetOf(choice, today);
  return (
    <section class="results-period" aria-label={t('results.period')}>
      <div class="presets">
        {PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            aria-pressed={preset === chosen}
            onClick={() => setQuery(presetPeriod(preset, today))}
          >
            {t(`results.period.${preset}`)}
          </button>
        ))}
      </div>
      <div class="results-dates">
        <DateField
          label={t('results.from')}
          value={period.from}
          most={period.to}
          onChoose={(from) => setQuery({ from, to: period.to })}
        />
        <span aria-hidden="true">–</span>
        <DateField
          label={t('results.to')}
          value={period.to}
          least={period.from}
          most={today}
          onChoose={(to) => setQuery({ from: period.from, to })}
        />
      </div>
      <label class="results-compare">
        <input
          type="checkbox"
          checked={choice.compare !== undefined}
          onChange={() => setQuery({ compare: choice.compare ? undefined : '1' })}
        />
        {t('results.compare')}
      </label>
    </section>
  );
}

interface DateProps {
  readonly label: string;
  readonly value: DayText;
  readonly least?: DayText;
  readonly most: DayText;
  readonly onChoose: (day: DayText) => void;
}

function DateField({ label, value, least, most, onChoose }: DateProps) {
  return (
    <input
      type="date"
      class="control"
      aria-label={label}
      value={value}
      min={least}
      max={most}
      onChange={(event) => {
        const day = textOf(event);
        // Half-typed dates are empty, and ones out of bounds are not for us.
        if (day !== '' && day <= most && (least === undefined || day >= least)) onChoose(day);
      }}
    />
  );
}
