import type { ActivitiesPage, ActivityView, CustomerView } from '../../contract/customers.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';
import { type Resource, resource } from './resource.ts';

export interface CustomerModel {
  readonly customer: Resource<CustomerView>;
  readonly activities: PagedList<ActivityView>;
  dispose(): void;
}

export function customerModel(api: Api, customerId: string): CustomerModel {
  const path = `/api/customers/${encodeURIComponent(customerId)}`;
  const customer = resource(path, (abort) => api.get<CustomerView>(path, {}, abort));
  const activities = pagedList<ActivityView>(async (after, abort) => {
    const page = await api.get<ActivitiesPage>(`${path}/activities`, { after }, abort);
    return { items: page.activities, after: page.after };
  });
  void customer.load();
  void activities.restart();
  return {
    customer,
    activities,
    dispose: () => {
      customer.dispose();
      activities.dispose();
    },
  };
}
