/** Joins what comes from outside the shop: files of third parties, and what name servers say of addresses. */
import { readUpload } from './append-file/read-upload.ts';
import type { Enqueue } from './background.ts';
import { hashKey } from './channels/audience.ts';
import { createDomainRecords } from './channels/domain-records.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import * as Risks from './database/address-risks.ts';
import * as Imports from './database/append-imports.ts';
import * as Rows from './database/append-rows.ts';
import * as Values from './database/appended-values.ts';
import * as Inactive from './database/inactive.ts';
import type { InShop, ShopTransaction } from './database/tenant.ts';
import { appendRoutes } from './http/append.ts';
import { createAppendImports } from './jobs/append-imports.ts';
import { createCheckAddresses } from './jobs/check-addresses.ts';

export interface AppendSideParts {
  readonly config: Pick<Config, 'nameServers'>;
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
  /** Ends every running enrolment of customers who can no longer be talked to. */
  readonly customersGone: (tx: ShopTransaction, customerIds: readonly number[]) => Promise<void>;
}

export function joinAppendSide(parts: AppendSideParts) {
  const { config, clock, inShop, readShop, enqueue, customersGone } = parts;
  const imports = createAppendImports({
    clock,
    inShop,
    store: { ...Imports, ...Rows, ...Values },
    customersGone,
  });
  const checkAddresses = createCheckAddresses({
    clock,
    inShop,
    store: Risks,
    records: createDomainRecords(config.nameServers),
  });
  return {
    /** Mounted at /api/append. */
    routes: appendRoutes({
      clock,
      inShop,
      readShop,
      store: { ...Imports, ...Rows, ...Values, ...Risks, ...Inactive },
      readUpload,
      hashKey,
      enqueue,
    }),
    imports,
    checkAddresses,
    /** Beside the other work of each day. */
    wantAddressCheck: (shopId: number) =>
      inShop(shopId, (tx) => Risks.wantAddressCheck(tx, clock.now())),
  };
}
