import { useEffect, useRef, useState } from 'preact/hooks';
import { number } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import type { SegmentAnswer } from '../../../models/segment-preview.ts';
import { Icon } from '../../icon.tsx';
import './preview.css';

/** The count again, in sight where the screen is too narrow for the preview beside the conditions, until that shows. */
export function AnswerStrip({ answer: { count, reach } }: { readonly answer: SegmentAnswer }) {
  const strip = useRef<HTMLParagraphElement>(null);
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const preview = strip.current?.nextElementSibling?.firstElementChild;
    if (!preview) return;
    const observer = new IntersectionObserver(([entry]) =>
      setInSight(entry?.isIntersecting ?? false),
    );
    observer.observe(preview);
    return () => observer.disconnect();
  }, []);
  return (
    <p
      ref={strip}
      class={inSight ? 'answer-strip gone number' : 'answer-strip number'}
      aria-hidden="true"
    >
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
