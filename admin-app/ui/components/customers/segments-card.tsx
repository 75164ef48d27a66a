import type { MembershipView } from '../../../contract/customers.ts';
import { dateOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import './consent.css';

/** The segments the customer is in now, and since when as far as it is known. */
export function SegmentsCard({ segments }: { readonly segments: readonly MembershipView[] }) {
  return (
    <Card title={t('customer.segments')}>
      {segments.length === 0 && <p class="soft">{t('customer.segments.none')}</p>}
      <ul class="memberships">
        {segments.map(({ segmentId, name, since }) => (
          <li key={segmentId}>
            <a href={to(`/segments/${segmentId}`)}>{name}</a>{' '}
            <span class="small soft">
              {since === null
                ? t('customer.segments.always')
                : t('customer.segments.since', { day: dateOf(since) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
