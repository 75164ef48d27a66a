import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { textOf } from '../../field.tsx';
import '../../combobox.css';
import { SuggestList } from './suggest-list.tsx';
import { fitting, likeliest, type SuggestOption, stepped } from './suggest-options.ts';
import './visual.css';

interface Props {
  readonly label: string;
  /** What is chosen, as text. */
  readonly value: string;
  readonly options: readonly SuggestOption[];
  /** Any text is a value; otherwise one of the options is. */
  readonly free?: boolean;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onType?: (text: string) => void;
  readonly onChoose: (id: string) => void;
  /** Enter where nothing is chosen from the list. */
  readonly onEnter?: (text: string) => void;
  readonly onLeave?: () => void;
}

/** A field that offers what there is, in groups: arrows move, Enter takes, Escape gives up. */
export function SuggestInput(props: Props) {
  const { label, value, options, free = false, placeholder, autoFocus } = props;
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const shown = open ? fitting(options, typed ?? '') : [];
  const isOpen = shown.length > 0;
  useLayoutEffect(() => {
    if (autoFocus) field.current?.focus();
  }, []);

  function close(): void {
    setOpen(false);
    setTyped(null);
  }

  function take(option: SuggestOption | undefined): void {
    if (!option) return;
    close();
    props.onChoose(option.id);
  }

  function type(text: string): void {
    setTyped(text);
    setOpen(true);
    setActive(free ? -1 : likeliest(fitting(options, text), text));
    props.onType?.(text);
  }

  function press(event: KeyboardEvent): void {
    const { key } = event;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : null;
    if (step !== null && isOpen) setActive(stepped(active, step, shown.length));
    else if (step !== null) setOpen(true);
    else if (key === 'Enter' && isOpen && active >= 0) take(shown[active]);
    else if (key === 'Enter' && props.onEnter) props.onEnter(textOf(event));
    else if (key === 'Escape' && isOpen) close();
    else if (key === 'Escape' && props.onLeave) props.onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="combobox suggest">
      <input
        ref={field}
        class="control"
        type="text"
        role="combobox"
        autocomplete="off"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen && active >= 0 ? `${listId}-${active}` : undefined}
        placeholder={placeholder}
        value={typed ?? value}
        onFocus={(event) => {
          event.currentTarget.select();
          setOpen(true);
          setActive(free ? -1 : options.findIndex((option) => option.label === value));
        }}
        onClick={() => setOpen(true)}
        onInput={(event) => type(textOf(event))}
        onKeyDown={press}
        onBlur={() => {
          close();
          props.onLeave?.();
        }}
      />
      {isOpen && (
        <SuggestList id={listId} label={label} options={shown} active={active} onTake={take} />
      )}
    </div>
  );
}
