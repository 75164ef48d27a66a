/** What is kept of the shop, for how long, and how it is handed over or deleted. */
import { z } from 'zod';
import type { Instant } from '../core/time.ts';

const SHORTEST_KEPT_MONTHS = 3;
const LONGEST_KEPT_MONTHS = 120;

/** PUT /api/data/kept */
export const keptData = z.strictObject({
  /** Of decisions and steps; null without limit. */
  months: z
    .number()
    .int('expected whole months')
    .min(SHORTEST_KEPT_MONTHS, `expected at least ${SHORTEST_KEPT_MONTHS} months`)
    .max(LONGEST_KEPT_MONTHS, `expected at most ${LONGEST_KEPT_MONTHS} months`)
    .nullable(),
});

const SHORTEST_KEPT_YEARS = 2;
const LONGEST_KEPT_YEARS = 10;

const years = z.coerce
  .number('expected whole years')
  .int('expected whole years')
  .min(SHORTEST_KEPT_YEARS, `expected at least ${SHORTEST_KEPT_YEARS} years`)
  .max(LONGEST_KEPT_YEARS, `expected at most ${LONGEST_KEPT_YEARS} years`);

/** PUT /api/data/looks: of looks at the shop and at on-site messages; null without limit. */
export const keptLooks = z.strictObject({ years: years.nullable() });

/** GET /api/data/looks?years=: what a limit would delete, before anybody sets it. */
export const oldLooksQuery = z.strictObject({ years });

export interface OldLooksView {
  /** Null while the customers of a large shop are counted for the first time; ask again. */
  readonly looks: number | null;
  /** False where it was worked out from a part of the customers. */
  readonly exact: boolean;
}

/** POST /api/data/delete: the shop's name as it is written. */
export const deleteShop = z.strictObject({ name: z.string().max(300) });

/** GET /api/data */
export interface ShopDataView {
  readonly shop: string;
  /** Null while a large shop is counted for the first time; ask again. */
  readonly customers: number | null;
  /** When the customers were counted, in a shop that is too large to be counted at every look. */
  readonly countedAt: Instant | null;
  /** The server's now. */
  readonly now: Instant;
  readonly months: number | null;
  /** Of looks; null without limit. */
  readonly looksYears: number | null;
  readonly trimmedAt: Instant | null;
  /** Rows deleted by the nightly job since the beginning. */
  readonly trimmedRows: number;
  /** The newest; null where nobody has asked for one that is still kept. */
  readonly exported: ShopExportView | null;
  readonly requests: readonly PrivacyRequestView[];
}

export interface ShopExportView {
  readonly exportId: number;
  readonly wantedAt: Instant;
  readonly state: 'running' | 'ready' | 'failed';
  /** Customers that are in it so far, of so many. */
  readonly customers: number;
  readonly total: number;
  readonly bytes: number;
  readonly error: string | null;
  readonly finishedAt: Instant | null;
}

export interface PrivacyRequestView {
  readonly requestId: number;
  readonly kind: 'data request' | 'redaction';
  readonly customerId: number;
  readonly receivedAt: Instant;
  readonly doneAt: Instant | null;
  /** There is a file to hand over. */
  readonly hasExport: boolean;
  /** Of a redaction: rows changed, by table. */
  readonly proof: Readonly<Record<string, number>> | null;
}
