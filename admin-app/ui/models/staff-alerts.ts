/** What scenarios ask the team to look at. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { StaffAlertsView } from '../../contract/scenario-running.ts';
import type { Api, RequestFailed } from '../api.ts';
import { asFailure, type Resource, resource } from './resource.ts';

export type StaffAlert = StaffAlertsView['alerts'][number];

export interface StaffAlertsModel {
  readonly alerts: Resource<StaffAlertsView>;
  /** The alert that is being closed; null when none is. */
  readonly closing: ReadonlySignal<number | null>;
  /** Resolves to why it could not be done, or null when it was. */
  close(alertId: number): Promise<RequestFailed | null>;
  dispose(): void;
}

export function staffAlertsModel(api: Api): StaffAlertsModel {
  const alerts = resource('staff alerts', (abort) =>
    api.get<StaffAlertsView>('/api/staff-alerts', {}, abort),
  );
  const closing = signal<number | null>(null);
  void alerts.load();
  return {
    alerts,
    closing,
    close: async (alertId) => {
      closing.value = alertId;
      try {
        await api.post(`/api/staff-alerts/${alertId}/close`);
        const shown = alerts.value.peek()?.alerts ?? [];
        alerts.set({ alerts: shown.filter((each) => each.alertId !== alertId) });
        return null;
      } catch (error) {
        return asFailure(error);
      } finally {
        closing.value = null;
      }
    },
    dispose: alerts.dispose,
  };
}
