import { useLocation } from 'preact-iso';
import '../language/customers/texts.ts';
import { Button, ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { CustomersFilters } from '../components/customers/customers-filters.tsx';
import { CustomersSearch } from '../components/customers/customers-search.tsx';
import { CustomersBones, CustomersTable } from '../components/customers/customers-table.tsx';
import { CustomersTabs } from '../components/customers/customers-tabs.tsx';
import { More } from '../components/more.tsx';
import { Empty, Failed, Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Loading } from '../components/skeleton.tsx';
import { LinkTabs } from '../components/tabs.tsx';
import { t } from '../language/t.ts';
import {
  addressOf,
  CUSTOMER_LISTS,
  type CustomersFilter,
  type CustomersModel,
  customersModel,
  filterOf,
  filtersSet,
} from '../models/customers.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** Customers found, narrowed and sorted; all of that is in the address. */
export function CustomersPage() {
  const { query } = useLocation();
  const filter = filterOf(query);
  const model = useModel(({ api }) => customersModel(api, filter), JSON.stringify(filter));
  const { list, search } = filter;
  return (
    <Page title={t('customers.title')} lead={t(`customers.lead.${list}`)}>
      <div class="customers-area">
        <CustomersTabs current="customers" />
      </div>
      <div class="customers-tools">
        <LinkTabs
          label={t('customers.lists')}
          tabs={CUSTOMER_LISTS.map((each) => ({
            href: to('/customers', addressOf({ ...filter, list: each })),
            label: t(`customers.list.${each}`),
            current: each === list,
          }))}
        />
        <CustomersSearch text={search} />
        <CustomersFilters filter={filter} tiers={model.tiers.value} />
      </div>
      {model.cut.value && (
        <div class="customers-cut">
          <Notice>{t('customer.find.cut')}</Notice>
        </div>
      )}
      <Card flush>
        <Listing model={model} filter={filter} />
      </Card>
    </Page>
  );
}

interface ListingProps {
  readonly model: CustomersModel;
  readonly filter: CustomersFilter;
}

function Listing({ model, filter }: ListingProps) {
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
  if (customers.length === 0 && !model.hasMore.value) {
    return <NoCustomers filter={filter} predicted={model.predicted.value} />;
  }
  return (
    <>
      {customers.length > 0 && <CustomersTable customers={customers} />}
      <More list={model} />
    </>
  );
}

interface NoCustomersProps {
  readonly filter: CustomersFilter;
  readonly predicted: boolean;
}

function NoCustomers({ filter, predicted }: NoCustomersProps) {
  const { list, search } = filter;
  if (filtersSet(filter) > 0) {
    return (
      <Empty
        icon="search"
        title={t('customer.find.nobody')}
        action={
          <Button onClick={() => setQuery({ tier: '', confidence: '', overdue: '', reach: '' })}>
            {t('customer.find.clear')}
          </Button>
        }
      >
        {t('customer.find.nobodyText')}
      </Empty>
    );
  }
  if (search !== '') {
    return (
      <Empty icon="search" title={t('customers.notFound', { search })}>
        {list === 'all' ? t('customer.find.notFoundText') : t('customers.notFoundInList')}
      </Empty>
    );
  }
  const seeAll = (
    <ButtonLink href={to('/customers', { list: 'all' })}>{t('customers.seeAll')}</ButtonLink>
  );
  if (!predicted && list !== 'all') {
    return (
      <Empty icon="customers" title={t('customers.notPredicted')} action={seeAll}>
        {t('customers.notPredictedText')}
      </Empty>
    );
  }
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
