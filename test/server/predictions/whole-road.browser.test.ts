/** Predictions in the running app: a process of its own, real webhooks, the fit in its thread. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomersPage, CustomerView } from '../../../admin-app/contract/customers.ts';
import type { FitView, PredictionsView } from '../../../admin-app/contract/predictions.ts';
import { withShop } from '../../../admin-app/server/database/tenant.ts';
import { eventually, type RunningRondo, startRondo } from '../../support/running-rondo.ts';

describe('predictions in the running app', () => {
  let rondo: RunningRondo;
  beforeAll(async () => {
    rondo = await startRondo({ customers: 250, seed: 7 });
    await rondo.install();
  });
  afterAll(() => rondo?.stop());

  const fitIs = (what: string, ...states: readonly FitView['state'][]) =>
    eventually(
      what,
      () => rondo.api<FitView>('/predictions/fit'),
      ({ state }) => states.includes(state),
    );
  const view = () => rondo.api<PredictionsView>('/predictions');

  it('are there after the first sync, with a back-test soon after', async () => {
    await eventually('the first model', view, ({ model }) => model !== null);
    await eventually('its back-test', view, ({ backtest }) => backtest !== null);
    await fitIs('the fit to be done', 'done');
    const { history, backtest, confidence } = await view();
    expect(history[0]).toMatchObject({ accepted: true, cause: 'sync', verdict: { code: 'first' } });
    expect(backtest?.scores?.cases).toBeGreaterThan(0);
    expect(confidence?.['own rhythm']).toBeGreaterThan(0);
  });

  it('follow an order that the store tells of', async () => {
    const { customers } = await rondo.api<CustomersPage>('/customers?list=overdue');
    const customerId = customers[0]?.customerId ?? 0;
    const before = await rondo.api<CustomerView>(`/customers/${customerId}`);
    await fetch(`${rondo.devStore.origin}/control/api/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customerId }),
    });
    const after = await eventually(
      'the prediction after the order',
      () => rondo.api<CustomerView>(`/customers/${customerId}`),
      ({ prediction }) =>
        prediction?.reason?.lastOrderDay !== before.prediction?.reason?.lastOrderDay,
    );
    const due = (shown: CustomerView) => shown.prediction?.dueDay ?? Number.NaN;
    expect(due(after)).toBeGreaterThan(due(before));
    expect((await view()).fit.newOrders).toBe(1);
  });

  it('are fitted again when asked, also through the death of the process', async () => {
    await rondo.api<PredictionsView>('/predictions/fit', { method: 'POST' });
    await fitIs('the fit to run', 'running');
    await rondo.killAndRestart();
    expect((await rondo.api<FitView>('/predictions/fit')).state).not.toBe('never');
    await fitIs('the fit to be done', 'done');
    const { history, fit } = await view();
    expect(history.length).toBeGreaterThan(1);
    expect(history[0]?.accepted).toBe(true);
    expect(fit.newOrders).toBe(0);
    const { halves } = await withShop(rondo.db, 1, (tx) =>
      tx.one<{ halves: number }>(
        `select count(*) as halves from predictions p
          where not exists (select from prediction_models m where m.model_id = p.model_id)`,
      ),
    );
    expect(halves).toBe(0);
  });
});
