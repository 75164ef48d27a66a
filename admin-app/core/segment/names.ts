/** Every name a condition can begin with, and which one was probably meant by another. */
import { ATTRIBUTES } from './attributes.ts';
import { FUNCTIONS } from './functions.ts';
import { nearestName } from './nearest-name.ts';

/** The attributes that have a yearly day. */
export const ANNIVERSARIES: readonly string[] = ['birthday'];

export const CONDITION_NAMES: readonly string[] = [
  ...ATTRIBUTES.map(({ name }) => name),
  ...FUNCTIONS.map(({ name }) => name),
  'anniversary',
  'in_segment',
  'in_scenario',
];

/** Names of the same thing elsewhere, too far from ours to be found by their letters. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'shopify_email.opened': 'messages_opened',
  'shopify_email.clicked': 'messages_clicked',
  'shopify_email.delivered': 'messages_sent',
  'storefront.product_viewed': 'storefront_event.product_viewed',
  'storefront.collection_viewed': 'storefront_event.collection_viewed',
  orders_count: 'number_of_orders',
  total_spent: 'amount_spent',
  created_at: 'customer_added_date',
  accepts_marketing: 'email_subscription_status',
  country: 'customer_countries',
  language: 'customer_language',
  next_order_date: 'predicted_next_order_date',
  due_date: 'predicted_next_order_date',
  overdue: 'days_overdue',
};

/** The name that was probably meant; null when none comes near. */
export function nearestConditionName(written: string): string | null {
  return OTHER_NAMES[written.toLowerCase()] ?? nearestName(written, CONDITION_NAMES);
}
