import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { SegmentValues } from '../../../../contract/segments.ts';
import {
  type Completion,
  completionAt,
  type Suggestion,
} from '../../../models/segment-completion.ts';
import { nameInWords } from '../words/words.ts';
import { writeInto } from './write-into.ts';

export interface OpenCompletion {
  /** Null while nothing is offered. */
  readonly completion: Completion | null;
  /** Which suggestion is chosen; −1 for none. */
  readonly active: number;
  readonly offer: () => void;
  readonly close: () => void;
  readonly take: (suggestion: Suggestion | undefined) => void;
  readonly press: (event: KeyboardEvent) => void;
}

/** What could be written at the cursor of a text area, chosen with the keys while it keeps the focus. */
export function useCompletion(
  field: RefObject<HTMLTextAreaElement | null>,
  values: SegmentValues | null,
): OpenCompletion {
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [active, setActive] = useState(-1);

  /** The first is chosen once a letter of it stands there: Enter after a blank stays a new line. */
  function offer(): void {
    const area = field.current;
    const isPoint = area !== null && area.selectionStart === area.selectionEnd;
    const found = isPoint
      ? completionAt(area.value, area.selectionStart, values, nameInWords)
      : null;
    setCompletion(found);
    setActive(found && found.typed !== '' ? 0 : -1);
  }

  function take(suggestion: Suggestion | undefined): void {
    if (completion && suggestion && field.current)
      writeInto(field.current, { ...completion, text: suggestion.text });
  }

  function press(event: KeyboardEvent): void {
    const { key, ctrlKey, shiftKey } = event;
    const count = completion?.suggestions.length ?? 0;
    if (key === ' ' && ctrlKey) offer();
    else if (!completion) return;
    else if (key === 'Escape') setCompletion(null);
    else if (key === 'ArrowDown') setActive((active + 1) % count);
    else if (key === 'ArrowUp') setActive(active <= 0 ? count - 1 : active - 1);
    else if ((key === 'Enter' || key === 'Tab') && active >= 0 && !shiftKey)
      take(completion.suggestions[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { completion, active, offer, close: () => setCompletion(null), take, press };
}
