/** Lines and webhooks that could not be taken in: kept with place and reason until they can. */
import type { SyncResource } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface NewProblem {
  /** Null for a webhook. */
  readonly syncId: number | null;
  readonly resource: SyncResource;
  readonly lineNumber: number | null;
  /** The customer, product or order it is about, where that can be seen. */
  readonly entityId: number | null;
  readonly reason: string;
  readonly line: string;
}

export interface OpenProblem extends NewProblem {
  readonly problemId: number;
  readonly attempts: number;
}

/** Whatever a broken file holds, so much of a line is enough to see what is wrong with it. */
const KEPT_CHARACTERS = 20_000;

export async function insertProblems(
  tx: ShopTransaction,
  problems: readonly NewProblem[],
  at: Instant,
): Promise<void> {
  if (problems.length === 0) return;
  await tx.execute(
    `insert into sync_problems (shop_id, sync_id, resource, line_number, entity_id, reason, line, found_at)
     select $1, sync_id, resource, line_number, entity_id, reason, line, $8
       from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
            as problem (sync_id, resource, line_number, entity_id, reason, line)`,
    [
      tx.shopId,
      problems.map((problem) => problem.syncId),
      problems.map((problem) => problem.resource),
      problems.map((problem) => problem.lineNumber),
      problems.map((problem) => problem.entityId),
      problems.map((problem) => problem.reason.replaceAll('\0', '')),
      problems.map((problem) => problem.line.replaceAll('\0', '').slice(0, KEPT_CHARACTERS)),
      timestampText(at),
    ],
  );
}

/** Adds a line item's line to the problem of its order, so that both are tried again together. False without one. */
export async function appendToProblem(
  tx: ShopTransaction,
  orderId: number,
  line: string,
): Promise<boolean> {
  const changed = await tx.execute(
    `update sync_problems set line = line || chr(10) || $3
      where shop_id = $1 and solved_at is null and resource = 'orders' and entity_id = $2`,
    [tx.shopId, orderId, line.replaceAll('\0', '')],
  );
  return changed > 0;
}

/** Open problems that were tried fewer times than this, oldest first. */
export async function readOpenProblems(
  tx: ShopTransaction,
  page: { readonly after: number; readonly limit: number; readonly maxAttempts: number },
): Promise<readonly OpenProblem[]> {
  const rows = await tx.query<{
    problem_id: number;
    sync_id: number | null;
    resource: SyncResource;
    line_number: number | null;
    entity_id: number | null;
    reason: string;
    line: string;
    attempts: number;
  }>(
    `select problem_id, sync_id, resource, line_number, entity_id, reason, line, attempts
       from sync_problems
      where shop_id = $1 and solved_at is null and problem_id > $2 and attempts < $4
      order by problem_id limit $3`,
    [tx.shopId, page.after, page.limit, page.maxAttempts],
  );
  return rows.map((row) => ({
    problemId: row.problem_id,
    syncId: row.sync_id,
    resource: row.resource,
    lineNumber: row.line_number,
    entityId: row.entity_id,
    reason: row.reason,
    line: row.line,
    attempts: row.attempts,
  }));
}

/** The kept line has done its service; place and reason stay as a record. */
export async function solveProblem(
  tx: ShopTransaction,
  problemId: number,
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update sync_problems set solved_at = $3, line = '', attempts = attempts + 1
      where shop_id = $1 and problem_id = $2`,
    [tx.shopId, problemId, timestampText(at)],
  );
}

export async function noteProblemAttempt(
  tx: ShopTransaction,
  problemId: number,
  reason: string,
): Promise<void> {
  await tx.execute(
    `update sync_problems set attempts = attempts + 1, reason = $3
      where shop_id = $1 and problem_id = $2 and solved_at is null`,
    [tx.shopId, problemId, reason],
  );
}

/** The file is read anew from its beginning, and will tell its problems again. */
export async function dropProblemsOfStep(
  tx: ShopTransaction,
  syncId: number,
  resource: SyncResource,
): Promise<void> {
  await tx.execute(
    `delete from sync_problems
      where shop_id = $1 and sync_id = $2 and resource = $3 and solved_at is null`,
    [tx.shopId, syncId, resource],
  );
}

/** Everything was read again: what earlier files had spoiled is here now, or told as a problem of this sync. */
export async function solveEarlierProblems(
  tx: ShopTransaction,
  {
    syncId,
    resource,
    at,
  }: {
    readonly syncId: number;
    readonly resource: SyncResource;
    readonly at: Instant;
  },
): Promise<void> {
  await tx.execute(
    `update sync_problems set solved_at = $4, line = ''
      where shop_id = $1 and sync_id < $2 and resource = $3 and solved_at is null`,
    [tx.shopId, syncId, resource, timestampText(at)],
  );
}

/** For staff: open problems, oldest first. */
export async function readSyncProblems(
  tx: ShopTransaction,
  afterProblemId: number,
  limit: number,
): Promise<
  readonly {
    readonly problemId: number;
    readonly resource: string;
    readonly lineNumber: number | null;
    readonly reason: string;
    readonly line: string;
    readonly foundAt: Instant;
    readonly attempts: number;
  }[]
> {
  const rows = await tx.query<{
    problem_id: number;
    resource: string;
    line_number: number | null;
    reason: string;
    line: string;
    found_at: Instant;
    attempts: number;
  }>(
    `select problem_id, resource, line_number, reason, left(line, 1000) as line, found_at, attempts
       from sync_problems where shop_id = $1 and solved_at is null and problem_id > $2
      order by problem_id limit $3`,
    [tx.shopId, afterProblemId, limit],
  );
  return rows.map((row) => ({
    problemId: row.problem_id,
    resource: row.resource,
    lineNumber: row.line_number,
    reason: row.reason,
    line: row.line,
    foundAt: row.found_at,
    attempts: row.attempts,
  }));
}
