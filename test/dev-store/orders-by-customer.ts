/** Each customer's orders, oldest processed first; kept beside the orders so that a customer's page costs no search. */
import type { Order } from './model.ts';

export class OrdersByCustomer {
  readonly #byCustomer = new Map<number, Order[]>();

  of(customerId: number): readonly Order[] {
    return this.#byCustomer.get(customerId) ?? [];
  }

  add(order: Order): void {
    if (order.customerId === null) return;
    const orders = this.#byCustomer.get(order.customerId);
    if (!orders) this.#byCustomer.set(order.customerId, [order]);
    else {
      // Orders mostly arrive in order of time, so the place is found from the end.
      let place = orders.length;
      while (place > 0 && isAfter(orders[place - 1], order)) place--;
      orders.splice(place, 0, order);
    }
  }

  remove(order: Order): void {
    if (order.customerId === null) return;
    const rest = this.of(order.customerId).filter((other) => other.id !== order.id);
    if (rest.length === 0) this.#byCustomer.delete(order.customerId);
    else this.#byCustomer.set(order.customerId, rest);
  }
}

function isAfter(one: Order | undefined, other: Order): boolean {
  if (!one) return false;
  return (
    one.processedAt > other.processedAt ||
    (one.processedAt === other.processedAt && one.id > other.id)
  );
}
