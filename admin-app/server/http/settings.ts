import { Hono } from 'hono';
import { type SettingsView, settings } from '../../contract/settings.ts';
import type { ShopSettings } from '../database/set-up.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { parseBody } from './parse-input.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';

export interface SettingsRoutesDeps {
  readonly inShop: InShop;
  readonly readSettings: (tx: ShopTransaction) => Promise<ShopSettings | null>;
  readonly writeSettings: (tx: ShopTransaction, settings: ShopSettings) => Promise<void>;
  /** What e-mail still lacks on this server, in words; null when it can be sent. */
  readonly channelProblem: string | null;
}

export function settingsRoutes(deps: SettingsRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  routes.get('/', async (c) => {
    const saved = await deps.inShop(c.get('shop').shopId, deps.readSettings);
    return c.json<SettingsView>({ settings: saved, channelProblem: deps.channelProblem });
  });

  routes.put('/', async (c) => {
    const given = await parseBody(c, settings);
    await deps.inShop(c.get('shop').shopId, async (tx) => {
      const changes = changesBetween({ ...(await deps.readSettings(tx)) }, given);
      await deps.writeSettings(tx, given);
      if (changes.length > 0) await noteStaffAct(c, tx, { kind: 'settings.sender', changes });
    });
    return c.json<SettingsView>({ settings: given, channelProblem: deps.channelProblem });
  });

  return routes;
}
