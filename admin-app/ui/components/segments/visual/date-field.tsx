import type { DateValue, OffsetUnit } from '../../../../core/segment/types.ts';
import { t } from '../../../language/t.ts';
import { textOf } from '../../field.tsx';
import { NumberInput } from './number-input.tsx';

type Kind = 'ago' | 'ahead' | 'today' | 'yesterday' | 'day' | 'time';
const KINDS = ['ago', 'ahead', 'today', 'yesterday', 'day'] as const;
const UNITS = ['d', 'w', 'm', 'y'] as const;

interface Props {
  readonly label: string;
  readonly value: DateValue;
  /** The shop's day, for choosing a date from. */
  readonly today: string;
  readonly onChange: (value: DateValue) => void;
}

/** A day counted from today, or one of the calendar. */
export function DateField({ label, value, today, onChange }: Props) {
  const kind = kindOf(value);
  return (
    <span class="date-field">
      {value.kind === 'offset' && <OffsetFields {...{ label, value, onChange }} />}
      {(value.kind === 'day' || value.kind === 'time') && (
        <input
          class="control"
          type={value.kind === 'day' ? 'date' : 'datetime-local'}
          step={value.kind === 'time' ? 1 : undefined}
          aria-label={label}
          value={value.kind === 'day' ? value.day : `${value.day}T${value.time}`}
          onInput={(event) => {
            const next = calendarValue(textOf(event));
            if (next) onChange(next);
          }}
        />
      )}
      <select
        class="control"
        aria-label={t('builder.dateKind', { of: label })}
        value={kind}
        onChange={(event) => {
          const chosen = KINDS.find((each) => each === textOf(event));
          if (chosen) onChange(dateValueOf(chosen, value, today));
        }}
      >
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {t(`dateKind.${each}`)}
          </option>
        ))}
        {kind === 'time' && <option value="time">{t('dateKind.time')}</option>}
      </select>
    </span>
  );
}

interface OffsetProps {
  readonly label: string;
  readonly value: Extract<DateValue, { kind: 'offset' }>;
  readonly onChange: (value: DateValue) => void;
}

function OffsetFields({ label, value, onChange }: OffsetProps) {
  const { amount, unit } = value;
  const sign = amount > 0 ? 1 : -1;
  return (
    <>
      <NumberInput
        label={label}
        value={Math.abs(amount)}
        whole
        onChange={(size) => {
          if (size >= 0 && size <= LARGEST[unit])
            onChange({ ...value, amount: signed(sign, size) });
        }}
      />
      <select
        class="control"
        aria-label={t('builder.unit', { of: label })}
        value={unit}
        onChange={(event) => {
          const chosen = UNITS.find((each) => each === textOf(event));
          if (!chosen) return;
          const size = Math.min(Math.abs(amount), LARGEST[chosen]);
          onChange({ ...value, unit: chosen, amount: signed(sign, size) });
        }}
      >
        {UNITS.map((each) => (
          <option key={each} value={each}>
            {t(`dateUnit.${each}`, { n: Math.abs(amount) })}
          </option>
        ))}
      </select>
    </>
  );
}

/** What the language can write of each: about a thousand years. */
const LARGEST: Readonly<Record<OffsetUnit, number>> = { d: 365_000, w: 52_000, m: 12_000, y: 1000 };

/** Never −0, which is written as +0. */
function signed(sign: 1 | -1, size: number): number {
  return size === 0 ? 0 : sign * size;
}

function kindOf(value: DateValue): Kind {
  switch (value.kind) {
    case 'offset':
      return value.amount > 0 ? 'ahead' : 'ago';
    case 'named':
      return value.name;
    default:
      return value.kind;
  }
}

function dateValueOf(kind: (typeof KINDS)[number], before: DateValue, today: string): DateValue {
  switch (kind) {
    case 'ago':
    case 'ahead': {
      const size = before.kind === 'offset' && before.amount !== 0 ? Math.abs(before.amount) : 30;
      const unit = before.kind === 'offset' ? before.unit : 'd';
      return { kind: 'offset', amount: kind === 'ago' ? -size : size, unit };
    }
    case 'day': {
      const day = before.kind === 'day' || before.kind === 'time' ? before.day : today;
      return { kind: 'day', day };
    }
    default:
      return { kind: 'named', name: kind };
  }
}

/** What the browser's date field holds; null while it is empty or half written. */
function calendarValue(text: string): DateValue | null {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? [];
  if (day === undefined) return null;
  if (time === undefined) return { kind: 'day', day };
  return { kind: 'time', day, time: time.length === 5 ? `${time}:00` : time };
}
