import { Hono } from 'hono';
import type {
  ActivitiesPage,
  CustomerRow,
  CustomersPage,
  CustomerView,
  EnrolmentView,
} from '../../contract/customers.ts';
import { emailRefusal } from '../../core/consent/may-email.ts';
import type { Prediction } from '../../core/prediction/types.ts';
import { daysOverdue } from '../../core/prediction/types.ts';
import { type Day, dayOf, formatDay, parseDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Activities from '../database/activities.ts';
import type * as CustomerList from '../database/customer-list.ts';
import type * as CustomerRecords from '../database/customer-record.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { parseId } from './parse-input.ts';
import { notFound, Refusal } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

const PAGE = 50;

export interface CustomerRoutesDeps {
  readonly clock: Clock;
  readonly readShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly listCustomers: typeof CustomerList.listCustomers;
  readonly records: Pick<
    typeof CustomerRecords,
    'readCustomer' | 'readRecentOrders' | 'readEnrolments'
  >;
  readonly readPrediction: (tx: ShopTransaction, customerId: number) => Promise<Prediction | null>;
  readonly readActivities: typeof Activities.readActivities;
}

export function customerRoutes(deps: CustomerRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const shop = c.get('shop');
    const today = dayOf(deps.clock.now(), shop.zone);
    const list = parseList(c.req.query('list'));
    const order = parseOrder(c.req.query('order'));
    const after = parsePosition(order, c.req.query('after'));
    const listed = await deps.readShop(shop.shopId, (tx) =>
      deps.listCustomers(tx, {
        list,
        order,
        search: (c.req.query('search') ?? '').trim().slice(0, 200),
        after,
        today,
        zone: shop.zone,
        limit: PAGE + 1,
      }),
    );
    const page = listed.slice(0, PAGE);
    const last = page.at(-1);
    return c.json<CustomersPage>({
      customers: page.map((row) => rowView(row, today)),
      after: listed.length > PAGE && last ? positionOf(order, last) : null,
      today: formatDay(today),
    });
  });

  routes.get('/:customerId', async (c) => {
    const shop = c.get('shop');
    const customerId = parseId(c, 'customerId', 'customer');
    const today = dayOf(deps.clock.now(), shop.zone);
    const view = await deps.readShop(shop.shopId, (tx) =>
      customerView(deps, tx, customerId, today),
    );
    return c.json(view);
  });

  routes.get('/:customerId/activities', async (c) => {
    const customerId = parseId(c, 'customerId', 'customer');
    const after = Number(c.req.query('after') ?? '') || null;
    const activities = await deps.readShop(c.get('shop').shopId, (tx) =>
      deps.readActivities(tx, customerId, after, PAGE + 1),
    );
    const page = activities.slice(0, PAGE);
    return c.json<ActivitiesPage>({
      activities: page,
      after: activities.length > PAGE ? String(page.at(-1)?.activityId) : null,
    });
  });

  return routes;
}

function parseList(text = 'overdue'): CustomerList.CustomerListKind {
  if (text === 'overdue' || text === 'due' || text === 'all') return text;
  throw new Refusal(422, `"${text}" is not a list; expected overdue, due or all`, 'list');
}

function parseOrder(text = 'overdue'): CustomerList.CustomerOrder {
  if (text === 'overdue' || text === 'likeliest') return text;
  throw new Refusal(422, `"${text}" is not an order; expected overdue or likeliest`, 'order');
}

function positionOf(order: CustomerList.CustomerOrder, last: CustomerList.ListedCustomer): string {
  return `${(order === 'overdue' ? last.due_day : last.chance_30d) ?? ''}~${last.customer_id}`;
}

/** `YYYY-MM-DD~id` or `0.25~id`, by the order; `~id` for those without a due day or a chance. */
function parsePosition(
  order: CustomerList.CustomerOrder,
  text: string | undefined,
): CustomerList.ListPosition | null {
  if (!text) return null;
  const [, sortedBy = '', id] = /^([^~]*)~(\d{1,15})$/.exec(text) ?? [];
  const customerId = Number(id);
  if (id !== undefined && order === 'overdue' && /^(\d{4}-\d\d-\d\d)?$/.test(sortedBy))
    return { order, dueDay: sortedBy || null, customerId };
  const chance = Number(sortedBy);
  if (id !== undefined && order === 'likeliest' && chance >= 0 && chance <= 1)
    return { order, chance30d: sortedBy === '' ? null : chance, customerId };
  throw new Refusal(422, `"${text}" is not a place in the list`, 'after');
}

function nameOf(person: {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
}): string {
  const name = [person.first_name, person.last_name].filter((part) => part).join(' ');
  return name || person.email || 'No name';
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

async function customerView(
  deps: CustomerRoutesDeps,
  tx: ShopTransaction,
  customerId: number,
  today: Day,
): Promise<CustomerView> {
  const record = await deps.records.readCustomer(tx, customerId);
  if (!record) throw notFound('customer');
  const orders = await deps.records.readRecentOrders(tx, customerId, 100);
  const enrolments = await deps.records.readEnrolments(tx, customerId);
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
    emailConsent: record.email_consent,
    smsConsent: record.sms_consent,
    emailRefusal: refusalOf(record),
    orders: record.orders,
    spentMinor: record.spent_minor,
    prediction: await deps.readPrediction(tx, customerId),
    today: formatDay(today),
    recentOrders: orders.map((order) => ({
      orderId: order.order_id,
      name: order.name,
      processedAt: order.processed_at,
      totalMinor: order.total_minor,
      counts: order.counts,
      products: order.products,
    })),
    scenarios: enrolments.map(enrolmentView),
  };
}

function refusalOf(record: CustomerRecords.CustomerRecord): string | null {
  const { suppression_reason: reason, suppression_at: at } = record;
  return emailRefusal(
    {
      email: record.email,
      emailConsent: record.email_consent,
      emailConsentAt: record.email_consent_at,
      gone: record.redacted,
    },
    reason === null || at === null ? null : { reason, at },
  );
}

function enrolmentView(record: CustomerRecords.EnrolmentRecord): EnrolmentView {
  const blockName = (id: string) => {
    const block = record.definition.blocks.find((candidate) => candidate.id === id);
    return block?.name ?? block?.kind ?? id;
  };
  return {
    enrolmentId: record.enrolment_id,
    scenarioId: record.scenario_id,
    scenarioName: record.scenario_name,
    enteredAt: record.entered_at,
    heldOut: record.held_out,
    blockName: blockName(record.block_id),
    dueAt: record.due_at,
    endedAt: record.ended_at,
    outcome: record.outcome,
    steps: record.steps.map((step) => ({
      at: Date.parse(step.at),
      blockName: blockName(step.block_id),
      cause: step.cause,
      result: step.result,
    })),
  };
}
