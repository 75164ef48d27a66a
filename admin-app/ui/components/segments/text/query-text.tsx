import { useId, useRef, useState } from 'preact/hooks';
import type { SegmentValues } from '../../../../contract/segments.ts';
import { t } from '../../../language/t.ts';
import {
  type Completion,
  completionAt,
  type Suggestion,
} from '../../../models/segment-completion.ts';
import { fixOf, isUnfinished } from '../../../models/segment-fix.ts';
import { piecesOf } from '../../../models/segment-pieces.ts';
import type { PreviewFault } from '../../../models/segment-preview-question.ts';
import { textOf } from '../../field.tsx';
import { nameInWords } from '../words/words.ts';
import { FaultNote } from './fault-note.tsx';
import './query-text.css';
import { Suggestions } from './suggestions.tsx';

interface Props {
  readonly text: string;
  readonly fault: PreviewFault | null;
  readonly values: SegmentValues | null;
  readonly onWrite: (text: string) => void;
  /** Where the cursor is; null when it has left. */
  readonly onMove: (cursor: number | null) => void;
}

/**
 * The query as text: a native text area, so that typing, undo and selecting are the browser's own, over a layer with the
 * same text in colours; and what could be written next at the cursor.
 */
export function QueryText({ text, fault, values, onWrite, onMove }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(false);
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [active, setActive] = useState(-1);
  const isOpen = completion !== null;
  const unfinished = fault !== null && focused && (isOpen || isUnfinished(fault.fault));
  const wrong = fault !== null && !unfinished ? fault : null;

  /** What could be written here; the first is chosen once a letter of it stands there. */
  function offer(): void {
    const area = field.current;
    const isPoint = area !== null && area.selectionStart === area.selectionEnd;
    const found = isPoint
      ? completionAt(area.value, area.selectionStart, values, nameInWords)
      : null;
    setCompletion(found);
    setActive(found && found.typed !== '' ? 0 : -1);
  }

  function write(from: number, to: number, written: string): void {
    const area = field.current;
    if (!area) return;
    area.focus();
    area.setSelectionRange(from, to);
    // Through the browser's own editing, so that its undo knows of it.
    if (document.execCommand('insertText', false, written)) return;
    area.setRangeText(written, from, to, 'end');
    onWrite(area.value);
  }

  function take(suggestion: Suggestion | undefined): void {
    if (completion && suggestion) write(completion.from, completion.to, suggestion.text);
  }

  function press(event: KeyboardEvent): void {
    if (event.key === ' ' && event.ctrlKey) offer();
    else if (!completion) return;
    else if (event.key === 'Escape') setCompletion(null);
    else if (event.key === 'ArrowDown') setActive((active + 1) % completion.suggestions.length);
    else if (event.key === 'ArrowUp') setActive(before(active, completion.suggestions.length));
    else if ((event.key === 'Enter' || event.key === 'Tab') && active >= 0 && !event.shiftKey)
      take(completion.suggestions[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="stack tight">
      <div class={`query-text${wrong ? ' faulty' : ''}`}>
        <div ref={layer} class="query-layer" aria-hidden="true">
          {piecesOf(text, wrong?.fault.place ?? null).map((piece, nth) => (
            <span
              // Pieces have nothing else to be told apart by.
              key={nth}
              class={piece.faulty ? `${piece.kind} wrong` : piece.kind}
            >
              {piece.text}
            </span>
          ))}
          {wrong && wrong.fault.place.length === 0 ? (
            <span class="wrong missing"> </span>
          ) : (
            '\u200b'
          )}
        </div>
        <textarea
          ref={field}
          id={id}
          aria-label={t('query.label')}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isOpen ? `${id}-list` : undefined}
          aria-activedescendant={isOpen && active >= 0 ? `${id}-list-${active}` : undefined}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-fault ${id}-keys`}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={t('query.placeholder')}
          value={text}
          onInput={(event) => {
            onWrite(textOf(event));
            onMove(event.currentTarget.selectionStart);
            offer();
          }}
          onKeyDown={press}
          onSelect={(event) => onMove(event.currentTarget.selectionStart)}
          onMouseDown={() => setCompletion(null)}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            setCompletion(null);
          }}
        />
        {completion && (
          <Suggestions
            id={`${id}-list`}
            suggestions={completion.suggestions}
            active={active}
            layer={layer}
            from={completion.from}
            onTake={take}
          />
        )}
      </div>
      <div id={`${id}-fault`} role="status">
        {fault && (
          <FaultNote
            text={text}
            fault={fault}
            unfinished={unfinished}
            onFix={() => {
              const fix = fixOf(fault.fault, text);
              if (fix) write(fix.from, fix.to, fix.text);
            }}
          />
        )}
        <span class="visually-hidden">
          {completion && t('query.suggestions', { n: completion.suggestions.length })}
        </span>
      </div>
      <span id={`${id}-keys`} class="field-hint">
        {t('query.keys')}
      </span>
    </div>
  );
}

function before(active: number, count: number): number {
  return active <= 0 ? count - 1 : active - 1;
}
