import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Button, ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { CustomersBones, CustomersTable } from '../components/customers/customers-table.tsx';
import { CustomersTabs } from '../components/customers/customers-tabs.tsx';
import { textOf } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { Empty, Failed } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Loading } from '../components/skeleton.tsx';
import { LinkTabs } from '../components/tabs.tsx';
import { t } from '../language/t.ts';
import {
  CUSTOMER_LISTS,
  CUSTOMER_ORDERS,
  type CustomerOrder,
  type CustomersFilter,
  customersModel,
  parseCustomerList,
  parseCustomerOrder,
} from '../models/customers.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** Customers in a chosen order. List, order and search are in the address. */
export function CustomersPage() {
  const { query } = useLocation();
  const list = parseCustomerList(query.list);
  const order = parseCustomerOrder(query.order);
  const search = query.search ?? '';
  return (
    <Page title={t('customers.title')} lead={t(`customers.lead.${list}`)}>
      <div class="customers-area">
        <CustomersTabs current="customers" />
      </div>
      <div class="customers-tools">
        <LinkTabs
          label={t('customers.lists')}
          tabs={CUSTOMER_LISTS.map((each) => ({
            href: to('/customers', {
              list: each === 'overdue' ? undefined : each,
              order: inAddress(order),
              search,
            }),
            label: t(`customers.list.${each}`),
            current: each === list,
          }))}
        />
        <OrderChoice order={order} />
        <Search text={search} />
      </div>
      <Card flush>
        <Listing list={list} order={order} search={search} />
      </Card>
    </Page>
  );
}

function inAddress(order: CustomerOrder): string | undefined {
  return order === 'overdue' ? undefined : order;
}

function OrderChoice({ order }: { readonly order: CustomerOrder }) {
  return (
    <select
      class="control customers-order"
      aria-label={t('customers.order')}
      value={order}
      onChange={(event) => setQuery({ order: inAddress(parseCustomerOrder(textOf(event))) })}
    >
      {CUSTOMER_ORDERS.map((each) => (
        <option key={each} value={each}>
          {t(`customers.order.${each}`)}
        </option>
      ))}
    </select>
  );
}

function Listing({ list, order, search }: CustomersFilter) {
  const model = useModel(
    ({ api }) => customersModel(api, { list, order, search }),
    `${list} ${order} ${search}`,
  );
  const customers = model.items.value;
  const failure = model.failure.value;
  if (failure && customers === null) {
    return <Failed failure={failure} retry={() => void model.restart()} />;
  }
  if (customers === null) {
    return (
      <Loading>
        <CustomersBones />
      </Loading>
    );
  }
  if (customers.length === 0) return <NoCustomers list={list} search={search} />;
  return (
    <>
      <CustomersTable customers={customers} chanceDays={order === 'likeliest' ? 30 : 90} />
      {failure && <Failed failure={failure} />}
      {model.hasMore.value && (
        <div class="table-more">
          <Button busy={model.loading.value} onClick={() => void model.more()}>
            {t('action.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function NoCustomers({ list, search }: Pick<CustomersFilter, 'list' | 'search'>) {
  if (search !== '') {
    return (
      <Empty icon="search" title={t('customers.notFound', { search })}>
        {list === 'all' ? t('customers.notFoundText') : t('customers.notFoundInList')}
      </Empty>
    );
  }
  const seeAll = (
    <ButtonLink href={to('/customers', { list: 'all' })}>{t('customers.seeAll')}</ButtonLink>
  );
  return (
    <Empty
      icon="customers"
      title={t(`customers.empty.${list}`)}
      action={list === 'all' ? undefined : seeAll}
    >
      {t(`customers.emptyText.${list}`)}
    </Empty>
  );
}

const PAUSE_MS = 250;

/** Searches when typing pauses; the field follows the address, so that "back" changes it too. */
function Search({ text }: { readonly text: string }) {
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <search class="search">
      <Icon name="search" size={18} />
      <input
        class="control"
        type="search"
        autocomplete="off"
        aria-label={t('customers.search')}
        placeholder={t('customers.search')}
        value={typed}
        onInput={(event) => {
          const next = textOf(event);
          setTyped(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => setQuery({ search: next.trim() }), PAUSE_MS);
        }}
      />
    </search>
  );
}
