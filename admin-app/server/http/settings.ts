import { Hono } from 'hono';
import { type SettingsView, saveSettings } from '../../contract/settings.ts';
import type * as SetUp from '../database/set-up.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { parseBody } from './parse-input.ts';
import { refuseOvertaken } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { changesBetween, noteStaffAct } from './staff-log.ts';

export interface SettingsRoutesDeps {
  readonly inShop: InShop;
  readonly store: Pick<typeof SetUp, 'holdSettings' | 'readSettings' | 'writeSettings'>;
  /** What e-mail still lacks on this server, in words; null when it can be sent. */
  readonly channelProblem: string | null;
}

export function settingsRoutes({ inShop, store, channelProblem }: SettingsRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();

  async function readView(tx: ShopTransaction): Promise<SettingsView> {
    const revision = await store.holdSettings(tx);
    return { settings: await store.readSettings(tx), channelProblem, revision };
  }

  routes.get('/', async (c) => c.json<SettingsView>(await inShop(c.get('shop').shopId, readView)));

  routes.put('/', async (c) => {
    const { revision, ...given } = await parseBody(c, saveSettings);
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const before = await readView(tx);
      refuseOvertaken('sender', revision, before.revision);
      const changes = changesBetween({ ...before.settings }, given);
      await store.writeSettings(tx, given);
      if (changes.length > 0) await noteStaffAct(c, tx, { kind: 'settings.sender', changes });
      return await readView(tx);
    });
    return c.json<SettingsView>(view);
  });

  return routes;
}
