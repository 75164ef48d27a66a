/** The control panel's buttons as JSON: `/control/api/*`. Pages and tests press the same ones. */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { HOUR_MS } from '../../../admin-app/core/time.ts';
import type { Customer } from '../model.ts';
import { totalsOf } from '../order-totals.ts';
import {
  describeHours,
  placeOrder,
  placeRandomOrders,
  setBirthday,
  setConsent,
} from './control-actions.ts';
import { customerName } from './customer-name.ts';
import { birthdayOf, findCustomers } from './customers.ts';
import { formatDate } from './format.ts';
import { money } from './orders.ts';
import type { PageParts } from './page-parts.ts';
import { bodyOf, WrongInput } from './request-body.ts';
import { webhooksApi } from './webhooks-api.ts';

/** Every answer has a `message` for people; a refused action is 422 with `error`, a wrong body 400. */
export function controlApi(parts: PageParts): Hono {
  const api = new Hono();
  api.onError((error, c) =>
    c.json({ error: error.message }, error instanceof WrongInput ? 400 : 422),
  );
  addClock(api, parts);
  addOrders(api, parts);
  addCustomers(api, parts);
  addApp(api, parts);
  api.route('/webhooks', webhooksApi(parts.devStore));
  return api;
}

function addClock(api: Hono, { devStore }: PageParts): void {
  const state = () => {
    const { shop } = devStore.shop();
    const now = devStore.clock.now();
    const shown = formatDate(now, shop.ianaTimezone, 'clock');
    return { now: new Date(now).toISOString(), shown, offsetMs: devStore.clock.offsetMs };
  };
  api.get('/clock', (c) => c.json(state()));
  api.post('/clock/advance', async (c) => {
    const { hours } = await bodyOf(
      c,
      z.object({
        hours: z
          .number()
          .min(0)
          .max(24 * 3660),
      }),
    );
    devStore.clock.advance(hours * HOUR_MS);
    const { shown, ...rest } = state();
    return c.json({ ...rest, shown, message: `Moved by ${describeHours(hours)}: it is ${shown}.` });
  });
}

const quantity = z.int().min(1).max(1000);

function addOrders(api: Hono, { devStore, mailbox }: PageParts): void {
  api.post('/orders', async (c) => {
    const shape = z.object({
      customerId: z.int(),
      productId: z.int().optional(),
      quantity: quantity.optional(),
    });
    const store = devStore.shop();
    const order = placeOrder(store, await bodyOf(c, shape));
    const name = customerName(store.customer(order.customerId ?? 0));
    const total = totalsOf(order).total;
    const message = `${name} ordered for ${money(store, total)} (#${order.number}).`;
    return c.json(
      { message, order: { id: order.id, number: order.number, totalMinor: total } },
      201,
    );
  });
  api.post('/orders/random', async (c) => {
    const shape = z.object({
      count: z.int().min(1).max(500),
      among: z.enum(['mailed', 'everyone']).default('mailed'),
    });
    const store = devStore.shop();
    const orders = placeRandomOrders(store, mailbox, await bodyOf(c, shape));
    const names = orders.map((order) => customerName(store.customer(order.customerId ?? 0)));
    const message =
      orders.length > 0
        ? `Ordered: ${names.join(', ')}.`
        : 'Nobody ordered: no customer has got a mail without ordering since.';
    return c.json({
      message,
      orders: orders.map(({ id, number, customerId }) => ({ id, number, customerId })),
    });
  });
  api.post('/orders/:id/cancel', (c) => {
    const order = devStore.shop().cancelOrder(Number(c.req.param('id')));
    return c.json({ message: `Order #${order.number} is cancelled.` });
  });
}

const day = z.union([z.literal(''), z.iso.date()]);

function addCustomers(api: Hono, { devStore }: PageParts): void {
  api.get('/customers', (c) => {
    const store = devStore.shop();
    const limit = Math.min(100, Number(c.req.query('limit') ?? 8) || 8);
    const found = findCustomers(store, c.req.query('q') ?? '').slice(0, limit);
    return c.json({
      customers: found.map((customer) => ({
        id: customer.id,
        name: customerName(customer),
        email: customer.email,
        emailConsent: customer.emailConsent.state,
        smsConsent: customer.smsConsent.state,
        birthday: birthdayOf(store, customer.id),
        orders: store.ordersOf(customer.id).length,
      })),
    });
  });
  api.post('/customers/:id/consent', async (c) => {
    const shape = z.object({
      channel: z.enum(['email', 'sms']).default('email'),
      state: z.enum(['SUBSCRIBED', 'UNSUBSCRIBED', 'NOT_SUBSCRIBED']),
    });
    const { channel, state } = await bodyOf(c, shape);
    const customer = setConsent(devStore.shop(), idOf(c), channel, state);
    const word = state.toLowerCase().replaceAll('_', ' ');
    return c.json({ message: `${customerName(customer)} is ${word} (${channel}).` });
  });
  api.post('/customers/:id/birthday', async (c) => {
    const { date } = await bodyOf(c, z.object({ date: day }));
    const customer = requireCustomer(c);
    setBirthday(devStore.shop(), customer.id, date);
    const message = date
      ? `${customerName(customer)} was born on ${date}.`
      : 'The birthday is gone.';
    return c.json({ message });
  });
  api.post('/customers/:id/data-request', (c) => {
    devStore.requestCustomerData(idOf(c));
    return c.json({
      message: `${customerName(requireCustomer(c))} asked what is known about them.`,
    });
  });
  api.post('/customers/:id/redact', (c) => {
    devStore.requestCustomerErasure(idOf(c));
    const name = customerName(requireCustomer(c));
    return c.json({
      message: `${name} asked to be forgotten; the app hears of it in ten days, or six months after the last order.`,
    });
  });
  api.post('/customers/:id/delete', (c) => {
    const customer = requireCustomer(c);
    devStore.shop().deleteCustomer(customer.id);
    return c.json({ message: `${customerName(customer)} is deleted.` });
  });

  const idOf = (c: Context) => Number(c.req.param('id'));
  function requireCustomer(c: Context): Customer {
    const customer = devStore.shop().customer(idOf(c));
    if (!customer) throw new Error(`There is no customer ${c.req.param('id')} in this store`);
    return customer;
  }
}

function addApp(api: Hono, { devStore, embeds }: PageParts): void {
  const scope = z.string().regex(/^[a-z_]+$/);
  api.post('/app/install', (c) => {
    devStore.installation().install();
    return c.json({ message: 'Rondo is installed.', launchUrl: devStore.launchUrl() });
  });
  api.post('/app/uninstall', (c) => {
    devStore.installation().uninstall();
    return c.json({ message: 'Rondo is uninstalled; its access is gone.' });
  });
  api.post('/app/scopes', async (c) => {
    const { grant = [], revoke = [] } = await bodyOf(
      c,
      z.object({ grant: z.array(scope).optional(), revoke: z.array(scope).optional() }),
    );
    const installation = devStore.installation();
    const kept = installation.scopes.filter((each) => !revoke.includes(each));
    installation.setScopes([...new Set([...kept, ...grant])]);
    return c.json({ message: 'The access of Rondo has changed.', granted: installation.scopes });
  });
  api.get('/embeds', (c) =>
    c.json({
      embeds: embeds
        .all()
        .map(({ handle, schema, active }) => ({ handle, name: schema.name, active })),
    }),
  );
  /** `{ "active": ["rondo"] }`: exactly these embeds are on. */
  api.post('/embeds', async (c) => {
    const asked = await bodyOf(c, z.object({ active: z.array(z.string()) }));
    embeds.setActive(asked.active);
    const names = embeds.all().flatMap((embed) => (embed.active ? [embed.schema.name] : []));
    return c.json({
      message:
        names.length > 0 ? `On in the theme: ${names.join(', ')}.` : 'All app embeds are off.',
    });
  });
}
