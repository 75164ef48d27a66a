import { html } from 'hono/html';
import { formatMoney } from '../../../admin-app/core/money.ts';
import type { Order } from '../model.ts';
import { financialStatus, totalsOf } from '../order-totals.ts';
import type { Store } from '../store.ts';
import { heading, searchField } from './admin-layout.ts';
import { customerName } from './customer-name.ts';
import { type Html, pager, type Surroundings, time } from './layout.ts';

export const pageSize = 50;

/** Orders newest first; `search` is part of a number, or of the customer's name or address. */
function findOrders(store: Store, search: string): readonly Order[] {
  const wanted = search.trim().toLowerCase();
  const matching = wanted
    ? store.orders().filter((order) => orderText(store, order).includes(wanted))
    : [...store.orders()];
  return matching.sort((a, b) => b.processedAt - a.processedAt || b.id - a.id);
}

function orderText(store: Store, order: Order): string {
  const customer = order.customerId === null ? undefined : store.customer(order.customerId);
  return `#${order.number} ${customerName(customer)} ${customer?.email ?? ''}`.toLowerCase();
}

export function ordersPage(
  store: Store,
  around: Surroundings,
  view: { readonly search: string; readonly offset: number },
): Html {
  const orders = findOrders(store, view.search);
  const shown = orders.slice(view.offset, view.offset + pageSize);
  const href = (offset: number) =>
    `/admin/orders?${new URLSearchParams({ q: view.search, offset: String(offset) })}`;
  return html`${heading('Orders', searchField('/admin/orders', view.search, 'Search orders'))}
    <div class="card list">
      ${shown.length > 0 ? orderTable(store, around, shown) : html`<p class="empty">No order matches.</p>`}
      ${pager({ offset: view.offset, limit: pageSize, total: orders.length, href })}
    </div>`;
}

export function orderTable(
  store: Store,
  around: Surroundings,
  orders: readonly Order[],
  options: { readonly withCustomer?: boolean } = {},
): Html {
  const { withCustomer = true } = options;
  return html`<div class="scroll"><table class="rows">
    <thead><tr>
      <th>Order</th><th>Date</th>
      ${withCustomer ? html`<th>Customer</th>` : ''}
      <th>Payment</th><th class="number">Items</th><th class="number">Total</th>
    </tr></thead>
    <tbody>
      ${orders.map(
        (order) => html`<tr>
          <td><a href="/admin/orders/${order.id}">#${order.number}</a></td>
          <td class="nowrap">${time(around, order.processedAt)}</td>
          ${withCustomer ? html`<td>${customerLink(store, order)}</td>` : ''}
          <td>${paymentBadge(order)}</td>
          <td class="number">${order.lines.reduce((sum, line) => sum + line.currentQuantity, 0)}</td>
          <td class="number">${money(store, totalsOf(order).currentTotal)}</td>
        </tr>`,
      )}
    </tbody>
  </table></div>`;
}

export function orderPage(store: Store, around: Surroundings, order: Order): Html {
  const totals = totalsOf(order);
  const sums: readonly [string, number][] = [
    ['Lines', totals.lines],
    ['Discount', -totals.discounts],
    ['Shipping', order.shippingMinor],
    ['Total', totals.total],
    ['Refunded', -totals.refunded],
    ['Stands at', totals.currentTotal],
  ];
  return html`<a class="back-link" href="/admin/orders">‹ Orders</a>
    ${heading(
      html`#${order.number} ${paymentBadge(order)}`,
      order.cancelledAt === null
        ? html`<form data-api="/control/api/orders/${order.id}/cancel" data-confirm="Cancel this order?">
            <button class="button danger">Cancel order</button>
          </form>`
        : '',
    )}
    <p class="quiet under-heading">${time(around, order.processedAt)} · ${customerLink(store, order)}</p>
    <div class="card list">
      <div class="scroll"><table class="rows">
        <thead><tr><th>Product</th><th class="number">Quantity</th><th class="number">Price</th><th class="number">Total</th></tr></thead>
        <tbody>
          ${order.lines.map(
            (line) => html`<tr>
              <td>${line.title}</td>
              <td class="number">${line.currentQuantity}</td>
              <td class="number">${money(store, line.unitPriceMinor)}</td>
              <td class="number">${money(store, line.unitPriceMinor * line.currentQuantity)}</td>
            </tr>`,
          )}
        </tbody>
        <tfoot>
          ${sums
            .filter(([label, amount]) => amount !== 0 || label === 'Total')
            .map(
              ([label, amount]) => html`<tr>
                <th colspan="3" class="number">${label}</th>
                <td class="number">${money(store, amount)}</td>
              </tr>`,
            )}
        </tfoot>
      </table></div>
    </div>
    ${orderNotes(order)}`;
}

/** What else is written on an order: codes, attributes, tags, where it came from. */
function orderNotes(order: Order): Html {
  const notes: readonly [string, string][] = [
    ['Discount codes', order.discounts.map(({ code }) => code).join(', ')],
    ['Tags', order.tags.join(', ')],
    ['Landing page', order.landingSite ?? ''],
    ...order.attributes.map(({ key, value }): [string, string] => [key, value]),
  ];
  const written = notes.filter(([, value]) => value !== '');
  if (written.length === 0) return html``;
  return html`<dl class="card facts">
    ${written.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

function customerLink(store: Store, order: Order): Html {
  if (order.customerId === null) return html`<span class="quiet">Guest</span>`;
  const customer = store.customer(order.customerId);
  return html`<a href="/admin/customers/${order.customerId}">${customerName(customer)}</a>`;
}

function paymentBadge(order: Order): Html {
  if (order.cancelledAt !== null) return html`<span class="badge bad">Cancelled</span>`;
  const status = financialStatus(order);
  if (status === 'PAID') return html`<span class="badge">Paid</span>`;
  return html`<span class="badge warn">${status === 'REFUNDED' ? 'Refunded' : 'Partly refunded'}</span>`;
}

/** Minor units of the shop's currency, for people. */
export function money(store: Store, amountMinor: number): string {
  return formatMoney({ amountMinor, currency: store.shop.currency }, 'en');
}
