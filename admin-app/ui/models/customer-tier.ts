import { type ReadonlySignal, signal } from '@preact/signals';
import type { CustomerTierView } from '../../contract/tiers.ts';
import type { Api } from '../api.ts';
import { asFailure, type Resource, resource } from './resource.ts';

export interface CustomerTierModel {
  readonly tier: Resource<CustomerTierView>;
  readonly saving: ReadonlySignal<boolean>;
  /** Gives a tier by hand; null lets orders decide again. Resolves to why it could not be done, or null. */
  give(tierId: string | null): Promise<string | null>;
  dispose(): void;
}

export function customerTierModel(api: Api, customerId: string): CustomerTierModel {
  const path = `/api/tiers/customers/${encodeURIComponent(customerId)}`;
  const tier = resource(path, (abort) => api.get<CustomerTierView>(path, {}, abort));
  const saving = signal(false);
  void tier.load();
  return {
    tier,
    saving,
    async give(tierId) {
      saving.value = true;
      try {
        tier.set(await api.put<CustomerTierView>(path, { tierId }));
        return null;
      } catch (error) {
        return asFailure(error).message;
      } finally {
        saving.value = false;
      }
    },
    dispose: tier.dispose,
  };
}
