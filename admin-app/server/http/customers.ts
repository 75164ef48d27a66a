import { type Context, Hono } from 'hono';
import type {
  ActivitiesPage,
  CustomerRow,
  CustomersPage,
  CustomerView,
  DecisionsPage,
  ListedCustomerRow,
} from '../../contract/customers.ts';
import type { Prediction } from '../../core/prediction/types.ts';
import { daysOverdue } from '../../core/prediction/types.ts';
import { type Day, dayOf, formatDay, parseDay } from '../../core/time.ts';
import type * as Attribution from '../database/attribution.ts';
import type * as Activities from '../database/customer-activities.ts';
import type * as CustomerCounts from '../database/customer-counts.ts';
import type * as Decisions from '../database/customer-decisions.ts';
import type * as CustomerList from '../database/customer-list.ts';
import type * as CustomerRecords from '../database/customer-record.ts';
import type * as CustomerSearch from '../database/customer-search.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { activitiesPage } from './customers-activities.ts';
import { consentViews } from './customers-consent.ts';
import { decisionsPage } from './customers-decisions.ts';
import { type CustomerDoingDeps, customerDoingRoutes } from './customers-doing.ts';
import { enrolmentView, nameOf, scenarioName } from './customers-view.ts';
import { misfit, noPlace, oneOf, parseId } from './parse-input.ts';
import { notFound } from './refusal.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';

const PAGE = 50;
const ORDERS_SHOWN = 100;

export interface CustomerRoutesDeps extends CustomerDoingDeps {
  readonly store: CustomerDoingDeps['store'] &
    Pick<typeof CustomerList, 'listCustomers' | 'readFitting' | 'isPast'> &
    Pick<typeof CustomerCounts, 'readTierNames' | 'hasPredictions'> &
    Pick<typeof CustomerSearch, 'findCustomers'> &
    Pick<typeof Attribution, 'attributionOf'> &
    Pick<
      typeof CustomerRecords,
      'readCustomer' | 'readRecentOrders' | 'readEnrolments' | 'readMemberships'
    > &
    typeof Activities &
    typeof Decisions;
  readonly readPrediction: (tx: ShopTransaction, customerId: number) => Promise<Prediction | null>;
}

export function customerRoutes(deps: CustomerRoutesDeps): ShopRoutes {
  const { clock, readShop } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const shop = c.get('shop');
    const today = dayOf(clock.now(), shop.zone);
    const query = { ...parseQuery(c), today, zone: shop.zone, limit: PAGE };
    const search = (c.req.query('search') ?? '').trim().slice(0, 200);
    const page = await readShop(shop.shopId, (tx) => readPage(deps, tx, query, search));
    return c.json<CustomersPage>(page);
  });

  routes.get('/:customerId', async (c) => {
    const shop = c.get('shop');
    const customerId = parseId(c, 'customerId', 'customer');
    const view = await readShop(shop.shopId, (tx) => customerView(deps, tx, customerId, shop));
    return c.json(view);
  });

  routes.get('/:customerId/activities', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const page = await readShop(c.get('shop').shopId, (tx) =>
      activitiesPage(deps.store, tx, customerId, c.req.query()),
    );
    return c.json<ActivitiesPage>(page);
  });

  routes.get('/:customerId/decisions', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const after = Number(c.req.query('after') ?? '') || null;
    const page = await readShop(c.get('shop').shopId, (tx) =>
      decisionsPage(deps.store, tx, customerId, after),
    );
    return c.json<DecisionsPage>(page);
  });

  routes.route('/', customerDoingRoutes(deps));
  return routes;
}

/** Beside pages of the whole list, those of what a search found: few enough to be put in order at once. */
async function readPage(
  { store }: CustomerRoutesDeps,
  tx: ShopTransaction,
  query: CustomerList.CustomerListQuery,
  search: string,
): Promise<CustomersPage> {
  const { order, today, after } = query;
  const base = {
    today: formatDay(today),
    tiers: await store.readTierNames(tx),
    predicted: await store.hasPredictions(tx),
  };
  if (search === '') {
    const page = await store.listCustomers(tx, query);
    const customers = page.customers.map((row) => listedRow(row, today, null));
    return { ...base, customers, after: page.after && positionText(page.after), cut: false };
  }
  const found = await store.findCustomers(tx, search);
  const fitting = await store.readFitting(tx, query, found.customerIds);
  const rest = after === null ? fitting : fitting.filter((row) => store.isPast(order, row, after));
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  return {
    ...base,
    customers: page.map((row) =>
      listedRow(row, today, found.orderNames.get(row.customer_id) ?? null),
    ),
    after: rest.length > page.length && last ? positionText(positionOf(order, last)) : null,
    cut: found.cut,
  };
}

const LISTS = ['overdue', 'due', 'all'] as const;
const ORDERS = ['overdue', 'likeliest', 'value'] as const;
const CONFIDENCES = ['own rhythm', 'similar customers', 'not enough yet'] as const;
const REACHES = ['email', 'sms', 'none'] as const;

function parseQuery(c: Context): Omit<CustomerList.CustomerListQuery, 'today' | 'zone' | 'limit'> {
  const list = oneOf(LISTS, c.req.query('list') ?? 'overdue', 'list');
  const order = oneOf(ORDERS, c.req.query('order') ?? 'overdue', 'order');
  const given = <Value>(field: string, parse: (text: string, field: string) => Value) => {
    const text = c.req.query(field) ?? '';
    return text === '' ? null : parse(text, field);
  };
  return {
    list,
    order,
    after: parsePosition(order, c.req.query('after')),
    tier: given('tier', (text) => text),
    confidence: given('confidence', (text, field) => oneOf(CONFIDENCES, text, field)),
    reach: given('reach', (text, field) => oneOf(REACHES, text, field)),
    overdueDays: given('overdue', parseDays),
  };
}

function parseDays(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw misfit(text, 'overdue', '0 to 9999 days');
}

function positionOf(
  order: CustomerList.CustomerOrder,
  row: CustomerList.PagedCustomer,
): CustomerList.ListPosition {
  const sortedBy =
    order === 'overdue' ? row.due_day : order === 'value' ? row.value_365d_minor : row.chance_30d;
  return { sortedBy, customerId: row.customer_id };
}

function positionText({ sortedBy, customerId }: CustomerList.ListPosition): string {
  return `${sortedBy ?? ''}~${customerId}`;
}

/** `YYYY-MM-DD~id` or `0.25~id`, by the order; `~id` for those without a due day, a chance, a value. */
function parsePosition(
  order: CustomerList.CustomerOrder,
  text: string | undefined,
): CustomerList.ListPosition | null {
  if (!text) return null;
  const [, sortedBy = '', id] = /^([^~]*)~(\d{1,15})$/.exec(text) ?? [];
  const customerId = Number(id);
  if (id !== undefined) {
    if (sortedBy === '') return { sortedBy: null, customerId };
    if (order === 'overdue' && /^\d{4}-\d\d-\d\d$/.test(sortedBy)) return { sortedBy, customerId };
    const value = Number(sortedBy);
    if (order === 'likeliest' && value >= 0 && value <= 1) return { sortedBy: value, customerId };
    if (order === 'value' && Number.isSafeInteger(value)) return { sortedBy: value, customerId };
  }
  throw noPlace(text);
}

export function rowView(row: CustomerList.ListedCustomer, today: Day): CustomerRow {
  const dueDay = row.due_day === null ? null : parseDay(row.due_day);
  return {
    customerId: row.customer_id,
    name: nameOf(row),
    email: row.email,
    orders: row.orders,
    spentMinor: row.spent_minor,
    lastOrderDay: row.last_order_day,
    dueDay: row.due_day,
    daysOverdue: daysOverdue({ dueDay }, today),
    chance30d: row.chance_30d,
    chance90d: row.chance_90d,
    confidence: row.confidence ?? 'not enough yet',
    tier: row.tier,
    mayEmail: row.may_email,
  };
}

function listedRow(
  row: CustomerList.PagedCustomer,
  today: Day,
  orderName: string | null,
): ListedCustomerRow {
  return { ...rowView(row, today), value365dMinor: row.value_365d_minor, orderName };
}

async function customerView(
  { store, clock, readPrediction }: CustomerRoutesDeps,
  tx: ShopTransaction,
  customerId: number,
  { zone }: ShopContext,
): Promise<CustomerView> {
  const record = await store.readCustomer(tx, customerId);
  const recipient = (await store.readRecipients(tx, [customerId])).get(customerId);
  if (!record || record.redacted || !recipient) throw notFound('customer');
  const orders = await store.readRecentOrders(tx, customerId, ORDERS_SHOWN);
  const enrolments = await store.readEnrolments(tx, customerId);
  const memberships = await store.readMemberships(tx, customerId);
  const credits = await readCredits(store, tx, customerId);
  const consent = consentViews(recipient);
  return {
    customerId,
    name: nameOf(record),
    email: record.email,
    phone: record.phone,
    locale: record.locale,
    country: record.country,
    tags: record.tags,
    birthday: record.birthday,
    rfmGroup: record.rfm_group,
    createdAt: record.created_at,
    emailRefusal: consent.find(({ channel }) => channel === 'email')?.refusal ?? null,
    orders: record.orders,
    spentMinor: record.spent_minor,
    prediction: await readPrediction(tx, customerId),
    today: formatDay(dayOf(clock.now(), zone)),
    recentOrders: orders.map((order) => orderView(order, credits.byOrder)),
    creditedMinor: credits.totalMinor,
    scenarios: enrolments.map(enrolmentView),
    segments: memberships.map(membershipView),
    consent,
    pausedUntil: recipient.pausedUntil,
  };
}

function membershipView({ segment_id: segmentId, name, since }: CustomerRecords.MembershipRecord) {
  return { segmentId, name, since };
}

function orderView(
  order: CustomerRecords.OrderRecord,
  credits: Awaited<ReturnType<typeof readCredits>>['byOrder'],
): CustomerView['recentOrders'][number] {
  return {
    orderId: order.order_id,
    name: order.name,
    processedAt: order.processed_at,
    totalMinor: order.total_minor,
    counts: order.counts,
    products: order.products,
    credit: credits.get(order.order_id) ?? null,
  };
}

/** The orders that our messages brought back, by number. */
async function readCredits(
  store: CustomerRoutesDeps['store'],
  tx: ShopTransaction,
  customerId: number,
) {
  const credited = await store.attributionOf(tx, customerId);
  return {
    totalMinor: credited.reduce((sum, it) => sum + it.amount_minor, 0),
    byOrder: new Map(
      credited.map((it) => [
        it.order_id,
        {
          scenario: scenarioName(it),
          amountMinor: it.amount_minor,
          touch: it.touch,
          touchedAt: it.touched_at,
        },
      ]),
    ),
  };
}
