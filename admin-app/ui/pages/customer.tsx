import type { CustomerView } from '../../contract/customers.ts';
import { Await } from '../components/await.tsx';
import { Badge } from '../components/badge.tsx';
import { Card } from '../components/card.tsx';
import { ActivityCard } from '../components/customers/activity-card.tsx';
import { EnrolmentsCard } from '../components/customers/enrolments-card.tsx';
import { OrdersCard } from '../components/customers/orders-card.tsx';
import { PredictionCard } from '../components/customers/prediction-card.tsx';
import { Page } from '../components/page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { CustomerTierCard } from '../components/tiers/customer-tier-card.tsx';
import { dateOf, day } from '../language/format.ts';
import { refusalInWords } from '../language/history.ts';
import { locale, t, textFor } from '../language/t.ts';
import { type CustomerModel, customerModel } from '../models/customer.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** One customer: who they are, when they were due and why we think so, all that happened between us. */
export function CustomerPage({ id }: { readonly id: string }) {
  const model = useModel(({ api }) => customerModel(api, id), id);
  const customer = model.customer.value.value;
  return (
    <Page
      title={customer?.name ?? t('customer.title')}
      lead={customer && <Lead customer={customer} />}
      back={{ href: to('/customers'), label: t('customers.title') }}
    >
      <Await of={model.customer} bones={<CustomerBones />}>
        {(view) => <CustomerContent customer={view} model={model} />}
      </Await>
    </Page>
  );
}

function CustomerContent({
  customer,
  model,
}: {
  readonly customer: CustomerView;
  readonly model: CustomerModel;
}) {
  return (
    <div class="stack">
      <PredictionCard customer={customer} />
      <div class="customer-columns">
        <OrdersCard customer={customer} />
        <div class="stack">
          <CustomerTierCard customerId={customer.customerId} />
          <EnrolmentsCard enrolments={customer.scenarios} />
          <ActivityCard list={model.activities} />
        </div>
      </div>
    </div>
  );
}

function Lead({ customer }: { readonly customer: CustomerView }) {
  const { email, phone, country, birthday, rfmGroup, createdAt, tags, emailRefusal } = customer;
  const facts = [
    email === customer.name ? null : email,
    phone,
    country && countryName(country),
    birthday && t('customer.birthday', { day: day(birthday) }),
    t('customer.since', { day: dateOf(createdAt) }),
    rfmGroup && t('customer.rfmGroup', { group: textFor('customer.rfm', rfmGroup) ?? rfmGroup }),
  ];
  return (
    <span class="stack tight">
      <span>{facts.filter(Boolean).join(' · ')}</span>
      <span class="row">
        {emailRefusal === null ? (
          <Badge tone="good">{t('customers.mailable')}</Badge>
        ) : (
          <Badge tone="bad">
            {t('customer.refused', { reason: refusalInWords(emailRefusal) })}
          </Badge>
        )}
        {tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </span>
    </span>
  );
}

/** "PL" → "Poland"; anything that is no region code stays as it is. */
function countryName(country: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: 'region' }).of(country) ?? country;
  } catch {
    return country;
  }
}

function CustomerBones() {
  return (
    <div class="stack">
      <Card>
        <Bone width={30} />
        <Bone width={80} height={24} />
        <Bone height={180} />
      </Card>
      <div class="customer-columns">
        <Card>
          <Bones lines={8} />
        </Card>
        <Card>
          <Bones lines={8} />
        </Card>
      </div>
    </div>
  );
}
