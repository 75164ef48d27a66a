/** Results over HTTP, for tests: answers of the shop's own routes, and the staff log that they write. */
import { expect } from 'vitest';
import type { FigureCustomersPage } from '../../../admin-app/contract/results.ts';
import { insertStaffAct } from '../../../admin-app/server/database/staff-log.ts';
import { withReadOnlyShop, withShop } from '../../../admin-app/server/database/tenant.ts';
import { joinResultsSide } from '../../../admin-app/server/results-side.ts';
import type { TestDatabase } from '../../support/database.ts';
import { staffSession } from '../../support/staff-session.ts';
import { day, ZONE } from './result-world.ts';

export interface ResultRoutes {
  request(path: string, init?: RequestInit): Response | Promise<Response>;
  ask<T>(path: string): Promise<T>;
  /** The lines of a file, without its head. */
  lines(path: string): Promise<readonly (readonly string[])[]>;
  /** The whole list, page by page. */
  listed(path: string): Promise<Pick<FigureCustomersPage, 'customers' | 'counted'>>;
}

export function resultRoutes(db: TestDatabase, shopId: number): ResultRoutes {
  const now = day(60);
  const app = staffSession({ shopId, zone: ZONE }, (c) => {
    c.set('staffId', '7');
    c.set('noteStaffAct', (tx, act) => insertStaffAct(tx, { ...act, at: now }));
  });
  const results = joinResultsSide({
    clock: { now: () => now, onMove: () => () => {} },
    inShop: (id, run) => withShop(db, id, run),
    readShop: (id, run) => withReadOnlyShop(db, id, run),
    enqueue: async () => {},
  });
  for (const [path, routes] of Object.entries(results.api)) app.route(path, routes);

  const request = (path: string, init?: RequestInit) => app.request(path, init);
  const answerTo = async (path: string) => {
    const answer = await request(path);
    expect(answer.status, path).toBe(200);
    return answer;
  };
  // The route's own contract, which the callers name.
  const ask = async <T>(path: string) => (await (await answerTo(path)).json()) as T;
  return {
    request,
    ask,
    lines: async (path) => {
      const text = await (await answerTo(path)).text();
      const lines = text.trim().split('\r\n');
      return lines.slice(1).map((line) => line.split(','));
    },
    listed: async (path) => {
      const first: FigureCustomersPage = await ask(path);
      const customers = [...first.customers];
      for (let { after } = first; after !== null; ) {
        const page: FigureCustomersPage = await ask(`${path}&after=${after}`);
        customers.push(...page.customers);
        after = page.after;
      }
      return { customers, counted: first.counted };
    },
  };
}
