import { html, raw } from 'hono/html';
import type { Customer } from '../model.ts';
import type { Store } from '../store.ts';
import { customerName } from './customer-name.ts';
import { birthdayOf, consentBadge } from './customers.ts';
import { type Html, time } from './layout.ts';
import { money } from './orders.ts';
import type { PageParts } from './page-parts.ts';

/** Search for one customer, and what that customer can do or have done to them. */
export function customerPanel(parts: PageParts, customerId: number): Html {
  const store = parts.devStore.shop();
  const customer = store.customer(customerId);
  return html`<section class="card" id="customer" aria-labelledby="customer-title">
    <h2 class="card-title" id="customer-title">One customer</h2>
    <div class="suggesting">
      <input type="search" data-customer-search placeholder="Name, address or number" aria-label="Find a customer" autocomplete="off" />
      <ul data-suggestions hidden></ul>
    </div>
    ${customer ? actionsOf(parts, store, customer) : html`<p class="quiet">Find one to order, consent, log in or leave as them.</p>`}
  </section>`;
}

function actionsOf(parts: PageParts, store: Store, customer: Customer): Html {
  const api = `/control/api/customers/${customer.id}`;
  const orders = store.ordersOf(customer.id);
  const last = orders.at(-1);
  return html`<div class="person">
      <a href="/admin/customers/${customer.id}"><strong>${customerName(customer)}</strong></a>
      <span class="quiet">${customer.email ?? 'no address'}</span>
      <span class="quiet">
        ${orders.length} ${orders.length === 1 ? 'order' : 'orders'}${last ? html`, the last on ${time(parts.around, last.processedAt, 'day')}` : ''}
        ${customer.email ? html` · <a href="/inbox?to=${encodeURIComponent(customer.email)}">mails</a>` : ''}
      </span>
    </div>
    ${orderForm(store, customer)}
    ${consentForm(api, 'email', 'E-mail marketing', customer.emailConsent.state)}
    ${customer.phone ? consentForm(api, 'sms', 'SMS marketing', customer.smsConsent.state) : ''}
    <form class="action" data-api="${api}/birthday">
      <span>Birthday</span>
      <input type="date" name="date" value="${birthdayOf(store, customer.id) ?? ''}" aria-label="Birthday" />
      <button class="button small">Set</button>
    </form>
    <div class="row">
      ${
        customer.email
          ? html`<form method="post" action="${parts.around.storefrontUrl}/account/login" target="_blank">
              <input type="hidden" name="email" value="${customer.email}" />
              <button class="button small">Log in on the storefront</button>
            </form>`
          : ''
      }
      <form data-api="${api}/data-request"><button class="button small">Ask for their data</button></form>
      <form data-api="${api}/redact" data-confirm="Ask to forget ${customerName(customer)}?">
        <button class="button small">Ask to be forgotten</button>
      </form>
      <form data-api="${api}/delete" data-then="/control" data-confirm="Delete ${customerName(customer)}?">
        <button class="button small danger" ${raw(orders.length > 0 ? 'disabled title="Shopify keeps the customers of orders"' : '')}>Delete</button>
      </form>
    </div>`;
}

function orderForm(store: Store, customer: Customer): Html {
  return html`<form class="action" data-api="/control/api/orders">
    <input type="hidden" name="customerId" data-type="number" value="${customer.id}" />
    <span>Order</span>
    <span class="grow">
      <select name="productId" data-type="number" aria-label="Product">
        <option value="">what they bought last</option>
        ${store.products().map((product) => html`<option value="${product.id}">${product.title}, ${money(store, product.priceMinor)}</option>`)}
      </select>
      <input type="number" name="quantity" data-type="number" min="1" max="1000" value="1" aria-label="Quantity" />
    </span>
    <button class="button small primary">Place</button>
  </form>`;
}

function consentForm(api: string, channel: 'email' | 'sms', label: string, state: string): Html {
  const next = state === 'SUBSCRIBED' ? 'UNSUBSCRIBED' : 'SUBSCRIBED';
  return html`<form class="action" data-api="${api}/consent">
    <input type="hidden" name="channel" value="${channel}" />
    <input type="hidden" name="state" value="${next}" />
    <span>${label}</span>
    <span class="grow">${consentBadge(state)}</span>
    <button class="button small">${next === 'SUBSCRIBED' ? 'Subscribe' : 'Unsubscribe'}</button>
  </form>`;
}
