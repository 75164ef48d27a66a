/** The routes of value tiers over a real database, asked as the browser asks them. */
import type { Instant } from '../../../admin-app/core/time.ts';
import * as CustomerRecords from '../../../admin-app/server/database/customer-record.ts';
import type { Database } from '../../../admin-app/server/database/pool.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import { tierRoutes } from '../../../admin-app/server/http/tiers.ts';
import { joinTierSide } from '../../../admin-app/server/tier-side.ts';
import { staffSession } from '../../support/staff-session.ts';

export interface TierAnswers {
  ask(path: string, method?: string, body?: unknown): Promise<Response>;
  /** The answer of a request that must succeed; the caller names the contract of the address. */
  get<T>(path: string, method?: string, body?: unknown): Promise<T>;
}

export function tierAnswers(
  db: Database,
  shopId: number,
  { now, enqueued = [] }: { readonly now: () => Instant; readonly enqueued?: string[] },
): TierAnswers {
  const clock = { now, onMove: () => () => {} };
  const side = joinTierSide({ clock, inShop: (id, run) => withShop(db, id, run) });
  const app = staffSession({ shopId });
  app.route(
    '/',
    tierRoutes({
      clock,
      inShop: (id, run) => withShop(db, id, run),
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      store: { ...side.store, ...CustomerRecords },
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
