import type { PredictionsView } from '../../../contract/predictions.ts';
import type { BacktestScores, ConfidenceScores } from '../../../core/prediction/backtest/types.ts';
import type { Confidence } from '../../../core/prediction/types.ts';
import { daysOff, number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { CountedAt, figure } from '../counted-at.tsx';
import '../table.css';
import './predictions.css';

const LEVELS: readonly Confidence[] = ['own rhythm', 'similar customers', 'not enough yet'];

interface Props {
  readonly view: Pick<PredictionsView, 'confidence' | 'countedAt'>;
  readonly scores: BacktestScores | null;
}

/** The same figures by how much a prediction rests on: the more of their own, the closer it should be. */
export function LevelsCard({ view, scores }: Props) {
  const { confidence, countedAt } = view;
  const tested = new Map(scores?.byConfidence.map((level) => [level.confidence, level]));
  const shown = LEVELS.filter((level) => confidence?.[level] !== 0 || tested.has(level));
  if (shown.length === 0) return null;
  return (
    <Card flush class="whole" title={t('levels.title')} aside={<CountedAt at={countedAt} />}>
      <table class="table cards levels">
        <thead>
          <tr>
            <th>{t('levels.level')}</th>
            <th class="amount">{t('levels.now')}</th>
            {scores && (
              <>
                <th class="amount">{t('levels.cases')}</th>
                <th class="amount">{t('levels.promised')}</th>
                <th class="amount">{t('levels.ordered')}</th>
                <th class="amount">{t('levels.off')}</th>
                <th class="amount">{t('levels.coverage')}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((level) => (
            <tr key={level}>
              <td class="wide">{t(`levels.${level}`)}</td>
              <td class="amount" data-label={t('levels.now')}>
                {figure(confidence?.[level] ?? null)}
              </td>
              {scores && <TestedCells level={tested.get(level)} />}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function TestedCells({ level }: { readonly level: ConfidenceScores | undefined }) {
  const none = <span class="faint">—</span>;
  const off = level?.medianAbsoluteDays ?? null;
  const coverage = level?.coverage ?? null;
  return (
    <>
      <td class="amount" data-label={t('levels.cases')}>
        {level ? number(level.cases) : none}
      </td>
      <td class="amount" data-label={t('levels.promised')}>
        {level ? percent(level.predicted) : none}
      </td>
      <td class="amount" data-label={t('levels.ordered')}>
        {level ? percent(level.ordered) : none}
      </td>
      <td class="amount" data-label={t('levels.off')}>
        {off === null ? none : daysOff(off)}
      </td>
      <td class="amount" data-label={t('levels.coverage')}>
        {coverage === null ? none : percent(coverage)}
      </td>
    </>
  );
}
