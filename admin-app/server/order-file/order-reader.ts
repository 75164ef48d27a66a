/** From the bytes of an order file to its orders, line by line; both layouts, chosen by the header. */
import { type CsvRecord, createCsvReader, MOST_RECORD_BYTES } from './csv-records.ts';
import {
  type FaultRow,
  type FileOrder,
  fault,
  type LeftOut,
  type RowReader,
  shown,
} from './order-row.ts';
import { plainRowReader } from './plain-layout.ts';
import { SHOPIFY_COLUMNS, shopifyRowReader } from './shopify-layout.ts';

export interface OrderListener {
  readonly onOrder: (order: FileOrder, line: number) => void;
  readonly onFault: (fault: FaultRow, line: number) => void;
  readonly onLeftOut: (why: LeftOut, line: number) => void;
}

export interface OrderReader {
  /** Pieces of the file in UTF-8. Throws HeaderError at the first line when it is not the header of an order file. */
  push(bytes: Buffer): void;
  /** What is left is the last line. Throws HeaderError for a file without any line. */
  end(): void;
}

/** The first line says that this is no order file; the message says what it is instead and what would be right. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError';
}

const EXPECTED_HEADER =
  "customer_id,order_date,amount, or the header of Shopify's order export (Name, Email, Financial Status, Total, Created at, …)";

/** Control characters but for tabs. */
const NO_TEXT = /(?!\t)\p{Cc}/u;
const PLAIN_COLUMNS = ['customer_id', 'order_date'] as const;

export function createOrderReader(listener: OrderListener, currency: string): OrderReader {
  let readRow: RowReader | null = null;
  let columns = 0;

  const csv = createCsvReader((record) => {
    if (readRow === null) {
      readRow = rowReaderOf(record, currency);
      columns = record.fields.length;
      return;
    }
    const row = faultOf(record, columns) ?? readRow(record.fields);
    if (row.kind === 'order') {
      const unreadable = encodingFault(record, row.order.customer);
      if (unreadable) listener.onFault(unreadable, record.line);
      else listener.onOrder(row.order, record.line);
    } else if (row.kind === 'fault') {
      listener.onFault(encodingFault(record, row.says) ?? row, record.line);
    } else if (row.kind === 'left out') {
      listener.onLeftOut(row.why, record.line);
    }
  });

  return {
    push: csv.push,
    end: () => {
      csv.end();
      if (readRow === null) throw new HeaderError(`the file is empty; expected ${EXPECTED_HEADER}`);
    },
  };
}

function faultOf({ fault: csvFault, fields }: CsvRecord, columns: number): FaultRow | null {
  if (csvFault === 'quotes')
    return fault(
      'quotes',
      'a quote is not closed, or something follows it; expected "…" around the whole field',
    );
  if (csvFault === 'length')
    return fault(
      'length',
      `the line is longer than ${MOST_RECORD_BYTES} bytes; expected one order`,
    );
  if (fields.length !== columns)
    return fault(
      'fields',
      `${shown(fields.join(','))} is not an order; it has ${fields.length} fields, expected ${columns} as in the header`,
    );
  return null;
}

/** Only where the broken bytes are in what is used: a name in another encoding does not cost the order. */
function encodingFault(record: CsvRecord, used: string): FaultRow | null {
  if (record.isUtf8 || !used.includes('\uFFFD')) return null;
  return fault('encoding', `${shown(used)} is not UTF-8; expected a file saved as CSV UTF-8`);
}

function rowReaderOf(record: CsvRecord, currency: string): RowReader {
  const header = record.fields.map((name) => name.trim().toLowerCase());
  const conventions = { currency, decimalComma: record.separator !== ',' };
  if (PLAIN_COLUMNS.every((name) => header.includes(name))) {
    refuseTwice(header, [...PLAIN_COLUMNS, 'amount'], record.line);
    return plainRowReader(header, conventions);
  }
  if (SHOPIFY_COLUMNS.every((name) => header.includes(name))) {
    refuseTwice(header, SHOPIFY_COLUMNS, record.line);
    return shopifyRowReader(header, conventions);
  }
  if (!isText(record))
    throw new HeaderError(`line ${record.line}: this is no text; expected ${EXPECTED_HEADER}`);
  throw new HeaderError(
    `line ${record.line}: ${headerProblem(record.fields, header)}; expected ${EXPECTED_HEADER}`,
  );
}

/** A picture or a program has bytes in it that no line of text has. */
function isText({ isUtf8, fields }: CsvRecord): boolean {
  return isUtf8 && !fields.some((field) => NO_TEXT.test(field));
}

function refuseTwice(header: readonly string[], names: readonly string[], line: number): void {
  const twice = names.find((name) => header.indexOf(name) !== header.lastIndexOf(name));
  if (twice !== undefined)
    throw new HeaderError(
      `line ${line}: the header has the column ${twice} twice; expected it once`,
    );
}

function headerProblem(fields: readonly string[], header: readonly string[]): string {
  const isExport = header.includes('financial status');
  const columns = isExport ? SHOPIFY_COLUMNS : PLAIN_COLUMNS;
  const missing = columns.filter((name) => !header.includes(name));
  const text = `the header is ${shown(fields.join(','))}`;
  return isExport || missing.length < columns.length
    ? `${text}, without the column ${missing.join(' and ')}`
    : text;
}
