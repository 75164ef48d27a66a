/**
 * Takes in the file of one bulk operation, batch by batch: while the database works on one, the next is read. Each batch
 * and the note of how far we are is one transaction, so every line is taken in exactly once. Lines that cannot be are
 * kept as problems, and the rest goes on.
 */
import type {
  CompleteCustomer,
  CustomerStatistics,
  StoreOrder,
  StoreOrderLine,
  StoreProduct,
} from '../../core/store-records.ts';
import type { Clock } from '../clock.ts';
import type * as Customers from '../database/customers-writer.ts';
import type * as Orders from '../database/orders-writer.ts';
import type * as Products from '../database/products-writer.ts';
import type * as Problems from '../database/sync-problems.ts';
import type * as Syncs from '../database/syncs.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { isRefusedValue } from '../named-error.ts';
import type { ReadBulkFile } from '../shopify/bulk-file.ts';
import type { BulkLine, readBulkLine } from '../shopify/bulk-lines.ts';
import type { BulkOperation } from '../shopify/bulk-operations.ts';
import type { GuestsOrdered, OrdersChanged } from './store-changes.ts';

type NewProblem = Problems.NewProblem;

export type SyncWriters = Pick<typeof Customers, 'writeCustomers' | 'writeCustomerStatistics'> &
  Pick<typeof Products, 'writeProducts'> &
  Pick<typeof Orders, 'writeOrders'> &
  Pick<typeof Problems, 'insertProblems' | 'appendToProblem'> &
  Pick<typeof Syncs, 'stepAdvanced'>;

export interface SyncReadingDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly write: SyncWriters;
  readonly readBulkFile: ReadBulkFile;
  readonly readBulkLine: typeof readBulkLine;
  readonly ordersChanged: OrdersChanged;
  readonly guestsOrdered: GuestsOrdered;
}

type FinishedOperation = Extract<BulkOperation, { state: 'done' }>;

export interface StepReading {
  readonly sync: Syncs.Sync;
  readonly step: Syncs.SyncStep;
  readonly operation: FinishedOperation;
  readonly file: NonNullable<FinishedOperation['file']>;
}

/** Null when the whole file is in, else a reason why it is not; what came is in either way. */
export type ReadStep = (shopId: number, reading: StepReading) => Promise<string | null>;

interface FileLine {
  readonly number: number;
  readonly text: string;
  /** Read already while the database works on the batch before. */
  readonly record: BulkLine;
}

/** Lines that go into one transaction, and where the file goes on after them. */
interface Batch {
  readonly lines: readonly FileLine[];
  readonly linesBefore: number;
  readonly linesAfter: number;
  readonly endByte: number;
}

const BATCH_LINES = 8_000;
/** On a slow line the progress bar still moves. */
const LONGEST_BATCH_MS = 2_000;

export function createReadStep(deps: SyncReadingDeps): ReadStep {
  const { clock, inShop, write } = deps;

  return async function readStep(shopId, reading) {
    const { step, file } = reading;
    const source = deps.readBulkFile({ ...file, fromByte: step.bytesRead });
    let written = Promise.resolve();
    const readLine = (text: string) => deps.readBulkLine(step.resource, text);
    let collecting = new BatchCollector(step, readLine);
    try {
      for (;;) {
        const next = await source.next();
        if (next.done) {
          await written;
          await writeBatch(shopId, reading, collecting.batch());
          if (next.value.complete) return null;
          await noteCutOffLine(shopId, reading, {
            text: next.value.cutOffLine,
            number: collecting.batch().linesAfter + 1,
            reason: next.value.reason,
          });
          return next.value.reason;
        }
        collecting.add(next.value);
        if (!collecting.isFull()) continue;
        const batch = collecting.batch();
        collecting = new BatchCollector(
          { linesRead: batch.linesAfter, bytesRead: batch.endByte },
          readLine,
        );
        await written;
        written = writeBatch(shopId, reading, batch);
        // Awaited before the next batch; a failure in between must not count as nobody's.
        written.catch(() => {});
      }
    } finally {
      await source.return({ complete: true });
    }
  };

  async function writeBatch(shopId: number, reading: StepReading, batch: Batch): Promise<void> {
    if (batch.linesAfter === batch.linesBefore) return;
    try {
      await inShop(shopId, async (tx) => {
        await advance(tx, reading, batch);
        await takeIn(tx, reading, batch.lines);
      });
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      await inShop(shopId, async (tx) => {
        await advance(tx, reading, batch);
        await takeInByHalves(tx, reading, batch.lines);
      });
    }
  }

  /** First of all, so that a second process at work on the same step finds out before it has done anything. */
  async function advance(tx: ShopTransaction, reading: StepReading, batch: Batch): Promise<void> {
    await write.stepAdvanced(tx, {
      syncId: reading.sync.syncId,
      resource: reading.step.resource,
      at: clock.now(),
      bulkOperationId: reading.operation.id,
      before: { linesRead: batch.linesBefore },
      after: { linesRead: batch.linesAfter, bytesRead: batch.endByte },
    });
  }

  /** Halves lines among which is one that Postgres refuses, until that one is alone; the others go in. */
  async function takeInByHalves(
    tx: ShopTransaction,
    reading: StepReading,
    lines: readonly FileLine[],
  ): Promise<void> {
    await tx.execute('savepoint half');
    try {
      await takeIn(tx, reading, lines);
      await tx.execute('release savepoint half');
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      await tx.execute('rollback to savepoint half');
      const [line] = lines;
      if (lines.length === 1 && line) {
        const problem = problemOf(reading, line, `The database refuses it: ${error.message}`);
        await write.insertProblems(tx, [problem], clock.now());
        return;
      }
      const middle = Math.ceil(lines.length / 2);
      await takeInByHalves(tx, reading, lines.slice(0, middle));
      await takeInByHalves(tx, reading, lines.slice(middle));
    }
  }

  async function takeIn(
    tx: ShopTransaction,
    reading: StepReading,
    lines: readonly FileLine[],
  ): Promise<void> {
    const found = sortLines(reading, lines);
    const asOf = reading.operation.startedAt;
    await write.writeCustomers(tx, found.customers, asOf);
    await write.writeCustomerStatistics(tx, found.statistics, asOf);
    await write.writeProducts(tx, found.products, asOf);
    await takeInOrders(tx, reading, found);
    await write.insertProblems(tx, found.problems, clock.now());
  }

  /** Orders whose customer is unknown wait, with their lines, until the customer was asked for. */
  async function takeInOrders(
    tx: ShopTransaction,
    reading: StepReading,
    found: FoundRecords,
  ): Promise<void> {
    if (found.orders.size === 0 && found.orderLines.size === 0) return;
    const written = await write.writeOrders(tx, {
      orders: [...found.orders.keys()],
      lines: [...found.orderLines.keys()],
      asOf: reading.operation.startedAt,
      syncId: reading.sync.syncId,
    });
    await deps.ordersChanged(tx, written.customerIds, reading.sync.cause);
    const ofGuests = guestsWithCodes([...found.orders.keys()]);
    if (ofGuests.length > 0) await deps.guestsOrdered(tx, ofGuests);
    const waiting = new Set(written.ordersWithoutCustomer);
    for (const [order, line] of found.orders) {
      if (!waiting.has(order.orderId)) continue;
      const reason = `Order ${order.name} belongs to customer ${order.customerId}, who is not known yet`;
      found.problems.push(problemOf(reading, line, reason, order.orderId));
    }
    for (const orphan of written.linesWithoutOrder) {
      const line = found.orderLines.get(orphan);
      if (line) await keepWithOrder(tx, reading, found.problems, orphan.orderId, line);
    }
  }

  /** A line item whose order is not there goes where the order's own line waits, in this batch or an earlier one. */
  async function keepWithOrder(
    tx: ShopTransaction,
    reading: StepReading,
    problems: NewProblem[],
    orderId: number,
    line: FileLine,
  ): Promise<void> {
    const index = problems.findIndex(({ entityId }) => entityId === orderId);
    const problem = problems[index];
    if (problem) {
      problems[index] = { ...problem, line: `${problem.line}\n${line.text}` };
      return;
    }
    if (await write.appendToProblem(tx, orderId, line.text)) return;
    const reason = `A line item of order ${orderId}, which is not known`;
    problems.push(problemOf(reading, line, reason, orderId));
  }

  async function noteCutOffLine(
    shopId: number,
    reading: StepReading,
    line: { readonly text: string | null; readonly number: number; readonly reason: string },
  ): Promise<void> {
    const text = line.text;
    if (text === null) return;
    const { resource } = reading.step;
    const record = deps.readBulkLine(resource, text);
    const entityId = record.kind === 'unreadable' ? record.entityId : null;
    const reason = `The line is cut off. ${line.reason}`;
    const problem = problemOf(reading, { number: line.number, text, record }, reason, entityId);
    await inShop(shopId, (tx) => write.insertProblems(tx, [problem], clock.now()));
  }

  function sortLines(reading: StepReading, lines: readonly FileLine[]): FoundRecords {
    const found: FoundRecords = {
      customers: [],
      statistics: [],
      products: [],
      orders: new Map(),
      orderLines: new Map(),
      problems: [],
    };
    for (const line of lines) {
      const { record } = line;
      switch (record.kind) {
        case 'customer':
          found.customers.push(record.customer);
          break;
        case 'customer statistics':
          found.statistics.push(record.statistics);
          break;
        case 'product':
          found.products.push(record.product);
          break;
        case 'order':
          found.orders.set(record.order, line);
          break;
        case 'order line':
          found.orderLines.set(record.line, line);
          break;
        case 'unreadable':
          found.problems.push(problemOf(reading, line, record.reason, record.entityId));
      }
    }
    return found;
  }
}

/** Orders of nobody's that carry discount codes, by number. */
function guestsWithCodes(orders: readonly StoreOrder[]): readonly number[] {
  return orders
    .filter(({ customerId, discountCodes }) => customerId === null && discountCodes.length > 0)
    .map(({ orderId }) => orderId);
}

/** Records with the lines they stood in, as far as those may be needed again. */
interface FoundRecords {
  readonly customers: CompleteCustomer[];
  readonly statistics: CustomerStatistics[];
  readonly products: StoreProduct[];
  readonly orders: Map<StoreOrder, FileLine>;
  readonly orderLines: Map<StoreOrderLine, FileLine>;
  readonly problems: NewProblem[];
}

class BatchCollector {
  readonly #lines: FileLine[] = [];
  readonly #readLine: (text: string) => BulkLine;
  readonly #linesBefore: number;
  readonly #startedAt = performance.now();
  #linesAfter: number;
  #endByte: number;

  constructor(
    from: { readonly linesRead: number; readonly bytesRead: number },
    readLine: (text: string) => BulkLine,
  ) {
    this.#readLine = readLine;
    this.#linesBefore = from.linesRead;
    this.#linesAfter = from.linesRead;
    this.#endByte = from.bytesRead;
  }

  add(group: { readonly lines: readonly string[]; readonly endByte: number }): void {
    for (const text of group.lines) {
      this.#linesAfter += 1;
      if (text === '') continue;
      this.#lines.push({ number: this.#linesAfter, text, record: this.#readLine(text) });
    }
    this.#endByte = group.endByte;
  }

  isFull(): boolean {
    return (
      this.#lines.length >= BATCH_LINES || performance.now() - this.#startedAt > LONGEST_BATCH_MS
    );
  }

  batch(): Batch {
    return {
      lines: this.#lines,
      linesBefore: this.#linesBefore,
      linesAfter: this.#linesAfter,
      endByte: this.#endByte,
    };
  }
}

function problemOf(
  { sync, step }: StepReading,
  line: FileLine,
  reason: string,
  entityId: number | null = null,
): NewProblem {
  return {
    syncId: sync.syncId,
    resource: step.resource,
    lineNumber: line.number,
    entityId,
    reason,
    line: line.text,
  };
}
