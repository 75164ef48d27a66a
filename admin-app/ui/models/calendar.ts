import { signal } from '@preact/signals';
import type {
  CalendarCustomersPage,
  CalendarCustomerView,
  CalendarList,
  CalendarView,
  CustomerPlanView,
} from '../../contract/calendar.ts';
import type { CustomerRow, CustomersPage } from '../../contract/customers.ts';
import type { DayText } from '../../core/time.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';
import { type Resource, resource } from './resource.ts';

export interface CalendarModel {
  readonly view: Resource<CalendarView>;
  dispose(): void;
}

/** Until it has been computed for the first time. */
const ASK_AGAIN_MS = 4_000;
/** Somebody may leave the page open: it grows old by the hour. */
const REFRESH_MS = 120_000;

export function calendarModel(api: Api): CalendarModel {
  const view = resource('calendar', (abort) => api.get<CalendarView>('/api/calendar', {}, abort));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  async function load(): Promise<void> {
    await view.load();
    if (disposed) return;
    const isThere = view.value.peek()?.computedAt != null;
    timer = setTimeout(() => void load(), isThere ? REFRESH_MS : ASK_AGAIN_MS);
  }

  void load();
  return {
    view,
    dispose() {
      disposed = true;
      clearTimeout(timer);
      view.dispose();
    },
  };
}

/** A number of the calendar, whose customers are asked for. */
export interface CalendarChoice {
  readonly which: CalendarList;
  readonly day: DayText;
  readonly scenario?: number;
  readonly block?: string;
  readonly certain?: 'yes' | 'no';
  readonly heldBy?: number | 'none';
  readonly leaves?: DayText | 'never';
  /** Whether the list is of everybody, or of those looked at. */
  readonly exact: boolean;
}

export function calendarCustomersModel(
  api: Api,
  { exact: _, ...choice }: CalendarChoice,
): PagedList<CalendarCustomerView> {
  const list = pagedList<CalendarCustomerView>(async (after, abort) => {
    const query = { ...choice, after };
    const page = await api.get<CalendarCustomersPage>('/api/calendar/customers', query, abort);
    return { items: page.customers, after: page.after };
  });
  void list.restart();
  return list;
}

export function customerPlanModel(api: Api, customerId: number): Resource<CustomerPlanView> {
  const path = `/api/calendar/customers/${customerId}`;
  const plan = resource(path, (abort) => api.get<CustomerPlanView>(path, {}, abort));
  void plan.load();
  return plan;
}

const PAUSE_MS = 180;
const MOST_FOUND = 8;

/** Finds customers by what is typed. */
export function customerFinder(api: Api) {
  const found = signal<readonly CustomerRow[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  async function find(search: string): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    try {
      const query = { list: 'all', search };
      const { customers } = await api.get<CustomersPage>('/api/customers', query, own.signal);
      if (!own.signal.aborted) found.value = customers.slice(0, MOST_FOUND);
    } catch {
      // The next letter asks again.
      if (!own.signal.aborted) found.value = [];
    }
  }

  return {
    found,
    search(text: string) {
      clearTimeout(timer);
      timer = setTimeout(() => void find(text.trim()), PAUSE_MS);
    },
    dispose() {
      clearTimeout(timer);
      running.abort();
    },
  };
}
