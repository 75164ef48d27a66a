import type { SyncView } from '../../../contract/home.ts';
import { fromNow, number } from '../../language/format.ts';
import { syncStopInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import { isUnderWay } from '../../models/home.ts';
import { now } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Notice } from '../notice.tsx';
import { Progress } from '../progress.tsx';
import './home.css';

interface Props {
  readonly sync: SyncView;
  readonly starting: boolean;
  readonly onStart: () => void;
}

/** How far the sync is, step by step; one calm line when it is through. */
export function SyncCard({ sync, starting, onStart }: Props) {
  const underWay = isUnderWay(sync);
  const again = (
    <Button compact icon="sync" busy={starting} onClick={onStart}>
      {sync.state === 'never' ? t('sync.start') : t('sync.again')}
    </Button>
  );
  return (
    <Card title={titleOf(sync)} aside={underWay ? undefined : again}>
      <div class="stack" aria-live="polite">
        {underWay && <p class="soft">{t('sync.mayLeave')}</p>}
        {sync.state === 'failed' && (
          <Notice tone="bad" title={t('sync.failedTitle')}>
            <span>{sync.error ? syncStopInWords(sync.error) : t('sync.failedText')}</span>
          </Notice>
        )}
        {sync.steps.length > 0 && (underWay || sync.state === 'failed') && <Steps sync={sync} />}
        {sync.state === 'done' && !underWay && <p class="soft">{finished(sync)}</p>}
        {sync.openProblems > 0 && (
          <p class="small">
            <a href={to('/sync/problems')}>{t('sync.problems', { n: sync.openProblems })}</a>
          </p>
        )}
      </div>
    </Card>
  );
}

function titleOf(sync: SyncView): string {
  if (sync.state === 'running') return t('sync.running');
  if (sync.predictions === 'running') return t('sync.predicting');
  if (sync.state === 'failed') return t('sync.failed');
  return sync.state === 'done' ? t('sync.done') : t('sync.never');
}

function finished(sync: SyncView): string {
  const when = sync.finishedAt === null ? '' : fromNow(sync.finishedAt, now());
  const read = (resource: string) =>
    sync.steps.find((step) => step.resource === resource)?.linesRead ?? 0;
  const customers = read('customers');
  if (customers === 0 && read('orders') === 0) return t('sync.finishedNothing', { when });
  return t('sync.finished', { when, customers });
}

function Steps({ sync }: { readonly sync: SyncView }) {
  return (
    <ol class="sync-steps">
      {sync.steps.map((step) => (
        <li key={step.resource} class={step.state}>
          <span>{t(`sync.step.${step.resource}`)}</span>
          <span class="number small soft">{stepInWords(step)}</span>
          <Progress label={t(`sync.step.${step.resource}`)} share={shareOf(step)} />
        </li>
      ))}
      <li class={sync.predictions}>
        <span>{t('sync.step.predictions')}</span>
        <span class="small soft">{t(`sync.state.${sync.predictions}`)}</span>
        <Progress
          label={t('sync.step.predictions')}
          share={{ waiting: 0, running: null, done: 1 }[sync.predictions]}
        />
      </li>
    </ol>
  );
}

type Step = SyncView['steps'][number];

function stepInWords({ state, linesRead, lines }: Step): string {
  if (state === 'waiting' || state === 'requested' || state === 'failed') {
    return t(`sync.state.${state}`);
  }
  if (lines === null || state === 'done') return t('sync.lines', { n: linesRead });
  return t('sync.linesOf', { read: number(linesRead), lines: number(lines) });
}

function shareOf({ state, linesRead, lines }: Step): number | null {
  if (state === 'done') return 1;
  if (state === 'waiting' || state === 'failed') return 0;
  return lines ? linesRead / lines : null;
}
