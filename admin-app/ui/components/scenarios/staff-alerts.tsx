import { fromNow } from '../../language/format.ts';
import '../../language/alerts/texts.ts';
import { rich, t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { type StaffAlert, staffAlertsModel } from '../../models/staff-alerts.ts';
import { to } from '../../navigation.ts';
import { useModel, useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import './staff-alerts.css';

/** Customers whom scenarios ask the team to look after, the newest first; nothing where there are none. */
export function StaffAlerts({ most }: { readonly most?: number }) {
  const model = useModel(({ api }) => staffAlertsModel(api), 'staff alerts');
  const { host } = useServices();
  const alerts = model.alerts.value.value?.alerts ?? [];
  if (alerts.length === 0) return null;
  const isCut = most !== undefined && alerts.length > most;

  async function close(alert: StaffAlert): Promise<void> {
    const failure = await model.close(alert.alertId);
    if (failure) host.toast(failure.message, 'problem');
    else host.toast(t('alerts.closed', { customer: nameOf(alert) }), 'done');
  }

  return (
    <Card
      flush
      title={t('alerts.title')}
      aside={
        <span class="row small">
          <span class="soft">{t('alerts.count', { n: alerts.length })}</span>
          {isCut && <a href={to('/scenarios')}>{t('alerts.seeAll')}</a>}
        </span>
      }
    >
      <ul class="staff-alerts">
        {alerts.slice(0, most).map((alert) => (
          <Alert
            key={alert.alertId}
            alert={alert}
            busy={model.closing.value === alert.alertId}
            onClose={() => void close(alert)}
          />
        ))}
      </ul>
    </Card>
  );
}

interface AlertProps {
  readonly alert: StaffAlert;
  readonly busy: boolean;
  readonly onClose: () => void;
}

function Alert({ alert, busy, onClose }: AlertProps) {
  const { customerId, scenarioId, scenarioName, note, at } = alert;
  const scenario = <a href={to(`/scenarios/${scenarioId}`)}>{scenarioName}</a>;
  return (
    <li>
      <div class="stack tight">
        <a class="alert-customer" href={to(`/customers/${customerId}`)}>
          {nameOf(alert)}
        </a>
        <span>{note}</span>
        <span class="small soft">
          {rich('alerts.from', { scenario, when: fromNow(at, now()) })}
        </span>
      </div>
      <Button compact icon="check" busy={busy} onClick={onClose}>
        {t('alerts.done')}
        <span class="visually-hidden">({nameOf(alert)})</span>
      </Button>
    </li>
  );
}

function nameOf({ customerName }: StaffAlert): string {
  return customerName ?? t('alerts.gone');
}
