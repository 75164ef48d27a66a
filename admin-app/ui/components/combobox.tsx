import { useId, useState } from 'preact/hooks';
import './combobox.css';
import { ComboboxOption } from './combobox-option.tsx';
import { Field, textOf } from './field.tsx';

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
}

interface Props {
  readonly label: string;
  /** What is chosen now, shown while nobody types. */
  readonly chosen: string;
  readonly options: readonly Option[];
  readonly onSearch: (text: string) => void;
  readonly onChoose: (id: string) => void;
}

/** A text field that offers what fits: arrows move, Enter takes, Escape gives up. */
export function Combobox({ label, chosen, options, onSearch, onChoose }: Props) {
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const open = typed !== null && options.length > 0;

  function take(option: Option | undefined): void {
    if (option) onChoose(option.id);
    setTyped(null);
  }

  function press(event: KeyboardEvent): void {
    if (!open) return;
    if (event.key === 'Escape') setTyped(null);
    else if (event.key === 'Enter') take(options[active]);
    else if (event.key === 'ArrowDown') setActive((active + 1) % options.length);
    else if (event.key === 'ArrowUp') setActive((active + options.length - 1) % options.length);
    else return;
    event.preventDefault();
  }

  function search(text: string): void {
    setTyped(text);
    setActive(0);
    onSearch(text);
  }

  return (
    <Field label={label}>
      {(control) => (
        <div class="combobox">
          <input
            {...control}
            type="text"
            role="combobox"
            autocomplete="off"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={listId}
            aria-activedescendant={open ? `${listId}-${active}` : undefined}
            value={typed ?? chosen}
            onFocus={(event) => {
              event.currentTarget.select();
              search('');
            }}
            onInput={(event) => search(textOf(event))}
            onKeyDown={press}
            onBlur={() => setTyped(null)}
          />
          {open && <Options {...{ listId, label, options, active }} onTake={take} />}
        </div>
      )}
    </Field>
  );
}

interface OptionsProps {
  readonly listId: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly active: number;
  readonly onTake: (option: Option) => void;
}

function Options({ listId, label, options, active, onTake }: OptionsProps) {
  return (
    <div id={listId} class="combobox-options" role="listbox" aria-label={label}>
      {options.map((option, index) => (
        <ComboboxOption
          key={option.id}
          id={`${listId}-${index}`}
          option={option}
          active={index === active}
          onTake={() => onTake(option)}
        />
      ))}
    </div>
  );
}
