/** What the shop has set up so far, and its settings. */
import type { ShopTransaction } from './tenant.ts';

/** As the contract's settings; kept in the shop's row. */
export interface ShopSettings {
  readonly senderName: string;
  readonly senderEmail: string;
  readonly postalAddress: string;
}

/** Null until somebody has saved them. */
export async function readSettings(tx: ShopTransaction): Promise<ShopSettings | null> {
  const row = await tx.one<{ settings: ShopSettings | Record<string, never> }>(
    'select settings from shops where shop_id = $1',
    [tx.shopId],
  );
  // Written by writeSettings only, whole.
  return 'senderEmail' in row.settings ? (row.settings as ShopSettings) : null;
}

export async function writeSettings(tx: ShopTransaction, settings: ShopSettings): Promise<void> {
  await tx.execute('update shops set settings = $2 where shop_id = $1', [
    tx.shopId,
    JSON.stringify(settings),
  ]);
}

export interface SetUpFacts {
  readonly senderSet: boolean;
  readonly activeScenarios: number;
  readonly activeOnSiteMessages: number;
}

export async function readSetUp(tx: ShopTransaction): Promise<SetUpFacts> {
  const row = await tx.one<{ scenarios: number; messages: number }>(
    `select (select count(*) from scenarios where kind = 'scenario' and status = 'active') as scenarios,
            (select count(*) from onsite_messages where active) as messages`,
  );
  return {
    senderSet: (await readSettings(tx)) !== null,
    activeScenarios: row.scenarios,
    activeOnSiteMessages: row.messages,
  };
}
