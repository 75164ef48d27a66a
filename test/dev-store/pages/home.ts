import { html } from 'hono/html';
import { DAY_MS, dayOf } from '../../../admin-app/core/time.ts';
import type { Order } from '../model.ts';
import { totalsOf } from '../order-totals.ts';
import type { Store } from '../store.ts';
import { heading } from './admin-layout.ts';
import { count, type Html, type Surroundings } from './layout.ts';
import { money, orderTable } from './orders.ts';

const days = 30;

/** The first page of the admin: the last thirty days, the latest orders, and the app. */
export function homePage(store: Store, around: Surroundings, appInstalled: boolean): Html {
  const since = store.now() - days * DAY_MS;
  const orders = store.orders().filter((order) => order.processedAt >= since);
  const counted = orders.filter((order) => order.cancelledAt === null && !order.test);
  const sales = counted.reduce((sum, order) => sum + totalsOf(order).currentTotal, 0);
  const newCustomers = store.customers().filter((customer) => customer.createdAt >= since).length;
  const latest = orders.sort((a, b) => b.processedAt - a.processedAt).slice(0, 8);
  return html`${heading('Home', html`<span class="quiet">Last ${days} days</span>`)}
    <div class="figures">
      ${figure('Sales', money(store, sales))} ${figure('Orders', count(counted.length))}
      ${figure('New customers', count(newCustomers))}
      ${figure('Customers in all', count(store.count().customers))}
    </div>
    <div class="card chart">
      <h2 class="card-title">Sales per day</h2>
      ${salesChart(store, counted)}
    </div>
    ${appInstalled ? '' : installInvitation()}
    <div class="card list">
      <h2 class="card-title">Latest orders</h2>
      ${latest.length > 0 ? orderTable(store, around, latest) : html`<p class="empty">No order in these days.</p>`}
    </div>`;
}

function figure(label: string, value: string): Html {
  return html`<div class="card figure"><span class="quiet">${label}</span><strong>${value}</strong></div>`;
}

function salesChart(store: Store, orders: readonly Order[]): Html {
  const zone = store.shop.ianaTimezone;
  const today = dayOf(store.now(), zone);
  const sums = new Array<number>(days).fill(0);
  for (const order of orders) {
    const place = days - 1 - (today - dayOf(order.processedAt, zone));
    if (place >= 0) sums[place] = (sums[place] ?? 0) + totalsOf(order).currentTotal;
  }
  const highest = Math.max(1, ...sums);
  return html`<svg viewBox="0 0 ${days * 20} 100" preserveAspectRatio="none" role="img" aria-label="Sales on each of the last ${days} days; the best day had ${money(store, highest)}">
    ${sums.map((sum, place) => {
      const height = Math.max(1, (sum / highest) * 96);
      return html`<rect x="${place * 20 + 3}" y="${100 - height}" width="14" height="${height}" rx="2"><title>${money(store, sum)}</title></rect>`;
    })}
  </svg>`;
}

function installInvitation(): Html {
  return html`<div class="card invitation">
    <div><h2>Rondo</h2><p class="quiet">Brings your customers back at the right moment.</p></div>
    <a class="button primary" href="/admin/apps/rondo">Install</a>
  </div>`;
}
