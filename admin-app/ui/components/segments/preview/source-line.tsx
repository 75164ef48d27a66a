import { useEffect, useState } from 'preact/hooks';
import { fromNow } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import type { SegmentAnswer, SegmentPreviewState } from '../../../models/segment-preview.ts';
import { Icon } from '../../icon.tsx';
import './preview.css';

interface Props {
  readonly answer: SegmentAnswer;
  readonly state: SegmentPreviewState;
}

/** Where the numbers come from, how old they are, and whether they are of what is on the screen. */
export function SourceLine({ answer, state }: Props) {
  const { kept, refreshing } = state.snapshot;
  const isHere = answer.source.kind === 'this browser';
  const warns = kept !== null && kept !== 'on disk' && isHere;
  return (
    <p class="answer-source small soft">
      <Icon name={isHere ? 'machine' : 'sync'} size={16} />
      <span>
        {state.fault && <strong>{t('answer.rests')} </strong>}
        {!state.fault && !state.isCurrent && <span>{t('answer.counting')} </span>}
        <Source source={answer.source} />
        {refreshing && isHere && <> · {t('answer.refreshing')}</>}
        {warns && <> {t(`answer.kept.${kept}`)}</>}
      </span>
    </p>
  );
}

const TICK_MS = 20_000;

function Source({ source }: Pick<SegmentAnswer, 'source'>) {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (source.kind === 'the server') {
    return (
      <>
        {t('answer.server')}: {t(`answer.because.${source.because}`)}
      </>
    );
  }
  return <>{t('answer.here', { when: fromNow(source.asOf, Date.now()) })}</>;
}
