/** Tree → members, evaluated column by column over a snapshot, without asking the server. */
import type { Check, Moment } from './checks.ts';
import type { SegmentColumns } from './columns.ts';
import {
  type Bits,
  BitsPool,
  fillColumn,
  fillRows,
  type Lack,
  makeBits,
  measureRows,
  type OwnedRows,
  type RowsQuestion,
  Unanswerable,
} from './fill.ts';
import * as kernels from './kernels.ts';
import { type Lowered, lower, type RowsCheck } from './lower.ts';
import type { Enrolled, ResolvedCondition, ResolvedQuery } from './resolve.ts';
import { ROW_SOURCES } from './snapshot.ts';

export interface Members {
  readonly ok: true;
  /** For each customer of the snapshot 1 (in) or 0; the caller's to keep. */
  readonly included: Uint8Array;
  readonly count: number;
}
export type Measured = ReturnType<typeof measureRows>;

/** The first condition that the snapshot cannot answer, and what it lacks for it. */
export interface NeedsServer {
  readonly ok: false;
  readonly condition: ResolvedCondition;
  readonly lacks: Lack;
}

/** Conditions whose answer is kept, each a byte per customer. */
const KEPT = 32;

/**
 * Answers queries on one snapshot. Answers to single conditions are kept, so that while somebody types, only the condition
 * being typed is asked again, and tomorrow's members cost only the conditions that depend on the day.
 */
export class SegmentEvaluator {
  readonly #columns: SegmentColumns;
  readonly #pool = new BitsPool();
  readonly #rows = new Map<string, OwnedRows>();
  /** By what was asked, the one used longest ago first. */
  readonly #kept = new Map<string, Bits>();

  constructor(columns: SegmentColumns) {
    this.#columns = columns;
  }

  /** Does beforehand what the first question about rows would otherwise wait for. */
  prepare(): void {
    for (const source of ROW_SOURCES) if (this.#columns.rows[source]) this.#ownedRows(source);
  }

  members(query: ResolvedQuery, moment: Moment): Members | NeedsServer {
    const { size } = this.#columns.customers;
    const result = makeBits(size);
    const asking: Asking = { moment, condition: null };
    try {
      this.#fill(query, false, result, 'copy', asking);
    } catch (error) {
      if (!(error instanceof Unanswerable && asking.condition)) throw error;
      return { ok: false, condition: asking.condition, lacks: error.lack };
    }
    // What pads the last word is nobody.
    result.bytes.fill(0, size);
    const count = kernels.countMembers(result.words);
    return { ok: true, included: result.bytes.subarray(0, size), count };
  }

  /**
   * For each customer how many rows pass the filters of a condition, or what a column of them adds up to. Null when the
   * snapshot does not hold what is asked for.
   */
  measure({ source, filters }: RowsCheck, summed: string | null): Measured | null {
    try {
      return measureRows(this.#ownedRows(source), { filters, source }, summed, this.#pool);
    } catch (error) {
      if (error instanceof Unanswerable) return null;
      throw error;
    }
  }

  /** As in SQL, NOT is carried down to the conditions. */
  #fill(
    query: ResolvedQuery,
    negated: boolean,
    into: Bits,
    how: kernels.Combination,
    asking: Asking,
  ): void {
    switch (query.kind) {
      case 'not':
        this.#fill(query.of, !negated, into, how, asking);
        break;
      case 'and':
      case 'or': {
        const combine = (query.kind === 'and') === negated ? 'unite' : 'intersect';
        this.#junction(query.of, negated, into, how, combine, asking);
        break;
      }
      default:
        asking.condition = query;
        kernels.combine(how, into.words, this.#answer(lower(query, asking.moment)).words, negated);
    }
  }

  #junction(
    parts: readonly ResolvedQuery[],
    negated: boolean,
    into: Bits,
    how: kernels.Combination,
    combine: kernels.Combination,
    asking: Asking,
  ): void {
    const own = how === 'copy' ? into : this.#pool.take(this.#columns.customers.size);
    parts.forEach((part, index) => {
      this.#fill(part, negated, own, index === 0 ? 'copy' : combine, asking);
    });
    if (own === into) return;
    kernels.combine(how, into.words, own.words, false);
    this.#pool.give(own);
  }

  #answer(lowered: Lowered): Bits {
    const key = JSON.stringify(lowered, plainJson);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    const bits = kept ?? this.#ask(lowered);
    this.#kept.set(key, bits);
    const [oldest] = this.#kept;
    if (oldest && this.#kept.size > KEPT) {
      this.#kept.delete(oldest[0]);
      this.#pool.give(oldest[1]);
    }
    return bits;
  }

  #ask(lowered: Lowered): Bits {
    const { customers } = this.#columns;
    const bits = this.#pool.take(customers.size);
    switch (lowered.kind) {
      case 'everyone':
        bits.bytes.fill(1);
        break;
      case 'column':
        fillColumn(customers, lowered, bits.bytes);
        break;
      case 'rows':
        fillRows(this.#ownedRows(lowered.source), lowered, this.#pool, bits);
        if (lowered.negated) kernels.combine('copy', bits.words, bits.words, true);
        break;
      case 'enrolled':
        fillRows(this.#ownedRows('enrolments'), enrolledRows(lowered), this.#pool, bits);
    }
    return bits;
  }

  #ownedRows(source: keyof SegmentColumns['rows']): OwnedRows {
    const known = this.#rows.get(source);
    if (known) return known;
    const rows = this.#columns.rows[source];
    if (!rows) throw new Unanswerable({ kind: 'column', column: source });
    const owned = { ...rows, owners: kernels.ownersOf(rows.starts, rows.size) };
    this.#rows.set(source, owned);
    return owned;
  }
}

interface Asking {
  readonly moment: Moment;
  /** The one being asked, for saying which the snapshot cannot answer. */
  condition: ResolvedCondition | null;
}

const SOME: Check = { kind: 'range', from: 1, to: Infinity, negated: false };

function enrolledRows({ scenarioId }: Enrolled): RowsQuestion {
  const check: Check = { kind: 'numbers', numbers: [scenarioId], negated: false };
  const filter = { kind: 'column', column: 'scenario_id', type: 'bigint', check } as const;
  return { filters: [filter], count: SOME, sums: [] };
}

/** JSON knows neither sets nor infinite numbers. */
function plainJson(_key: string, value: unknown): unknown {
  if (value instanceof Set) return [...value];
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
