import { html } from 'hono/html';
import { type Customer, gid } from '../model.ts';
import { totalsOf } from '../order-totals.ts';
import type { Store } from '../store.ts';
import { heading, searchField } from './admin-layout.ts';
import { customerName } from './customer-name.ts';
import { count, type Html, pager, type Surroundings, time } from './layout.ts';
import { money, orderTable, pageSize } from './orders.ts';

/** Customers by name; `search` is part of a name, an address or a number. */
export function findCustomers(store: Store, search: string): readonly Customer[] {
  const wanted = search.trim().toLowerCase();
  const matching = wanted
    ? store.customers().filter((customer) => customerText(customer).includes(wanted))
    : [...store.customers()];
  const named = matching.map((customer) => ({ customer, name: customerName(customer) }));
  return named.sort((a, b) => byName.compare(a.name, b.name)).map(({ customer }) => customer);
}

const byName = new Intl.Collator('en', { sensitivity: 'base' });

function customerText(customer: Customer): string {
  return `${customerName(customer)} ${customer.email ?? ''} ${customer.id}`.toLowerCase();
}

export function customersPage(
  store: Store,
  view: { readonly search: string; readonly offset: number },
): Html {
  const customers = findCustomers(store, view.search);
  const shown = customers.slice(view.offset, view.offset + pageSize);
  const href = (offset: number) =>
    `/admin/customers?${new URLSearchParams({ q: view.search, offset: String(offset) })}`;
  return html`${heading('Customers', searchField('/admin/customers', view.search, 'Search customers'))}
    <div class="card list">
      ${shown.length > 0 ? customerTable(store, shown) : html`<p class="empty">No customer matches.</p>`}
      ${pager({ offset: view.offset, limit: pageSize, total: customers.length, href })}
    </div>`;
}

function customerTable(store: Store, customers: readonly Customer[]): Html {
  return html`<div class="scroll"><table class="rows">
    <thead><tr>
      <th>Customer</th><th>E-mail</th><th>E-mail marketing</th><th>Language</th>
      <th class="number">Orders</th><th class="number">Spent</th>
    </tr></thead>
    <tbody>
      ${customers.map((customer) => {
        const { orders, spent } = purchasesOf(store, customer.id);
        return html`<tr>
          <td><a href="/admin/customers/${customer.id}">${customerName(customer)}</a></td>
          <td class="quiet">${customer.email ?? ''}</td>
          <td>${consentBadge(customer.emailConsent.state)}</td>
          <td class="quiet">${customer.locale}</td>
          <td class="number">${orders}</td>
          <td class="number">${money(store, spent)}</td>
        </tr>`;
      })}
    </tbody>
  </table></div>`;
}

export function customerPage(
  store: Store,
  around: Surroundings,
  customer: Customer,
  offset: number,
): Html {
  const orders = [...store.ordersOf(customer.id)].reverse();
  const { spent } = purchasesOf(store, customer.id);
  return html`<a class="back-link" href="/admin/customers">‹ Customers</a>
    ${heading(
      customerName(customer),
      html`<a class="button" href="/control?customer=${customer.id}#customer">Act as this customer</a>`,
    )}
    <dl class="card facts">
      ${customerFacts(store, around, customer, spent).map(
        ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
      )}
    </dl>
    <div class="card list">
      <h2 class="card-title">${count(orders.length)} ${orders.length === 1 ? 'order' : 'orders'}</h2>
      ${
        orders.length > 0
          ? orderTable(store, around, orders.slice(offset, offset + pageSize), {
              withCustomer: false,
            })
          : html`<p class="empty">Nothing bought yet.</p>`
      }
      ${
        orders.length > pageSize
          ? pager({
              offset,
              limit: pageSize,
              total: orders.length,
              href: (to) => `/admin/customers/${customer.id}?offset=${to}`,
            })
          : ''
      }
    </div>`;
}

function customerFacts(
  store: Store,
  around: Surroundings,
  customer: Customer,
  spent: number,
): readonly (readonly [string, Html | string])[] {
  const facts: readonly (readonly [string, Html | string])[] = [
    ['E-mail', html`${customer.email ?? '—'} ${consentBadge(customer.emailConsent.state)}`],
    [
      'Phone',
      html`${customer.phone ?? '—'} ${customer.phone ? consentBadge(customer.smsConsent.state) : ''}`,
    ],
    ['Spent', money(store, spent)],
    ['Birthday', birthdayOf(store, customer.id) ?? '—'],
    ['Language', customer.locale],
    ['City', customer.address ? `${customer.address.city}, ${customer.address.countryCode}` : '—'],
    ['Customer since', time(around, customer.createdAt, 'day')],
    ['Tags', customer.tags.join(', ') || '—'],
    ['Number', String(customer.id)],
  ];
  return facts;
}

export function consentBadge(state: string): Html {
  const tone = state === 'SUBSCRIBED' ? 'good' : state === 'UNSUBSCRIBED' ? 'bad' : '';
  const label = state.charAt(0) + state.slice(1).toLowerCase().replaceAll('_', ' ');
  return html`<span class="badge ${tone}">${label}</span>`;
}

/** The standard metafield `facts.birth_date`, as `YYYY-MM-DD`. */
export function birthdayOf(store: Store, customerId: number): string | null {
  return store.metafields.get(gid('Customer', customerId), 'facts', 'birth_date')?.value ?? null;
}

function purchasesOf(store: Store, customerId: number): { orders: number; spent: number } {
  const orders = store.ordersOf(customerId).filter((order) => order.cancelledAt === null);
  const spent = orders.reduce((sum, order) => sum + totalsOf(order).currentTotal, 0);
  return { orders: orders.length, spent };
}
