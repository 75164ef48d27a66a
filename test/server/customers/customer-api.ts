/** The customers' addresses as main.ts mounts them, with a session of the world's shop. */
import { joinCustomerSide } from '../../../admin-app/server/customer-side.ts';
import { withReadOnlyShop } from '../../../admin-app/server/database/tenant.ts';
import { staffSession } from '../../support/staff-session.ts';
import type { World } from '../scenario/world.ts';

export interface CustomerApi {
  /** The status, and the body as the caller's contract. */
  ask<T>(path: string, method?: string, body?: unknown): Promise<{ status: number; body: T }>;
}

export function customerApi(world: World): CustomerApi {
  const { clock, engine, db, shopId } = world;
  const app = staffSession({ shopId, zone: 'Europe/Warsaw' }, (c) => {
    c.set('staff', 'Ada');
  });
  app.route(
    '/',
    joinCustomerSide({
      clock,
      inShop: engine.inShop,
      readShop: (id, run) => withReadOnlyShop(db, id, run),
      scenarios: engine,
    }),
  );
  return {
    async ask<T>(path: string, method = 'GET', body?: unknown) {
      const answer = await app.request(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      // The caller names the contract of the address it asks.
      return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as T };
    },
  };
}
