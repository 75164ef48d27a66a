/**
 * The bulk query operations of one shop: at most five at a time, each written line by line into a file of its own that
 * is served under a signed address for seven days. Delays are real time, the rest goes by the dev store's clock.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { Instant } from '../../../admin-app/core/time.ts';
import type { AdminContext } from '../admin-api/context.ts';
import { adminSchema } from '../admin-api/schema.ts';
import { type BulkFault, type Faults, spoiledLines } from '../faults.ts';
import { gid } from '../model.ts';
import { createRandom } from '../seed/random.ts';
import { bulkLines } from './lines.ts';
import { type ObjectPlan, planBulkQuery } from './plan.ts';
import { type BulkProblem, checkBulkQuery } from './validate.ts';

export type BulkStatus = 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED';
export type BulkErrorCode = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT';

export interface BulkOperation {
  readonly id: string;
  readonly number: number;
  readonly query: string;
  readonly status: BulkStatus;
  readonly errorCode: BulkErrorCode | null;
  readonly createdAt: Instant;
  readonly completedAt: Instant | null;
  readonly objectCount: number;
  readonly rootObjectCount: number;
  readonly fileSize: number | null;
  readonly url: string | null;
  readonly partialDataUrl: string | null;
}

const SLOTS = 5;
/** Any number: the same one scatters the same lines in the same way. */
const SCATTER_SEED = 7;
/** How much is written before other work gets a turn. */
const CHUNK_BYTES = 64 * 1024;

export interface BulkSettings {
  readonly now: () => Instant;
  readonly faults: Faults;
  /** About how long an operation takes at least. */
  readonly delayMs: number;
  /** The address of a result file; null while nothing can be served. */
  readonly addressOf: (file: { readonly path: string; readonly number: number }) => string;
  readonly finished: (operation: BulkOperation) => void;
}

/** The result of writing: how far it came, and what stopped it. */
interface Written {
  readonly bytes: number;
  readonly failed: BulkErrorCode | null;
}

export class BulkOperations {
  readonly #settings: BulkSettings;
  readonly #operations = new Map<string, BulkOperation>();
  readonly #running = new Set<Promise<void>>();
  /** Ends an operation's waiting early, when it is cancelled or the dev store stops. */
  readonly #hurries = new Map<string, AbortController>();
  #folder: Promise<string> | undefined;
  #nextNumber: number;
  #stopped = false;

  constructor(settings: BulkSettings) {
    this.#settings = settings;
    // Numbers must not come again after a restart: an app may still ask for an old one.
    this.#nextNumber = settings.now();
  }

  get(id: string): BulkOperation | undefined {
    return this.#operations.get(id);
  }

  /** Oldest first. */
  all(): readonly BulkOperation[] {
    return [...this.#operations.values()];
  }

  /** Starts a query, or says which rule it breaks. */
  start(
    query: string,
    { context, groupObjects }: { readonly context: AdminContext; readonly groupObjects: boolean },
  ): { readonly operation: BulkOperation } | { readonly problem: BulkProblem } {
    const checked = checkBulkQuery(adminSchema(), query);
    if ('problem' in checked) return checked;
    const busy = this.all().filter((one) => isRunning(one.status));
    if (busy.length >= SLOTS)
      return {
        problem: {
          field: null,
          code: 'OPERATION_IN_PROGRESS',
          message: `A bulk query operation for this app and shop is already in progress: ${busy.map((one) => one.id).join(', ')}.`,
        },
      };
    const operation = this.#create(query);
    const plan = planBulkQuery(adminSchema(), checked.document);
    this.#hurries.set(operation.id, new AbortController());
    const run = this.#run(operation.id, plan, { context, groupObjects }).finally(() => {
      this.#running.delete(run);
      this.#hurries.delete(operation.id);
    });
    this.#running.add(run);
    return { operation };
  }

  /** False when the operation has ended already. */
  cancel(id: string): boolean {
    const operation = this.#operations.get(id);
    if (!operation || !isRunning(operation.status)) return false;
    this.#update(id, { status: 'CANCELING' });
    this.#hurries.get(id)?.abort();
    return true;
  }

  /** Ends every operation and removes the files. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const hurry of this.#hurries.values()) hurry.abort();
    await Promise.all(this.#running);
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
  }

  #create(query: string): BulkOperation {
    const number = this.#nextNumber++;
    const operation: BulkOperation = {
      id: gid('BulkOperation', number),
      number,
      query,
      status: 'CREATED',
      errorCode: null,
      createdAt: this.#settings.now(),
      completedAt: null,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
      url: null,
      partialDataUrl: null,
    };
    this.#operations.set(operation.id, operation);
    return operation;
  }

  async #run(
    id: string,
    plan: ObjectPlan,
    how: { readonly context: AdminContext; readonly groupObjects: boolean },
  ): Promise<void> {
    const { delayMs, faults } = this.#settings;
    await this.#wait(id, delayMs / 4);
    if (this.#isOver(id)) return this.#end(id, { status: 'CANCELED' });
    this.#update(id, { status: 'RUNNING' });
    const path = join(await this.#ensureFolder(), `${this.#operations.get(id)?.number}.jsonl`);
    const written = await this.#write(id, path, { plan, ...how, fault: faults.takeBulkFault() });
    await this.#wait(id, (delayMs * 3) / 4);
    if (this.#isOver(id)) return this.#end(id, { status: 'CANCELED' });
    const number = this.#operations.get(id)?.number ?? 0;
    const address = written.bytes > 0 ? this.#settings.addressOf({ path, number }) : null;
    if (written.failed)
      this.#end(id, { status: 'FAILED', errorCode: written.failed, partialDataUrl: address });
    else this.#end(id, { status: 'COMPLETED', url: address, fileSize: written.bytes });
  }

  async #wait(id: string, ms: number): Promise<void> {
    const signal = this.#hurries.get(id)?.signal;
    // Being hurried is no failure: the caller looks at the operation's state next.
    await delay(ms, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => {});
  }

  /** Writes the lines of a plan into a file, a chunk at a time, counting as it goes. */
  async #write(
    id: string,
    path: string,
    job: {
      readonly plan: ObjectPlan;
      readonly context: AdminContext;
      readonly groupObjects: boolean;
      readonly fault: BulkFault | null;
    },
  ): Promise<Written> {
    const file = createWriteStream(path);
    const count = { lines: 0, roots: 0, bytes: 0 };
    let chunk = '';
    let failed: BulkErrorCode | null = null;
    const flush = async () => {
      count.bytes += Buffer.byteLength(chunk);
      if (!file.write(chunk)) await once(file, 'drain');
      chunk = '';
      this.#update(id, { objectCount: count.lines, rootObjectCount: count.roots });
      await nextTurn();
    };
    try {
      const random = createRandom(SCATTER_SEED);
      for (const line of bulkLines(job.plan, job.context, { ...job, random })) {
        if (job.fault?.failAfterLines === count.lines) {
          failed = job.fault.errorCode ?? 'INTERNAL_SERVER_ERROR';
          break;
        }
        const texts = spoiledLines(job.fault, line.json, count.lines);
        for (const text of texts) chunk += `${text}\n`;
        count.lines += texts.length;
        if (line.isRoot) count.roots++;
        if (chunk.length >= CHUNK_BYTES) await flush();
        if (this.#isOver(id)) break;
      }
    } catch (error) {
      failed = isAccessDenied(error) ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
      if (failed === 'INTERNAL_SERVER_ERROR')
        console.error('Dev store: a bulk query failed', error);
    }
    await flush();
    file.end();
    await finished(file);
    return { bytes: count.bytes, failed };
  }

  #isOver(id: string): boolean {
    return this.#stopped || this.#operations.get(id)?.status === 'CANCELING';
  }

  #update(id: string, change: Partial<BulkOperation>): void {
    const operation = this.#operations.get(id);
    if (operation) this.#operations.set(id, { ...operation, ...change });
  }

  #end(id: string, change: Partial<BulkOperation>): void {
    this.#update(id, { ...change, completedAt: this.#settings.now() });
    const operation = this.#operations.get(id);
    if (operation && !this.#stopped) this.#settings.finished(operation);
  }

  #ensureFolder(): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'rondo-dev-store-'));
    return this.#folder;
  }
}

function isRunning(status: BulkStatus): boolean {
  return status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';
}

function isAccessDenied(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === 'ACCESS_DENIED';
}
