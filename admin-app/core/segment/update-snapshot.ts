/** Joins a difference to the snapshot it is a difference to. */
import { Dictionary, GrowingArray, MOST_CATEGORIES } from './column-builder.ts';
import type {
  CategoryColumn,
  Column,
  ColumnSet,
  CustomerRows,
  ListColumn,
  SegmentColumns,
} from './columns.ts';
import { ROW_SOURCES, type SegmentSnapshot, type SnapshotDifference } from './snapshot.ts';

/** Which value comes where: `i` is the i-th of what one has, `-1 - i` the i-th of the difference. */
type Picks = Int32Array;

/**
 * The snapshot as of the difference's version; what was given stays as it is. Throws RangeError when the difference is
 * to another version, or counts days or money otherwise: ask for the whole.
 */
export function updateSnapshot(
  base: SegmentSnapshot,
  difference: SnapshotDifference,
): SegmentSnapshot {
  const { epoch, version, zone, currency, since } = difference;
  if (
    epoch !== base.epoch ||
    since !== base.version ||
    zone !== base.zone ||
    currency !== base.currency
  )
    throw new RangeError(
      `The difference is since version ${since} of ${epoch}, in ${zone} and ${currency}; the snapshot is of version ${base.version} of ${base.epoch}, in ${base.zone} and ${base.currency}`,
    );
  const picks = pickCustomers(base.customerIds, difference);
  const customerIds = Float64Array.from(picks, (pick) =>
    pick >= 0 ? at(base.customerIds, pick) : at(difference.customerIds, -1 - pick),
  );
  const rows = ROW_SOURCES.flatMap((source) => {
    const [own, fresh] = [base.columns.rows[source], difference.columns.rows[source]];
    return own && fresh ? [[source, joinRows(own, fresh, picks)] as const] : [];
  });
  const columns: SegmentColumns = {
    customers: joinSets(base.columns.customers, difference.columns.customers, picks),
    rows: Object.fromEntries(rows),
  };
  return { epoch, version, zone, currency, customerIds, columns };
}

/** Both lists of numbers go up, and so does what comes out. */
function pickCustomers(base: Float64Array, { customerIds, gone }: SnapshotDifference): Picks {
  const left = new Set(gone);
  const picks = new GrowingArray(Int32Array);
  let next = 0;
  base.forEach((id, i) => {
    while (next < customerIds.length && at(customerIds, next) < id) picks.push(-1 - next++);
    if (next < customerIds.length && at(customerIds, next) === id) picks.push(-1 - next++);
    else if (!left.has(id)) picks.push(i);
  });
  while (next < customerIds.length) picks.push(-1 - next++);
  return picks.finish();
}

function joinRows(base: CustomerRows, fresh: CustomerRows, customers: Picks): CustomerRows {
  const starts = new Uint32Array(customers.length + 1);
  const picks = new GrowingArray(Int32Array);
  customers.forEach((pick, customer) => {
    const from = pick >= 0 ? base : fresh;
    const index = pick >= 0 ? pick : -1 - pick;
    for (let row = at(from.starts, index); row < at(from.starts, index + 1); row += 1)
      picks.push(pick >= 0 ? row : -1 - row);
    starts[customer + 1] = picks.length;
  });
  return { ...joinSets(base, fresh, picks.finish()), starts };
}

/** A column that one of them lacks, or that gets too many categories, is lacking afterwards. */
function joinSets(base: ColumnSet, fresh: ColumnSet, picks: Picks): ColumnSet {
  const columns = Object.entries(base.columns).flatMap(([name, own]) => {
    const joined = joinColumns(own, fresh.columns[name], picks);
    return joined ? [[name, joined] as const] : [];
  });
  return { size: picks.length, columns: Object.fromEntries(columns) };
}

function joinColumns(own: Column, fresh: Column | undefined, picks: Picks): Column | null {
  if (own.kind === 'int32' && fresh?.kind === 'int32')
    return { kind: 'int32', values: pickFrom(Int32Array, own.values, fresh.values, picks) };
  if (own.kind === 'float32' && fresh?.kind === 'float32')
    return { kind: 'float32', values: pickFrom(Float32Array, own.values, fresh.values, picks) };
  if (own.kind === 'float64' && fresh?.kind === 'float64')
    return { kind: 'float64', values: pickFrom(Float64Array, own.values, fresh.values, picks) };
  if (own.kind === 'category' && fresh?.kind === 'category')
    return joinCategories(own, fresh, picks);
  return own.kind === 'list' && fresh?.kind === 'list' ? joinLists(own, fresh, picks) : null;
}

function pickFrom<T>(
  make: new (length: number) => T & { [index: number]: number },
  own: ArrayLike<number>,
  fresh: ArrayLike<number>,
  picks: Picks,
): T {
  const values = new make(picks.length);
  picks.forEach((pick, i) => {
    values[i] = pick >= 0 ? at(own, pick) : at(fresh, -1 - pick);
  });
  return values;
}

function joinCategories(
  own: CategoryColumn,
  fresh: CategoryColumn,
  picks: Picks,
): CategoryColumn | null {
  const dictionary = new Dictionary(own.dictionary);
  const codes = fresh.dictionary.map((text) => dictionary.codeOf(text) + 1);
  if (dictionary.texts.length > MOST_CATEGORIES) return null;
  const translated = Uint16Array.from(fresh.codes, (code) =>
    code === 0 ? 0 : at(codes, code - 1),
  );
  return {
    kind: 'category',
    codes: pickFrom(Uint16Array, own.codes, translated, picks),
    dictionary: dictionary.texts,
  };
}

function joinLists(own: ListColumn, fresh: ListColumn, picks: Picks): ListColumn {
  const dictionary = new Dictionary(own.dictionary);
  const translation = fresh.dictionary.map((text) => dictionary.codeOf(text));
  const starts = new Uint32Array(picks.length + 1);
  const codes = new GrowingArray(Uint32Array);
  picks.forEach((pick, i) => {
    const from = pick >= 0 ? own : fresh;
    const index = pick >= 0 ? pick : -1 - pick;
    for (let entry = at(from.starts, index); entry < at(from.starts, index + 1); entry += 1) {
      const code = at(from.codes, entry);
      codes.push(pick >= 0 ? code : at(translation, code));
    }
    starts[i + 1] = codes.length;
  });
  return { kind: 'list', starts, codes: codes.finish(), dictionary: dictionary.texts };
}

/** An index within the array, which its maker guarantees. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}
