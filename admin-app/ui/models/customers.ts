import type { CustomerRow, CustomersPage } from '../../contract/customers.ts';
import type { Api } from '../api.ts';
import { type PagedList, pagedList } from './paged.ts';

export const CUSTOMER_LISTS = ['overdue', 'due', 'all'] as const;
export type CustomerList = (typeof CUSTOMER_LISTS)[number];

export function parseCustomerList(text: string | undefined): CustomerList {
  return CUSTOMER_LISTS.find((list) => list === text) ?? 'overdue';
}

export const CUSTOMER_ORDERS = ['overdue', 'likeliest'] as const;
export type CustomerOrder = (typeof CUSTOMER_ORDERS)[number];

export function parseCustomerOrder(text: string | undefined): CustomerOrder {
  return CUSTOMER_ORDERS.find((order) => order === text) ?? 'overdue';
}

export interface CustomersFilter {
  readonly list: CustomerList;
  readonly order: CustomerOrder;
  readonly search: string;
}

/** One list of customers in an order, narrowed by a search in names and addresses. */
export function customersModel(api: Api, filter: CustomersFilter): PagedList<CustomerRow> {
  const list = pagedList<CustomerRow>(async (after, abort) => {
    const page = await api.get<CustomersPage>('/api/customers', { ...filter, after }, abort);
    return { items: page.customers, after: page.after };
  }, `customers ${filter.list} ${filter.order} ${filter.search}`);
  void list.restart();
  return list;
}
