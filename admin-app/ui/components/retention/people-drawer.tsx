import type { RetentionCustomer } from '../../../contract/retention.ts';
import { dateOf, exactMoney } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type PeopleChoice, peopleModel } from '../../models/retention.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Dialog } from '../dialog.tsx';
import { PagedPeople } from '../paged-people.tsx';
import './retention.css';
import { groupInWords, peopleInWords, periodInWords } from './words.ts';

interface Props {
  readonly choice: PeopleChoice;
  readonly onClose: () => void;
}

/** The customers behind a figure, by their first order. */
export function PeopleDrawer({ choice, onClose }: Props) {
  const list = useModel(({ api }) => peopleModel(api, choice), JSON.stringify(choice));
  const { by, value = '', label = null } = choice;
  const who = [by && groupInWords(by, { value, label }), peopleInWords(choice)].filter(Boolean);
  return (
    <Dialog
      kind="drawer"
      title={t('retention.people', { period: periodInWords(choice) })}
      onClose={onClose}
    >
      {who.length > 0 && <p class="soft">{who.join(' · ')}</p>}
      <PagedPeople list={list} class="retention-people" nobody={t('retention.people.nobody')}>
        {(person) => <Person key={person.customerId} person={person} />}
      </PagedPeople>
    </Dialog>
  );
}

function Person({ person }: { readonly person: RetentionCustomer }) {
  const { customerId, name, email, firstOrderAt, orders, spentMinor } = person;
  return (
    <li>
      <a href={to(`/customers/${customerId}`)}>{name ?? t('retention.people.noName')}</a>
      <span class="number">{exactMoney(spentMinor)}</span>
      <span class="small soft">
        {email !== name && email && `${email} · `}
        {t('retention.people.first', { day: dateOf(firstOrderAt) })}
      </span>
      <span class="small soft number">{t('retention.people.orders', { n: orders })}</span>
    </li>
  );
}
