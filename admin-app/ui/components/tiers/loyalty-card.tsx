import type { LoyaltyView } from '../../../contract/tiers.ts';
import { dateOf, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { Notice } from '../notice.tsx';

interface Props {
  readonly loyalty: LoyaltyView;
  readonly basis: 'loyalty points' | 'loyalty tier';
}

/** How the loyalty metafield is with customers: who gets a tier by it, and why others do not. */
export function LoyaltyCard({ loyalty, basis }: Props) {
  const rows = [
    [t('tiers.loyaltyRead'), loyalty.read],
    [t('tiers.loyaltyMissing'), loyalty.missing],
    [t('tiers.loyaltyOtherType'), loyalty.otherType],
    [t(`tiers.loyaltyUnparsable.${basis}`), loyalty.unparsable],
  ] as const;
  return (
    <Card title={t('tiers.loyalty')}>
      <div class="stack">
        <Reading loyalty={loyalty} />
        {loyalty.readAt !== null && (
          <>
            <dl class="loyalty-counts">
              {rows.map(([label, customers]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd class="number">{number(customers)}</dd>
                </div>
              ))}
            </dl>
            <p class="small soft">{t('tiers.loyaltyNone')}</p>
          </>
        )}
      </div>
    </Card>
  );
}

function Reading({ loyalty }: Pick<Props, 'loyalty'>) {
  if (loyalty.failure !== null)
    return (
      <Notice tone="bad" title={t('tiers.loyaltyFailed')}>
        <span>{loyalty.failure}</span>
        <span>{t('tiers.loyaltyAgain')}</span>
      </Notice>
    );
  return (
    <p class="soft" role="status">
      {loyalty.readAt === null
        ? t('tiers.loyaltyReading')
        : t('tiers.loyaltyReadAt', { day: dateOf(loyalty.readAt) })}
    </p>
  );
}
