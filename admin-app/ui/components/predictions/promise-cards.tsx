import type { BacktestScores } from '../../../core/prediction/backtest/types.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { Tone } from '../badge.tsx';
import { Card } from '../card.tsx';
import '../results/results.css';
import { FindingBadge } from './finding-badge.tsx';
import './predictions.css';

/** What the interval of a date is meant to hold. */
const PROMISE = 0.8;
const NEAR_ENOUGH = 0.05;

interface CoverageProps {
  readonly coverage: number | null;
  readonly firm: boolean;
}

/** Did the orders come within their intervals as often as promised? */
export function CoverageCard({ coverage, firm }: CoverageProps) {
  if (coverage === null) {
    return (
      <Card title={t('coverage.title')}>
        <p class="soft">{t('coverage.none')}</p>
      </Card>
    );
  }
  const [tone, verdict] = verdictOf(coverage);
  const shares = { share: percent(coverage), promise: percent(PROMISE) };
  return (
    <Card
      title={t('coverage.title')}
      aside={<FindingBadge tone={tone} label={t(`coverage.${verdict}`)} firm={firm} />}
    >
      <div class="stack">
        <p class="finding">{t('coverage.text', shares)}</p>
        <div class="coverage" role="img" aria-label={t('coverage.bar', shares)}>
          <div class="coverage-bar">
            <span style={{ width: percentOf(coverage) }} />
          </div>
          <i style={{ left: percentOf(PROMISE) }} />
          <span class="coverage-promise small" style={{ left: percentOf(PROMISE) }}>
            {t('coverage.promise', shares)}
          </span>
        </div>
      </div>
    </Card>
  );
}

function verdictOf(coverage: number): readonly [Tone, 'holds' | 'narrow' | 'wide'] {
  if (coverage < PROMISE - NEAR_ENOUGH) return ['bad', 'narrow'];
  return coverage > PROMISE + NEAR_ENOUGH ? ['due', 'wide'] : ['good', 'holds'];
}

const AS_GOOD_AS_EXACT = 0.02;

/** All expected orders together against all that came. */
export function ExpectedCard({ orders }: { readonly orders: BacktestScores['orders'] }) {
  const { expected, actual } = orders;
  const most = Math.max(expected, actual, 1);
  return (
    <Card title={t('expected.title')}>
      <div class="stack">
        <p class="finding">{differenceInWords(expected, actual)}</p>
        <ul class="bars">
          <li>
            <span>{t('expected.expected')}</span>
            <strong class="number">{number(Math.round(expected))}</strong>
            <div class="share-bar" aria-hidden="true">
              <span style={{ width: percentOf(expected / most) }} />
            </div>
          </li>
          <li>
            <span>{t('expected.actual')}</span>
            <strong class="number">{number(actual)}</strong>
            <div class="share-bar back" aria-hidden="true">
              <span style={{ width: percentOf(actual / most) }} />
            </div>
          </li>
        </ul>
      </div>
    </Card>
  );
}

function differenceInWords(expected: number, actual: number): string {
  if (actual === 0) return t('expected.none');
  const difference = expected / actual - 1;
  if (Math.abs(difference) <= AS_GOOD_AS_EXACT) return t('expected.even');
  const share = percent(Math.abs(difference));
  return difference > 0 ? t('expected.over', { share }) : t('expected.under', { share });
}

function percentOf(share: number): string {
  return `${Math.min(1, Math.max(0, share)) * 100}%`;
}
