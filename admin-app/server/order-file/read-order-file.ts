import { type CustomerOrders, createCustomerOrders } from './customer-orders.ts';
import { createFaultReport, type FaultReport } from './fault-report.ts';
import { readFileBytes } from './file-bytes.ts';
import { createOrderReader } from './order-reader.ts';

export interface OrderFile {
  readonly orders: CustomerOrders;
  readonly report: FaultReport;
  /** Set for a damaged gzip file: what was readable of it, up to this line, has been read. */
  readonly damagedAfterLine: number | null;
}

export interface ReadOptions {
  /** Whose minor units amounts are read in. */
  readonly currency: string;
  /** Bytes of the file read so far, for a progress bar. */
  readonly onBytes?: (count: number) => void;
}

/**
 * Reads a CSV file of orders, plain or gzipped: customer_id,order_date,amount or Shopify's order export. Bad lines are
 * reported and left out. Rejects with HeaderError or NotTextError for a file that holds no orders, and as the file
 * system does for one that cannot be opened. Memory grows with orders and customers only, 16 bytes an order.
 */
export async function readOrderFile(path: string, options: ReadOptions): Promise<OrderFile> {
  const orders = createCustomerOrders();
  const report = createFaultReport();
  let lastLine = 1;
  const reader = createOrderReader(
    {
      onOrder: (order, line) => {
        lastLine = line;
        orders.add(order);
      },
      onFault: report.addFault,
      onLeftOut: report.addLeftOut,
    },
    options.currency,
  );
  try {
    for await (const bytes of readFileBytes(path, options.onBytes)) reader.push(bytes);
    reader.end();
  } catch (error) {
    if (!isDamagedGzip(error)) throw error;
    return { orders, report, damagedAfterLine: lastLine };
  }
  return { orders, report, damagedAfterLine: null };
}

function isDamagedGzip(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
