/**
 * A file's lines in batches, each of which goes into one transaction. While the database works on one, the next is read
 * and grows: few and large ones where the database is slow, small ones where the line is.
 */
import type { BulkLine } from '../shopify/bulk-lines.ts';

export interface FileLine {
  readonly number: number;
  readonly text: string;
  /** Read already while the database works on the batch before. */
  readonly record: BulkLine;
}

/** Lines that go into one transaction, and where the file goes on after them. */
export interface Batch {
  readonly lines: readonly FileLine[];
  readonly linesBefore: number;
  readonly linesAfter: number;
  readonly endByte: number;
}

/** Worth a transaction of their own. */
const FEWEST_LINES = 2_000;
/** Held in memory twice at most: while they are written, and as many behind them. */
const MOST_LINES = 32_000;
/** On a slow line the progress bar still moves. */
const LONGEST_BATCH_MS = 2_000;

type ReadLine = (text: string) => BulkLine;

export class BatchCollector {
  readonly #lines: FileLine[] = [];
  readonly #readLine: ReadLine;
  readonly #linesBefore: number;
  readonly #startedAt = performance.now();
  #linesAfter: number;
  #endByte: number;

  constructor(
    from: { readonly linesRead: number; readonly bytesRead: number },
    readLine: ReadLine,
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

  /** Whether the batch should go, seen that the one before it is (`whileBusy`) still being written. */
  isFull({ whileBusy }: { readonly whileBusy: boolean }): boolean {
    if (this.#lines.length >= MOST_LINES) return true;
    if (whileBusy) return false;
    return (
      this.#lines.length >= FEWEST_LINES || performance.now() - this.#startedAt > LONGEST_BATCH_MS
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

  /** For the lines after these. */
  next(): BatchCollector {
    const from = { linesRead: this.#linesAfter, bytesRead: this.#endByte };
    return new BatchCollector(from, this.#readLine);
  }
}

/** Writes one batch after the other, beside the reading. */
export class BatchWriting {
  readonly #write: (batch: Batch) => Promise<void>;
  #written = Promise.resolve();
  #isBusy = false;

  constructor(write: (batch: Batch) => Promise<void>) {
    this.#write = write;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Begins to write as soon as the batch before is written; throws what that one threw. */
  async put(batch: Batch): Promise<void> {
    await this.#written;
    this.#isBusy = true;
    this.#written = this.#write(batch).finally(() => {
      this.#isBusy = false;
    });
    // Awaited before the next batch; a failure in between must not count as nobody's.
    this.#written.catch(() => {});
  }

  /** When all are written. */
  async end(): Promise<void> {
    await this.#written;
  }
}
