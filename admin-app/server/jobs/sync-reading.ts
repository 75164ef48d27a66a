/**
 * Takes in the file of one bulk operation, batch by batch. Each batch and the note of how far we are is one transaction,
 * so every line is taken in exactly once. Lines that cannot be are kept as problems, and the rest goes on.
 */
import { setImmediate } from 'node:timers/promises';
import type {
  CompleteCustomer,
  CustomerStatistics,
  StoreOrder,
  StoreOrderLine,
  StoreProduct,
} from '../../core/store-records.ts';
import type { Clock } from '../clock.ts';
import type * as Statistics from '../database/customer-statistics-writer.ts';
import type * as Customers from '../database/customers-writer.ts';
import type * as Orders from '../database/orders-writer.ts';
import type * as Products from '../database/products-writer.ts';
import type * as Problems from '../database/sync-problems.ts';
import type * as Syncs from '../database/syncs.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { isRefusedValue } from '../named-error.ts';
import type { ReadBulkFile } from '../shopify/bulk-file.ts';
import type { readBulkLine } from '../shopify/bulk-lines.ts';
import type { BulkOperation } from '../shopify/bulk-operations.ts';
import type { GuestsOrdered, OrdersChanged } from './store-changes.ts';
import { type Batch, BatchCollector, BatchWriting, type FileLine } from './sync-batches.ts';

type NewProblem = Problems.NewProblem;

export type SyncWriters = Pick<typeof Customers, 'writeCustomers'> &
  Pick<typeof Statistics, 'writeCustomerStatistics'> &
  Pick<typeof Products, 'writeProducts'> &
  Pick<typeof Orders, 'writeOrders'> &
  Pick<typeof Problems, 'insertProblems' | 'appendToProblem'> &
  Pick<typeof Syncs, 'stepAdvanced'>;

export interface SyncReadingDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
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

/** Read in less than a millisecond: a batch is many statements, and the database waits between any two. */
const LINES_AT_ONCE = 32;

export function createReadStep(deps: SyncReadingDeps): ReadStep {
  const { clock, inShop, write } = deps;

  return async function readStep(shopId, reading) {
    const { step, file } = reading;
    const source = deps.readBulkFile({ ...file, fromByte: step.bytesRead });
    const readLine = (text: string) => deps.readBulkLine(step.resource, text);
    const written = new BatchWriting((batch) => writeBatch(shopId, reading, batch));
    let collecting = new BatchCollector(step, readLine);
    try {
      for (;;) {
        const next = await source.next();
        if (next.done) {
          await written.put(collecting.batch());
          await written.end();
          if (next.value.complete) return null;
          await noteCutOffLine(shopId, reading, {
            text: next.value.cutOffLine,
            number: collecting.batch().linesAfter + 1,
            reason: next.value.reason,
          });
          return next.value.reason;
        }
        const { lines, endByte } = next.value;
        for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
          collecting.add({ lines: lines.slice(from, from + LINES_AT_ONCE), endByte });
          // Reading must not keep the database waiting for our next word.
          if (written.isBusy) await setImmediate();
        }
        if (!collecting.isFull({ whileBusy: written.isBusy })) continue;
        await written.put(collecting.batch());
        collecting = collecting.next();
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
    await takeInOrders(tx, reading, found, lines);
    await write.insertProblems(tx, found.problems, clock.now());
  }

  /** Orders whose customer is unknown wait, with their lines, until the customer was asked for. */
  async function takeInOrders(
    tx: ShopTransaction,
    reading: StepReading,
    found: FoundRecords,
    lines: readonly FileLine[],
  ): Promise<void> {
    const { orders, orderLines } = found;
    if (orders.length === 0 && orderLines.length === 0) return;
    const written = await write.writeOrders(tx, {
      orders,
      lines: orderLines,
      asOf: reading.operation.startedAt,
      syncId: reading.sync.syncId,
    });
    await deps.ordersChanged(tx, written.customerIds, reading.sync.cause);
    const ofGuests = guestsWithCodes(orders);
    if (ofGuests.length > 0) await deps.guestsOrdered(tx, ofGuests);
    await keepLeftOut(tx, reading, { ...written, problems: found.problems, lines });
  }

  /** Orders without their customer and lines without their order are kept as the file's lines they stood in. */
  async function keepLeftOut(
    tx: ShopTransaction,
    reading: StepReading,
    { ordersWithoutCustomer, linesWithoutOrder, problems, lines }: LeftOut,
  ): Promise<void> {
    const waiting = new Set(ordersWithoutCustomer);
    const orphans = new Set(linesWithoutOrder);
    if (waiting.size === 0 && orphans.size === 0) return;
    for (const line of lines) {
      if (line.record.kind !== 'order' || !waiting.has(line.record.order.orderId)) continue;
      const { name, orderId, customerId } = line.record.order;
      const reason = `Order ${name} belongs to customer ${customerId}, who is not known yet`;
      problems.push(problemOf(reading, line, reason, orderId));
    }
    for (const line of lines) {
      if (line.record.kind !== 'order line' || !orphans.has(line.record.line)) continue;
      await keepWithOrder(tx, reading, problems, line.record.line.orderId, line);
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
      orders: [],
      orderLines: [],
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
          found.orders.push(record.order);
          break;
        case 'order line':
          found.orderLines.push(record.line);
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

interface FoundRecords {
  readonly customers: CompleteCustomer[];
  readonly statistics: CustomerStatistics[];
  readonly products: StoreProduct[];
  readonly orders: StoreOrder[];
  readonly orderLines: StoreOrderLine[];
  readonly problems: NewProblem[];
}

/** Of these lines of the file, those that the writer had to leave out. */
interface LeftOut extends Omit<Orders.OrdersWritten, 'customerIds'> {
  readonly problems: NewProblem[];
  readonly lines: readonly FileLine[];
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
