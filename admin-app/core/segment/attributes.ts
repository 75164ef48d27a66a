/**
 * What can be asked about a customer. Shopify's attributes bear Shopify's names; the others are ours. The name is also
 * the name of the column that answers it (see row.ts and columns.ts).
 */
import { OPERATORS, type ValueType } from './operators.ts';
import type { Operator } from './types.ts';

/** What a condition reads; when a customer's fact of a kind changes, queries that read it are looked at again. */
export type Fact =
  | 'customer'
  | 'orders'
  | 'order lines'
  | 'prediction'
  | 'activities'
  | 'enrolments'
  | 'loyalty'
  | 'value tier'
  | 'push subscription'
  | 'shopify statistics'
  | 'appended';

export type AttributeGroup =
  | 'customer'
  | 'consent'
  | 'orders'
  | 'prediction'
  | 'value'
  | 'activity';

export interface Attribute {
  readonly name: string;
  readonly type: ValueType;
  readonly group: AttributeGroup;
  /** Null means unknown or "not enough data yet", never 0 or empty text. A list is null when it is empty. */
  readonly nullable: boolean;
  readonly fact: Fact;
  readonly operators: readonly Operator[];
  /** Every value of an enumeration, as written in queries; columns hold them in small letters. */
  readonly values: readonly string[];
  readonly unit: 'days' | 'orders' | 'probability' | 'money' | null;
  /** Counted from today: the answer changes at midnight although no fact does. */
  readonly dependsOnDay: boolean;
}

interface Given extends Pick<Attribute, 'name' | 'type' | 'group' | 'fact'> {
  readonly nullable?: false;
  readonly values?: readonly string[];
  readonly unit?: Attribute['unit'];
  readonly dependsOnDay?: true;
}

function define(given: Given): Attribute {
  return {
    nullable: true,
    values: [],
    unit: given.type === 'money' ? 'money' : null,
    dependsOnDay: false,
    operators: OPERATORS[given.type],
    ...given,
  };
}

export const CHANNELS = ['STORE', 'EMAIL', 'SMS', 'PUSH', 'ON-SITE', 'STAFF'] as const;
const CONSENT = ['SUBSCRIBED', 'NOT_SUBSCRIBED', 'PENDING', 'UNSUBSCRIBED', 'REDACTED'];
const RFM_GROUPS = [
  'ACTIVE',
  'ALMOST_LOST',
  'AT_RISK',
  'CHAMPIONS',
  'DORMANT',
  'LOYAL',
  'NEEDS_ATTENTION',
  'NEW',
  'PREVIOUSLY_LOYAL',
  'PROMISING',
  'PROSPECTS',
];

const GIVEN: readonly Given[] = [
  { name: 'customer_added_date', type: 'instant', group: 'customer', fact: 'customer' },
  { name: 'customer_tags', type: 'list', group: 'customer', fact: 'customer' },
  { name: 'customer_countries', type: 'list', group: 'customer', fact: 'customer' },
  { name: 'customer_language', type: 'text', group: 'customer', fact: 'customer' },
  { name: 'customer_email_domain', type: 'text', group: 'customer', fact: 'customer' },
  { name: 'birthday', type: 'day', group: 'customer', fact: 'customer' },
  {
    name: 'email_subscription_status',
    type: 'enumeration',
    group: 'consent',
    fact: 'customer',
    values: [...CONSENT, 'INVALID'],
  },
  {
    name: 'sms_subscription_status',
    type: 'enumeration',
    group: 'consent',
    fact: 'customer',
    values: CONSENT,
  },
  {
    name: 'push_subscription_status',
    type: 'enumeration',
    group: 'consent',
    fact: 'push subscription',
    values: ['SUBSCRIBED', 'NOT_SUBSCRIBED', 'UNSUBSCRIBED'],
  },
  {
    name: 'number_of_orders',
    type: 'number',
    group: 'orders',
    fact: 'orders',
    nullable: false,
    unit: 'orders',
  },
  { name: 'amount_spent', type: 'money', group: 'orders', fact: 'orders', nullable: false },
  { name: 'first_order_date', type: 'instant', group: 'orders', fact: 'orders' },
  { name: 'last_order_date', type: 'instant', group: 'orders', fact: 'orders' },
  {
    name: 'average_days_between_orders',
    type: 'real',
    group: 'orders',
    fact: 'orders',
    unit: 'days',
  },
  { name: 'last_purchased_category', type: 'text', group: 'orders', fact: 'order lines' },
  { name: 'predicted_next_order_date', type: 'day', group: 'prediction', fact: 'prediction' },
  {
    name: 'days_overdue',
    type: 'number',
    group: 'prediction',
    fact: 'prediction',
    unit: 'days',
    dependsOnDay: true,
  },
  {
    name: 'order_probability_30d',
    type: 'real',
    group: 'prediction',
    fact: 'prediction',
    unit: 'probability',
  },
  {
    name: 'order_probability_90d',
    type: 'real',
    group: 'prediction',
    fact: 'prediction',
    unit: 'probability',
  },
  {
    name: 'predicted_orders_365d',
    type: 'real',
    group: 'prediction',
    fact: 'prediction',
    unit: 'orders',
  },
  { name: 'predicted_lifetime_value', type: 'money', group: 'value', fact: 'prediction' },
  { name: 'value_tier', type: 'text', group: 'value', fact: 'value tier' },
  { name: 'loyalty_tier', type: 'text', group: 'value', fact: 'loyalty' },
  {
    name: 'rfm_group',
    type: 'enumeration',
    group: 'value',
    fact: 'shopify statistics',
    values: RFM_GROUPS,
  },
  {
    name: 'predicted_spend_tier',
    type: 'enumeration',
    group: 'value',
    fact: 'shopify statistics',
    values: ['HIGH', 'MEDIUM', 'LOW'],
  },
  { name: 'last_activity_date', type: 'instant', group: 'activity', fact: 'activities' },
  {
    name: 'last_activity_channel',
    type: 'enumeration',
    group: 'activity',
    fact: 'activities',
    values: CHANNELS,
  },
  // A human reaction to marketing: opened, clicked or answered, not by a machine.
  { name: 'last_response_date', type: 'instant', group: 'activity', fact: 'activities' },
  { name: 'ever_engaged', type: 'boolean', group: 'activity', fact: 'activities', nullable: false },
];

export const ATTRIBUTES: readonly Attribute[] = GIVEN.map(define);

const byName = new Map(ATTRIBUTES.map((attribute) => [attribute.name, attribute]));

/** The attribute of a name in its own spelling; undefined when there is none. */
export function findAttribute(name: string): Attribute | undefined {
  return byName.get(name);
}

/** The attribute of a tree's condition. Throws RangeError when the tree was not made by this catalogue's parser. */
export function attributeOf(name: string): Attribute {
  const attribute = byName.get(name);
  if (!attribute) throw new RangeError(`The query names the attribute "${name}", which is unknown`);
  return attribute;
}
