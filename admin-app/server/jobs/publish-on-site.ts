/**
 * Hands the shop's pages what the widget decides with: the active messages (one metafield of the app's) and what changed
 * of each customer's facts (a metafield of the customer). Repeating it writes nothing that is already there.
 */
import { ON_SITE_TEMPLATES } from '../../core/message/templates/on-site.ts';
import type { OnSiteMessage } from '../../core/priority/on-site.ts';
import { pageMessageOf } from '../../core/priority/on-site-kinds.ts';
import type { Clock } from '../clock.ts';
import type * as CustomerFactsTable from '../database/customer-facts.ts';
import type * as HandedOnSite from '../database/handed-on-site.ts';
import type * as OnSiteMessages from '../database/onsite-messages.ts';
import type { ShopTransaction } from '../database/tenant.ts';

export interface PublishOnSiteDeps {
  readonly clock: Clock;
  readonly inShop: <T>(shopId: number, run: (tx: ShopTransaction) => Promise<T>) => Promise<T>;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly messages: typeof OnSiteMessages;
  readonly facts: typeof CustomerFactsTable;
  readonly handed: Pick<typeof HandedOnSite, 'clearOnSite'>;
  readonly shopify: {
    readonly writeOnSiteMessages: (
      shopId: number,
      messages: readonly OnSiteMessage[],
      zone: string,
    ) => Promise<void>;
    /** At most `FACTS_AT_A_TIME`; resolves with those whose customer still exists. */
    readonly writeCustomerFacts: (
      shopId: number,
      facts: readonly CustomerFactsTable.ChangedFacts[],
    ) => Promise<void>;
  };
}

/** Shopify's limit of metafields in one call. */
const FACTS_AT_A_TIME = 25;

export async function publishOnSite(deps: PublishOnSiteDeps, shopId: number): Promise<void> {
  const messages = await deps.inShop(shopId, (tx) => readOrBegin(deps, tx));
  const active = messages
    .filter((stored) => stored.active)
    .map((stored) => pageMessageOf(stored.message));
  await deps.shopify.writeOnSiteMessages(shopId, active, await deps.inShop(shopId, deps.zoneOf));
  await deps.inShop(shopId, (tx) => deps.handed.clearOnSite(tx, deps.clock.now()));
  let after: number | null = 0;
  while (after !== null) after = await publishNextFacts(deps, shopId, after);
}

/** A shop's first time: the templates, switched off. */
async function readOrBegin(
  deps: PublishOnSiteDeps,
  tx: ShopTransaction,
): Promise<readonly OnSiteMessages.StoredOnSiteMessage[]> {
  const messages = await deps.messages.readOnSiteMessages(tx);
  if (messages.length > 0) return messages;
  for (const message of ON_SITE_TEMPLATES) {
    await deps.messages.insertOnSiteMessage(tx, { active: false, message, at: deps.clock.now() });
  }
  return await deps.messages.readOnSiteMessages(tx);
}

async function publishNextFacts(
  deps: PublishOnSiteDeps,
  shopId: number,
  after: number,
): Promise<number | null> {
  const changed = await deps.inShop(shopId, async (tx) =>
    deps.facts.readChangedFacts(tx, await deps.zoneOf(tx), after, FACTS_AT_A_TIME),
  );
  if (changed.length === 0) return null;
  // Written first, marked then: killed in between, the same facts are written once more.
  await deps.shopify.writeCustomerFacts(shopId, changed);
  await deps.inShop(shopId, (tx) => deps.facts.markFactsPublished(tx, changed, deps.clock.now()));
  return changed.at(-1)?.customerId ?? null;
}
