import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../../language/t.ts';
import type { Suggestion } from '../../../models/segment-completion.ts';
import { nameInWords, operatorInWords, valueInWords } from '../words/words.ts';
import './query-text.css';

interface Props {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  /** The layer with the text, and where in it the text to be completed begins. */
  readonly layer: RefObject<HTMLElement | null>;
  readonly from: number;
  readonly onTake: (suggestion: Suggestion) => void;
}

/** What could be written at the cursor; the text area keeps the focus and takes the keys. */
export function Suggestions({ id, suggestions, active, layer, from, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // The layer is drawn before: by now it shows the text that the place is asked in.
  useLayoutEffect(() => place(list.current, placeIn(layer.current, from)), [from, suggestions]);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} class="suggestions" role="listbox" aria-label={t('query.offered')}>
      {suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text area has the focus and takes the keys
        <div
          key={`${suggestion.kind} ${suggestion.label}`}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
        >
          <code>{suggestion.label}</code>
          <small>{meaningOf(suggestion)}</small>
        </div>
      ))}
    </div>
  );
}

function meaningOf({ kind, label }: Suggestion): string {
  const meaning = wordsFor(kind, label);
  return meaning === label ? '' : meaning;
}

function wordsFor(kind: Suggestion['kind'], label: string): string {
  if (kind === 'name' || kind === 'parameter') return nameInWords(label);
  if (kind === 'operator') return operatorInWords(label.toLowerCase(), '');
  return kind === 'value' ? valueInWords(label) : '';
}

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Below the line, within the width of the text area; above it where the window ends. */
function place(list: HTMLElement | null, at: Place): void {
  const frame = list?.parentElement?.getBoundingClientRect();
  if (!list || !frame) return;
  const left = Math.max(0, Math.min(at.left - 10, frame.width - list.offsetWidth));
  const isBelow = frame.top + at.top + list.offsetHeight + 8 < innerHeight;
  const top = isBelow ? at.top + 4 : Math.max(-frame.top, at.top - 26 - list.offsetHeight);
  list.style.translate = `${left}px ${top}px`;
}

/** Where a character of the layer stands, in pixels from the layer's corner. */
function placeIn(layer: HTMLElement | null, offset: number): Place {
  if (!layer) return { left: 0, top: 0 };
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (rest > length) {
      rest -= length;
      continue;
    }
    const range = document.createRange();
    range.setStart(node, rest);
    const character = range.getBoundingClientRect();
    const frame = layer.getBoundingClientRect();
    return { left: character.left - frame.left, top: character.bottom - frame.top };
  }
  return { left: 0, top: 0 };
}
