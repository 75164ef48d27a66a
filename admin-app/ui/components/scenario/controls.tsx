/** Fields that several of a scenario's forms share. */
import type { ComponentChildren } from 'preact';
import type { Block, BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { clockHour, weekday } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { findBlock } from '../../models/graph-edit.ts';
import { Field, textOf } from '../field.tsx';
import { blockTitle, kindInWords } from '../graph/words.ts';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: ComponentChildren;
  readonly fault?: string | null;
  readonly value: Value;
  readonly choices: readonly Choice<Value>[];
  readonly onChoose: (value: Value) => void;
}

export function SelectField<Value extends string>(props: SelectProps<Value>) {
  const { choices, value, onChoose, ...field } = props;
  // A native select hands back one of the values it was given.
  const choose = (event: Event) => onChoose(textOf(event) as Value);
  return (
    <Field {...field}>
      {(control) => (
        <select {...control} value={value} onChange={choose}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

interface HourProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: string;
  readonly fault?: string | null;
  readonly hour: number;
  readonly onChoose: (hour: number) => void;
}

/** A whole hour of the customer's own clock. */
export function HourField({ hour, onChoose, ...field }: HourProps) {
  return (
    <SelectField
      {...field}
      value={String(hour)}
      choices={HOURS.map((each) => ({ value: String(each), label: clockHour(each) }))}
      onChoose={(value) => onChoose(Number(value))}
    />
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

interface WeekdayProps {
  readonly label: string;
  readonly fault?: string | null;
  readonly day: number;
  readonly onChoose: (day: number) => void;
}

export function WeekdayField({ day, onChoose, ...field }: WeekdayProps) {
  return (
    <SelectField
      {...field}
      value={String(day)}
      choices={WEEKDAYS.map((each) => ({ value: String(each), label: weekday(each) }))}
      onChoose={(value) => onChoose(Number(value))}
    />
  );
}

interface WeekdaysProps {
  readonly label: string;
  readonly fault: string | null;
  readonly days: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
}

/** Any number of weekdays, each a button that is pressed or not. */
export function WeekdaysField({ label, fault, days, onChange }: WeekdaysProps) {
  const toggle = (day: number) =>
    onChange(
      days.includes(day)
        ? days.filter((each) => each !== day)
        : [...days, day].sort((a, b) => a - b),
    );
  return (
    <fieldset class="field">
      <legend class="field-label">{label}</legend>
      <div class="weekdays">
        {WEEKDAYS.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={days.includes(day)}
            onClick={() => toggle(day)}
          >
            {weekday(day)}
          </button>
        ))}
      </div>
      {fault && <span class="field-fault">{fault}</span>}
    </fieldset>
  );
}

/** What a select stands on when no block is chosen. */
const LEAVE = 'leave';
export const NEW_END = 'new end';

interface TargetProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: string;
  readonly fault?: string | null;
  readonly definition: ScenarioDefinition;
  /** The block that the way leaves. */
  readonly from: BlockId;
  readonly to: BlockId | null;
  /** Without a block, they leave. */
  readonly optional?: boolean;
  /** Offers an end that is yet to be made; by default so. */
  readonly withNewEnd?: boolean;
  readonly onChange: (to: BlockId | null | typeof NEW_END) => void;
}

/** Where a way leads: any block but the start and the own one, a new end, or nowhere where that is possible. */
export function TargetField(props: TargetProps) {
  const { definition, from, to, optional, withNewEnd = true, onChange, ...field } = props;
  const targets = definition.blocks.filter(({ id, kind }) => kind !== 'start' && id !== from);
  const choices = [
    ...(optional ? [{ value: LEAVE, label: t('target.leave') }] : []),
    ...targets.map((block) => ({
      value: block.id,
      label: labelOf(block, definition),
    })),
    ...(withNewEnd ? [{ value: NEW_END, label: t('target.newEnd') }] : []),
  ];
  return (
    <SelectField
      {...field}
      value={to ?? LEAVE}
      choices={choices}
      onChoose={(value) => onChange(value === LEAVE ? null : value)}
    />
  );
}

/** A block by its name among others; those without one of their own by what they wait for. */
function labelOf(block: Block, definition: ScenarioDefinition): string {
  const kind = kindInWords(block);
  if (block.kind === 'wait for reaction') {
    const message = findBlock(definition, block.messageBlock);
    return message ? t('block.reactionTo', { message: blockTitle(message) }) : kind;
  }
  const title = blockTitle(block);
  return block.kind === 'exit' || title.startsWith(kind) ? title : `${title} (${kind})`;
}

interface ToggleProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function CheckField({ label, hint, checked, onChange }: ToggleProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={() => onChange(!checked)} />
      <span>{label}</span>
      {hint && <span class="field-hint">{hint}</span>}
    </label>
  );
}
