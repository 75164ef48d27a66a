import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MessageField } from '../../../core/message/field-table.ts';
import { language as ownLanguage, t } from '../../language/t.ts';
import { type Completion, complete, completionAt } from '../../models/liquid-completion.ts';
import '../combobox.css';
import { Field } from '../field.tsx';
import './liquid-field.css';

interface Props {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: string;
  readonly fault?: string | null | undefined;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onBlur?: () => void;
  /** Rows of a text of several lines; absent for one line. */
  readonly lines?: number;
  readonly maxLength?: number;
  readonly language?: string;
}

type Writable = HTMLInputElement | HTMLTextAreaElement;

/** A text field that offers the fields of a message as soon as {{ is typed: arrows move, Enter takes, Escape gives up. */
export function LiquidField({ value, onInput, onBlur, lines, ...rest }: Props) {
  const { label, hideLabel, hint, fault, maxLength, language } = rest;
  const listId = useId();
  const field = useRef<Writable | null>(null);
  const cursor = useRef<number | null>(null);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [active, setActive] = useState(0);

  // A completed field is written by its owner first; only then can the cursor be put behind it.
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  });

  function look(target: Writable): void {
    setCompletion(completionAt(target.value, target.selectionStart ?? 0, ownLanguage()));
    setActive(0);
  }

  function take(chosen: MessageField | undefined): void {
    if (!completion || !chosen) return;
    const completed = complete(value, completion, chosen);
    cursor.current = completed.cursor;
    setCompletion(null);
    onInput(completed.text);
  }

  function press(event: KeyboardEvent): void {
    if (!completion) return;
    const { length } = completion.fields;
    if (event.key === 'Escape') {
      setCompletion(null);
      // What surrounds the field shall not close as well.
      event.stopPropagation();
    } else if (event.key === 'Enter' || event.key === 'Tab') take(completion.fields[active]);
    else if (event.key === 'ArrowDown') setActive((active + 1) % length);
    else if (event.key === 'ArrowUp') setActive((active + length - 1) % length);
    else return;
    event.preventDefault();
  }

  const open = completion !== null;
  const shared = {
    value,
    lang: language,
    autocomplete: 'off' as const,
    'aria-autocomplete': 'list' as const,
    'aria-haspopup': 'listbox' as const,
    'aria-controls': open ? listId : undefined,
    'aria-activedescendant': open ? `${listId}-${active}` : undefined,
    onInput: (event: { readonly currentTarget: Writable }) => {
      onInput(event.currentTarget.value);
      look(event.currentTarget);
    },
    onClick: (event: { readonly currentTarget: Writable }) => look(event.currentTarget),
    onKeyDown: press,
    onBlur: () => {
      setCompletion(null);
      onBlur?.();
    },
    ...(maxLength !== undefined && { maxLength }),
  };
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} fault={fault}>
      {(control) => (
        <div class="combobox">
          {lines ? (
            <textarea
              {...control}
              {...shared}
              ref={(element) => {
                field.current = element;
              }}
              rows={lines}
            />
          ) : (
            <input
              {...control}
              {...shared}
              ref={(element) => {
                field.current = element;
              }}
              type="text"
            />
          )}
          {completion && (
            <Offered {...{ listId, active }} fields={completion.fields} onTake={take} />
          )}
        </div>
      )}
    </Field>
  );
}

interface OfferedProps {
  readonly listId: string;
  readonly active: number;
  readonly fields: readonly MessageField[];
  readonly onTake: (field: MessageField) => void;
}

function Offered({ listId, active, fields, onTake }: OfferedProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={listId}
      class="combobox-options liquid-options"
      role="listbox"
      aria-label={t('liquid.fields')}
    >
      {fields.map((field, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys
        <div
          key={field.name}
          id={`${listId}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(field)}
        >
          <span>{field.description[ownLanguage()]}</span>
          <small>
            <code>{field.name}</code> · {field.example}
          </small>
        </div>
      ))}
    </div>
  );
}
