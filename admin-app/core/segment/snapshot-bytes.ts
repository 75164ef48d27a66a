/**
 * Snapshots as bytes: the length of a header, the header as JSON in UTF-16, then the arrays one after the other, each
 * beginning at a multiple of 8, so that reading them copies nothing. Little-endian, as every machine a browser runs on.
 */
import type { Column, ColumnSet, CustomerRows, SegmentColumns } from './columns.ts';
import { columnSetsOf, type ReceivedSnapshot, ROW_SOURCES, type RowSource } from './snapshot.ts';

type Part = Int32Array | Uint32Array | Uint16Array | Float32Array | Float64Array;
type Place = readonly [offset: number, length: number];

interface ColumnHeader {
  readonly kind: Column['kind'];
  readonly values?: Place;
  readonly codes?: Place;
  readonly starts?: Place;
  readonly dictionary?: readonly string[];
}
interface SetHeader {
  readonly size: number;
  readonly starts?: Place;
  readonly columns: Readonly<Record<string, ColumnHeader>>;
}
interface Header {
  readonly format: typeof SNAPSHOT_FORMAT;
  readonly kind: ReceivedSnapshot['kind'];
  readonly since: number | null;
  readonly epoch: string;
  readonly version: number;
  readonly zone: string;
  readonly currency: string;
  readonly customerIds: Place;
  readonly gone: Place;
  readonly sets: Readonly<Partial<Record<'customers' | RowSource, SetHeader>>>;
}

/** Another format has another name; what was stored in an older one is of no use. */
export const SNAPSHOT_FORMAT = 'rondo snapshot 2';
const NOBODY = new Float64Array();

export function encodeSnapshot(snapshot: ReceivedSnapshot): Uint8Array<ArrayBuffer> {
  const parts: { readonly offset: number; readonly part: Part }[] = [];
  let end = 0;
  const place = (part: Part): Place => {
    parts.push({ offset: end, part });
    const at = end;
    end = multipleOf8(end + part.byteLength);
    return [at, part.length];
  };
  const header: Header = {
    format: SNAPSHOT_FORMAT,
    kind: snapshot.kind,
    since: snapshot.kind === 'difference' ? snapshot.since : null,
    epoch: snapshot.epoch,
    version: snapshot.version,
    zone: snapshot.zone,
    currency: snapshot.currency,
    customerIds: place(snapshot.customerIds),
    gone: place(snapshot.kind === 'difference' ? snapshot.gone : NOBODY),
    sets: Object.fromEntries(
      columnSetsOf(snapshot.columns).map(([name, set]) => [name, setHeader(set, place)]),
    ),
  };
  const text = JSON.stringify(header);
  const bodyStart = multipleOf8(4 + 2 * text.length);
  const bytes = new Uint8Array(bodyStart + end);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  for (let i = 0; i < text.length; i += 1) view.setUint16(4 + 2 * i, text.charCodeAt(i), true);
  for (const { offset, part } of parts)
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), bodyStart + offset);
  return bytes;
}

function setHeader(set: ColumnSet | CustomerRows, place: (part: Part) => Place): SetHeader {
  const columns = Object.fromEntries(
    Object.entries(set.columns).map(([name, column]) => [name, columnHeader(column, place)]),
  );
  return 'starts' in set
    ? { size: set.size, starts: place(set.starts), columns }
    : { size: set.size, columns };
}

function columnHeader(column: Column, place: (part: Part) => Place): ColumnHeader {
  const { kind } = column;
  switch (kind) {
    case 'category':
      return { kind, codes: place(column.codes), dictionary: column.dictionary };
    case 'list':
      return {
        kind,
        starts: place(column.starts),
        codes: place(column.codes),
        dictionary: column.dictionary,
      };
    default:
      return { kind, values: place(column.values) };
  }
}

function multipleOf8(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** The arrays lie in the bytes given. Throws RangeError for bytes that are not a snapshot of this format. */
export function decodeSnapshot(bytes: ArrayBuffer): ReceivedSnapshot {
  const { header, bodyStart } = readHeader(bytes);
  const read: ReadPart = (make, place) => {
    if (!place) throw new RangeError('A snapshot lacks a part that its header names');
    return new make(bytes, bodyStart + place[0], place[1]);
  };
  const { epoch, version, zone, currency } = header;
  const shared = {
    epoch,
    version,
    zone,
    currency,
    customerIds: read(Float64Array, header.customerIds),
    columns: readColumns(header, read),
  };
  if (header.kind === 'whole') return { kind: 'whole', ...shared };
  const gone = read(Float64Array, header.gone);
  return { kind: 'difference', since: header.since ?? 0, gone, ...shared };
}

type ReadPart = <T>(
  make: new (buffer: ArrayBuffer, offset: number, length: number) => T,
  place: Place | undefined,
) => T;

function readHeader(bytes: ArrayBuffer): { header: Header; bodyStart: number } {
  const view = new DataView(bytes);
  const length = bytes.byteLength < 4 ? 0 : view.getUint32(0, true);
  if (4 + 2 * length > bytes.byteLength)
    throw new RangeError(`${bytes.byteLength} bytes are not a whole snapshot`);
  let text = '';
  for (let i = 0; i < length; i += 1) text += String.fromCharCode(view.getUint16(4 + 2 * i, true));
  const header: unknown = text.startsWith('{') ? JSON.parse(text) : null;
  if (!isHeader(header)) throw new RangeError(`The bytes are not a "${SNAPSHOT_FORMAT}"`);
  return { header, bodyStart: multipleOf8(4 + 2 * length) };
}

/** Whoever writes the format's name writes the rest of the header as above. */
function isHeader(value: unknown): value is Header {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === SNAPSHOT_FORMAT
  );
}

function readColumns({ sets }: Header, read: ReadPart): SegmentColumns {
  const { customers } = sets;
  if (!customers) throw new RangeError('A snapshot has no customers');
  const rows = ROW_SOURCES.flatMap((source) => {
    const set = sets[source];
    if (!set) return [];
    return [[source, { ...readSet(set, read), starts: read(Uint32Array, set.starts) }] as const];
  });
  return { customers: readSet(customers, read), rows: Object.fromEntries(rows) };
}

function readSet({ size, columns }: SetHeader, read: ReadPart): ColumnSet {
  const entries = Object.entries(columns).map(([name, header]) => [name, readColumn(header, read)]);
  return { size, columns: Object.fromEntries(entries) };
}

function readColumn(header: ColumnHeader, read: ReadPart): Column {
  const { kind, values, codes, starts, dictionary = [] } = header;
  switch (kind) {
    case 'int32':
      return { kind, values: read(Int32Array, values) };
    case 'float32':
      return { kind, values: read(Float32Array, values) };
    case 'float64':
      return { kind, values: read(Float64Array, values) };
    case 'category':
      return { kind, codes: read(Uint16Array, codes), dictionary };
    case 'list':
      return {
        kind,
        starts: read(Uint32Array, starts),
        codes: read(Uint32Array, codes),
        dictionary,
      };
  }
}
