import { useState } from 'preact/hooks';
import type { CustomersPage } from '../../../contract/customers.ts';
import { t } from '../../language/t.ts';
import {
  CONFIDENCES,
  CUSTOMER_ORDERS,
  type CustomersFilter,
  filtersSet,
  OVERDUE_DAYS,
  REACHES,
} from '../../models/customers.ts';
import { setQuery } from '../../navigation.ts';
import { Button } from '../button.tsx';
import { textOf } from '../field.tsx';
import './customers.css';

interface Props {
  readonly filter: CustomersFilter;
  readonly tiers: CustomersPage['tiers'];
}

/** How the list is sorted and what narrows it; on a narrow screen what narrows it is folded away. */
export function CustomersFilters({ filter, tiers }: Props) {
  const [open, setOpen] = useState(false);
  const set = filtersSet(filter);
  return (
    <div class={open ? 'customers-filters open' : 'customers-filters'}>
      <Choice
        name="order"
        label={t('customer.find.by')}
        value={filter.order}
        usual="likeliest"
        choices={CUSTOMER_ORDERS.map((id) => ({ id, label: t(`customer.find.by.${id}`) }))}
      />
      <div class="customers-fold">
        <Button compact icon="more" onClick={() => setOpen(!open)}>
          {set === 0 ? t('customer.find.filters') : t('customer.find.filtersOn', { n: set })}
        </Button>
      </div>
      <fieldset class="customers-narrowing" aria-label={t('customer.find.filters')}>
        <Narrowing filter={filter} tiers={tiers} />
        {set > 0 && (
          <Button
            kind="plain"
            compact
            icon="close"
            onClick={() => setQuery({ tier: '', confidence: '', overdue: '', reach: '' })}
          >
            {t('customer.find.clear')}
          </Button>
        )}
      </fieldset>
    </div>
  );
}

function Narrowing({ filter, tiers }: Props) {
  return (
    <>
      {(tiers.length > 0 || filter.tier !== '') && (
        <Choice
          name="tier"
          label={t('customer.find.tier')}
          value={filter.tier}
          choices={[
            { id: '', label: t('customer.find.tier.any') },
            ...tiers.map(({ tierId, name }) => ({ id: tierId, label: name })),
            { id: 'none', label: t('customer.find.tier.none') },
          ]}
        />
      )}
      <Choice
        name="overdue"
        label={t('customer.find.overdue')}
        value={filter.overdue}
        choices={[
          { id: '', label: t('customer.find.overdue.any') },
          ...OVERDUE_DAYS.map((id) => ({
            id,
            label: t('customer.find.overdue.days', { n: Number(id) }),
          })),
        ]}
      />
      <Choice
        name="confidence"
        label={t('customer.find.confidence')}
        value={filter.confidence}
        choices={[
          { id: '', label: t('customer.find.confidence.any') },
          ...CONFIDENCES.map((id) => ({ id, label: t(`confidence.${id}`) })),
        ]}
      />
      <Choice
        name="reach"
        label={t('customer.find.reach')}
        value={filter.reach}
        choices={[
          { id: '', label: t('customer.find.reach.any') },
          ...REACHES.map((id) => ({ id, label: t(`customer.find.reach.${id}`) })),
        ]}
      />
    </>
  );
}

interface ChoiceProps {
  /** In the address. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Left out of the address. */
  readonly usual?: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
}

function Choice({ name, label, value, usual = '', choices }: ChoiceProps) {
  return (
    <select
      class={value === usual ? 'control' : 'control chosen'}
      aria-label={label}
      value={value}
      onChange={(event) => {
        const next = textOf(event);
        setQuery({ [name]: next === usual ? '' : next });
      }}
    >
      {choices.map(({ id, label: text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
