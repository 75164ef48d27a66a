import type { OverdueLift } from '../../../core/prediction/backtest/types.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { FoundChart } from '../charts/found-chart.tsx';
import { FindingBadge } from './finding-badge.tsx';
import './predictions.css';

/** A fifth of the overdue is what staff can well write to first. */
const TOLD_AT = 0.2;

interface Props {
  readonly overdue: OverdueLift | null;
  readonly firm: boolean;
}

/** In which order are the overdue worth writing to? */
export function FoundCard({ overdue, firm }: Props) {
  const told = overdue?.points.reduce((nearest, point) =>
    Math.abs(point.first - TOLD_AT) < Math.abs(nearest.first - TOLD_AT) ? point : nearest,
  );
  if (!overdue || !told) {
    return (
      <Card title={t('found.title')}>
        <p class="soft">{t('found.none')}</p>
      </Card>
    );
  }
  const times = told.likeliestFirst / told.first;
  return (
    <Card
      title={t('found.title')}
      aside={
        times >= 1.1 ? (
          <FindingBadge
            tone="good"
            label={t('found.times', { times: number(times, 1) })}
            firm={firm}
          />
        ) : undefined
      }
    >
      <div class="stack">
        <p class="finding">
          {t('found.text', {
            first: percent(told.first),
            likeliest: percent(told.likeliestFirst),
            overdue: percent(told.mostOverdueFirst),
          })}
        </p>
        <FoundChart points={overdue.points} />
        <p class="small soft">
          {t('found.how', { n: overdue.overdueCases, returned: overdue.returned })}{' '}
          {told.mostOverdueFirst < told.first && t('found.gone')}
        </p>
      </div>
    </Card>
  );
}
