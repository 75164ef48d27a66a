/** Deletes what is older than it is kept for, a bounded number of rows in each transaction. */
import { DAY_MS, monthsBefore } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as KeptCounts from '../database/kept-counts.ts';
import type * as DataRetention from '../database/retention-of-data.ts';
import type * as ShopExport from '../database/shop-export.ts';
import type * as StaffLog from '../database/staff-log.ts';
import type { InShop } from '../database/tenant.ts';
import type * as WebhookDeliveries from '../database/webhook-deliveries.ts';

export interface TrimDataDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: typeof DataRetention &
    Pick<typeof StaffLog, 'deleteOldStaffActs'> &
    Pick<typeof ShopExport, 'deleteOldExports'> &
    Pick<typeof WebhookDeliveries, 'deleteOldDeliveries'> &
    Pick<typeof KeptCounts, 'deleteUnaskedCounts'>;
}

const AT_A_TIME = 5_000;
const CUSTOMERS_AT_A_TIME = 1_000;
const STAFF_LOG_MONTHS = 24;
const EXPORT_DAYS = 7;
/** Shopify repeats a delivery within hours; what could not be applied is looked into within weeks. */
const DELIVERY_DAYS = 90;
const UNASKED_DAYS = 7;

export function createTrimData({ clock, inShop, store }: TrimDataDeps) {
  return async (shopId: number): Promise<void> => {
    const now = clock.now();
    const before = (months: number) => monthsBefore(now, months, 'UTC');
    const logged = before(STAFF_LOG_MONTHS);
    await untilFewer(() => inShop(shopId, (tx) => store.deleteOldStaffActs(tx, logged, AT_A_TIME)));
    await inShop(shopId, (tx) => store.deleteOldExports(tx, now - EXPORT_DAYS * DAY_MS));
    const received = now - DELIVERY_DAYS * DAY_MS;
    await untilFewer(() =>
      inShop(shopId, (tx) => store.deleteOldDeliveries(tx, received, AT_A_TIME)),
    );
    await inShop(shopId, (tx) => store.deleteUnaskedCounts(tx, now - UNASKED_DAYS * DAY_MS));
    const { months, looksYears } = await inShop(shopId, store.readKeptData);
    if (months === null && looksYears === null) return;
    let rows = 0;
    if (looksYears !== null) {
      const kept = { before: before(looksYears * 12), limit: CUSTOMERS_AT_A_TIME };
      rows += await untilThrough((after) =>
        inShop(shopId, (tx) => store.deleteOldLooks(tx, { ...kept, after })),
      );
    }
    if (months !== null) {
      const kept = { before: before(months), limit: AT_A_TIME };
      rows += await untilFewer(() =>
        inShop(shopId, (tx) => store.deleteOldDecisions(tx, kept.before, AT_A_TIME)),
      );
      rows += await untilThrough((after) =>
        inShop(shopId, (tx) => store.deleteOldSteps(tx, { ...kept, after })),
      );
    }
    await inShop(shopId, (tx) => store.noteTrimmed(tx, rows, now));
  };
}

/** How many in all. */
async function untilThrough(
  deleteAfter: (after: number) => Promise<DataRetention.TrimmedPart>,
): Promise<number> {
  let all = 0;
  for (let after: number | null = 0; after !== null; ) {
    const trimmed: DataRetention.TrimmedPart = await deleteAfter(after);
    all += trimmed.deleted;
    after = trimmed.through;
  }
  return all;
}

/** How many in all. */
async function untilFewer(deleteSome: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let deleted = AT_A_TIME; deleted === AT_A_TIME; all += deleted) deleted = await deleteSome();
  return all;
}
