/** Whom to log in as: a few customers for whom something is due, so that nobody has to search for one. */
import { DAY_MS, dayOf, monthAndDate, parseDay } from '../../../admin-app/core/time.ts';
import { type Customer, gid } from '../model.ts';
import type { Store } from '../store.ts';

export interface Suggestion {
  readonly name: string;
  readonly email: string;
  /** A text of the theme. */
  readonly reason: 'birthday' | 'silent' | 'recent' | 'newcomer';
}

/** At most one or two customers for each reason. */
export function suggestLogins(store: Store): readonly Suggestion[] {
  const reachable = store.customers().filter((customer) => customer.email !== null);
  const now = store.now();
  const daysSince = (customer: Customer) => {
    const last = store.ordersOf(customer.id).at(-1);
    return last ? (now - last.processedAt) / DAY_MS : Number.POSITIVE_INFINITY;
  };
  const regular = (customer: Customer) => store.ordersOf(customer.id).length >= 4;
  const groups: readonly [Suggestion['reason'], number, (customer: Customer) => boolean][] = [
    ['birthday', 2, (customer) => hasBirthday(store, customer)],
    [
      'silent',
      2,
      (customer) => regular(customer) && daysSince(customer) > 120 && daysSince(customer) < 400,
    ],
    ['recent', 1, (customer) => regular(customer) && daysSince(customer) < 14],
    [
      'newcomer',
      1,
      (customer) => store.ordersOf(customer.id).length === 1 && daysSince(customer) < 30,
    ],
  ];
  return groups.flatMap(([reason, wanted, belongs]) =>
    reachable
      .filter(belongs)
      .slice(0, wanted)
      .map((customer) => suggestion(customer, reason)),
  );
}

function suggestion(customer: Customer, reason: Suggestion['reason']): Suggestion {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return { name: name || (customer.email ?? ''), email: customer.email ?? '', reason };
}

function hasBirthday(store: Store, customer: Customer): boolean {
  const text = store.metafields.get(gid('Customer', customer.id), 'facts', 'birth_date')?.value;
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const today = monthAndDate(dayOf(store.now(), store.shop.ianaTimezone));
  const birthday = monthAndDate(parseDay(text));
  return today.month === birthday.month && today.date === birthday.date;
}
