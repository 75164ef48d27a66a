import type { BacktestScores } from '../../../core/prediction/backtest/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from '../charts/behind.tsx';

type Row = readonly [name: string, model: string, alike: string];

/** The standard scores by their names, for whoever wants to compare with the literature. */
export function StandardFigures({ scores }: { readonly scores: BacktestScores }) {
  const { chances, pinball } = scores;
  const rows: Row[] = [
    [t('figures.logLoss'), number(chances.logLoss, 4), number(chances.baseLogLoss, 4)],
    [t('figures.brier'), number(chances.brier, 4), number(chances.baseBrier, 4)],
  ];
  if (chances.auc !== null) rows.push([t('figures.auc'), number(chances.auc, 3), number(0.5, 3)]);
  rows.push([t('figures.calibration'), number(chances.calibrationError, 4), '']);
  if (pinball) {
    rows.push([t('figures.pinball'), number(pinball.model, 2), number(pinball.sameDate, 2)]);
  }
  return (
    <Behind
      about={t('figures.title')}
      summary={t('figures.title')}
      heads={[t('figures.figure'), t('accuracy.model'), t('figures.alike')]}
      rows={rows}
    />
  );
}
