import { useId, useRef, useState } from 'preact/hooks';
import type { SegmentValues } from '../../../../contract/segments.ts';
import { t } from '../../../language/t.ts';
import { fixOf, isUnfinished } from '../../../models/segment-fix.ts';
import type { PreviewFault } from '../../../models/segment-preview-question.ts';
import { textOf } from '../../field.tsx';
import { FaultNote } from './fault-note.tsx';
import { QueryPieces } from './query-pieces.tsx';
import './query-text.css';
import { Suggestions } from './suggestions.tsx';
import { useCompletion } from './use-completion.ts';
import { writeInto } from './write-into.ts';

interface Props {
  readonly text: string;
  readonly fault: PreviewFault | null;
  readonly values: SegmentValues | null;
  readonly onWrite: (text: string) => void;
  /** Where the cursor is. */
  readonly onMove: (cursor: number) => void;
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
  const { completion, active, offer, close, take, press } = useCompletion(field, values);
  const unfinished =
    fault !== null && focused && (completion !== null || isUnfinished(fault.fault));
  const wrong = fault && !unfinished ? fault.fault.place : null;
  return (
    <div class="stack tight">
      <div class={wrong ? 'query-text faulty' : 'query-text'}>
        <div ref={layer} class="query-layer" aria-hidden="true">
          <QueryPieces text={text} wrong={wrong} />
        </div>
        <textarea
          ref={field}
          aria-label={t('query.label')}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={completion ? `${id}-list` : undefined}
          aria-activedescendant={completion && active >= 0 ? `${id}-list-${active}` : undefined}
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
          onMouseDown={close}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            close();
          }}
        />
        {completion && (
          <Suggestions
            {...{ active, layer }}
            id={`${id}-list`}
            suggestions={completion.suggestions}
            from={completion.from}
            onTake={take}
          />
        )}
      </div>
      <div id={`${id}-fault`} role="status">
        {fault && (
          <FaultNote
            {...{ text, fault, unfinished }}
            onFix={() => {
              const fix = fixOf(fault.fault, text);
              if (fix && field.current) writeInto(field.current, fix);
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
