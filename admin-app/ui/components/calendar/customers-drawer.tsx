import type { CalendarCustomerView } from '../../../contract/calendar.ts';
import { day as dayInWords } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type CalendarChoice, calendarCustomersModel } from '../../models/calendar.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Dialog } from '../dialog.tsx';
import { More } from '../more.tsx';
import { Failed } from '../notice.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import { momentInWords } from './words.ts';

interface Props {
  readonly choice: CalendarChoice;
  readonly onClose: () => void;
}

/** The customers behind a number of the calendar. */
export function CustomersDrawer({ choice, onClose }: Props) {
  const list = useModel(({ api }) => calendarCustomersModel(api, choice), JSON.stringify(choice));
  const customers = list.items.value;
  const failure = list.failure.value;
  return (
    <Dialog
      kind="drawer"
      title={t(`calendar.list.${choice.which}`, { day: dayInWords(choice.day) })}
      onClose={onClose}
    >
      {!choice.exact && <p class="soft">{t('calendar.list.drawn')}</p>}
      {customers === null && failure && (
        <Failed failure={failure} retry={() => void list.restart()} />
      )}
      {customers === null && !failure && (
        <Loading>
          <Bones lines={8} />
        </Loading>
      )}
      {customers?.length === 0 && <p class="soft">{t('calendar.list.nobody')}</p>}
      <ol class="calendar-people">
        {customers?.map((customer) => (
          <Person key={customer.customerId} customer={customer} />
        ))}
      </ol>
      {customers !== null && <More list={list} />}
    </Dialog>
  );
}

function Person({ customer }: { readonly customer: CalendarCustomerView }) {
  const { customerId, name, email, scenarioName } = customer;
  return (
    <li>
      <a href={to(`/customers/${customerId}`)}>{name ?? t('calendar.list.noName')}</a>
      <span class="small soft">{email !== name && email ? email : ''}</span>
      <span class="small soft">
        {scenarioName} · {turnInWords(customer)}
      </span>
    </li>
  );
}

function turnInWords({ plannedAt, turnAt, held, heldByName }: CalendarCustomerView): string {
  if (!held) return t('calendar.list.goes', { when: momentInWords(plannedAt) });
  const when = momentInWords(plannedAt);
  const why =
    heldByName === null
      ? t('calendar.list.capped', { when })
      : t('calendar.list.waits', { when, name: heldByName });
  const then =
    turnAt === null
      ? t('calendar.list.expires')
      : t('calendar.list.then', { when: momentInWords(turnAt) });
  return `${why}; ${then}`;
}
