import type { PairedScore, Verdict } from '../../../core/prediction/backtest/model-comparison.ts';
import { changeInPercent, list } from '../../language/format.ts';
import { t } from '../../language/t.ts';

/** Why a refit was, or was not, accepted. */
export function verdictInWords(verdict: Verdict): string {
  switch (verdict.code) {
    case 'first':
    case 'unreadable before':
      return t(`verdict.${verdict.code}`);
    case 'not enough orders':
    case 'enough orders now':
      return t(`verdict.${verdict.code}`, { n: verdict.repeatOrders });
    default: {
      const { code, customers, logLoss, pinball } = verdict;
      const errors = [t('verdict.chances', { change: changeOf(logLoss) })];
      if (pinball) errors.push(t('verdict.dates', { change: changeOf(pinball) }));
      return t(`verdict.${code}`, { n: customers, errors: list(errors) });
    }
  }
}

function changeOf({ current, difference }: PairedScore): string {
  return changeInPercent(current === 0 ? 0 : difference / current);
}
