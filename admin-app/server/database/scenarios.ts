/** Scenarios: the draft that staff edit, and the versions that customers pass through, which always say the same. */
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import { refreshListening } from './scenario-news.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export type ScenarioStatus = 'draft' | 'active' | 'paused' | 'archived';

export interface StoredScenario {
  readonly scenarioId: number;
  readonly name: string;
  readonly template: string;
  /** That it was made for; null where the template knows none. */
  readonly trade: string | null;
  readonly status: ScenarioStatus;
  readonly activeVersion: number | null;
  readonly updatedAt: Instant;
}

export interface StoredDraft extends StoredScenario {
  readonly draft: ScenarioDefinition;
  /** The draft differs from the version that customers enter. */
  readonly unpublished: boolean;
  /** Another whenever name or draft are others. */
  readonly revision: string;
}

const REVISION = 'md5(s.name || s.draft::text)';

const COLUMNS = `
  s.scenario_id as "scenarioId", s.name, s.template, s.trade, s.status, s.active_version as "activeVersion",
  s.updated_at as "updatedAt"`;

/** Without campaigns and archived ones; the newest first. */
export async function listScenarios(tx: ShopTransaction): Promise<readonly StoredScenario[]> {
  return await tx.query<StoredScenario>(
    `select ${COLUMNS} from scenarios s
      where s.kind = 'scenario' and s.status <> 'archived' order by s.scenario_id desc`,
  );
}

/** Nobody changes it until the transaction ends. */
export async function lockScenario(tx: ShopTransaction, scenarioId: number): Promise<void> {
  await tx.query('select from scenarios where scenario_id = $1 for update', [scenarioId]);
}

/** Undefined for an unknown one, for a campaign, and for another shop's. */
export async function readScenario(
  tx: ShopTransaction,
  scenarioId: number,
): Promise<StoredDraft | undefined> {
  return await tx.maybeOne<StoredDraft>(
    `select ${COLUMNS}, s.draft, v.definition is not null and v.definition <> s.draft as unpublished,
            ${REVISION} as revision
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      where s.kind = 'scenario' and s.scenario_id = $1`,
    [scenarioId],
  );
}

/**
 * A scenario or a campaign by what customers enter, or by its draft before anybody could. Undefined for an unknown one,
 * and for another shop's.
 */
export async function readAnyScenario(
  tx: ShopTransaction,
  scenarioId: number,
): Promise<{ readonly name: string; readonly definition: ScenarioDefinition } | undefined> {
  return await tx.maybeOne(
    `select s.name, coalesce(v.definition, s.draft) as definition
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      where s.scenario_id = $1`,
    [scenarioId],
  );
}

export interface CountedPassages {
  readonly scenarioId: number;
  /** Null for all of them together. */
  readonly version: number | null;
  readonly passages: number;
  /** Customers who ever entered, who are inside now, who returned after being treated. */
  readonly entered: number;
  readonly inside: number;
  readonly returned: number;
}

/** Of every scenario that anybody has entered: looks at all passages. */
export async function countPassages(tx: ShopTransaction): Promise<readonly CountedPassages[]> {
  return await tx.query<CountedPassages>(
    `select scenario_id as "scenarioId", version, count(*) as passages, count(distinct customer_id) as entered,
            count(distinct customer_id) filter (where ended_at is null) as inside,
            count(distinct customer_id) filter (where outcome = 'returned' and not held_out) as returned
       from enrolments where shop_id = $1
      group by grouping sets ((scenario_id), (scenario_id, version))`,
    [tx.shopId],
  );
}

/** How many customers stay at each block now, whatever version they are in. Held-out ones stay at the start. */
export async function countWaiting(
  tx: ShopTransaction,
  scenarioId: number,
): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.query<{ block_id: string; customers: number }>(
    `select block_id, count(*) as customers from enrolments
      where scenario_id = $1 and ended_at is null group by block_id`,
    [scenarioId],
  );
  return Object.fromEntries(rows.map((row) => [row.block_id, row.customers]));
}

export async function insertScenario(
  tx: ShopTransaction,
  scenario: {
    readonly name: string;
    readonly template: string;
    /** Null if left out. */
    readonly trade?: string | null;
    readonly draft: ScenarioDefinition;
    readonly at: Instant;
  },
): Promise<number> {
  const row = await tx.one<{ scenario_id: number }>(
    `insert into scenarios (shop_id, name, template, trade, status, draft, created_at, updated_at)
     values ($1, $2, $3, $4, 'draft', $5, $6, $6) returning scenario_id`,
    [
      tx.shopId,
      scenario.name,
      scenario.template,
      scenario.trade ?? null,
      JSON.stringify(scenario.draft),
      timestampText(scenario.at),
    ],
  );
  return row.scenario_id;
}

/**
 * Leaves the versions that customers pass through as they are. With a revision, only where nobody has saved another one
 * since: `overtaken` changes nothing.
 */
export async function saveDraft(
  tx: ShopTransaction,
  scenarioId: number,
  changes: {
    readonly name: string;
    readonly draft: ScenarioDefinition;
    readonly revision: string | null;
    readonly at: Instant;
  },
): Promise<'saved' | 'unknown' | 'overtaken'> {
  const before = await tx.maybeOne<{ revision: string }>(
    `select ${REVISION} as revision from scenarios s
      where s.kind = 'scenario' and s.scenario_id = $1 and s.status <> 'archived' for update`,
    [scenarioId],
  );
  if (!before) return 'unknown';
  if (changes.revision !== null && changes.revision !== before.revision) return 'overtaken';
  await tx.execute(
    `update scenarios set name = $2, draft = $3, updated_at = $4
      where kind = 'scenario' and scenario_id = $1`,
    [scenarioId, changes.name, JSON.stringify(changes.draft), timestampText(changes.at)],
  );
  return 'saved';
}

/**
 * Makes the draft the version that customers enter from now on; those inside finish on theirs. The row is locked, so
 * two who activate at once make one version each, one after the other. An unchanged draft makes no new version.
 */
export async function activateDraft(
  tx: ShopTransaction,
  scenarioId: number,
  definition: ScenarioDefinition,
  at: Instant,
): Promise<void> {
  const { version } = await tx.one<{ version: number | null }>(
    'select active_version as version from scenarios where scenario_id = $1 for update',
    [scenarioId],
  );
  await tx.execute(
    `insert into scenario_versions (shop_id, scenario_id, version, definition, activated_at)
     select $1, $2, coalesce($3, 0) + 1, $4, $5
      where not exists (select from scenario_versions
                         where scenario_id = $2 and version = $3 and definition = $4::jsonb)`,
    [tx.shopId, scenarioId, version, JSON.stringify(definition), timestampText(at)],
  );
  await tx.execute(
    `update scenarios s set status = 'active', updated_at = $2,
            active_since = case when s.status = 'active' then s.active_since else $2 end,
            active_version = (select max(version) from scenario_versions v
                               where v.shop_id = s.shop_id and v.scenario_id = s.scenario_id)
      where s.scenario_id = $1`,
    [scenarioId, timestampText(at)],
  );
  await refreshListening(tx);
}

/** False when the scenario is unknown or not in one of the states it can leave that way. */
export async function changeStatus(
  tx: ShopTransaction,
  scenarioId: number,
  change: {
    readonly from: readonly ScenarioStatus[];
    readonly to: ScenarioStatus;
    readonly at: Instant;
  },
): Promise<boolean> {
  const changed = await tx.execute(
    `update scenarios
        set status = $3, updated_at = $4, active_since = case when $3 = 'active' then $4::timestamptz end
      where kind = 'scenario' and scenario_id = $1 and status = any ($2)`,
    [scenarioId, change.from, change.to, timestampText(change.at)],
  );
  if (changed === 1) await refreshListening(tx);
  return changed === 1;
}

export interface ActiveScenario {
  readonly kind: 'scenario' | 'campaign' | 'one customer';
  readonly scenarioId: number;
  readonly name: string;
  readonly version: number;
  /** What happened before lets nobody enter. */
  readonly activeSince: Instant;
}

/** Campaigns that are scheduled or being sent among them. */
export async function readActiveScenarios(tx: ShopTransaction): Promise<readonly ActiveScenario[]> {
  return await tx.query<ActiveScenario>(
    `select kind, scenario_id as "scenarioId", name, active_version as version,
            coalesce(active_since, updated_at) as "activeSince"
       from scenarios where status = 'active' and active_version is not null order by scenario_id`,
  );
}

/** Only what a version names by its name may change once it is written. Throws RowCountError for one that does not exist. */
export async function readDefinition(
  tx: ShopTransaction,
  scenarioId: number,
  version: number,
): Promise<ScenarioDefinition> {
  const row = await tx.one<{ definition: ScenarioDefinition }>(
    'select definition from scenario_versions where scenario_id = $1 and version = $2',
    [scenarioId, version],
  );
  return row.definition;
}

/** A version as it is worded at present; null where that is the edition known already. Throws as `readDefinition`. */
export async function readDefinitionUnless(
  tx: ShopTransaction,
  scenarioId: number,
  version: number,
  known: string | null,
): Promise<{ readonly edition: string; readonly definition: ScenarioDefinition | null }> {
  return await tx.one<{ edition: string; definition: ScenarioDefinition | null }>(
    `select xmin::text as edition, case when xmin::text is distinct from $3 then definition end as definition
       from scenario_versions where scenario_id = $1 and version = $2`,
    [scenarioId, version, known],
  );
}

/** Segments whose joins scenarios wait for, in their start or as their goal; versions of before are asked too. */
export async function readListenedSegments(tx: ShopTransaction): Promise<readonly number[]> {
  const rows = await tx.query<{ segment_id: number }>(
    `select distinct segment.id::bigint as segment_id
       from scenarios s
       join scenario_versions v on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id
       cross join lateral (
         select jsonb_path_query(v.definition, '$.goal.segmentId') as id
         union all select jsonb_path_query(v.definition, '$.blocks[*].trigger ? (@.kind == "joins segment").segmentId')
       ) segment
      where s.shop_id = $1 and s.status in ('active', 'paused')`,
    [tx.shopId],
  );
  return rows.map((row) => row.segment_id);
}
