import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  ActivitiesPage,
  ActivityChoices,
  ActivityView,
  ComingView,
  CustomerView,
  DecisionsPage,
  DecisionView,
} from '../../contract/customers.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';
import { type Resource, resource } from './resource.ts';

export interface CustomerModel {
  readonly customer: Resource<CustomerView>;
  /** Everything held, as a file. */
  exported(): Promise<Blob>;
  /** Forgets the customer; throws RequestFailed. */
  redact(name: string): Promise<void>;
  dispose(): void;
}

export function customerModel(api: Api, customerId: string): CustomerModel {
  const path = `/api/customers/${encodeURIComponent(customerId)}`;
  const customer = resource(path, (abort) => api.get<CustomerView>(path, {}, abort));
  void customer.load();
  return {
    customer,
    exported: () => api.download(`${path}/export`),
    redact: (name) => api.post(`${path}/redact`, { name }),
    dispose: customer.dispose,
  };
}

/** What the activity is narrowed to; empty texts narrow nothing. */
export interface ActivityFilter {
  readonly channel: string;
  readonly kind: string;
  readonly by: '' | 'people' | 'machines';
  readonly scenario: string;
}

export const ALL_ACTIVITY: ActivityFilter = { channel: '', kind: '', by: '', scenario: '' };

export interface ActivityModel extends PagedList<ActivityView> {
  readonly choices: ReadonlySignal<ActivityChoices | null>;
}

export function activityModel(api: Api, customerId: number, filter: ActivityFilter): ActivityModel {
  const choices = signal<ActivityChoices | null>(null);
  const path = `/api/customers/${customerId}/activities`;
  const list = pagedList<ActivityView>(async (after, abort) => {
    const page = await api.get<ActivitiesPage>(path, { ...filter, after }, abort);
    if (page.choices) choices.value = page.choices;
    return { items: page.activities, after: page.after };
  });
  void list.restart();
  return { ...list, choices };
}

export interface RankingModel extends PagedList<DecisionView> {
  readonly coming: ReadonlySignal<readonly ComingView[] | null>;
}

/** What the ranking decided about the customer, and what is to come. */
export function rankingModel(api: Api, customerId: number): RankingModel {
  const coming = signal<readonly ComingView[] | null>(null);
  const list = pagedList<DecisionView>(async (after, abort) => {
    const page = await api.get<DecisionsPage>(
      `/api/customers/${customerId}/decisions`,
      { after },
      abort,
    );
    if (page.coming) coming.value = page.coming;
    return { items: page.decisions, after: page.after };
  });
  void list.restart();
  return { ...list, coming };
}
