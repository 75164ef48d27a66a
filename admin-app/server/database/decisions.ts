/** The ledger of who went first: for every decision about a customer, the winner and why each other did not. */
import type { Hold } from '../../core/priority/arrange.ts';
import type { PriorityClass } from '../../core/priority/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';

export interface Decision {
  readonly at: Instant;
  readonly customerId: number;
  /** Of the winner, or of the first who competed. */
  readonly surface: Channel;
  /** Key of the winner, e.g. "send 17"; null when nobody may go now. */
  readonly winner: string | null;
  readonly others: readonly DecisionOther[];
  /** What the owner had decided that bears on it; null where nothing. */
  readonly owner: OwnerChoices | null;
}

export interface DecisionOther {
  /**
   * "send 17", or what is known to come by which block: "enrolment 4/email-1", "campaign 9/sms", "scenario 3/email-1".
   */
  readonly key: string;
  /** In English words. */
  readonly reason: string;
  /** When it has its turn as things stand, or is looked at again; null for gone for good. */
  readonly until: Instant | null;
  readonly why: WhyNot;
}

export type WhyNot =
  /** Whatever else the customer could get: consent, quiet times, held out, … */
  | { readonly kind: 'refused' }
  /** By caps, filled by what was sent, or by one that goes first. */
  | ({ readonly kind: 'held' } & Hold)
  /** Nothing stands in its way: it goes after the winner, or over its own channel. */
  | { readonly kind: 'next' }
  | { readonly kind: 'later' };

export interface OwnerChoices {
  /** Competitors in another class than they were written for. */
  readonly moved: readonly {
    readonly key: string;
    readonly priorityClass: PriorityClass;
    readonly reason: string;
  }[];
  /** The shop's own order of classes, and why. */
  readonly classes?: readonly PriorityClass[];
  readonly classesReason?: string;
}

/**
 * At most one decision for each customer. One that says the same as the customer's newest, times aside, adds no row: it
 * confirms that.
 */
export async function insertDecisions(
  tx: ShopTransaction,
  decisions: readonly Decision[],
): Promise<void> {
  if (decisions.length === 0) return;
  const confirmed = await confirmDecisions(tx, decisions);
  const fresh = decisions.filter(({ customerId }) => !confirmed.has(customerId));
  if (fresh.length === 0) return;
  await tx.execute(
    `insert into decisions (shop_id, at, customer_id, surface, winner, others, owner, gist)
     select $1, to_timestamp(at / 1000.0), "customerId", surface, winner, others, owner, gist
       from jsonb_to_recordset($2::jsonb) as given (
         at bigint, "customerId" bigint, surface text, winner text, others jsonb, owner jsonb, gist text)`,
    [tx.shopId, JSON.stringify(fresh.map((it) => ({ ...it, gist: gistOf(it) })))],
  );
}

/** Customers of whom the ledger says the same already. */
async function confirmDecisions(
  tx: ShopTransaction,
  decisions: readonly Decision[],
): Promise<ReadonlySet<number>> {
  const repeatable = decisions.filter(({ winner }) => winner === null);
  if (repeatable.length === 0) return new Set();
  const rows = await tx.query<{ customer_id: number }>(
    `update decisions d set confirmed_at = to_timestamp(given.at / 1000.0), others = given.others
       from jsonb_to_recordset($2::jsonb) as given (at bigint, "customerId" bigint, others jsonb, gist text)
      where d.shop_id = $1 and d.customer_id = given."customerId" and d.gist = given.gist
        and d.decision_id = (select n.decision_id from decisions n
                              where n.shop_id = $1 and n.customer_id = given."customerId"
                              order by n.at desc, n.decision_id desc limit 1)
      returning d.customer_id`,
    [tx.shopId, JSON.stringify(repeatable.map((it) => ({ ...it, gist: gistOf(it) })))],
  );
  return new Set(rows.map((row) => row.customer_id));
}

/** Null for a decision that somebody won: it is never made again. */
function gistOf({ winner, others, owner }: Decision): string | null {
  if (winner !== null) return null;
  return JSON.stringify([others.map(({ key, reason }) => [key, reason]), owner]);
}
