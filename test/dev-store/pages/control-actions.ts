/** What the control panel can do to the store, each as a function of the parts and its input. */
import { DAY_MS, HOUR_MS, parseDay } from '../../../admin-app/core/time.ts';
import type { Mailbox } from '../inbox/mailbox.ts';
import { type Customer, gid, type Order } from '../model.ts';
import type { Store } from '../store.ts';

/** A purchase by one customer: of the product asked for, otherwise of what they bought last. */
export function placeOrder(
  store: Store,
  draft: {
    readonly customerId: number;
    readonly productId?: number | undefined;
    readonly quantity?: number | undefined;
  },
): Order {
  const { customerId, quantity = 1 } = draft;
  const productId = draft.productId ?? usualProduct(store, customerId);
  const customer = store.customer(customerId);
  return store.placeOrder({
    customerId,
    lines: [{ productId, quantity }],
    ...(customer ? { locale: customer.locale } : {}),
  });
}

function usualProduct(store: Store, customerId: number): number {
  const bought = store.ordersOf(customerId).flatMap((order) => order.lines);
  const last = bought.findLast(({ productId }) => productId !== null && store.product(productId));
  const productId = last?.productId ?? store.products()[0]?.id;
  if (productId === undefined) throw new Error('This store has no product that could be ordered');
  return productId;
}

/** Orders of `count` customers at random; `mailed` are those who got a mail and have not ordered since. */
export function placeRandomOrders(
  store: Store,
  mailbox: Mailbox,
  { count, among }: { readonly count: number; readonly among: 'mailed' | 'everyone' },
): readonly Order[] {
  const candidates = among === 'mailed' ? mailedCustomers(store, mailbox) : [...store.customers()];
  const orders: Order[] = [];
  while (orders.length < count && candidates.length > 0) {
    const [customer] = candidates.splice(Math.floor(Math.random() * candidates.length), 1);
    if (customer) orders.push(placeOrder(store, { customerId: customer.id }));
  }
  return orders;
}

function mailedCustomers(store: Store, mailbox: Mailbox): Customer[] {
  const { mails } = mailbox.list({}, { limit: Number.POSITIVE_INFINITY });
  const firstMail = new Map<string, number>();
  for (const { to, receivedAt } of mails)
    for (const address of to) firstMail.set(address, receivedAt);
  return store.customers().filter((customer) => {
    const mailedAt = firstMail.get(customer.email?.toLowerCase() ?? '');
    const lastOrder = store.ordersOf(customer.id).at(-1);
    return mailedAt !== undefined && (!lastOrder || lastOrder.processedAt < mailedAt);
  });
}

/** As if the customer had clicked a newsletter form or an unsubscribe link of the shop. */
export function setConsent(
  store: Store,
  customerId: number,
  channel: 'email' | 'sms',
  state: 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NOT_SUBSCRIBED',
): Customer {
  const consent = { state, optInLevel: 'SINGLE_OPT_IN', updatedAt: store.now() } as const;
  return channel === 'email'
    ? store.setEmailConsent(customerId, consent)
    : store.setSmsConsent(customerId, consent);
}

/** Sets or, with an empty date, removes `facts.birth_date`. Throws RangeError for what is not a date. */
export function setBirthday(store: Store, customerId: number, date: string): void {
  const owner = gid('Customer', customerId);
  const name = { owner, namespace: 'facts', key: 'birth_date' };
  if (date === '') {
    store.metafields.delete(name.owner, name.namespace, name.key);
    return;
  }
  parseDay(date);
  store.metafields.set([{ ...name, type: 'date', value: date }]);
}

/** "2 days", "48 hours": how far the clock was moved, in words. */
export function describeHours(hours: number): string {
  const days = (hours * HOUR_MS) / DAY_MS;
  const [value, unit] = days >= 3 && Number.isInteger(days) ? [days, 'day'] : [hours, 'hour'];
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}
