import type { CustomerPlanMessage, CustomerPlanView } from '../../../contract/calendar.ts';
import { capInWords } from '../../language/priorities/cap-words.ts';
import { t } from '../../language/t.ts';
import { customerFinder, customerPlanModel } from '../../models/calendar.ts';
import { setQuery, to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { Card } from '../card.tsx';
import { Combobox } from '../combobox.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Bones } from '../skeleton.tsx';
import { momentInWords, scenarioPath } from './words.ts';

/** Finds a customer and shows what they get in the coming week. */
export function PlanCard({ customerId }: { readonly customerId: number | null }) {
  const finder = useModel(({ api }) => customerFinder(api), 'finder');
  const options = finder.found.value.map(({ customerId: id, name, email }) => ({
    id: String(id),
    label: name,
    ...(email !== null && email !== name && { note: email }),
  }));
  return (
    <Card title={t('calendar.plan')}>
      <div class="stack">
        <p class="soft">{t('calendar.plan.lead')}</p>
        <div class="calendar-find">
          <Combobox
            label={t('calendar.plan.find')}
            chosen=""
            options={options}
            onSearch={finder.search}
            onChoose={(id) => setQuery({ customer: id })}
          />
        </div>
        {customerId !== null && <Plan key={customerId} customerId={customerId} />}
      </div>
    </Card>
  );
}

function Plan({ customerId }: { readonly customerId: number }) {
  const plan = useModel(({ api }) => customerPlanModel(api, customerId), customerId);
  return (
    <Await of={plan} bones={<Bones lines={4} />}>
      {(value) => <PlanOf plan={value} />}
    </Await>
  );
}

function PlanOf({ plan }: { readonly plan: CustomerPlanView }) {
  const { customerId, name, messages } = plan;
  return (
    <section class="stack tight" aria-label={name ?? t('calendar.list.noName')}>
      <h3>{name ?? t('calendar.list.noName')}</h3>
      {messages.length === 0 && <p class="soft">{t('calendar.plan.none')}</p>}
      <ol class="calendar-plan">
        {messages.map((message, nth) => (
          <PlannedLine key={nth} message={message} />
        ))}
      </ol>
      <a href={to(`/customers/${customerId}`)}>{t('calendar.plan.open')}</a>
    </section>
  );
}

const ICONS: Readonly<Record<CustomerPlanMessage['channel'], IconName>> = {
  email: 'mail',
  sms: 'sms',
  push: 'bell',
  'on-site': 'onSite',
};

function PlannedLine({ message }: { readonly message: CustomerPlanMessage }) {
  const { scenario, blockName, channel, certain, plannedAt, turnAt, hold } = message;
  const what = scenario.campaign
    ? scenario.name
    : t('calendar.plan.from', { block: blockName, scenario: scenario.name });
  const notes = [
    ...(certain ? [] : [t('calendar.plan.expected')]),
    ...(hold ? [t('calendar.plan.wasFor', { when: momentInWords(plannedAt) })] : []),
    ...holdInWords(hold),
  ];
  return (
    <li class={turnAt === null ? 'lost' : undefined}>
      <Icon name={ICONS[channel]} size={16} />
      <span>
        <strong>
          {turnAt === null
            ? t('calendar.plan.expires')
            : t('calendar.plan.sends', { when: momentInWords(turnAt) })}
        </strong>{' '}
        <a href={to(scenarioPath(scenario))}>{what}</a>
        {notes.length > 0 && <span class="small soft">{notes.join(' · ')}</span>}
      </span>
    </li>
  );
}

function holdInWords(hold: CustomerPlanMessage['hold']): readonly string[] {
  if (!hold) return [];
  const { by, caps } = hold;
  if (by) {
    const why = t(`calendar.criterion.${by.criterion}`);
    return [t('calendar.plan.holder', { name: by.name, when: momentInWords(by.at), why })];
  }
  return caps.slice(0, 1).map((cap) => t('calendar.plan.capped', { cap: capInWords(cap) }));
}
