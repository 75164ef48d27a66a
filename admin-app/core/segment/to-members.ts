/** Tree → members, evaluated column by column over a snapshot, without asking the server. */
import type { Check, Moment } from './checks.ts';
import type { CustomerRows, SegmentColumns } from './columns.ts';
import {
  type Bits,
  fillColumn,
  fillRows,
  flipOf,
  type Lack,
  makeBits,
  passingRows,
  Unanswerable,
} from './fill.ts';
import * as kernels from './kernels.ts';
import { lower } from './lower.ts';
import type { Enrolled, ResolvedCondition, ResolvedQuery } from './resolve.ts';

export interface Members {
  readonly ok: true;
  /** For each customer of the snapshot 1 (in) or 0. */
  readonly included: Uint8Array;
  readonly count: number;
}
/** The first condition that the snapshot cannot answer, and what it lacks for it. */
export interface NeedsServer {
  readonly ok: false;
  readonly condition: ResolvedCondition;
  readonly lacks: Lack;
}

/** A million customers take some milliseconds per condition; the result is the caller's to keep. */
export function toMembers(
  query: ResolvedQuery,
  columns: SegmentColumns,
  moment: Moment,
): Members | NeedsServer {
  const evaluation = new Evaluation(columns, moment);
  try {
    const included = evaluation.run(query);
    return { ok: true, included, count: kernels.countMembers(included) };
  } catch (error) {
    if (error instanceof Unanswerable && evaluation.condition)
      return { ok: false, condition: evaluation.condition, lacks: error.lack };
    throw error;
  }
}

class Evaluation {
  condition: ResolvedCondition | null = null;
  readonly #columns: SegmentColumns;
  readonly #moment: Moment;
  /** Used again from junction to junction. */
  readonly #spare: Bits[] = [];

  constructor(columns: SegmentColumns, moment: Moment) {
    this.#columns = columns;
    this.#moment = moment;
  }

  run(query: ResolvedQuery): Uint8Array {
    const { size } = this.#columns.customers;
    const result = makeBits(size);
    this.#query(query, false, result);
    return result.bytes.subarray(0, size);
  }

  /** As in SQL, NOT is carried down to the conditions. */
  #query(query: ResolvedQuery, negated: boolean, into: Bits): void {
    switch (query.kind) {
      case 'not':
        this.#query(query.of, !negated, into);
        break;
      case 'and':
      case 'or':
        this.#junction(query.of, (query.kind === 'and') !== negated, negated, into);
        break;
      default:
        this.condition = query;
        this.#condition(query, negated, into);
    }
  }

  #junction(
    [first, ...others]: readonly ResolvedQuery[],
    all: boolean,
    negated: boolean,
    into: Bits,
  ): void {
    if (!first) throw new RangeError('A junction in a query holds two parts or more');
    this.#query(first, negated, into);
    const part = this.#spare.pop() ?? makeBits(this.#columns.customers.size);
    for (const other of others) {
      this.#query(other, negated, part);
      if (all) kernels.intersect(into.words, part.words);
      else kernels.unite(into.words, part.words);
    }
    this.#spare.push(part);
  }

  #condition(condition: ResolvedCondition, negated: boolean, { bytes }: Bits): void {
    const { customers } = this.#columns;
    const lowered = lower(condition, this.#moment);
    switch (lowered.kind) {
      case 'everyone':
        bytes.fill(flipOf(!negated), 0, customers.size);
        break;
      case 'column':
        fillColumn(customers, lowered, negated, bytes);
        break;
      case 'rows':
        fillRows(this.#rows(lowered.source), lowered, lowered.negated !== negated, bytes);
        break;
      case 'enrolled':
        this.#enrolled(lowered, negated, bytes);
    }
  }

  #enrolled({ scenarioId }: Enrolled, negated: boolean, out: Uint8Array): void {
    const rows = this.#rows('enrolments');
    const check: Check = { kind: 'numbers', numbers: [scenarioId], negated: false };
    const filter = { kind: 'column', column: 'scenario_id', type: 'bigint', check } as const;
    kernels.anyRow(rows.starts, passingRows(rows, [filter]), flipOf(negated), out);
  }

  #rows(source: keyof SegmentColumns['rows']): CustomerRows {
    const rows = this.#columns.rows[source];
    if (!rows) throw new Unanswerable({ kind: 'column', column: source });
    return rows;
  }
}
