import type { ComponentChildren } from 'preact';
import type { FitView, ModelView, PredictionsView } from '../../../contract/predictions.ts';
import { parseDay } from '../../../core/time.ts';
import { dateTimeOf, day, fromNow, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { isUnderWay, type Standing, standingOf } from '../../models/predictions.ts';
import { now } from '../../models/shop.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import { Progress } from '../progress.tsx';
import { FitProgress } from './fit-progress.tsx';
import '../facts.css';
import './predictions.css';

interface Props {
  readonly view: PredictionsView;
  readonly starting: boolean;
  readonly onFit: () => void;
}

/** Are there predictions, are they fresh, and what do they rest on? A running fit shows how far it is. */
export function StandingCard({ view, starting, onFit }: Props) {
  const { model, fit } = view;
  const standing = standingOf(view, now());
  const again = (
    <Button
      icon="sync"
      {...(!model && { kind: 'primary' as const })}
      busy={starting}
      onClick={onFit}
    >
      {model ? t('predictions.again') : t('predictions.first')}
    </Button>
  );
  return (
    <Card
      class="whole"
      title={<Title standing={standing} />}
      aside={isUnderWay(fit) ? undefined : again}
    >
      <div class="stack large">
        <Explanation standing={standing} view={view} />
        {model && !model.enough && !isUnderWay(fit) && <Missing model={model} />}
        {model && <Facts model={model} fit={fit} />}
      </div>
    </Card>
  );
}

const MARKS: Readonly<Record<Standing, readonly [icon: IconName, tone: string]>> = {
  never: ['info', 'quiet'],
  'under way': ['sync', 'accent'],
  interrupted: ['alert', 'due'],
  failed: ['alert', 'bad'],
  'not enough': ['clock', 'due'],
  stale: ['clock', 'due'],
  fresh: ['check', 'good'],
};

function Title({ standing }: { readonly standing: Standing }) {
  const [icon, tone] = MARKS[standing];
  return (
    <span class="standing">
      <span class={`standing-mark ${tone}`}>
        <Icon name={icon} size={18} />
      </span>
      {t(`standing.${standing}`)}
    </span>
  );
}

function Explanation({ standing, view }: { readonly standing: Standing; view: PredictionsView }) {
  const { model, fit } = view;
  switch (standing) {
    case 'never':
      return <p class="soft">{t('fit.neverText')}</p>;
    case 'stale':
      return <p class="soft">{t('fit.staleText')}</p>;
    case 'interrupted':
      return <p class="soft">{t('fit.interruptedText')}</p>;
    case 'under way':
      return <FitProgress fit={fit} first={model === null} />;
    case 'failed':
      return (
        <Notice tone="bad" title={failedTitle(fit)}>
          {fit.error !== null && <span>{fit.error}</span>}
          <span>{model ? t('fit.failedKeeps') : t('fit.failedNone')}</span>
        </Notice>
      );
    default:
      return null;
  }
}

function failedTitle({ stage }: FitView): string {
  if (stage === null) return t('fit.failedTitle');
  return t('fit.failedAt', { stage: t(`fit.stage.${stage}`) });
}

/** How far the shop is from the two thresholds below which nothing is predicted. */
function Missing({ model }: { readonly model: ModelView }) {
  const { firstOrderDay, asOfDay } = model;
  const days = firstOrderDay === null ? 0 : parseDay(asOfDay) - parseDay(firstOrderDay);
  return (
    <>
      <p class="soft">{t('enough.text')}</p>
      <ul class="thresholds">
        <Threshold
          name={t('enough.repeatOrders')}
          have={model.repeatOrders}
          needed={model.neededRepeatOrders}
        />
        <Threshold name={t('enough.days')} have={days} needed={model.neededDays} />
      </ul>
    </>
  );
}

interface ThresholdProps {
  readonly name: string;
  readonly have: number;
  readonly needed: number;
}

function Threshold({ name, have, needed }: ThresholdProps) {
  return (
    <li>
      <span>{name}</span>
      <span class="number soft">{t('enough.of', { have, needed })}</span>
      <Progress label={name} share={Math.min(1, have / Math.max(1, needed))} />
    </li>
  );
}

function Facts({ model, fit }: { readonly model: ModelView; readonly fit: FitView }) {
  const { firstOrderDay, lastOrderDay } = model;
  return (
    <dl class="facts">
      <Fact name={t('model.fitted')} small={dateTimeOf(model.fittedAt)}>
        {fromNow(model.fittedAt, now())}
      </Fact>
      {firstOrderDay !== null && lastOrderDay !== null && (
        <Fact name={t('model.range')}>
          {t('model.span', { first: day(firstOrderDay), last: day(lastOrderDay) })}
        </Fact>
      )}
      <Fact name={t('model.customers')}>{number(model.customers)}</Fact>
      <Fact name={t('model.orders')} small={t('model.repeatOrders', { n: model.repeatOrders })}>
        {number(model.orders)}
      </Fact>
      <Fact
        name={t('model.next')}
        small={t('model.nextOrders', { n: fit.newOrders, of: fit.newOrdersForRefit })}
      >
        {t('model.nextNight')}
      </Fact>
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly small?: string;
  readonly children: ComponentChildren;
}

function Fact({ name, small, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {small && <div class="small soft">{small}</div>}
      </dd>
    </div>
  );
}
