import type { Customer } from '../model.ts';

/** What to call a customer: the name, else the address, else what is left to say. */
export function customerName(customer: Customer | undefined): string {
  if (!customer) return 'Deleted customer';
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return name || customer.email || `Customer ${customer.id}`;
}
