import { t } from '../../../language/t.ts';
import { fixOf } from '../../../models/segment-fix.ts';
import type { PreviewFault } from '../../../models/segment-preview-question.ts';
import { Button } from '../../button.tsx';
import { Icon } from '../../icon.tsx';
import './query-text.css';

interface Props {
  readonly text: string;
  readonly fault: PreviewFault;
  /** Somebody is still writing: what comes next is a hint, not a complaint. */
  readonly unfinished: boolean;
  readonly onFix: () => void;
}

/** What is wrong with the query, where, and the nearest right thing one click away. */
export function FaultNote({ text, fault: { fault, message }, unfinished, onFix }: Props) {
  const fix = fixOf(fault, text);
  const { line, column } = fault.place;
  return (
    <div class={unfinished ? 'query-fault unfinished' : 'query-fault'}>
      <Icon name={unfinished ? 'info' : 'alert'} size={16} />
      <span>
        {message} {line > 1 && <span class="faint">{t('query.place', { line, column })}</span>}
      </span>
      {fix && !unfinished && (
        <Button compact onClick={onFix}>
          {t('query.fix', { text: fix.text })}
        </Button>
      )}
    </div>
  );
}
