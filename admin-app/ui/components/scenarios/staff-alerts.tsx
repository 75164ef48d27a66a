import { fromNow } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { type StaffAlert, staffAlertsModel } from '../../models/staff-alerts.ts';
import { to } from '../../navigation.ts';
import { useModel, useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import './scenarios.css';

/** Customers whom scenarios ask the team to look after; nothing where there are none. */
export function StaffAlerts() {
  const model = useModel(({ api }) => staffAlertsModel(api), 'staff alerts');
  const { host } = useServices();
  const alerts = model.alerts.value.value?.alerts ?? [];
  if (alerts.length === 0) return null;

  async function close(alertId: number): Promise<void> {
    const failure = await model.close(alertId);
    if (failure) host.toast(failure.message, 'problem');
  }

  return (
    <Card flush title={t('alerts.title', { n: alerts.length })}>
      <ul class="staff-alerts">
        {alerts.map((alert) => (
          <Alert
            key={alert.alertId}
            alert={alert}
            busy={model.closing.value === alert.alertId}
            onClose={() => void close(alert.alertId)}
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
  const { customerId, customerName, scenarioId, scenarioName, note, at } = alert;
  const customer = customerName ?? t('waiting.gone');
  return (
    <li>
      <div class="stack tight">
        <a href={to(`/customers/${customerId}`)}>{customer}</a>
        <span>{note}</span>
        <span class="small soft">
          <a href={to(`/scenarios/${scenarioId}`)}>
            {t('alerts.from', { scenario: scenarioName, when: fromNow(at, now()) })}
          </a>
        </span>
      </div>
      <Button compact icon="check" busy={busy} onClick={onClose}>
        {t('alerts.done')}
        <span class="visually-hidden">({customer})</span>
      </Button>
    </li>
  );
}
