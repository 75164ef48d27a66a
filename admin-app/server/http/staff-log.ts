/** Notes what staff do, in the transaction in which they do it, and shows what was noted. */
import { type Context, Hono } from 'hono';
import {
  type ChangedField,
  STAFF_ACTS,
  type StaffActKind,
  type StaffActView,
  type StaffChange,
  type StaffLogPage,
  staffLogQuery,
} from '../../contract/staff-log.ts';
import type * as StaffLog from '../database/staff-log.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { parseQuery } from './parse-input.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface NotedAct {
  readonly kind: StaffActKind;
  /** The name of what it was done to; never a customer's, whose number says enough and outlives a redaction. */
  readonly subject?: string;
  readonly subjectId?: number | string;
  readonly changes?: readonly StaffChange[];
  /** Takes the place of the same person's act just before, and counts on from it. */
  readonly joins?: boolean;
}

const LONGEST_VALUE = 300;
const PAGE = 50;

/** One line at the act; the session has brought who is asking. */
export async function noteStaffAct(
  c: Context<ShopEnvironment>,
  tx: ShopTransaction,
  { kind, subject, subjectId, changes = [], joins = false }: NotedAct,
): Promise<void> {
  await c.get('noteStaffAct')?.(tx, {
    staffId: c.get('staffId') ?? '',
    kind,
    subject: subject ?? null,
    subjectId: subjectId === undefined ? null : String(subjectId),
    changes,
    joins,
  });
}

/** One line for all that a person saves of a draft in one sitting. */
export async function noteEdit(
  c: Context<ShopEnvironment>,
  tx: ShopTransaction,
  kind: 'scenario.edited' | 'campaign.edited',
  { name, id }: { readonly name: string; readonly id: number },
): Promise<void> {
  const changes = [{ field: 'saves', before: null, after: '1' }] as const;
  await noteStaffAct(c, tx, { kind, subject: name, subjectId: id, changes, joins: true });
}

type Told = string | number | boolean | null;

/** Those fields that differ, cut to what a person reads. */
export function changesBetween(
  before: Partial<Readonly<Record<ChangedField, Told>>>,
  after: Partial<Readonly<Record<ChangedField, Told>>>,
): readonly StaffChange[] {
  // Only fields of the contract can be in either.
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as ChangedField[];
  return fields
    .filter((field) => textOf(before[field]) !== textOf(after[field]))
    .map((field) => ({ field, before: cut(before[field]), after: cut(after[field]) }));
}

/** A number that was not there before: how many were exported, say. */
export function told(field: ChangedField, number: number): readonly StaffChange[] {
  return [{ field, before: null, after: String(number) }];
}

function textOf(value: Told | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}

function cut(value: Told | undefined): string | null {
  const text = textOf(value);
  if (text === null || text.length <= LONGEST_VALUE) return text;
  return `${text.slice(0, LONGEST_VALUE)}…`;
}

export interface StaffLogRoutesDeps {
  readonly readShop: InShop;
  readonly store: Pick<typeof StaffLog, 'listStaffActs' | 'readLoggedStaff'>;
}

/** Mounted at /api/staff-log. */
export function staffLogRoutes({ readShop, store }: StaffLogRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const { topic, staff, after } = parseQuery(c, staffLogQuery);
    const query = {
      topic: topic ?? null,
      staffId: staff ?? null,
      before: after === undefined ? null : Number(after),
      limit: PAGE + 1,
    };
    const page = await readShop(c.get('shop').shopId, async (tx): Promise<StaffLogPage> => {
      const rows = await store.listStaffActs(tx, query);
      const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
      return {
        acts: rows.slice(0, PAGE).flatMap(viewOf),
        staff: await store.readLoggedStaff(tx),
        after: last ? String(last.act_id) : null,
      };
    });
    return c.json<StaffLogPage>(page);
  });

  return routes;
}

/** Nothing for a kind that a newer version wrote. */
function viewOf({ act_id, kind, changes, ...row }: StaffLog.StaffActRow): StaffActView[] {
  const known = STAFF_ACTS.find((each) => each === kind);
  if (known === undefined) return [];
  // Written by noteStaffAct only, from the contract's own fields.
  const told = changes as readonly StaffChange[];
  return [{ ...row, actId: act_id, kind: known, changes: told }];
}
