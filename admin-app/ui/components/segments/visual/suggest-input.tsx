import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fold } from '../../../../core/segment/fold.ts';
import { textOf } from '../../field.tsx';
import '../../combobox.css';
import './visual.css';

export interface SuggestOption {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly group?: string;
}

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

const MOST = 80;

/** A field that offers what there is, in groups: arrows move, Enter takes, Escape gives up. */
export function SuggestInput(props: Props) {
  const { label, value, options, free = false, placeholder, autoFocus } = props;
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  const shown = open ? fitting(options, typed ?? '') : [];
  const isOpen = shown.length > 0;
  useLayoutEffect(() => {
    if (autoFocus) field.current?.focus();
  }, []);
  useLayoutEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, isOpen]);

  function close(): void {
    setOpen(false);
    setTyped(null);
  }

  function take(option: SuggestOption | undefined): void {
    if (!option) return;
    close();
    props.onChoose(option.id);
  }

  function press(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (!isOpen) setOpen(true);
      else setActive(stepped(active, key === 'ArrowDown' ? 1 : -1, shown.length));
    } else if (key === 'Enter' && isOpen && active >= 0) take(shown[active]);
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
        onInput={(event) => {
          const text = textOf(event);
          setTyped(text);
          setOpen(true);
          setActive(free ? -1 : likeliest(fitting(options, text), text));
          props.onType?.(text);
        }}
        onKeyDown={press}
        onBlur={() => {
          close();
          props.onLeave?.();
        }}
      />
      {isOpen && (
        <div ref={list} id={listId} class="combobox-options" role="listbox" aria-label={label}>
          {groupsOf(shown).map(([group, members]) => (
            <OptionGroup key={group} name={group}>
              {members.map(({ option, index }) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
                <div
                  key={option.id}
                  id={`${listId}-${index}`}
                  class="suggest-option"
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(option)}
                >
                  {option.label}
                  {option.note && <small>{option.note}</small>}
                </div>
              ))}
            </OptionGroup>
          ))}
        </div>
      )}
    </div>
  );
}

interface GroupProps {
  readonly name: string;
  readonly children: preact.ComponentChildren;
}

function OptionGroup({ name, children }: GroupProps) {
  if (name === '') return <>{children}</>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: options of one list stand in groups, which no fieldset can be
    <div role="group" aria-label={name} class="suggest-group">
      <div class="suggest-group-name" aria-hidden="true">
        {name}
      </div>
      {children}
    </div>
  );
}

interface Numbered {
  readonly option: SuggestOption;
  readonly index: number;
}

function groupsOf(options: readonly SuggestOption[]): readonly (readonly [string, Numbered[]])[] {
  const groups = new Map<string, Numbered[]>();
  for (const [index, option] of options.entries()) {
    const name = option.group ?? '';
    groups.set(name, [...(groups.get(name) ?? []), { option, index }]);
  }
  return [...groups];
}

/** All words that were typed are in what the option says, in any order. */
function fitting(options: readonly SuggestOption[], typed: string): readonly SuggestOption[] {
  const wanted = plain(typed).split(/\s+/);
  return options
    .filter(({ id, label, note = '' }) => {
      const text = plain(`${label} ${note} ${id}`);
      return wanted.every((word) => text.includes(word));
    })
    .slice(0, MOST);
}

/** The first whose name begins with what was typed, else the first. */
function likeliest(options: readonly SuggestOption[], typed: string): number {
  const wanted = plain(typed.trim());
  return Math.max(
    0,
    options.findIndex(({ label }) => plain(label).startsWith(wanted)),
  );
}

function plain(text: string): string {
  return fold(text).normalize('NFD').replace(/\p{M}/gu, '');
}

function stepped(active: number, step: 1 | -1, count: number): number {
  if (active < 0) return step === 1 ? 0 : count - 1;
  return (active + step + count) % count;
}
