import { useEffect, useId } from 'preact/hooks';
import '../../language/segments/texts.ts';
import { language, t } from '../../language/t.ts';
import { queryCountModel } from '../../models/query-count.ts';
import { readQuestion } from '../../models/segment-preview-question.ts';
import { useModel } from '../../services.ts';
import { FaultLine } from '../field.tsx';
import { QueryText } from '../segments/text/query-text.tsx';

interface Props {
  readonly label: string;
  readonly text: string;
  /** What the scenario's checks say of it, besides the text itself. */
  readonly fault: string | null;
  readonly onInput: (text: string) => void;
  readonly onBlur: () => void;
}

/** The day matters only for what is counted, and that the server does. */
const NO_DAY = 0;

/** A condition as a segment's text, with what could be written next and how many customers meet it today. */
export function QueryField({ label, text, fault, onInput, onBlur }: Props) {
  const labelId = useId();
  const counting = useModel(({ api }) => queryCountModel(api), 'query');
  useEffect(() => counting.ask(text), [counting, text]);
  const shown = { text, ownName: null, cursor: null };
  const own = text.trim() === '' ? null : readQuestion(shown, null, NO_DAY, language()).fault;
  const count = counting.count.value;
  const other = own ? null : (counting.fault.value ?? fault);
  return (
    <fieldset class="field" aria-labelledby={labelId} onFocusOut={onBlur}>
      <span id={labelId} class="field-label">
        {label}
      </span>
      <QueryText
        text={text}
        fault={own}
        values={counting.values.value}
        onWrite={onInput}
        onMove={() => {}}
      />
      {other && <FaultLine text={other} />}
      <span class="field-hint" aria-live="polite">
        {count && t('query.matches', { n: count.count, of: count.of })}
      </span>
    </fieldset>
  );
}
