/** A segment's members as a CSV file. */
import type { Context } from 'hono';
import { MEMBER_COLUMNS } from '../../contract/segments.ts';
import { formatDecimal } from '../../core/money.ts';
import { dayOf, formatDay } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Lists from '../database/segment-lists.ts';
import type * as Segments from '../database/segments.ts';
import type { InShop } from '../database/tenant.ts';
import { csvLine, forSpreadsheets } from './csv.ts';
import { notFound } from './refusal.ts';
import type { ShopContext, ShopEnvironment } from './shop-context.ts';
import { streamOf } from './stream-of.ts';

export interface ExportDeps {
  readonly clock: Clock;
  readonly readShop: InShop;
  readonly store: Pick<typeof Segments, 'readSegment'> & Pick<typeof Lists, 'readMembersForExport'>;
}

const MEMBERS_AT_A_TIME = 2_000;

export async function exportMembers(
  deps: ExportDeps,
  c: Context<ShopEnvironment>,
  segmentId: number,
): Promise<Response> {
  const shop = c.get('shop');
  const segment = await deps.readShop(shop.shopId, (tx) => deps.store.readSegment(tx, segmentId));
  if (!segment) throw notFound('segment');
  const today = formatDay(dayOf(deps.clock.now(), shop.zone));
  return c.body(streamOf(forSpreadsheets(readLines(deps, shop, segmentId))), 200, {
    'content-type': 'text/csv; charset=utf-8',
    // Names may hold what a header must not; the number does as well.
    'content-disposition': `attachment; filename="rondo-segment-${segmentId}-${today}.csv"`,
  });
}

/** Page by page in a transaction each: who joins or leaves meanwhile is in it or not, but nobody is in it twice. */
async function* readLines(
  { store, readShop }: ExportDeps,
  { shopId, zone, currency }: ShopContext,
  segmentId: number,
): AsyncGenerator<string> {
  yield csvLine(MEMBER_COLUMNS);
  for (let after = 0; ; ) {
    const page = await readShop(shopId, (tx) =>
      store.readMembersForExport(tx, segmentId, { zone, after, limit: MEMBERS_AT_A_TIME }),
    );
    const last = page.at(-1);
    if (!last) return;
    yield page.map((member) => csvLine(fieldsOf(member, currency))).join('');
    after = last.customer_id;
  }
}

function fieldsOf(member: Lists.ExportedMember, currency: string): (string | number | null)[] {
  const fields: Readonly<Record<(typeof MEMBER_COLUMNS)[number], string | number | null>> = {
    customer_id: member.customer_id,
    first_name: member.first_name,
    last_name: member.last_name,
    email: member.email,
    phone: member.phone,
    language: member.locale,
    country: member.country,
    tags: member.tags.join(', '),
    orders: member.orders,
    amount_spent: formatDecimal({ amountMinor: member.spent_minor, currency }),
    last_order_date: member.last_order_day,
    predicted_next_order_date: member.due_day,
    joined_on: member.joined_day,
    may_email: member.may_email ? 'yes' : 'no',
    may_sms: member.may_sms ? 'yes' : 'no',
  };
  return MEMBER_COLUMNS.map((column) => fields[column]);
}
