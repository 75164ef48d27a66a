import { t } from '../language/t.ts';
import { Badge } from './badge.tsx';

/** Whether a mail may reach the customer. */
export function Mailable({ mayEmail }: { readonly mayEmail: boolean }) {
  return mayEmail ? (
    <Badge tone="good">{t('customers.mailable')}</Badge>
  ) : (
    <Badge>{t('customers.notMailable')}</Badge>
  );
}
