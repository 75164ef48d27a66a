/** What is to be done to everybody inside a scenario, some at a time; how far it came is kept in the row. */
import { numberArray } from './array-literals.ts';
import type { ShopTransaction } from './tenant.ts';

export interface ScenarioChore {
  readonly scenarioId: number;
  /** Move over to `version`, or let everybody out. */
  readonly kind: 'move over' | 'let out';
  readonly version: number | null;
  /** The last enrolment dealt with. */
  readonly through: number;
}

export interface HeldChore extends ScenarioChore {
  /** The scenario is one. */
  readonly campaign: boolean;
}

/** One asked for anew begins anew. */
export async function addChore(
  tx: ShopTransaction,
  chore: Pick<ScenarioChore, 'scenarioId' | 'kind' | 'version'>,
): Promise<void> {
  await tx.execute(
    `insert into scenario_chores (shop_id, scenario_id, kind, version) values ($1, $2, $3, $4)
     on conflict (shop_id, scenario_id, kind) do update set version = excluded.version, through = 0`,
    [tx.shopId, chore.scenarioId, chore.kind, chore.version],
  );
}

/** One that nobody else is at, held until the transaction ends; null when there is none. */
export async function holdChore(tx: ShopTransaction): Promise<HeldChore | null> {
  const row = await tx.maybeOne<HeldChore>(
    `select n.scenario_id as "scenarioId", n.kind, n.version, n.through,
            (select s.kind = 'campaign' from scenarios s
              where s.shop_id = n.shop_id and s.scenario_id = n.scenario_id) as campaign
       from scenario_chores n
      where n.shop_id = $1 order by n.scenario_id, n.kind limit 1 for update skip locked`,
    [tx.shopId],
  );
  return row ?? null;
}

/** The next enrolments inside the scenario, by number. */
export async function readNextInside(
  tx: ShopTransaction,
  { scenarioId, through }: Pick<ScenarioChore, 'scenarioId' | 'through'>,
  limit: number,
): Promise<readonly number[]> {
  const rows = await tx.query<{ enrolment_id: number }>(
    `select enrolment_id from enrolments
      where shop_id = $1 and scenario_id = $2 and ended_at is null and enrolment_id > $3
      order by enrolment_id limit $4`,
    [tx.shopId, scenarioId, through, limit],
  );
  return rows.map((row) => row.enrolment_id);
}

export async function saveChore(
  tx: ShopTransaction,
  { scenarioId, kind, through }: Pick<ScenarioChore, 'scenarioId' | 'kind' | 'through'>,
): Promise<void> {
  await tx.execute(
    'update scenario_chores set through = $4 where shop_id = $1 and scenario_id = $2 and kind = $3',
    [tx.shopId, scenarioId, kind, through],
  );
}

export async function endChore(
  tx: ShopTransaction,
  { scenarioId, kind }: Pick<ScenarioChore, 'scenarioId' | 'kind'>,
): Promise<void> {
  await tx.execute(
    'delete from scenario_chores where shop_id = $1 and scenario_id = $2 and kind = $3',
    [tx.shopId, scenarioId, kind],
  );
}

/** Only for enrolments that this transaction has locked. */
export async function saveVersion(
  tx: ShopTransaction,
  enrolmentIds: readonly number[],
  version: number,
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  await tx.execute(
    'update enrolments set version = $3 where shop_id = $1 and enrolment_id = any ($2::bigint[])',
    [tx.shopId, numberArray(enrolmentIds), version],
  );
}
