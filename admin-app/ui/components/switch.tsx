import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly on: boolean;
  readonly disabled: boolean;
  /** For screen readers, where no words stand beside it. */
  readonly label?: string;
  readonly onSwitch: (on: boolean) => void;
  /** The words beside it. */
  readonly children?: ComponentChildren;
}

/** On or off, from this moment. */
export function Switch({ on, disabled, label, onSwitch, children }: Props) {
  const id = useId();
  const control = (
    <input
      id={id}
      class="switch"
      type="checkbox"
      role="switch"
      aria-checked={on}
      checked={on}
      disabled={disabled}
      aria-label={label}
      onChange={(event) => onSwitch(event.currentTarget.checked)}
    />
  );
  if (children === undefined) return control;
  return (
    <label class="switch-label" for={id}>
      {control}
      {children}
    </label>
  );
}
