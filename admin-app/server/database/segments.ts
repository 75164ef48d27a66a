/** Segments as staff keep them: name, query text, how many belong to them. */
import { fold } from '../../core/segment/fold.ts';
import { parse } from '../../core/segment/parse.ts';
import { readsOf } from '../../core/segment/reads.ts';
import type { NamedScenario } from '../../core/segment/resolve.ts';
import { type Day, type DayText, formatDay, type Instant, parseDay } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredSegment {
  readonly segmentId: number;
  readonly name: string;
  readonly text: string;
  readonly version: number;
  readonly members: number;
  /** The shop-local day that its members are right for. */
  readonly evaluatedOn: Day;
  readonly evaluatedAt: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly archivedAt: Instant | null;
}

type SegmentRow = Omit<StoredSegment, 'evaluatedOn'> & { readonly evaluatedOn: DayText };

const COLUMNS = `segment_id as "segmentId", name, query as text, version, members, evaluated_on as "evaluatedOn",
  evaluated_at as "evaluatedAt", created_at as "createdAt", updated_at as "updatedAt", archived_at as "archivedAt"`;

function fromRow(row: SegmentRow): StoredSegment {
  return { ...row, evaluatedOn: parseDay(row.evaluatedOn) };
}

/**
 * Held until the transaction ends by whoever changes a segment or its members. What two would do at once is done one
 * after the other: no cycle is made of two queries, nobody joins twice, and events are numbered as they become visible.
 */
export async function lockSegments(tx: ShopTransaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('segments', $1))`, [tx.shopId]);
}

export async function readSegments(
  tx: ShopTransaction,
  which: 'live' | 'archived' = 'live',
): Promise<readonly StoredSegment[]> {
  const rows = await tx.query<SegmentRow>(
    `select ${COLUMNS} from segments where (archived_at is null) = $1 order by name_key, segment_id`,
    [which === 'live'],
  );
  return rows.map(fromRow);
}

/** Undefined for an unknown one, and for another shop's. */
export async function readSegment(
  tx: ShopTransaction,
  segmentId: number,
): Promise<StoredSegment | undefined> {
  const row = await tx.maybeOne<SegmentRow>(
    `select ${COLUMNS} from segments where segment_id = $1`,
    [segmentId],
  );
  return row && fromRow(row);
}

/** Of several scenarios of one name, in_scenario means the newest. */
export async function readNamedScenarios(tx: ShopTransaction): Promise<readonly NamedScenario[]> {
  return await tx.query<NamedScenario>(
    `select name, scenario_id as "scenarioId" from scenarios where status <> 'archived' order by scenario_id desc`,
  );
}

export interface UsingScenario {
  readonly scenarioId: number;
  readonly name: string;
}

/** Scenarios whose draft or active version starts from the segment, wants customers in it, or names it in a query. */
export async function readScenariosUsing(
  tx: ShopTransaction,
  segmentId: number,
): Promise<readonly UsingScenario[]> {
  const scenarios = await readUses(tx, segmentId);
  return scenarios
    .filter(({ byNumber, byName }) => byNumber || byName)
    .map(({ scenarioId, name }) => ({ scenarioId, name }));
}

/** Each scenario, and how its draft and active version speak of the segment. */
async function readUses(tx: ShopTransaction, segmentId: number) {
  const segment = await readSegment(tx, segmentId);
  const scenarios = await tx.query<
    UsingScenario & { readonly byNumber: boolean; readonly queries: readonly string[] | null }
  >(
    `select s.scenario_id as "scenarioId", s.name,
            bool_or(jsonb_path_exists(used.definition, '$.**.segmentId ? (@ == $id)', $1)
                    or jsonb_path_exists(used.definition, '$.**.fromSegmentId ? (@ == $id)', $1)
                    or jsonb_path_exists(used.definition, '$.**.exceptSegmentId ? (@ == $id)', $1)) as "byNumber",
            array_agg(asked.query #>> '{}') filter (where asked.query #>> '{}' like '%in_segment%') as queries
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
       cross join lateral (values (s.draft), (v.definition)) as used (definition)
       left join lateral (
         select jsonb_path_query(used.definition, '$.**.query') as query
         union all select jsonb_path_query(used.definition, '$.**.condition')) asked on true
      where s.status not in ('archived', 'done')
      group by s.scenario_id, s.name order by s.name, s.scenario_id`,
    [JSON.stringify({ id: segmentId })],
  );
  return scenarios.map(({ queries, ...scenario }) => ({
    ...scenario,
    byName: segment !== undefined && (queries ?? []).some((text) => isNamedIn(text, segment.name)),
  }));
}

function isNamedIn(text: string, segmentName: string): boolean {
  const parsed = parse(text);
  if (!parsed.ok) return false;
  return [...readsOf(parsed.query).segments].some((name) => fold(name) === fold(segmentName));
}

/** Whether a live segment, other than this one, has the name; capitals do not make another name. */
export async function isNameTaken(
  tx: ShopTransaction,
  name: string,
  except: number | null,
): Promise<boolean> {
  const row = await tx.one<{ taken: boolean }>(
    `select exists (select from segments
                     where archived_at is null and name_key = lower(normalize($1, NFC) collate "und-x-icu")
                       and segment_id is distinct from $2::bigint) as taken`,
    [name, except],
  );
  return row.taken;
}

/** Still without members. */
export async function insertSegment(
  tx: ShopTransaction,
  segment: {
    readonly name: string;
    readonly text: string;
    readonly today: Day;
    readonly at: Instant;
  },
): Promise<number> {
  const row = await tx.one<{ segment_id: number }>(
    `insert into segments (shop_id, name, query, evaluated_on, evaluated_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $5, $5) returning segment_id`,
    [tx.shopId, segment.name, segment.text, formatDay(segment.today), timestampText(segment.at)],
  );
  return row.segment_id;
}

export async function updateSegment(
  tx: ShopTransaction,
  segmentId: number,
  change: { readonly name: string; readonly text: string; readonly at: Instant },
): Promise<void> {
  await tx.execute(
    `update segments set name = $2, query = $3, version = version + 1, updated_at = $4 where segment_id = $1`,
    [segmentId, change.name, change.text, timestampText(change.at)],
  );
}

/** Its members are forgotten; what happened to it stays. */
export async function archiveSegment(
  tx: ShopTransaction,
  segmentId: number,
  at: Instant,
): Promise<void> {
  await tx.execute('delete from segment_members where shop_id = $1 and segment_id = $2', [
    tx.shopId,
    segmentId,
  ]);
  await tx.execute(
    `update segments set archived_at = $2, updated_at = $2, members = 0 where segment_id = $1`,
    [segmentId, timestampText(at)],
  );
}

export async function restoreSegment(
  tx: ShopTransaction,
  segmentId: number,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update segments set archived_at = null, updated_at = $2, version = version + 1 where segment_id = $1`,
    [segmentId, timestampText(at)],
  );
}

/** The day has come and changed nothing: the query does not depend on it, or cannot be asked. */
export async function markEvaluatedOn(
  tx: ShopTransaction,
  segmentId: number,
  day: Day,
): Promise<void> {
  await tx.execute('update segments set evaluated_on = $2 where segment_id = $1', [
    segmentId,
    formatDay(day),
  ]);
}
