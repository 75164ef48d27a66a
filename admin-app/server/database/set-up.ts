/** What the shop has set up so far, and its settings. */
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

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

/** Another whenever the settings are others. Nobody changes them until the transaction ends. */
export async function holdSettings(tx: ShopTransaction): Promise<string> {
  const row = await tx.one<{ revision: string }>(
    'select md5(settings::text) as revision from shops where shop_id = $1 for no key update',
    [tx.shopId],
  );
  return row.revision;
}

export async function writeSettings(tx: ShopTransaction, settings: ShopSettings): Promise<void> {
  await tx.execute('update shops set settings = $2 where shop_id = $1', [
    tx.shopId,
    JSON.stringify(settings),
  ]);
}

export interface SetUpFacts {
  readonly senderSet: boolean;
  /** The sender's domain was checked, and says of its mail what mailbox providers ask. */
  readonly domainSound: boolean;
  readonly activeScenarios: number;
  readonly activeOnSiteMessages: number;
}

export async function readSetUp(tx: ShopTransaction): Promise<SetUpFacts> {
  const row = await tx.one<{ scenarios: number; messages: number; sound: string | null }>(
    `select (select domain from sender_checks where sound) as sound,
            (select count(*) from scenarios where kind = 'scenario' and status = 'active') as scenarios,
            (select count(*) from onsite_messages where active) as messages`,
  );
  const settings = await readSettings(tx);
  return {
    senderSet: settings !== null,
    domainSound:
      row.sound !== null && settings?.senderEmail.toLowerCase().endsWith(`@${row.sound}`) === true,
    activeScenarios: row.scenarios,
    activeOnSiteMessages: row.messages,
  };
}

export interface SenderCheck {
  readonly domain: string;
  readonly sound: boolean;
  readonly at: Instant;
}

/** Keeps what the last check of the sender's domain found. */
export async function noteSenderCheck(
  tx: ShopTransaction,
  { domain, sound, at }: SenderCheck,
): Promise<void> {
  await tx.execute(
    `insert into sender_checks (shop_id, domain, sound, checked_at) values ($1, $2, $3, $4)
     on conflict (shop_id) do update
       set domain = excluded.domain, sound = excluded.sound, checked_at = excluded.checked_at`,
    [tx.shopId, domain, sound, timestampText(at)],
  );
}
