/** How customers fared on each arm of a split. */
import type { SplitFigure } from '../../core/results/split-arms.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredArmCounts {
  readonly armId: string;
  /** Customers who took the arm. */
  readonly entered: number;
  /** Of these: whose window after taking it is over. */
  readonly customers: number;
  /** Of those: who ordered within it. */
  readonly returned: number;
  /** Of all who entered: who opened, or clicked in, something sent after taking the arm; machines left out. */
  readonly opened: number;
  readonly clicked: number;
}

export interface ArmsQuestion {
  readonly scenarioId: number;
  readonly blockId: string;
  readonly windowDays: number;
  readonly now: Instant;
}

/**
 * Of all versions, each customer once, at the first time. While a version with a winner was active, or in one, arms
 * were not given at random: whoever took one then is left out, else the winner would be judged by other weeks than the
 * rest. $1 to $5 are the shop and the question.
 */
const FARED = `decided as materialized (
       select version, activated_at, until from (
         select v.version, v.activated_at, lead(v.activated_at) over (order by v.version) as until,
                exists (select from jsonb_array_elements(v.definition -> 'blocks') block
                         where block ->> 'id' = $3 and block ->> 'winner' is not null) as has_winner
           from scenario_versions v where v.shop_id = $1 and v.scenario_id = $2) versions
        where has_winner),
     taken as materialized (
       select distinct on (e.customer_id)
              e.customer_id, e.enrolment_id, e.marks -> 'arms' ->> $3 as arm, s.step, s.at
         from enrolments e
         join enrolment_steps s on s.shop_id = e.shop_id and s.enrolment_id = e.enrolment_id and s.block_id = $3
        where e.shop_id = $1 and e.scenario_id = $2 and e.marks ? 'arms' and not e.held_out
          and e.marks -> 'arms' ? $3
          and not exists (
            select from decided d
             where s.at >= d.activated_at and (s.at < coalesce(d.until, 'infinity') or d.version = e.version))
        order by e.customer_id, s.at, s.step),
     fared as (
       select t.arm, t.customer_id, t.at, t.at <= $5::timestamptz - make_interval(days => $4) as is_over,
              exists (select from orders o
                       where o.shop_id = $1 and o.customer_id = t.customer_id and o.counts
                         and o.processed_at >= t.at and o.processed_at < t.at + make_interval(days => $4)) as returned,
              exists (select from sends d join activities a on a.shop_id = d.shop_id and a.send_id = d.send_id
                       where d.shop_id = $1 and d.enrolment_id = t.enrolment_id and d.step >= t.step
                         and a.kind = 'opened' and not a.by_machine) as opened,
              exists (select from sends d join activities a on a.shop_id = d.shop_id and a.send_id = d.send_id
                       where d.shop_id = $1 and d.enrolment_id = t.enrolment_id and d.step >= t.step
                         and a.kind = 'clicked' and not a.by_machine) as clicked
         from taken t)`;

function parametersOf(tx: ShopTransaction, asked: ArmsQuestion): readonly unknown[] {
  const { scenarioId, blockId, windowDays, now } = asked;
  return [tx.shopId, scenarioId, blockId, windowDays, timestampText(now)];
}

export async function countArms(
  tx: ShopTransaction,
  asked: ArmsQuestion,
): Promise<readonly StoredArmCounts[]> {
  return await tx.query<StoredArmCounts>(
    `with ${FARED}
     select arm as "armId", count(*) as entered,
            count(*) filter (where is_over) as customers,
            count(*) filter (where is_over and returned) as returned,
            count(*) filter (where opened) as opened,
            count(*) filter (where clicked) as clicked
       from fared group by arm order by arm`,
    parametersOf(tx, asked),
  );
}

const COUNTED: Readonly<Record<SplitFigure, string>> = {
  entered: 'true',
  over: 'is_over',
  returned: 'is_over and returned',
  opened: 'opened',
  clicked: 'clicked',
};

export interface ArmCustomer {
  readonly customerId: number;
  /** Null for one who is gone. */
  readonly name: string | null;
  /** When they took the arm. */
  readonly at: Instant;
}

/** Whom a figure of `countArms` counts, by number, after the one named. */
export async function readArmCustomers(
  tx: ShopTransaction,
  asked: ArmsQuestion,
  page: {
    readonly armId: string;
    readonly figure: SplitFigure;
    readonly after: number;
    readonly limit: number;
  },
): Promise<readonly ArmCustomer[]> {
  return await tx.query<ArmCustomer>(
    `with ${FARED}
     select f.customer_id as "customerId", f.at,
            coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as name
       from fared f
       left join customers c on c.shop_id = $1 and c.customer_id = f.customer_id and c.deleted_at is null
      where f.arm = $6 and f.customer_id > $7 and ${COUNTED[page.figure]}
      order by f.customer_id limit $8`,
    [...parametersOf(tx, asked), page.armId, page.after, page.limit],
  );
}
