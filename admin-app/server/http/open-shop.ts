/**
 * What happens when staff open the app: the shop is entered or revived, gets an access token where it lacks one, its
 * name and zone are looked up and its first sync is started. Each part only if it is needed, so that a visit that was
 * cut short is made up for by the next.
 */
import type { StoreProfile } from '../../core/store-records.ts';
import { DAY_MS, type Instant } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type { RegisteredShop } from '../database/shops.ts';
import type { SyncCause } from '../database/syncs.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import type { GrantedToken } from '../shopify/granted-token.ts';
import type { SessionClaims, StaffMember } from '../shopify/shopify.ts';

export interface OpenShopDeps {
  readonly clock: Clock;
  /** Without these the app cannot work; optional ones are not among them. */
  readonly requiredScopes: readonly string[];
  readonly findShop: (domain: string) => Promise<RegisteredShop | undefined>;
  readonly installShop: (installation: {
    readonly domain: string;
    readonly scopes: readonly string[];
    readonly locale: string | null;
    readonly at: Instant;
  }) => Promise<number>;
  readonly exchangeToken: (shop: string, sessionToken: string) => Promise<GrantedToken>;
  readonly needsExchange: (shopId: number, requiredScopes: readonly string[]) => Promise<boolean>;
  readonly keepToken: (shopId: number, granted: GrantedToken) => Promise<void>;
  readonly askShopProfile: (shopId: number) => Promise<StoreProfile>;
  readonly inShop: InShop;
  readonly writeShopProfile: (tx: ShopTransaction, profile: StoreProfile) => Promise<void>;
  readonly hasSyncSince: (tx: ShopTransaction, since: Instant) => Promise<boolean>;
  readonly startSync: (
    tx: ShopTransaction,
    sync: { readonly cause: SyncCause; readonly at: Instant },
  ) => Promise<{ readonly syncId: number }>;
  readonly readSessionToken: (token: string) => Promise<SessionClaims | null>;
  readonly askStaff: (shop: string, sessionToken: string) => Promise<StaffMember>;
  readonly isStaffNamed: (tx: ShopTransaction, userId: number, since: Instant) => Promise<boolean>;
  readonly writeStaffName: (
    tx: ShopTransaction,
    staff: StaffMember & { readonly at: Instant },
  ) => Promise<void>;
  readonly enqueue: Enqueue;
}

/** Names change seldom: whose was heard this recently is not asked again. */
const NAME_KEPT_MS = 7 * DAY_MS;

export interface Visit {
  /** Both were checked: the token is the shop's. */
  readonly domain: string;
  readonly sessionToken: string;
  readonly locale: string | null;
}

export type OpenShop = (visit: Visit) => Promise<void>;

export function createOpenShop(deps: OpenShopDeps): OpenShop {
  const { clock, inShop } = deps;

  return async function openShop(visit) {
    const known = await deps.findShop(visit.domain);
    const installed = known && known.uninstalledAt === null ? known : undefined;
    try {
      const shop = await ensureAccess(visit, installed);
      await ensureProfile(shop);
      await ensureFirstSync(shop);
      await rememberStaff(shop.shopId, visit);
    } catch (error) {
      // What Rondo knows can be looked at while Shopify is away; the next visit makes up for the rest.
      const isKnown = installed !== undefined && installed.updatedAt !== null;
      if (!isKnown || !isNamed(error, 'ShopifyUnavailableError')) throw error;
    }
  };

  async function ensureAccess(
    { domain, sessionToken, locale }: Visit,
    installed: RegisteredShop | undefined,
  ): Promise<RegisteredShop> {
    if (installed && !(await deps.needsExchange(installed.shopId, deps.requiredScopes))) {
      return installed;
    }
    const granted = await deps.exchangeToken(domain, sessionToken);
    const { scopes } = granted;
    const shopId = await deps.installShop({ domain, scopes, locale, at: clock.now() });
    await deps.keepToken(shopId, granted);
    const shop = await deps.findShop(domain);
    if (!shop) throw new Error(`${domain} was removed while it was being opened`);
    return shop;
  }

  async function ensureProfile({ shopId, updatedAt }: RegisteredShop): Promise<void> {
    if (updatedAt !== null && updatedAt > clock.now() - DAY_MS) return;
    const profile = await deps.askShopProfile(shopId);
    await inShop(shopId, (tx) => deps.writeShopProfile(tx, profile));
  }

  /** Histories say who did something; without a name they say a number, so nobody waits for one. */
  async function rememberStaff(shopId: number, { domain, sessionToken }: Visit): Promise<void> {
    const at = clock.now();
    const userId = Number((await deps.readSessionToken(sessionToken))?.userId);
    if (!Number.isSafeInteger(userId)) return;
    if (await inShop(shopId, (tx) => deps.isStaffNamed(tx, userId, at - NAME_KEPT_MS))) return;
    try {
      const staff = await deps.askStaff(domain, sessionToken);
      await inShop(shopId, (tx) => deps.writeStaffName(tx, { ...staff, at }));
    } catch (error) {
      const isShopifys =
        isNamed(error, 'ShopifyUnavailableError') || isNamed(error, 'ShopifyRefusedError');
      if (!isShopifys) throw error;
    }
  }

  async function ensureFirstSync({ shopId, installedAt }: RegisteredShop): Promise<void> {
    const at = clock.now();
    const syncId = await inShop(shopId, async (tx) => {
      if (await deps.hasSyncSince(tx, installedAt)) return null;
      return (await deps.startSync(tx, { cause: 'install', at })).syncId;
    });
    if (syncId !== null) await deps.enqueue('sync', { shopId, syncId });
  }
}
