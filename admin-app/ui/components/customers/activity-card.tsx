import { useState } from 'preact/hooks';
import type { ActivityChoices, ActivityView } from '../../../contract/customers.ts';
import { dateTimeOf, money } from '../../language/format.ts';
import { activityInWords, channelInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import { type ActivityFilter, ALL_ACTIVITY, activityModel } from '../../models/customer.ts';
import { useModel } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { textOf } from '../field.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { More } from '../more.tsx';
import { Failed } from '../notice.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import './customer.css';
import { orderAnchor } from './orders-card.tsx';
import { ScenarioLink, scenarioInWords } from './scenario-link.tsx';

const ICONS: Readonly<Record<string, IconName>> = {
  store: 'order',
  email: 'mail',
  sms: 'sms',
  push: 'bell',
  'on-site': 'onSite',
  staff: 'staff',
};

/** All that was done or received, on every channel, newest first; narrowed as chosen. */
export function ActivityCard({ customerId }: { readonly customerId: number }) {
  const [filter, setFilter] = useState(ALL_ACTIVITY);
  const list = useModel(
    ({ api }) => activityModel(api, customerId, filter),
    `${customerId} ${JSON.stringify(filter)}`,
  );
  // Of the first, unfiltered list: they stay while a narrowed one is on its way.
  const [known, setKnown] = useState<ActivityChoices | null>(null);
  const choices = list.choices.value ?? known;
  if (list.choices.value && list.choices.value !== known) setKnown(list.choices.value);
  const activities = list.items.value;
  const failure = list.failure.value;
  return (
    <Card title={t('activity.title')}>
      <div class="stack">
        {choices && choices.kinds.length > 1 && (
          <Filters choices={choices} filter={filter} onChange={setFilter} />
        )}
        {failure && activities === null && (
          <Failed failure={failure} retry={() => void list.restart()} />
        )}
        {activities === null && !failure && (
          <Loading>
            <Bones lines={6} />
          </Loading>
        )}
        {activities?.length === 0 && (
          <p class="soft">
            {t(filter === ALL_ACTIVITY ? 'activity.none' : 'customer.history.nothing')}
          </p>
        )}
        <ol class="activity">
          {activities?.map((each) => (
            <Activity key={each.activityId} activity={each} />
          ))}
        </ol>
        {activities !== null && <More list={list} older />}
      </div>
    </Card>
  );
}

interface FiltersProps {
  readonly choices: ActivityChoices;
  readonly filter: ActivityFilter;
  readonly onChange: (filter: ActivityFilter) => void;
}

function Filters({ choices, filter, onChange }: FiltersProps) {
  const { channels, kinds, scenarios, machines } = choices;
  const { channel } = filter;
  const set = (changes: Partial<ActivityFilter>) => onChange({ ...filter, ...changes });
  const ofChannel = kinds.filter((each) => channel === '' || each.channel === channel);
  return (
    <fieldset class="activity-filters" aria-label={t('customer.history.filters')}>
      {channels.length > 1 && (
        <Choice
          label={t('customer.history.channel')}
          any={t('customer.history.channel.any')}
          value={channel}
          choices={channels.map((id) => ({ id, label: channelInWords(id) }))}
          onChoose={(id) => set({ channel: id, kind: '' })}
        />
      )}
      <Choice
        label={t('customer.history.kind')}
        any={t('customer.history.kind.any')}
        value={filter.kind === '' ? '' : `${channel} ${filter.kind}`}
        choices={ofChannel.map((each) => ({
          id: `${each.channel} ${each.kind}`,
          label: activityInWords(each.channel, each.kind),
        }))}
        onChoose={(id) => {
          const chosen = ofChannel.find((each) => `${each.channel} ${each.kind}` === id);
          set(chosen ? { channel: chosen.channel, kind: chosen.kind } : { kind: '' });
        }}
      />
      {machines && (
        <Choice
          label={t('customer.history.by')}
          any={t('customer.history.by.any')}
          value={filter.by}
          choices={(['people', 'machines'] as const).map((id) => ({
            id,
            label: t(`customer.history.by.${id}`),
          }))}
          onChoose={(id) => set({ by: id === 'people' || id === 'machines' ? id : '' })}
        />
      )}
      {scenarios.length > 0 && (
        <Choice
          label={t('customer.history.scenario')}
          any={t('customer.history.scenario.any')}
          value={filter.scenario}
          choices={scenarios.map((scenario) => ({
            id: String(scenario.scenarioId),
            label: scenarioInWords(scenario),
          }))}
          onChoose={(scenario) => set({ scenario })}
        />
      )}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly onChoose: (id: string) => void;
}

function Choice({ label, any, value, choices, onChoose }: ChoiceProps) {
  return (
    <select
      class={value === '' ? 'control' : 'control chosen'}
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(textOf(event))}
    >
      <option value="">{any}</option>
      {choices.map(({ id, label: text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}

function Activity({ activity }: { readonly activity: ActivityView }) {
  const { channel, kind, byMachine, at, scenario } = activity;
  return (
    <li class={byMachine ? 'machine' : channel}>
      <span class="activity-mark">
        <Icon name={byMachine ? 'machine' : (ICONS[channel] ?? 'info')} size={16} />
      </span>
      <div class="activity-text">
        <span>
          {activityInWords(channel, kind)} {byMachine && <Badge>{t('activity.machine')}</Badge>}
        </span>
        <What activity={activity} />
        {scenario && (
          <span class="small">
            <ScenarioLink scenario={scenario} />
          </span>
        )}
      </div>
      <time class="small soft" dateTime={new Date(at).toISOString()}>
        {dateTimeOf(at)}
      </time>
    </li>
  );
}

function What({ activity }: { readonly activity: ActivityView }) {
  const { what, orderId, orderMinor } = activity;
  if (!what) return null;
  return (
    <span class="small soft">
      {orderId === null ? what : <a href={orderAnchor(orderId)}>{what}</a>}
      {orderMinor !== null && ` · ${money(orderMinor)}`}
    </span>
  );
}
