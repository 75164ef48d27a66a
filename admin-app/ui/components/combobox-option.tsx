import './combobox.css';

interface Props {
  readonly id: string;
  readonly option: { readonly label: string; readonly note?: string | undefined };
  readonly active: boolean;
  readonly onTake: () => void;
  readonly class?: string;
}

/** One line of the list below a field, which keeps the focus and takes the keys. */
export function ComboboxOption({ id, option, active, onTake, ...look }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
    <div
      {...look}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {option.label}
      {option.note && <small>{option.note}</small>}
    </div>
  );
}
