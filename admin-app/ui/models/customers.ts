import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  CustomerListName,
  CustomerListOrder,
  CustomersPage,
  ListedCustomerRow,
} from '../../contract/customers.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList, untilEnough } from './paged.ts';

export const CUSTOMER_LISTS = ['overdue', 'due', 'all'] as const satisfies CustomerListName[];
export const CUSTOMER_ORDERS = [
  'likeliest',
  'value',
  'overdue',
] as const satisfies CustomerListOrder[];
export const CONFIDENCES = ['own rhythm', 'similar customers', 'not enough yet'] as const;
export const OVERDUE_DAYS = ['7', '30', '90', '365'] as const;
export const REACHES = ['email', 'sms', 'none'] as const;

/** What the address says of the list; empty texts narrow nothing. */
export interface CustomersFilter {
  readonly list: CustomerListName;
  readonly order: CustomerListOrder;
  readonly search: string;
  readonly tier: string;
  readonly confidence: '' | (typeof CONFIDENCES)[number];
  readonly overdue: '' | (typeof OVERDUE_DAYS)[number];
  readonly reach: '' | (typeof REACHES)[number];
}

type AddressQuery = Readonly<Record<string, string | undefined>>;

/** What is in the address and no choice of ours counts as not chosen. */
export function filterOf(query: AddressQuery): CustomersFilter {
  return {
    list: one(CUSTOMER_LISTS, query.list) ?? 'overdue',
    order: one(CUSTOMER_ORDERS, query.order) ?? 'likeliest',
    search: query.search ?? '',
    tier: query.tier ?? '',
    confidence: one(CONFIDENCES, query.confidence) ?? '',
    overdue: one(OVERDUE_DAYS, query.overdue) ?? '',
    reach: one(REACHES, query.reach) ?? '',
  };
}

function one<Name extends string>(
  names: readonly Name[],
  text: string | undefined,
): Name | undefined {
  return names.find((name) => name === text);
}

/** As it stands in the address: what is usual is left out. */
export function addressOf(filter: CustomersFilter): AddressQuery {
  const { list, order, ...narrowing } = filter;
  return {
    ...narrowing,
    list: list === 'overdue' ? undefined : list,
    order: order === 'likeliest' ? undefined : order,
  };
}

/** How many filters beside list, order and search are set. */
export function filtersSet({ tier, confidence, overdue, reach }: CustomersFilter): number {
  return [tier, confidence, overdue, reach].filter((each) => each !== '').length;
}

export interface CustomersModel extends PagedList<ListedCustomerRow> {
  /** Value tiers to filter by; empty while there are none, and before they are known. */
  readonly tiers: ReadonlySignal<CustomersPage['tiers']>;
  /** The search finds more than is looked through. */
  readonly cut: ReadonlySignal<boolean>;
  /** False until the first predictions: who is overdue or due is not known yet. */
  readonly predicted: ReadonlySignal<boolean>;
}

/** Tiers of the shop, so that changing the filter does not make their choice vanish. */
const tiers = signal<CustomersPage['tiers']>([]);

const UNPREDICTED_MS = 5_000;

/** The list that the filter describes. */
export function customersModel(api: Api, filter: CustomersFilter): CustomersModel {
  const cut = signal(false);
  const predicted = signal(true);
  const ask = async (after: string | null, abort: AbortSignal) => {
    const page = await api.get<CustomersPage>('/api/customers', { ...filter, after }, abort);
    tiers.value = page.tiers;
    cut.value = page.cut;
    predicted.value = page.predicted;
    return { items: page.customers, after: page.after };
  };
  const list = pagedList<ListedCustomerRow>(
    (first, abort) => untilEnough((after) => ask(after, abort), first),
    `customers ${JSON.stringify(filter)}`,
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  /** Before the first predictions the list fills by itself. */
  async function restart(): Promise<void> {
    await list.restart();
    clearTimeout(timer);
    if (!disposed && !predicted.peek()) timer = setTimeout(() => void restart(), UNPREDICTED_MS);
  }

  void restart();
  return {
    ...list,
    ...{ restart, tiers, cut, predicted },
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      list.dispose();
    },
  };
}
