/** The routes of value tiers over a real database, asked as the browser asks them. */
import type { Instant } from '../../../admin-app/core/time.ts';
import { countCustomers } from '../../../admin-app/server/database/customer-counts.ts';
import * as CustomerRecords from '../../../admin-app/server/database/customer-record.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import {
  type InShop,
  withReadOnlyShop,
  withShop,
} from '../../../admin-app/server/database/tenant.ts';
import { tierRoutes } from '../../../admin-app/server/http/tiers.ts';
import { joinTierSide } from '../../../admin-app/server/tier-side.ts';
import { keepCountsOf } from '../../support/keep-counts.ts';
import { staffSession } from '../../support/staff-session.ts';

export interface TierAnswers {
  ask(path: string, method?: string, body?: unknown): Promise<Response>;
  /** The answer of a request that must succeed; the caller names the contract of the address. */
  get<T>(path: string, method?: string, body?: unknown): Promise<T>;
}

export function tierAnswers(
  db: Database,
  shopId: number,
  {
    now,
    enqueued = [],
    most,
  }: { readonly now: () => Instant; readonly enqueued?: string[]; readonly most?: number },
): TierAnswers {
  const clock = { now, onMove: () => () => {} };
  const inShop: InShop = (id, run) => withShop(db, id, run);
  const side = joinTierSide({ clock, inShop });
  const app = staffSession({ shopId });
  app.route(
    '/',
    tierRoutes({
      clock,
      inShop,
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      store: { ...side.store, ...CustomerRecords },
      readCustomerCounts: keepCountsOf({ clock, inShop }, most).ofShop('customers', countCustomers),
      editTiers: side.edit,
      setTier: side.assign.setTier,
      enqueue: async (task) => {
        enqueued.push(task);
      },
    }),
  );
  const ask: TierAnswers['ask'] = async (path, method = 'GET', body) =>
    await app.request(path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ask,
    async get<T>(path: string, method?: string, body?: unknown): Promise<T> {
      const answer = await ask(path, method, body);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
  };
}
