/**
 * Checks, imports and undoes files of third parties, a batch in each transaction with how far it has come: whoever is
 * killed leaves the rest to the next, and nothing is done twice.
 */

import type { LineFault, MatchReport } from '../../contract/append.ts';
import { parseKey } from '../../core/append/key.ts';
import { readRow } from '../../core/append/read-row.ts';
import {
  type AppendMapping,
  CLASS_NAME,
  type CustomerClass,
  type FileConventions,
} from '../../core/append/types.ts';
import type { Clock } from '../clock.ts';
import type * as Imports from '../database/append-imports.ts';
import type * as Rows from '../database/append-rows.ts';
import type * as Values from '../database/appended-values.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface AppendImportsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof Imports,
    | 'lockImportAtWork'
    | 'importAdvanced'
    | 'importFinished'
    | 'beginImport'
    | 'deleteImportLines'
    | 'hasImportWork'
  > &
    Pick<
      typeof Rows,
      | 'readImportLines'
      | 'matchHashes'
      | 'findByKey'
      | 'findMembers'
      | 'findMatched'
      | 'writeVerdicts'
    > &
    Pick<typeof Values, 'insertAppendedValues' | 'takeBackValues' | 'settleClasses'>;
  /** Ends every running enrolment of customers who can no longer be talked to. */
  readonly customersGone: (tx: ShopTransaction, customerIds: readonly number[]) => Promise<void>;
  /** Lines, or customers, in one transaction; 2,000 when not given. */
  readonly batchSize?: number;
}

export interface AppendImports {
  /** Does all that is to be done for the shop. */
  catchUp(shopId: number): Promise<void>;
  /** Takes one batch; false when there was none. */
  takeBatch(shopId: number): Promise<boolean>;
  hasWork(shopId: number): Promise<boolean>;
}

const BATCH = 2_000;
const MOST_SHOWN_FAULTS = 200;
const LONGEST_SHOWN = 80;

const NOTHING_YET: MatchReport = {
  ...{ matched: 0, unmatched: 0, outside: 0, twice: 0, broken: 0 },
  ...{ columns: [], classes: [], faults: [] },
};

/** An import with its mapping; before there is one nothing is to be done. */
type Mapped = Imports.StoredImport & { readonly mapping: AppendMapping };

export function createAppendImports(deps: AppendImportsDeps): AppendImports {
  const { inShop, store, batchSize = BATCH } = deps;

  async function takeBatch(shopId: number): Promise<boolean> {
    return await inShop(shopId, async (tx) => {
      const found = await store.lockImportAtWork(tx);
      if (!found) return false;
      const { mapping } = found;
      if (found.state === 'undoing') await undoBatch(deps, tx, found, batchSize);
      else if (mapping === null) throw new Error(`Import ${found.importId} has no mapping`);
      else if (found.state === 'checking')
        await checkBatch(deps, tx, { ...found, mapping }, batchSize);
      else await importBatch(deps, tx, { ...found, mapping }, batchSize);
      return true;
    });
  }

  return {
    takeBatch,
    catchUp: async (shopId) => {
      while (await takeBatch(shopId));
    },
    hasWork: (shopId) => inShop(shopId, store.hasImportWork),
  };
}

async function checkBatch(
  { store, clock }: AppendImportsDeps,
  tx: ShopTransaction,
  of: Mapped,
  limit: number,
): Promise<void> {
  const { importId, mapping, throughLine } = of;
  const { column, kind } = mapping.key;
  if (throughLine === 0 && (kind === 'email sha256' || kind === 'phone sha256'))
    await store.matchHashes(tx, importId, { column, kind });
  const lines = await store.readImportLines(tx, importId, { after: throughLine, limit });
  const last = lines.at(-1);
  if (!last) {
    await store.importFinished(tx, importId, 'checked', clock.now());
    if (of.starts) await store.beginImport(tx, importId);
    return;
  }
  const judged = await judgeLines(store, tx, of, lines);
  await store.writeVerdicts(tx, importId, judged);
  // Written by this job alone, as the contract has it.
  const before = (of.report as MatchReport | null) ?? NOTHING_YET;
  const report = reportOn(before, of, lines, judged);
  await store.importAdvanced(tx, importId, { throughLine: last.line, customers: 0, report });
}

async function judgeLines(
  store: AppendImportsDeps['store'],
  tx: ShopTransaction,
  { importId, mapping: { key }, segmentIds }: Mapped,
  lines: readonly Rows.StoredLine[],
): Promise<readonly Rows.JudgedLine[]> {
  const keyOf = ({ fields }: Rows.StoredLine) => parseKey(fields[key.column] ?? '', key.kind);
  const readable = lines.filter(({ fault }) => fault === null || fault === 'encoding');
  const found =
    key.kind === 'customer id' || key.kind === 'email'
      ? await store.findByKey(tx, key.kind, [...new Set(readable.flatMap((it) => keyOf(it) ?? []))])
      : null;
  const customerOf = (line: Rows.StoredLine) =>
    found === null ? line.customerId : (found.get(keyOf(line) ?? '') ?? null);
  const customerIds = [...new Set(readable.flatMap((line) => customerOf(line) ?? []))];
  const members = await store.findMembers(tx, segmentIds, customerIds);
  const seen = new Set(await store.findMatched(tx, importId, customerIds));
  return lines.map((line): Rows.JudgedLine => {
    const base = { line: line.line, customerId: null };
    if (line.fault !== null && line.fault !== 'encoding') return { ...base, verdict: 'broken' };
    const customerId = customerOf(line);
    if (customerId === null) return { ...base, verdict: 'unmatched' };
    if (!members.has(customerId)) return { ...base, verdict: 'outside' };
    if (seen.has(customerId)) return { ...base, verdict: 'twice' };
    seen.add(customerId);
    return { line: line.line, customerId, verdict: 'matched' };
  });
}

function conventionsOf({ separator }: Imports.StoredImport): FileConventions {
  return { decimalComma: separator !== ',' };
}

/** Every mapped column with what was found in it so far. */
function columnsSoFar(before: MatchReport, { attributes }: AppendMapping) {
  const columns = new Map(before.columns.map((each) => [each.column, { ...each }]));
  for (const { column } of attributes)
    if (!columns.has(column)) columns.set(column, { column, valid: 0, invalid: 0 });
  return columns;
}

/** What was found so far, with these lines. */
function reportOn(
  before: MatchReport,
  of: Mapped,
  lines: readonly Rows.StoredLine[],
  judged: readonly Rows.JudgedLine[],
): MatchReport {
  const { matched, unmatched, outside, twice, broken } = before;
  const counts = { matched, unmatched, outside, twice, broken };
  const columns = columnsSoFar(before, of.mapping);
  const classes = new Map(before.classes.map((each) => [each.means, each.customers]));
  const faults: LineFault[] = [...before.faults];
  const note = (fault: LineFault) => faults.length < MOST_SHOWN_FAULTS && faults.push(fault);
  for (const [i, { verdict, line }] of judged.entries()) {
    counts[verdict]++;
    const { fields, fault } = lines[i] ?? { fields: [], fault: null };
    if (verdict !== 'matched') {
      const why = verdict === 'broken' ? (fault as LineFault['why']) : verdict;
      const column = verdict === 'broken' ? null : of.mapping.key.column;
      note({ line, why, column, value: shown(fields[column ?? 0]) });
      continue;
    }
    const row = readRow(fields, of.mapping, conventionsOf(of));
    for (const { column } of of.mapping.attributes) {
      const counted = columns.get(column);
      if (!counted) continue;
      if (row.invalid.includes(column)) {
        counted.invalid++;
        note({ line, why: 'invalid', column, value: shown(fields[column]) });
      } else if ((fields[column] ?? '').trim() !== '') counted.valid++;
    }
    const value = row.values.get(CLASS_NAME);
    if (value?.type === 'class') classes.set(value.text, (classes.get(value.text) ?? 0) + 1);
  }
  return {
    ...counts,
    columns: [...columns.values()],
    classes: [...classes].map(([means, customers]) => ({ means, customers })),
    faults,
  };
}

function shown(field = ''): string {
  return field.length > LONGEST_SHOWN ? `${field.slice(0, LONGEST_SHOWN)}…` : field;
}

async function importBatch(
  { store, clock, customersGone }: AppendImportsDeps,
  tx: ShopTransaction,
  of: Mapped,
  limit: number,
): Promise<void> {
  const { importId, importNo, throughLine, mapping } = of;
  if (importNo === null) throw new Error(`Import ${importId} goes on without a number`);
  const lines = await store.readImportLines(tx, importId, { after: throughLine, limit });
  const last = lines.at(-1);
  if (!last) {
    await store.importFinished(tx, importId, 'done', clock.now());
    await store.deleteImportLines(tx, importId);
    return;
  }
  const values: Values.NewAppendedValue[] = [];
  const classes = new Map<number, CustomerClass>();
  for (const { verdict, customerId, fields } of lines) {
    if (verdict !== 'matched' || customerId === null) continue;
    for (const [name, value] of readRow(fields, mapping, conventionsOf(of)).values) {
      values.push({ customerId, name, value });
      if (value.type === 'class') classes.set(customerId, value.text);
    }
  }
  await store.insertAppendedValues(tx, importNo, values);
  await store.settleClasses(tx, [...classes.keys()], clock.now());
  await customersGone(
    tx,
    [...classes].filter(([, means]) => means === 'deceased').map(([customerId]) => customerId),
  );
  const customers = new Set(values.map(({ customerId }) => customerId)).size;
  await store.importAdvanced(tx, importId, { throughLine: last.line, customers, report: null });
}

async function undoBatch(
  { store, clock }: AppendImportsDeps,
  tx: ShopTransaction,
  { importId, importNo, throughLine }: Imports.StoredImport,
  limit: number,
): Promise<void> {
  const back = importNo === null ? null : await store.takeBackValues(tx, importNo, limit);
  if (!back || back.customerIds.length === 0) {
    await store.importFinished(tx, importId, 'undone', clock.now());
    await store.deleteImportLines(tx, importId);
    return;
  }
  await store.settleClasses(tx, back.classed, clock.now());
  const done = throughLine + back.customerIds.length;
  await store.importAdvanced(tx, importId, { throughLine: done, customers: 0, report: null });
}
