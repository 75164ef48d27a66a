import type { BacktestView, PredictionsView } from '../../../contract/predictions.ts';
import type { BacktestScores, DateComparison } from '../../../core/prediction/backtest/types.ts';
import { formatDay } from '../../../core/time.ts';
import { day, daysOff, list, number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { isUnderWay } from '../../models/predictions.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Behind } from '../charts/behind.tsx';
import { FindingBadge } from './finding-badge.tsx';
import './predictions.css';

interface Props {
  readonly backtest: BacktestView;
  readonly scores: BacktestScores;
  readonly firm: boolean;
  readonly downloading: boolean;
  readonly onDownload: () => void;
}

/** How far the dates were off on the shop's own past, beside the guess everybody makes. */
export function AccuracyCard({ backtest, scores, firm, downloading, onDownload }: Props) {
  const { dates } = scores;
  return (
    <Card
      class="whole"
      title={t('accuracy.title')}
      aside={dates ? <DatesBadge dates={dates} firm={firm} /> : undefined}
    >
      <div class="stack large">
        {dates ? <Dates dates={dates} /> : <p class="reason">{t('accuracy.noDates')}</p>}
        <div class="tested">
          <p class="small soft">{testInWords(scores)}</p>
          {backtest.cases > 0 && (
            <Button compact icon="down" busy={downloading} onClick={onDownload}>
              {t('accuracy.csv')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function DatesBadge({ dates, firm }: { readonly dates: DateComparison; readonly firm: boolean }) {
  const closer = isCloser(dates);
  return (
    <FindingBadge
      tone={closer ? 'good' : 'due'}
      label={t(closer ? 'accuracy.better' : 'accuracy.worse')}
      firm={firm}
    />
  );
}

/** Whole days are often equal in the median; then the mean decides. */
function isCloser({ model, naive }: DateComparison): boolean {
  const half = model.medianAbsoluteDays - naive.medianAbsoluteDays;
  return half < 0 || (half === 0 && model.meanAbsoluteDays < naive.meanAbsoluteDays);
}

const WAYS = ['model', 'naive', 'sameDate'] as const;

function Dates({ dates }: { readonly dates: DateComparison }) {
  const most = Math.max(1, ...WAYS.map((way) => dates[way].medianAbsoluteDays));
  return (
    <div class="accuracy">
      <p class="accuracy-figure">
        <strong>± {daysOff(dates.model.medianAbsoluteDays)}</strong>
        <span>{t('accuracy.text')}</span>
        <span class="soft">
          {t('accuracy.guess', { naive: daysOff(dates.naive.medianAbsoluteDays) })}
        </span>
      </p>
      <div class="stack tight">
        <ul class="spread-rows">
          {WAYS.map((way) => (
            <li key={way} class={way === 'model' ? 'ours' : ''}>
              <span>{t(`accuracy.${way}`)}</span>
              <strong class="number">± {daysOff(dates[way].medianAbsoluteDays)}</strong>
              <div class="spread-band" aria-hidden="true">
                <span
                  class="spread-half"
                  style={{ width: `${(dates[way].medianAbsoluteDays / most) * 100}%` }}
                />
              </div>
            </li>
          ))}
        </ul>
        <div class="spread-axis small soft" aria-hidden="true">
          <span>← {t('accuracy.early')}</span>
          <span>{t('accuracy.real')}</span>
          <span>{t('accuracy.late')} →</span>
        </div>
        <Behind
          about={t('accuracy.title')}
          heads={[t('accuracy.way'), t('accuracy.half'), t('accuracy.mean')]}
          rows={WAYS.map((way) => [
            t(`accuracy.${way}`),
            daysOff(dates[way].medianAbsoluteDays),
            daysOff(dates[way].meanAbsoluteDays),
          ])}
        />
      </div>
    </div>
  );
}

function testInWords(scores: BacktestScores): string {
  const { cutDays, horizonDays, cases, customers, returned, sampled, dates } = scores;
  const how = t('accuracy.how', {
    n: cutDays.length,
    dates: list(cutDays.map((cut) => day(formatDay(cut)))),
    days: horizonDays,
  });
  const tested = t('accuracy.cases', {
    n: cases,
    customers,
    returned,
    dated: number(dates?.cases ?? 0),
  });
  const sample = sampled < 1 ? t('accuracy.sampled', { share: percent(sampled) }) : '';
  return [how, tested, sample].filter(Boolean).join(' ');
}

/** In place of the figures where there are none: what they wait for. */
export function NoTestCard({ view }: { readonly view: PredictionsView }) {
  const { backtest, fit } = view;
  const why = backtest
    ? t('accuracy.tooYoung')
    : isUnderWay(fit)
      ? t('accuracy.comes')
      : t('accuracy.comesLater');
  return (
    <Card class="whole" title={t('accuracy.none')}>
      <p class="soft">{why}</p>
    </Card>
  );
}
