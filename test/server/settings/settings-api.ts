/** Routes as main.ts mounts them, with a session of one member of a shop's staff, who is noted in the staff log. */
import type { Hono } from 'hono';
import * as StaffLog from '../../../admin-app/server/database/staff-log.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import type { ShopEnvironment, ShopRoutes } from '../../../admin-app/server/http/shop-context.ts';
import { staffLogRoutes } from '../../../admin-app/server/http/staff-log.ts';
import type { TestDatabase } from '../../support/database.ts';
import { staffSession } from '../../support/staff-session.ts';

export interface Session {
  readonly shopId: number;
  readonly staffId: string;
  readonly now: () => number;
}

export function settingsApi(
  db: TestDatabase,
  { shopId, staffId, now }: Session,
  routes: Readonly<Record<string, ShopRoutes>>,
): Hono<ShopEnvironment> {
  const app = staffSession({ shopId, name: 'Pine & Co' }, (c) => {
    c.set('staffId', staffId);
    c.set('noteStaffAct', (tx, act) => StaffLog.insertStaffAct(tx, { ...act, at: now() }));
  });
  for (const [path, below] of Object.entries(routes)) app.route(path, below);
  app.route('/staff-log', staffLogRoutes({ ...transactions(db), store: StaffLog }));
  return app;
}

export function transactions(db: TestDatabase) {
  return {
    inShop: ((id, run) => withShop(db, id, run)) as InShop,
    readShop: ((id, run) => withReadOnlyShop(db, id, run)) as InShop,
  };
}

type InShop = <T>(
  shopId: number,
  run: (tx: Parameters<Parameters<typeof withShop<T>>[2]>[0]) => Promise<T>,
) => Promise<T>;
