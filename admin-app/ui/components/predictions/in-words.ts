import type { PairedScore, Verdict } from '../../../core/prediction/backtest/model-comparison.ts';
import type { Improvement } from '../../../core/prediction/backtest/types.ts';
import { changeInPercent, list, number, percent } from '../../language/format.ts';
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

/** One thing that would make this shop's predictions better, with the numbers it was seen by. */
export function improvementInWords(improvement: Improvement): string {
  switch (improvement.code) {
    case 'not enough to look back':
      return t('improve.lookBack', {
        neededDays: improvement.neededDays,
        neededOrders: improvement.neededRepeatOrders,
        days: improvement.days,
        orders: improvement.repeatOrders,
      });
    case 'short history':
      return t('improve.shortHistory', { needed: improvement.neededDays, days: improvement.days });
    case 'few repeat orders':
      return t('improve.repeatOrders', {
        needed: improvement.neededRepeatOrders,
        orders: improvement.repeatOrders,
      });
    case 'ends at a peak':
      return t('improve.peak', { times: number(improvement.timesUsual, 1) });
    case 'amounts missing':
      return improvement.share >= 1
        ? t('improve.noAmounts')
        : t('improve.amounts', { share: percent(improvement.share) });
    case 'value goes with frequency':
      return improvement.rankCorrelation > 0 ? t('improve.oftenMore') : t('improve.oftenLess');
    case 'few returns':
      return t('improve.returns', {
        returned: improvement.returned,
        needed: improvement.neededReturned,
      });
    case 'orders older than 60 days hidden':
      return t('improve.hidden');
  }
}
