import type { ActivityView } from '../../../contract/customers.ts';
import { dateTimeOf } from '../../language/format.ts';
import { activityInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import type { PagedList } from '../../models/paged.ts';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Failed } from '../notice.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import './customer.css';

const ICONS: Readonly<Record<string, IconName>> = {
  store: 'order',
  email: 'mail',
  'on-site': 'onSite',
  staff: 'staff',
};

/** All that was done or received, on every channel, newest first. */
export function ActivityCard({ list }: { readonly list: PagedList<ActivityView> }) {
  const activities = list.items.value;
  const failure = list.failure.value;
  return (
    <Card title={t('activity.title')}>
      {failure && <Failed failure={failure} retry={() => void list.restart()} />}
      {activities === null && !failure && (
        <Loading>
          <Bones lines={6} />
        </Loading>
      )}
      {activities?.length === 0 && <p class="soft">{t('activity.none')}</p>}
      <ol class="activity">
        {activities?.map((each) => (
          <Activity key={each.activityId} activity={each} />
        ))}
      </ol>
      {list.hasMore.value && (
        <Button compact busy={list.loading.value} onClick={() => void list.more()}>
          {t('action.older')}
        </Button>
      )}
    </Card>
  );
}

function Activity({ activity }: { readonly activity: ActivityView }) {
  const { channel, kind, byMachine, what, at } = activity;
  return (
    <li class={byMachine ? 'machine' : channel}>
      <span class="activity-mark">
        <Icon name={byMachine ? 'machine' : (ICONS[channel] ?? 'info')} size={16} />
      </span>
      <div class="activity-text">
        <span>
          {activityInWords(channel, kind)} {byMachine && <Badge>{t('activity.machine')}</Badge>}
        </span>
        {what && <span class="small soft">{what}</span>}
        <time class="small faint" dateTime={new Date(at).toISOString()}>
          {dateTimeOf(at)}
        </time>
      </div>
    </li>
  );
}
