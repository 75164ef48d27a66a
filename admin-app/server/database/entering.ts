/**
 * Who enters a scenario, or would. Candidates are found by what the start says (`entry-candidates.ts`,
 * `news-candidates.ts`); here they are asked what every scenario asks: that they are there, can be reached, match the
 * condition, are not inside, and may come again.
 */
import type { Channel, Reentry } from '../../core/scenario/types.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import { toSql } from '../../core/segment/to-sql.ts';
import { DAY_MS, type Day, type Instant } from '../../core/time.ts';
import { numberArray } from './array-literals.ts';
import type { ShopMoment } from './segment-members.ts';
import { StatementValues } from './statement-values.ts';
import {
  JOIN_PUSH_SUBSCRIPTION,
  JOIN_PUSH_SUPPRESSION,
  JOIN_SMS_SUPPRESSION,
  JOIN_SUPPRESSION,
  MAY_EMAIL,
  MAY_ON_SITE,
  MAY_PUSH,
  MAY_SMS,
} from './suppressions.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

/** The shop's today and its zone; days are counted there. */
export interface ShopDay {
  readonly today: Day;
  readonly zone: string;
}

/**
 * Writes a select of `customer_id`, `cause` (nobody enters twice for the same one) and `words` (the cause for people),
 * at most one row for each customer. $1 is the shop; `only`, where given, is SQL of type bigint[]: these customers alone.
 */
export type Candidates = (values: StatementValues, only: string | null) => string;

export interface EntryRules {
  readonly scenarioId: number;
  readonly at: Instant;
  readonly moment: ShopMoment;
  /** One of these must reach the customer; null asks for none. */
  readonly channels: readonly Channel[] | null;
  readonly reentry: Reentry;
  readonly condition: ResolvedQuery | null;
}

export interface Entrant {
  readonly customerId: number;
  readonly cause: string;
  readonly words: string;
  /** As Postgres writes it: a rounded one would make the order look newer than itself. Null without an order. */
  readonly lastOrderAt: string | null;
}

/** Everybody who enters now. They are then taken in some at a time, each looked at once more. */
export async function readEntrantIds(
  tx: ShopTransaction,
  candidates: Candidates,
  rules: EntryRules,
): Promise<readonly number[]> {
  const values = new StatementValues(tx.shopId);
  const rows = await tx.query<{ customer_id: number }>(
    `select q.customer_id ${entering(tx, values, { candidates, rules, only: null })} order by q.customer_id`,
    values.values,
  );
  return rows.map((row) => row.customer_id);
}

/** Those of these customers who enter now; null looks at all candidates. */
export async function readEntrants(
  tx: ShopTransaction,
  candidates: Candidates,
  rules: EntryRules,
  customerIds: readonly number[] | null,
): Promise<readonly Entrant[]> {
  const values = new StatementValues(tx.shopId);
  const only = customerIds === null ? null : `${values.add(numberArray(customerIds))}::bigint[]`;
  return await tx.query<Entrant>(
    `select q.customer_id as "customerId", q.cause, q.words, f.last_order_at::text as "lastOrderAt"
     ${entering(tx, values, { candidates, rules, only })} order by q.customer_id`,
    values.values,
  );
}

export interface EntryCount {
  /** Fit the start and its condition. */
  readonly fitting: number;
  /** Of those, can be reached by what the scenario sends. */
  readonly reachable: number;
  /** Of those, would enter now: are not inside, and may come again. */
  readonly entering: number;
}

export async function countEntrants(
  tx: ShopTransaction,
  candidates: Candidates,
  rules: EntryRules,
): Promise<EntryCount> {
  const values = new StatementValues(tx.shopId);
  const from = fromCandidates(tx, values, { candidates, rules, only: null });
  const hindered = isHindered(values, rules);
  return await tx.one<EntryCount>(
    `select count(*) as fitting, count(*) filter (where reached) as reachable,
            count(*) filter (where reached and not hindered) as entering
       from (select ${reachedBy(rules.channels)} as reached, ${hindered} as hindered ${from}) asked`,
    values.values,
  );
}

interface Question {
  readonly candidates: Candidates;
  readonly rules: EntryRules;
  readonly only: string | null;
}

/** From FROM on: those who enter, as candidates' row `q`, customers `c`, order facts `f`. */
function entering(tx: ShopTransaction, values: StatementValues, question: Question): string {
  const { rules } = question;
  return `${fromCandidates(tx, values, question)}
     and ${reachedBy(rules.channels)} and not ${isHindered(values, rules)}`;
}

/** The same without asking whether they can be reached and may enter now. */
function fromCandidates(
  tx: ShopTransaction,
  values: StatementValues,
  { candidates, rules, only }: Question,
): string {
  return `
    from (${candidates(values, only)}) q
    join customers c on c.shop_id = $1 and c.customer_id = q.customer_id
    left join order_facts f on f.shop_id = c.shop_id and f.customer_id = c.customer_id
    ${reachJoins(rules.channels)}
   where c.deleted_at is null and c.redacted_at is null and ${matches(tx, values, rules, only)}`;
}

/** SQL beside customers `c`: whether each channel reaches them; needs `REACH_JOINS`. */
export const MAY: Readonly<Record<Channel, string>> = {
  email: MAY_EMAIL,
  sms: MAY_SMS,
  push: MAY_PUSH,
  'on-site': MAY_ON_SITE,
};
export const REACH_JOINS = `
  ${JOIN_SUPPRESSION} ${JOIN_SMS_SUPPRESSION} ${JOIN_PUSH_SUPPRESSION} ${JOIN_PUSH_SUBSCRIPTION}`;

/** No more than is asked for: there can be a million candidates. */
function reachJoins(channels: EntryRules['channels']): string {
  if (channels === null) return '';
  const beyond = channels.some((channel) => channel === 'push' || channel === 'on-site');
  return beyond ? REACH_JOINS : `${JOIN_SUPPRESSION} ${JOIN_SMS_SUPPRESSION}`;
}

function reachedBy(channels: EntryRules['channels']): string {
  if (channels === null) return 'true';
  return channels.length === 0 ? 'false' : `(${channels.map((it) => MAY[it]).join(' or ')})`;
}

/** Whether an enrolment in this scenario keeps the customer from entering. */
function isHindered(values: StatementValues, { scenarioId, reentry, at }: EntryRules): string {
  const own = `e.shop_id = $1 and e.customer_id = c.customer_id
          and e.scenario_id = ${values.add(scenarioId)}::bigint`;
  const which = () => {
    switch (reentry.kind) {
      case 'never':
        return 'true';
      case 'each time':
        return 'e.ended_at is null';
      case 'after': {
        const since = values.add(timestampText(at - reentry.days * DAY_MS));
        return `(e.ended_at is null or e.ended_at > ${since}::timestamptz)`;
      }
    }
  };
  return `exists (select from enrolments e where ${own} and ${which()})`;
}

function matches(
  tx: ShopTransaction,
  values: StatementValues,
  { condition, moment }: EntryRules,
  only: string | null,
): string {
  if (condition === null) return 'true';
  const { sql, parameters } = toSql(condition, {
    ...moment,
    shopId: tx.shopId,
    firstParameter: values.next,
    alias: 'm',
    ...(only === null ? {} : { onlyCustomers: only }),
  });
  values.addAll(parameters);
  return `c.customer_id in (
    select m.customer_id from segment_customers m
     where m.shop_id = $1 ${only === null ? '' : `and m.customer_id = any (${only})`} and ${sql})`;
}

/**
 * Held until the transaction ends by whoever takes customers into a scenario: two causes that come at once for one
 * customer are looked at one after the other.
 */
export async function lockEntries(tx: ShopTransaction, scenarioId: number): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('entries into ' || $2::bigint, $1))`,
    [tx.shopId, scenarioId],
  );
}

export interface NewEnrolment {
  readonly customerId: number;
  readonly cause: string;
  readonly heldOut: boolean;
  readonly lastOrderAt: string | null;
}

export interface Entered {
  readonly enrolmentId: number;
  readonly customerId: number;
}

/** Takes customers in, at the start block, before the first step. Who entered already for this cause is left out. */
export async function insertEnrolments(
  tx: ShopTransaction,
  entry: {
    readonly scenarioId: number;
    readonly version: number;
    readonly startBlockId: string;
    readonly at: Instant;
    readonly enrolments: readonly NewEnrolment[];
  },
): Promise<readonly Entered[]> {
  const { enrolments } = entry;
  if (enrolments.length === 0) return [];
  return await tx.query<Entered>(
    `insert into enrolments
       (shop_id, scenario_id, version, customer_id, cause, held_out, last_order_at, entered_at, block_id, block_since)
     select $1, $2, $3, g.customer_id, g.cause, g.held_out, g.last_order_at, $4, $5, $4
       from unnest($6::bigint[], $7::text[], $8::boolean[], $9::timestamptz[])
         as g (customer_id, cause, held_out, last_order_at)
     on conflict do nothing
     returning enrolment_id as "enrolmentId", customer_id as "customerId"`,
    [
      tx.shopId,
      entry.scenarioId,
      entry.version,
      timestampText(entry.at),
      entry.startBlockId,
      numberArray(enrolments.map((it) => it.customerId)),
      enrolments.map((it) => it.cause),
      enrolments.map((it) => it.heldOut),
      enrolments.map((it) => it.lastOrderAt),
    ],
  );
}
