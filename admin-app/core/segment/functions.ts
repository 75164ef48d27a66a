/**
 * What can be asked about the orders, purchases, activities and appended attributes of a customer with MATCHES. A parameter either filters
 * the rows or, as an aggregate, judges all rows that are left. Without `count` at least one row must be left; with it,
 * `count` alone says how many (so `count = 0` finds those who have none).
 */
import { CHANNELS, type Fact } from './attributes.ts';
import { OPERATORS, type ValueType } from './operators.ts';
import type { Operator } from './types.ts';

export interface FunctionParameter {
  readonly name: string;
  readonly type: ValueType;
  readonly aggregate: boolean;
  readonly operators: readonly Operator[];
  readonly values: readonly string[];
}

/** Where the rows of a function come from; see row.ts for the columns. */
export type EventSource = 'orders' | 'purchases' | 'activities' | 'appended';

export interface EventFunction {
  readonly name: string;
  readonly source: EventSource;
  readonly fact: Fact;
  /** For activities: the kinds that count, and whether what machines did is left out. */
  readonly kinds: readonly string[];
  readonly byPeopleOnly: boolean;
  readonly parameters: readonly FunctionParameter[];
}

function filter(name: string, type: ValueType, values: readonly string[] = []): FunctionParameter {
  return { name, type, aggregate: false, operators: withoutNull(type), values };
}

function aggregate(name: string, type: ValueType): FunctionParameter {
  return { name, type, aggregate: true, operators: withoutNull(type), values: [] };
}

/** Every order has a date and an amount: asking whether one is missing would say nothing. */
function withoutNull(type: ValueType): readonly Operator[] {
  return OPERATORS[type].filter((operator) => !operator.endsWith('null'));
}

const DATE = filter('date', 'instant');
const COUNT = aggregate('count', 'number');
const CHANNEL = filter('channel', 'enumeration', CHANNELS);
/** Shopify asks for one of a product's tags with `=`. */
const TAG: FunctionParameter = {
  ...filter('tag', 'list'),
  operators: ['=', '!=', ...withoutNull('list')],
};
const SCENARIO = filter('scenario_id', 'number');

function message(name: string, kinds: readonly string[], byPeopleOnly: boolean): EventFunction {
  const parameters = [CHANNEL, SCENARIO, DATE, COUNT];
  return { name, source: 'activities', fact: 'activities', kinds, byPeopleOnly, parameters };
}

function storefront(name: string, kind: string, what: FunctionParameter): EventFunction {
  const parameters = [what, DATE, COUNT];
  return {
    name,
    source: 'activities',
    fact: 'activities',
    kinds: [kind],
    byPeopleOnly: true,
    parameters,
  };
}

export const FUNCTIONS: readonly EventFunction[] = [
  {
    name: 'orders_placed',
    source: 'orders',
    fact: 'orders',
    kinds: [],
    byPeopleOnly: false,
    parameters: [DATE, filter('amount', 'money'), COUNT, aggregate('sum_amount', 'money')],
  },
  {
    name: 'products_purchased',
    source: 'purchases',
    fact: 'order lines',
    kinds: [],
    byPeopleOnly: false,
    // `count` is of orders with such a line, not of lines.
    parameters: [
      filter('id', 'number'),
      filter('title', 'text'),
      filter('product_type', 'text'),
      TAG,
      DATE,
      filter('quantity', 'number'),
      COUNT,
      aggregate('sum_quantity', 'number'),
      aggregate('sum_amount', 'money'),
    ],
  },
  message('messages_sent', ['sent'], false),
  message('messages_opened', ['opened'], true),
  message('messages_clicked', ['clicked'], true),
  message('messages_answered', ['answered'], true),
  storefront('pages_viewed', 'page viewed', filter('url', 'text')),
  storefront('storefront_event.product_viewed', 'product viewed', filter('id', 'number')),
  storefront('storefront_event.collection_viewed', 'collection viewed', filter('id', 'number')),
  // What is known from outside: one row for each attribute, its value in the column of its type.
  {
    name: 'appended',
    source: 'appended',
    fact: 'appended',
    kinds: [],
    byPeopleOnly: false,
    parameters: [
      filter('name', 'text'),
      filter('text', 'text'),
      filter('number', 'real'),
      filter('date', 'day'),
      filter('yes', 'boolean'),
      COUNT,
    ],
  },
];

const byName = new Map(FUNCTIONS.map((each) => [each.name, each]));

/** The function of a name in its own spelling; undefined when there is none. */
export function findFunction(name: string): EventFunction | undefined {
  return byName.get(name);
}

/** The function of a tree's condition. Throws RangeError when the tree was not made by this catalogue's parser. */
export function functionOf(name: string): EventFunction {
  const found = byName.get(name);
  if (!found) throw new RangeError(`The query names the function "${name}", which is unknown`);
  return found;
}

/** The parameter of a tree's condition, as above. */
export function parameterOf(of: EventFunction, name: string): FunctionParameter {
  const found = of.parameters.find((parameter) => parameter.name === name);
  if (!found) throw new RangeError(`${of.name} has no parameter "${name}"`);
  return found;
}
