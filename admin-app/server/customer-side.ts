/** Joins what staff see of customers and do with one of them. */
import type { Clock } from './clock.ts';
import { attributionOf } from './database/attribution.ts';
import * as Activities from './database/customer-activities.ts';
import * as CustomerCounts from './database/customer-counts.ts';
import * as Decisions from './database/customer-decisions.ts';
import * as CustomerExport from './database/customer-export.ts';
import * as CustomerList from './database/customer-list.ts';
import * as CustomerRecords from './database/customer-record.ts';
import * as CustomerSearch from './database/customer-search.ts';
import * as MessageProducts from './database/message-products.ts';
import * as Predictions from './database/predictions.ts';
import * as Privacy from './database/privacy.ts';
import * as Recipients from './database/recipients.ts';
import { readSettings } from './database/set-up.ts';
import * as SingleMessages from './database/single-messages.ts';
import type { InShop } from './database/tenant.ts';
import { customerRoutes } from './http/customers.ts';
import type { ShopRoutes } from './http/shop-context.ts';
import { createEnterCustomers } from './jobs/enter-customers.ts';
import { readProductsNow } from './jobs/message-products.ts';
import { GONE } from './jobs/scenario-events.ts';
import { createWriteToCustomer } from './jobs/write-to-customer.ts';
import type { joinScenarioSide } from './scenario-side.ts';

export interface CustomerSideParts {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly scenarios: Pick<
    ReturnType<typeof joinScenarioSide>,
    'store' | 'steps' | 'events' | 'channelProblems'
  >;
}

/** Mounted at /api/customers. */
export function joinCustomerSide({
  clock,
  inShop,
  readShop,
  scenarios,
}: CustomerSideParts): ShopRoutes {
  const { store, steps, events, channelProblems } = scenarios;
  const writeToCustomer = createWriteToCustomer({
    clock,
    store: { ...store, ...SingleMessages },
    customers: createEnterCustomers({ clock, store, steps }),
    channelProblems,
  });
  return customerRoutes({
    clock,
    inShop,
    readShop,
    store: {
      ...Activities,
      attributionOf,
      ...CustomerList,
      ...CustomerCounts,
      ...CustomerRecords,
      ...CustomerSearch,
      ...Decisions,
      ...Privacy,
      ...CustomerExport,
      ...Recipients,
      ...SingleMessages,
    },
    readPrediction: Predictions.readPrediction,
    readProducts: (tx, question) => readProductsNow(MessageProducts, tx, question),
    readSettings,
    writeToCustomer,
    customersGone: (tx, customerIds) => events.customersGone(tx, customerIds, GONE),
  });
}
