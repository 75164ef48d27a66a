import '../language/messages/texts.ts';
import { useState } from 'preact/hooks';
import '../language/customers/texts.ts';
import type { CustomerView } from '../../contract/customers.ts';
import { AttributesCard } from '../components/append/attributes-card.tsx';
import { Await } from '../components/await.tsx';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { ActivityCard } from '../components/customers/activity-card.tsx';
import { ConsentCard } from '../components/customers/consent-card.tsx';
import { EnrolmentsCard } from '../components/customers/enrolments-card.tsx';
import { ForgetDialog } from '../components/customers/forget-dialog.tsx';
import { OrdersCard } from '../components/customers/orders-card.tsx';
import { PredictionCard } from '../components/customers/prediction-card.tsx';
import { RankingCard } from '../components/customers/ranking-card.tsx';
import { SegmentsCard } from '../components/customers/segments-card.tsx';
import { WriteDialog } from '../components/customers/write-dialog.tsx';
import { Menu } from '../components/menu.tsx';
import { Page } from '../components/page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { CustomerTierCard } from '../components/tiers/customer-tier-card.tsx';
import { dateOf, day } from '../language/format.ts';
import { refusalInWords } from '../language/history.ts';
import { locale, t, textFor } from '../language/t.ts';
import { type CustomerModel, customerModel } from '../models/customer.ts';
import { asFailure } from '../models/resource.ts';
import { navigate, to } from '../navigation.ts';
import { saveFile } from '../save-file.ts';
import { useModel, useServices } from '../services.ts';

/** One customer: who they are, when they were due and why we think so, what comes next, all that happened between us. */
export function CustomerPage({ id }: { readonly id: string }) {
  const model = useModel(({ api }) => customerModel(api, id), id);
  const customer = model.customer.value.value;
  return (
    <Page
      title={customer?.name ?? t('customer.title')}
      lead={customer && <Lead customer={customer} />}
      back={{ href: to('/customers'), label: t('customers.title') }}
      actions={customer && <Actions customer={customer} model={model} />}
    >
      <Await of={model.customer} bones={<CustomerBones />}>
        {(view) => <CustomerContent customer={view} />}
      </Await>
    </Page>
  );
}

interface ActionsProps {
  readonly customer: CustomerView;
  readonly model: CustomerModel;
}

function Actions({ customer, model }: ActionsProps) {
  const { host } = useServices();
  const [open, setOpen] = useState<'write' | 'forget' | null>(null);
  const { customerId, name } = customer;
  const close = () => setOpen(null);
  async function save(): Promise<void> {
    try {
      saveFile(await model.exported(), `rondo-customer-${customerId}.json`);
      host.toast(t('customer.exported', { name }), 'done');
    } catch (error) {
      host.toast(asFailure(error).message, 'problem');
    }
  }
  return (
    <>
      <Button kind="primary" icon="mail" onClick={() => setOpen('write')}>
        {t('customer.write')}
      </Button>
      <Menu
        label={t('customer.more')}
        icon="more"
        iconOnly
        items={[
          { label: t('customer.export'), icon: 'download', onChoose: () => void save() },
          { label: t('customer.forget'), icon: 'remove', onChoose: () => setOpen('forget') },
        ]}
      />
      {open === 'write' && (
        <WriteDialog
          customerId={customerId}
          name={name}
          onClose={close}
          onSent={() => {
            close();
            void model.customer.load();
          }}
        />
      )}
      {open === 'forget' && (
        <ForgetDialog
          customer={customer}
          redact={model.redact}
          onClose={close}
          onDone={() => {
            host.toast(t('customer.forget.done', { name }), 'done');
            navigate(to('/customers'), true);
          }}
        />
      )}
    </>
  );
}

function CustomerContent({ customer }: { readonly customer: CustomerView }) {
  const { customerId } = customer;
  return (
    <div class="stack">
      <PredictionCard customer={customer} />
      <div class="customer-columns">
        <div class="stack">
          <RankingCard customerId={customerId} />
          <OrdersCard customer={customer} />
        </div>
        <div class="stack">
          <ConsentCard customer={customer} />
          <CustomerTierCard customerId={customerId} />
          <SegmentsCard segments={customer.segments} />
          <AttributesCard customerId={customerId} />
          <EnrolmentsCard enrolments={customer.scenarios} />
        </div>
      </div>
      <ActivityCard customerId={customerId} />
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
    rfmGroup && t('customer.rfmGroup', { group: rfmInWords(rfmGroup) }),
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

/** One that Shopify has added since is read as it is written: "not_known_yet" → "Not known yet". */
function rfmInWords(group: string): string {
  const [first = '', ...rest] = group.replaceAll('_', ' ');
  return textFor('customer.rfm', group) ?? first.toUpperCase() + rest.join('');
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
