import type { MonthText } from '../../../contract/retention.ts';
import { t } from '../../language/t.ts';
import { type Period, type RetentionChoice, suggestComparison } from '../../models/retention.ts';
import { setQuery } from '../../navigation.ts';
import { Button } from '../button.tsx';
import { textOf } from '../field.tsx';
import './retention.css';
import { monthInWords } from './words.ts';

interface Props {
  readonly choice: RetentionChoice;
  readonly months: readonly MonthText[];
}

/** Whose figures the page shows: customers by the month of their first order, and whom they are compared with. */
export function PeriodBar({ choice: { period, other }, months }: Props) {
  function compare(): void {
    const { period: of, other: against } = suggestComparison(period, months);
    setQuery({ from: of.from, to: of.to, vsFrom: against.from, vsTo: against.to });
  }
  return (
    <section class="retention-period" aria-label={t('retention.period')}>
      <Months
        name={t('retention.period')}
        mark={other ? 'of' : null}
        {...{ period, months }}
        onChange={({ from, to }) => setQuery({ from, to })}
      />
      {other ? (
        <>
          <Months
            name={t('retention.comparedWith')}
            mark="other"
            period={other}
            months={months}
            onChange={({ from, to }) => setQuery({ vsFrom: from, vsTo: to })}
          />
          <Button
            kind="plain"
            icon="close"
            onClick={() => setQuery({ vsFrom: undefined, vsTo: undefined })}
          >
            {t('retention.compareStop')}
          </Button>
        </>
      ) : (
        months.length > 1 && <Button onClick={compare}>{t('retention.compare')}</Button>
      )}
    </section>
  );
}

interface MonthsProps {
  readonly name: string;
  readonly mark: 'of' | 'other' | null;
  readonly period: Period;
  readonly months: readonly MonthText[];
  readonly onChange: (period: Period) => void;
}

function Months({ name, mark, period, months, onChange }: MonthsProps) {
  return (
    <fieldset class="retention-months">
      <legend>
        {mark && <i class={`period-mark ${mark}`} aria-hidden="true" />}
        {name}
      </legend>
      <MonthChoice
        label={`${name}: ${t('retention.from')}`}
        value={period.from}
        months={months}
        onChoose={(from) => onChange({ from, to: period.to })}
      />
      <span aria-hidden="true">–</span>
      <MonthChoice
        label={`${name}: ${t('retention.to')}`}
        value={period.to}
        months={months}
        onChoose={(to) => onChange({ from: period.from, to })}
      />
    </fieldset>
  );
}

interface MonthChoiceProps {
  readonly label: string;
  readonly value: MonthText;
  readonly months: readonly MonthText[];
  readonly onChoose: (month: MonthText) => void;
}

function MonthChoice({ label, value, months, onChoose }: MonthChoiceProps) {
  return (
    <select
      class="control"
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(textOf(event))}
    >
      {months.toReversed().map((month) => (
        <option key={month} value={month}>
          {monthInWords(month)}
        </option>
      ))}
    </select>
  );
}
