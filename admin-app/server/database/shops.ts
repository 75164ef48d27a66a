/** The registry of shops: who is installed, and what a shop is called. */
import type { StoreProfile } from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';
import type { Database } from './pool.ts';
import { type ShopTransaction, withRegistry } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface RegisteredShop {
  readonly shopId: number;
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly zone: string;
  readonly locale: string;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
  /** Null while the app is installed. */
  readonly uninstalledAt: Instant | null;
  /** When the profile was last told; null when it never was. */
  readonly updatedAt: Instant | null;
}

interface ShopRow {
  readonly shop_id: number;
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly locale: string;
  readonly scopes: string;
  readonly installed_at: Instant;
  readonly uninstalled_at: Instant | null;
  readonly updated_at: Instant | null;
}

const COLUMNS = `shop_id, domain, name, currency, time_zone, locale, scopes, installed_at, uninstalled_at, updated_at`;

/** Undefined for a domain that never installed the app. */
export async function findShop(db: Database, domain: string): Promise<RegisteredShop | undefined> {
  return await withRegistry(db, async (tx) => {
    const row = await tx.maybeOne<ShopRow>(`select ${COLUMNS} from shops where domain = $1`, [
      domain,
    ]);
    return row && shopOf(row);
  });
}

/** All shops that have the app now, for work that goes around. */
export async function readInstalledShops(db: Database): Promise<readonly RegisteredShop[]> {
  return await withRegistry(db, async (tx) => {
    const rows = await tx.query<ShopRow>(
      `select ${COLUMNS} from shops where uninstalled_at is null order by shop_id`,
    );
    return rows.map(shopOf);
  });
}

/** No other has rows here, not even one that has left and waits to be forgotten. */
export async function isOnlyShop(db: Database): Promise<boolean> {
  return await withRegistry(db, async (tx) => {
    const { shops } = await tx.one<{ shops: number }>('select count(*) as shops from shops');
    return shops === 1;
  });
}

export async function readShop(tx: ShopTransaction): Promise<RegisteredShop> {
  return shopOf(
    await tx.one<ShopRow>(`select ${COLUMNS} from shops where shop_id = $1`, [tx.shopId]),
  );
}

/** Of the shop's days. */
export async function zoneOf(tx: ShopTransaction): Promise<string> {
  return (await readShop(tx)).zone;
}

/**
 * Keeps the shop from being deleted before this transaction ends. Customers and orders have no foreign key that would do
 * so, and must not be written behind the back of a deletion. Throws RowCountError when the shop is gone.
 */
export async function holdShop(tx: ShopTransaction): Promise<void> {
  await tx.one('select shop_id from shops where shop_id = $1 for key share', [tx.shopId]);
}

/** Enters a shop, or revives one that had uninstalled; one that is installed stays as it is. Returns its number. */
export async function installShop(
  db: Database,
  installation: {
    readonly domain: string;
    readonly scopes: readonly string[];
    readonly locale: string | null;
    readonly at: Instant;
  },
): Promise<number> {
  const { domain, scopes, locale, at } = installation;
  return await withRegistry(db, async (tx) => {
    const row = await tx.one<{ shop_id: number }>(
      `insert into shops as s (domain, scopes, scopes_at, locale, installed_at)
       values ($1, $2, $4, coalesce($3, 'en'), $4)
       on conflict (domain) do update
         set scopes = excluded.scopes,
             scopes_at = greatest(s.scopes_at, excluded.scopes_at),
             installed_at = case when s.uninstalled_at is null then s.installed_at
                                 else excluded.installed_at end,
             uninstalled_at = null
       returning shop_id`,
      [domain, scopes.join(','), locale, timestampText(at)],
    );
    return row.shop_id;
  });
}

/** Takes over what the shop says of itself, unless something newer is known. */
export async function writeShopProfile(tx: ShopTransaction, profile: StoreProfile): Promise<void> {
  await tx.execute(
    `update shops
        set name = $2, email = $3, currency = $4, time_zone = $5, locale = coalesce($6, locale),
            storefront_url = coalesce($7, storefront_url), updated_at = $8
      where shop_id = $1 and (updated_at is null or updated_at <= $8)`,
    [
      tx.shopId,
      profile.name,
      profile.email,
      profile.currency,
      profile.timeZone,
      profile.locale,
      profile.storefrontUrl,
      timestampText(profile.updatedAt),
    ],
  );
}

export async function writeScopes(
  tx: ShopTransaction,
  scopes: readonly string[],
  at: Instant,
): Promise<void> {
  await tx.execute(
    `update shops set scopes = $2, scopes_at = $3
      where shop_id = $1 and (scopes_at is null or scopes_at <= $3)`,
    [tx.shopId, scopes.join(','), timestampText(at)],
  );
}

/** False when the shop has installed the app again since: then the word came late. */
export async function markUninstalled(tx: ShopTransaction, at: Instant): Promise<boolean> {
  const changed = await tx.execute(
    `update shops set uninstalled_at = least(uninstalled_at, $2)
      where shop_id = $1 and installed_at <= $2`,
    [tx.shopId, timestampText(at)],
  );
  if (changed === 0) return false;
  await tx.execute('delete from access_tokens where shop_id = $1', [tx.shopId]);
  return true;
}

function shopOf(row: ShopRow): RegisteredShop {
  return {
    shopId: row.shop_id,
    domain: row.domain,
    name: row.name,
    currency: row.currency,
    zone: row.time_zone,
    locale: row.locale,
    scopes: row.scopes === '' ? [] : row.scopes.split(','),
    installedAt: row.installed_at,
    uninstalledAt: row.uninstalled_at,
    updatedAt: row.updated_at,
  };
}
