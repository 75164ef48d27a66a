import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import './field.css';
import { Icon } from './icon.tsx';

export interface ControlProps {
  readonly id: string;
  readonly class: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

interface FieldProps {
  readonly label: string;
  /** Names the control for screen readers only, where its surroundings already name it to the eye. */
  readonly hideLabel?: boolean | undefined;
  readonly hint?: ComponentChildren;
  readonly fault?: string | null | undefined;
  /** Draws the control; it must take over all the given attributes. */
  readonly children: (control: ControlProps) => ComponentChildren;
}

/** A labelled control with its hint and, when it must change, why. */
export function Field({ label, hideLabel, hint, fault, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const control = {
    id,
    class: 'control',
    'aria-describedby': hint || fault ? noteId : undefined,
    'aria-invalid': fault ? true : undefined,
  };
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children(control)}
      {(hint || fault) && (
        <div id={noteId} class="stack tight">
          {fault && <FaultLine text={fault} />}
          {hint && <span class="field-hint">{hint}</span>}
        </div>
      )}
    </div>
  );
}

export function FaultLine({ text }: { readonly text: string }) {
  return (
    <span class="field-fault">
      <Icon name="alert" size={16} />
      {text}
    </span>
  );
}

interface TextProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: () => void;
  readonly lines?: number;
  readonly type?: 'text' | 'email' | 'date' | 'password';
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly language?: string;
  readonly autoComplete?: string;
}

export function TextField({ value, onInput, onBlur, lines, type = 'text', ...rest }: TextProps) {
  const { label, hideLabel, hint, fault, placeholder, maxLength, language, autoComplete } = rest;
  const shared = {
    value,
    placeholder,
    lang: language,
    onInput: (event: Event) => onInput(textOf(event)),
    onBlur,
    ...(maxLength !== undefined && { maxLength }),
  };
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} fault={fault}>
      {(control) =>
        lines ? (
          <textarea {...control} {...shared} rows={lines} />
        ) : (
          <input
            {...control}
            {...shared}
            // The types want each kind of input apart; these take the same attributes.
            type={type as 'text'}
            autocomplete={autoComplete ?? 'off'}
          />
        )
      }
    </Field>
  );
}

interface NumberProps extends Omit<FieldProps, 'children'> {
  readonly value: number;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly onInput: (value: number) => void;
  readonly onBlur?: () => void;
}

/** A whole number with its unit; what is no number, or out of bounds, is not taken over. */
export function NumberField({
  value,
  unit,
  min,
  max,
  step = 1,
  onInput,
  onBlur,
  ...rest
}: NumberProps) {
  const takeOver = (event: Event) => {
    const typed = Number(textOf(event));
    if (textOf(event) !== '' && typed >= min && typed <= max) onInput(typed);
  };
  return (
    <Field {...rest}>
      {(control) => (
        <div class="with-unit">
          <input
            {...control}
            class="control short number"
            type="number"
            inputMode="numeric"
            {...{ value, min, max, step, onBlur }}
            onInput={takeOver}
          />
          <span>{unit}</span>
        </div>
      )}
    </Field>
  );
}

export function textOf(event: Event): string {
  const target = event.target;
  const holdsText =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
  return holdsText ? target.value : '';
}
