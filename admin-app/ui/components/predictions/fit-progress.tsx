import { FIT_STAGES, type FitStage, type FitView } from '../../../contract/predictions.ts';
import { percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Icon } from '../icon.tsx';
import { Progress } from '../progress.tsx';
import './predictions.css';

interface Props {
  readonly fit: FitView;
  /** There are no predictions from before. */
  readonly first: boolean;
}

/** The stages of a fit in their order and how far it is; only a new stage is said aloud, not every per cent. */
export function FitProgress({ fit, first }: Props) {
  const at = fit.state === 'running' && fit.stage ? FIT_STAGES.indexOf(fit.stage) : -1;
  return (
    <div class="stack">
      <p class="soft">{aboutWaiting(fit, first)}</p>
      <p class="visually-hidden" role="status">
        {fit.stage && t(`fit.stage.${fit.stage}`)}
      </p>
      <ol class="fit-stages" aria-label={t('fit.stages')}>
        {FIT_STAGES.map((stage, nth) => (
          <Stage
            key={stage}
            stage={stage}
            share={nth < at ? 1 : nth > at ? 0 : (fit.share ?? 0)}
            current={nth === at}
          />
        ))}
      </ol>
    </div>
  );
}

function aboutWaiting({ state, stage }: FitView, first: boolean): string {
  const sentences = [state === 'waiting' ? t('fit.waiting') : null, t('fit.mayLeave')];
  if (stage === 'back-testing') sentences.push(t('fit.testing'));
  else if (!first) sentences.push(t('fit.before'));
  return sentences.filter(Boolean).join(' ');
}

interface StageProps {
  readonly stage: FitStage;
  readonly share: number;
  readonly current: boolean;
}

function Stage({ stage, share, current }: StageProps) {
  const name = t(`fit.stage.${stage}`);
  const done = share === 1 && !current;
  return (
    <li
      class={current ? 'current' : done ? 'done' : ''}
      aria-current={current ? 'step' : undefined}
    >
      <span class="fit-stage-name">
        {done && <Icon name="check" size={15} />}
        {name}
      </span>
      <Progress label={name} share={share} />
      <span class="small soft number">
        {current
          ? t('fit.is.running', { share: percent(share) })
          : t(`fit.is.${done ? 'done' : 'open'}`)}
      </span>
    </li>
  );
}
