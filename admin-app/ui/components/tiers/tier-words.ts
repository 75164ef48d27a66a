/** Values of tiers as people read them. */
import type { TierBasis } from '../../../core/tier/types.ts';
import { money } from '../../language/format.ts';
import { t } from '../../language/t.ts';

/** "€120", "3 orders", "1,200 points"; nothing for the tier of a loyalty programme. */
export function tierValue(basis: TierBasis, value: number): string {
  switch (basis) {
    case 'spend':
      return money(value);
    case 'orders':
      return t('tier.orders', { n: value });
    case 'loyalty points':
      return t('tier.points', { n: value });
    case 'loyalty tier':
      return '';
  }
}
