import { useLocation } from 'preact-iso';
import { NOT_SENT_STATES } from '../../contract/not-sent.ts';
import { Card } from '../components/card.tsx';
import { reasonInWords } from '../components/home/not-sent-card.tsx';
import { More } from '../components/more.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Bones, Loading } from '../components/skeleton.tsx';
import '../components/table.css';
import { dateTimeOf } from '../language/format.ts';
import { channelInWords } from '../language/history.ts';
import { t } from '../language/t.ts';
import { type NotSentSend, notSentModel } from '../models/not-sent.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** Who did not get a message in the last days for one reason. `?channel=&state=&reason=` */
export function NotSentPage() {
  const { query } = useLocation();
  const { channel = 'email', reason = '' } = query;
  const state = NOT_SENT_STATES.find((each) => each === query.state) ?? 'blocked';
  const list = useModel(
    ({ api }) => notSentModel(api, { channel, state, reason }),
    `${channel} ${state} ${reason}`,
  );
  const sends = list.items.value;
  return (
    <Page
      title={t('notSent.title')}
      lead={`${channelInWords(channel)} · ${reasonInWords({ state, reason })}`}
      back={{ href: to('/'), label: t('home.title') }}
    >
      <Card flush>
        {sends === null && list.failure.value === null && (
          <div style={{ padding: 'var(--inset)' }}>
            <Loading>
              <Bones lines={6} />
            </Loading>
          </div>
        )}
        {sends?.length === 0 && (
          <Empty icon="check" title={t('notSent.none')}>
            {t('notSent.noneText')}
          </Empty>
        )}
        {sends && sends.length > 0 && <Sends sends={sends} />}
        <More list={list} older />
      </Card>
    </Page>
  );
}

function Sends({ sends }: { readonly sends: readonly NotSentSend[] }) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('customers.column.name')}</th>
          <th scope="col">{t('notSent.from')}</th>
          <th scope="col">{t('notSent.when')}</th>
        </tr>
      </thead>
      <tbody>
        {sends.map(({ sendId, customerId, customer, scenarioId, scenario, kind, at }) => (
          <tr key={sendId}>
            <td>
              {customerId === null ? (
                t('notSent.forgotten')
              ) : (
                <a href={to(`/customers/${customerId}`)}>{customer}</a>
              )}
            </td>
            <td>
              <a href={to(`/${kind === 'campaign' ? 'campaigns' : 'scenarios'}/${scenarioId}`)}>
                {scenario}
              </a>
            </td>
            <td>{dateTimeOf(at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
