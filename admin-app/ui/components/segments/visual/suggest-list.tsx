import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ComboboxOption } from '../../combobox-option.tsx';
import { grouped, type SuggestOption } from './suggest-options.ts';
import './visual.css';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly options: readonly SuggestOption[];
  readonly active: number;
  readonly onTake: (option: SuggestOption) => void;
}

/** The options in their groups; the field beside has the focus and takes the keys. */
export function SuggestList({ id, label, options, active, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => list.current?.scrollIntoView({ block: 'nearest' }), []);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} class="combobox-options" role="listbox" aria-label={label}>
      {grouped(options).map(([group, members]) => (
        <OptionGroup key={group} name={group}>
          {members.map(({ option, index }) => (
            <ComboboxOption
              key={option.id}
              id={`${id}-${index}`}
              class="suggest-option"
              option={option}
              active={index === active}
              onTake={() => onTake(option)}
            />
          ))}
        </OptionGroup>
      ))}
    </div>
  );
}

interface GroupProps {
  readonly name: string;
  readonly children: ComponentChildren;
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
