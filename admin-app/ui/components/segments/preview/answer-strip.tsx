import { number } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import type { SegmentAnswer } from '../../../models/segment-preview.ts';
import { Icon } from '../../icon.tsx';
import './preview.css';

/** The count again, always in sight where the screen is too narrow for the preview beside the conditions. */
export function AnswerStrip({ answer: { count, reach } }: { readonly answer: SegmentAnswer }) {
  return (
    <p class="answer-strip number" aria-hidden="true">
      <span>
        <strong>{number(count)}</strong> {t('answer.match', { n: count })}
      </span>
      <span>
        <Icon name="mail" size={16} /> {number(reach.email.reachable)}
      </span>
      <span>
        <Icon name="phone" size={16} /> {number(reach.sms.reachable)}
      </span>
    </p>
  );
}
