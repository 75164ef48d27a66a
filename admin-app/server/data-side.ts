/** Joins what concerns the shop's data as a whole: how long it is kept, its export and its deletion. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import type { CustomerCounts } from './database/customer-counts.ts';
import { readEverythingOf } from './database/customer-export.ts';
import { deleteUnaskedCounts } from './database/kept-counts.ts';
import type { Database } from './database/pool.ts';
import { redactShop } from './database/privacy.ts';
import * as DataRetention from './database/retention-of-data.ts';
import * as ShopExport from './database/shop-export.ts';
import * as StaffLog from './database/staff-log.ts';
import type { InShop } from './database/tenant.ts';
import { deleteOldDeliveries } from './database/webhook-deliveries.ts';
import { dataRoutes } from './http/data.ts';
import { createExportShop } from './jobs/export-shop.ts';
import type { ReadCounts } from './jobs/keep-counts.ts';
import { createTrimData } from './jobs/trim-data.ts';

export interface DataSideParts {
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
  readonly readCustomerCounts: ReadCounts<CustomerCounts>;
}

/** `routes` are mounted at /api/data. */
export function joinDataSide({ db, readCustomerCounts, ...parts }: DataSideParts) {
  const { clock, inShop } = parts;
  const store = { ...DataRetention, ...ShopExport };
  return {
    exportShop: createExportShop({ clock, inShop, store: ShopExport, readEverythingOf }),
    trimData: createTrimData({
      clock,
      inShop,
      store: { ...store, ...StaffLog, deleteOldDeliveries, deleteUnaskedCounts },
    }),
    routes: dataRoutes({
      ...parts,
      ...{ store, readCustomerCounts },
      redactShop: (shopId, request) => redactShop(db, shopId, request),
    }),
  };
}
