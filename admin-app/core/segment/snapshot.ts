/**
 * What a browser keeps of a shop's customers to answer queries while staff type: columns of numbers and categories, no
 * names or addresses. Comes whole, and is then kept fresh by differences.
 */
import type { ColumnSet, CustomerRows, SegmentColumns } from './columns.ts';

export interface SegmentSnapshot {
  /** Versions are counted within an epoch; one of another epoch cannot be compared. */
  readonly epoch: string;
  readonly version: number;
  /** Days in it are counted in this zone, amounts in minor units of this currency. */
  readonly zone: string;
  readonly currency: string;
  /** Customer `i` of the columns has the number `customerIds[i]`; they go up. */
  readonly customerIds: Float64Array;
  readonly columns: SegmentColumns;
}

/** The customers that have changed since a version, as they are now. */
export interface SnapshotDifference extends SegmentSnapshot {
  readonly since: number;
  /** Customers that there are no more; numbers that go up. */
  readonly gone: Float64Array;
}

export type ReceivedSnapshot =
  | ({ readonly kind: 'whole' } & SegmentSnapshot)
  | ({ readonly kind: 'difference' } & SnapshotDifference);

export const ROW_SOURCES = ['orders', 'purchases', 'activities', 'enrolments'] as const;
export type RowSource = (typeof ROW_SOURCES)[number];

/**
 * Categories beside the columns that queries ask for: why a customer cannot be reached over the channel, in
 * `UNREACHABLE_REASONS` (see reach.ts); null can be reached.
 */
export const REACH_COLUMNS = { email: 'email_reach', sms: 'sms_reach' } as const;

/** Columns that say too much of a single person to leave the server. */
export const KEPT_ON_SERVER: ReadonlySet<string> = new Set(['customer_email_domain', 'url']);

/** By the name under which they are held, `customers` first. */
export function columnSetsOf({
  customers,
  rows,
}: SegmentColumns): readonly (readonly ['customers' | RowSource, ColumnSet | CustomerRows])[] {
  return [
    ['customers', customers],
    ...ROW_SOURCES.flatMap((source) => {
      const set = rows[source];
      return set ? [[source, set] as const] : [];
    }),
  ];
}
