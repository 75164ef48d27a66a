import { useEffect, useMemo } from 'preact/hooks';
import type { SegmentValues } from '../../../contract/segments.ts';
import { t } from '../../language/t.ts';
import type { SegmentEditor } from '../../models/segment-editor.ts';
import type { SegmentPreviewModel } from '../../models/segment-preview.ts';
import { Card } from '../card.tsx';
import { TextField } from '../field.tsx';
import { AnswerStrip } from './preview/answer-strip.tsx';
import { FirstCustomers } from './preview/first-customers.tsx';
import { HistogramCard } from './preview/histogram-card.tsx';
import { PreviewCard } from './preview/preview-card.tsx';
import './segment-fields.css';
import { QueryText } from './text/query-text.tsx';
import { Builder } from './visual/builder.tsx';

interface Props {
  readonly editor: SegmentEditor;
  readonly preview: SegmentPreviewModel;
  readonly values: SegmentValues | null;
  /** The name under which the segment is saved; null while it is new. */
  readonly ownName: string | null;
  readonly nameFault: string | null;
}

/** The segment's name, its conditions as a form and as text, and beside them whom they find. */
export function SegmentFields({ editor, preview, values, ownName, nameFault }: Props) {
  const { name, text } = editor.draft.value;
  const cursor = editor.cursor.value;
  const state = preview.state.value;
  useEffect(() => preview.show(text, { ownName, cursor }), [preview, text, ownName, cursor]);
  const known = useMemo(() => values && withoutOwn(values, ownName), [values, ownName]);
  const today = state.answer?.today ?? new Date().toISOString().slice(0, 10);
  // It draws itself anew when the conditions change, not with every letter of the text.
  const builder = useMemo(
    () => <Builder editor={editor} known={known} today={today} />,
    [editor, known, today],
  );
  return (
    <div class="segment-fields">
      <div class="stack">
        <Card>
          <TextField
            label={t('segment.name')}
            hint={t('segment.nameHint')}
            value={name}
            maxLength={120}
            fault={nameFault}
            onInput={editor.rename}
          />
        </Card>
        {builder}
        <Card title={t('query.title')}>
          <QueryText
            text={text}
            fault={state.fault}
            values={known}
            onWrite={editor.write}
            onMove={editor.moveTo}
          />
        </Card>
      </div>
      {state.answer && <AnswerStrip answer={state.answer} />}
      <div class="stack">
        <PreviewCard state={state} />
        {text.trim() !== '' && (
          <HistogramCard
            histogram={state.answer?.histogram ?? null}
            hidden={editor.current.value !== null && state.answer?.source.kind === 'the server'}
          />
        )}
        {state.answer && <FirstCustomers customers={state.answer.customers} />}
      </div>
    </div>
  );
}

/** A segment cannot be part of itself, so it is not offered to itself. */
function withoutOwn(values: SegmentValues, ownName: string | null): SegmentValues {
  return { ...values, segments: values.segments.filter((name) => name !== ownName) };
}
