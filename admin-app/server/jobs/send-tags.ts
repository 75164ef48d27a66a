/**
 * Tells Shopify of the tags that scenarios gave customers or took away, in their order. Killed between telling and noting
 * it, it tells again, which changes nothing there. What Shopify refuses is kept with the reason and not asked again.
 */
import type { Clock } from '../clock.ts';
import type * as Updates from '../database/customer-updates.ts';
import type { InShop } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import type { CustomerTags } from '../shopify/customer-tags.ts';

export interface SendTagsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof Updates, 'readWaitingTags' | 'settleTag'>;
  readonly shopify: CustomerTags;
}

const AT_A_TIME = 100;

/** Throws while Shopify does not answer; the job is tried again. */
export type SendTags = (shopId: number) => Promise<void>;

export function createSendTags({ clock, inShop, store, shopify }: SendTagsDeps): SendTags {
  async function refusalOf(shopId: number, { customerId, action, tag }: Updates.WaitingTag) {
    try {
      return await shopify.change(shopId, customerId, { action, tags: [tag] });
    } catch (error) {
      if (isNamed(error, 'ShopifyRefusedError')) return error.message;
      throw error;
    }
  }

  return async (shopId) => {
    for (;;) {
      const waiting = await inShop(shopId, (tx) => store.readWaitingTags(tx, AT_A_TIME));
      if (waiting.length === 0) return;
      for (const change of waiting) {
        const error = await refusalOf(shopId, change);
        const at = clock.now();
        await inShop(shopId, (tx) => store.settleTag(tx, change.changeId, { error, at }));
      }
    }
  };
}
