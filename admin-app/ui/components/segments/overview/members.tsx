import type { SegmentMember } from '../../../../contract/segments.ts';
import { dateOf, exactMoney, number } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import { segmentMembers } from '../../../models/segment-lists.ts';
import { to } from '../../../navigation.ts';
import { useModel } from '../../../services.ts';
import { Card } from '../../card.tsx';
import { Overdue } from '../../customers/customers-table.tsx';
import { Mailable } from '../../mailable.tsx';
import '../../table.css';
import { Paged } from './paged.tsx';

/** Everybody in the segment, page by page. */
export function Members({ id }: { readonly id: string }) {
  const model = useModel(({ api }) => segmentMembers(api, id), id);
  return (
    <Card flush>
      <Paged
        list={model}
        empty={{ icon: 'customers', title: t('members.none'), text: t('members.noneText') }}
      >
        {(members) => <Table members={members} />}
      </Paged>
    </Card>
  );
}

function Table({ members }: { readonly members: readonly SegmentMember[] }) {
  return (
    <table class="table cards linked">
      <thead>
        <tr>
          <th>{t('customers.column.name')}</th>
          <th>{t('members.column.joined')}</th>
          <th>{t('customers.column.overdue')}</th>
          <th class="amount">{t('customers.column.orders')}</th>
          <th class="amount">{t('customers.column.spent')}</th>
          <th>{t('customers.column.mail')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <Row key={member.customerId} member={member} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ member }: { readonly member: SegmentMember }) {
  return (
    <tr>
      <td class="wide">
        <a class="row-link" href={to(`/customers/${member.customerId}`)}>
          {member.name}
        </a>
        {member.email && member.email !== member.name && (
          <div class="small soft customer-email">{member.email}</div>
        )}
      </td>
      <td data-label={t('members.column.joined')}>{dateOf(member.joinedAt)}</td>
      <td data-label={t('customers.column.overdue')}>
        <Overdue days={member.daysOverdue} />
      </td>
      <td class="amount" data-label={t('customers.column.orders')}>
        {number(member.orders)}
      </td>
      <td class="amount" data-label={t('customers.column.spent')}>
        {exactMoney(member.spentMinor)}
      </td>
      <td data-label={t('customers.column.mail')}>
        <Mailable mayEmail={member.mayEmail} />
      </td>
    </tr>
  );
}
