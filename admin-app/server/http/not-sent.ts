/** Messages of the last days that were to go and did not. */
import { Hono } from 'hono';
import { type NotSentPage, type NotSentView, notSentQuery } from '../../contract/not-sent.ts';
import { DAY_MS } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as NotSent from '../database/not-sent.ts';
import type { InShop } from '../database/tenant.ts';
import { nameOf } from './customers-view.ts';
import { noPlace, parseQuery } from './parse-input.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface NotSentRoutesDeps {
  readonly clock: Clock;
  readonly readShop: InShop;
  readonly store: Pick<typeof NotSent, 'countNotSent' | 'listNotSent'>;
}

const DAYS = 7;
const MOST_REASONS = 20;
const PAGE = 50;

export function notSentRoutes({ clock, readShop, store }: NotSentRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const since = clock.now() - DAYS * DAY_MS;
    const rows = await readShop(c.get('shop').shopId, (tx) =>
      store.countNotSent(tx, since, MOST_REASONS),
    );
    const reasons = rows.map(({ status: state, ...row }) => ({ ...row, state }));
    return c.json<NotSentView>({ since, reasons });
  });

  routes.get('/sends', async (c) => {
    const { after, ...asked } = parseQuery(c, notSentQuery);
    const query = {
      ...asked,
      since: clock.now() - DAYS * DAY_MS,
      after: after === undefined ? null : positionOf(after),
      limit: PAGE + 1,
    };
    const rows = await readShop(c.get('shop').shopId, (tx) => store.listNotSent(tx, query));
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    return c.json<NotSentPage>({
      sends: rows.slice(0, PAGE).map((row) => ({
        sendId: row.send_id,
        customerId: row.customer_id,
        customer: row.customer_id === null ? '' : nameOf(row),
        scenarioId: row.scenario_id,
        scenario: row.scenario,
        kind: row.kind,
        at: row.due_at,
      })),
      after: last ? `${last.due_at}.${last.send_id}` : null,
    });
  });

  return routes;
}

function positionOf(text: string): NotSent.NotSentPosition {
  const [, at, sendId] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (at === undefined) throw noPlace(text);
  return { at: Number(at), sendId: Number(sendId) };
}
