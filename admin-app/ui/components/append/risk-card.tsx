import { useState } from 'preact/hooks';
import type { AddressesView } from '../../../contract/append.ts';
import { day, fromNow, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type AppendModel, riskyCustomersModel } from '../../models/append.ts';
import { now } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Dialog } from '../dialog.tsx';
import { Failed } from '../notice.tsx';
import { PagedPeople } from '../paged-people.tsx';
import '../table.css';
import { useRequest } from './steps.tsx';

type Why = AddressesView['reasons'][number]['why'];

interface Props {
  readonly addresses: AddressesView;
  readonly model: AppendModel;
}

/** Addresses that a mail would come back from, by reason; each number opens its customers. */
export function RiskCard({ addresses, model }: Props) {
  const { checkedAt, checking, withoutNames, reasons } = addresses;
  const [open, setOpen] = useState<Why | null>(null);
  const { busy, failure, run } = useRequest();
  return (
    <Card
      title={t('append.risk')}
      aside={
        <Button compact busy={busy || checking} onClick={() => void run(model.checkAddresses)}>
          {t('append.risk.check')}
        </Button>
      }
    >
      <div class="stack">
        <p class="soft">{t('append.riskText')}</p>
        {failure && <Failed failure={failure} />}
        <p class="small soft" role="status">
          {checking
            ? t('append.risk.checking')
            : checkedAt === null
              ? t('append.risk.never')
              : t('append.risk.checked', { when: fromNow(checkedAt, now()) })}{' '}
          {withoutNames && t('append.risk.withoutNames')}
        </p>
        {checkedAt !== null && reasons.length === 0 && <p>{t('append.risk.none')}</p>}
        {reasons.length > 0 && <Reasons reasons={reasons} onOpen={setOpen} />}
      </div>
      {open && <RiskyDrawer why={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}

interface ReasonsProps extends Pick<AddressesView, 'reasons'> {
  readonly onOpen: (why: Why) => void;
}

function Reasons({ reasons, onOpen }: ReasonsProps) {
  return (
    <table class="table cards">
      <thead>
        <tr>
          <th>{t('append.risk.why')}</th>
          <th>{t('append.risk.verdict')}</th>
          <th class="amount">{t('append.risk.inactive')}</th>
          <th class="amount">{t('append.risk.all')}</th>
        </tr>
      </thead>
      <tbody>
        {reasons.map(({ why, verdict, customers, inactive }) => (
          <tr key={why}>
            <td class="wide">{t(`append.why.${why}`)}</td>
            <td data-label={t('append.risk.verdict')}>
              <Badge tone={verdict === 'no' ? 'bad' : 'due'}>
                {t(verdict === 'no' ? 'append.risk.blocked' : 'append.risk.sent')}
              </Badge>
            </td>
            <td class="amount" data-label={t('append.risk.inactive')}>
              {number(inactive)}
            </td>
            <td class="amount" data-label={t('append.risk.all')}>
              <button
                type="button"
                class="button plain compact"
                aria-label={`${t('append.riskOf', { why: t(`append.why.${why}`) })}: ${number(customers)}`}
                onClick={() => onOpen(why)}
              >
                {number(customers)}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RiskyDrawer({ why, onClose }: { readonly why: Why; readonly onClose: () => void }) {
  const list = useModel(({ api }) => riskyCustomersModel(api, why), why);
  return (
    <Dialog
      kind="drawer"
      title={t('append.riskOf', { why: t(`append.why.${why}`) })}
      onClose={onClose}
    >
      <PagedPeople list={list} class="append-people">
        {({ customerId, name, email, lastOrderDay }) => (
          <li key={customerId}>
            <a href={to(`/customers/${customerId}`)}>{name ?? email}</a>
            <div class="small soft">
              {[name && email, lastOrderDay && day(lastOrderDay)].filter(Boolean).join(' · ')}
            </div>
          </li>
        )}
      </PagedPeople>
    </Dialog>
  );
}
