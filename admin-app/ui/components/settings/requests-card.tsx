import type { PrivacyRequestView, ShopDataView } from '../../../contract/data.ts';
import { dateTimeOf, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { DataModel } from '../../models/data.ts';
import { useServices } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';

interface Props {
  readonly model: DataModel;
  readonly view: ShopDataView;
}

export function RequestsCard({ model, view: { requests } }: Props) {
  return (
    <Card title={t('data.requests')}>
      <div class="stack">
        <p class="soft">{t('data.requestsText')}</p>
        {requests.length === 0 && <p>{t('data.requestsNone')}</p>}
        {requests.length > 0 && (
          <ul class="data-requests">
            {requests.map((request) => (
              <Request key={request.requestId} model={model} request={request} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

interface RequestProps {
  readonly model: DataModel;
  readonly request: PrivacyRequestView;
}

function Request({ model, request }: RequestProps) {
  const { host } = useServices();
  const { requestId, kind, customerId, receivedAt, doneAt, hasExport, proof } = request;
  const handOver = async () => {
    const problem = await model.handOver(requestId, customerId);
    if (problem !== null) host.toast(problem, 'problem');
  };
  return (
    <li>
      <div class="stack tight">
        <strong>{t(`data.request.${kind}`, { id: String(customerId) })}</strong>
        <span class="small soft">
          {t('data.received', { at: dateTimeOf(receivedAt) })}
          {doneAt !== null && ` · ${t('data.done', { at: dateTimeOf(doneAt) })}`}
        </span>
        {proof !== null && <Proof proof={proof} />}
      </div>
      <div class="data-request-side">
        <Badge tone={doneAt === null ? 'due' : 'good'}>
          {t(doneAt === null ? 'data.waiting' : 'data.finished')}
        </Badge>
        {hasExport && (
          <Button
            compact
            icon="download"
            label={t('data.handOver', { id: String(customerId) })}
            onClick={() => void handOver()}
          />
        )}
      </div>
    </li>
  );
}

/** By the names of the tables, as it was written down. */
function Proof({ proof }: { readonly proof: Readonly<Record<string, number>> }) {
  const changed = Object.entries(proof).filter(([, rows]) => rows > 0);
  return (
    <details class="small">
      <summary>{t('data.proof')}</summary>
      <p class="soft">{changed.map(([table, rows]) => `${table}: ${number(rows)}`).join(' · ')}</p>
    </details>
  );
}
