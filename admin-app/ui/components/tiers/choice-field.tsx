import type { ComponentChildren } from 'preact';
import { Field, textOf } from '../field.tsx';

interface Props<Value extends string> {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly value: Value;
  readonly choices: readonly Value[];
  readonly inWords: (value: Value) => string;
  readonly disabled?: boolean;
  readonly onChoose: (value: Value) => void;
}

/** One of a few values. */
export function ChoiceField<Value extends string>(props: Props<Value>) {
  const { value, choices, inWords, disabled, onChoose, ...field } = props;
  // A native select hands back one of the values it was given.
  const choose = (event: Event) => onChoose(textOf(event) as Value);
  return (
    <Field {...field}>
      {(control) => (
        <select {...control} value={value} disabled={disabled} onChange={choose}>
          {choices.map((each) => (
            <option key={each} value={each} selected={each === value}>
              {inWords(each)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
