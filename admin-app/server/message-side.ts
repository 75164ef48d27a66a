/** Joins what messages say beyond their own words: products, coupons, and how staff try them. */
import { randomUUID } from 'node:crypto';
import type { EmailChannel } from './channels/email.ts';
import type { Clock } from './clock.ts';
import * as CouponDiscounts from './database/coupon-discounts.ts';
import * as CouponPool from './database/coupon-pool.ts';
import * as MessageProducts from './database/message-products.ts';
import * as Recipients from './database/recipients.ts';
import { readSettings } from './database/set-up.ts';
import { readShop } from './database/shops.ts';
import type { InShop } from './database/tenant.ts';
import { messageRoutes } from './http/messages.ts';
import { createTopUpCoupons } from './jobs/coupons-top-up.ts';
import type { ClaimedMessage } from './jobs/courier.ts';
import { createProductsOf, readProductsNow } from './jobs/message-products.ts';
import type { ShopDiscounts } from './shopify/discounts.ts';

export interface MessageSideParts {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
}

export function joinMessageSide({ clock, inShop, readShop: reading }: MessageSideParts) {
  const productsOf = createProductsOf({ clock, inShop: reading, store: MessageProducts });

  return {
    /** What each products block of a message shows to its customer. */
    productsOf: async ({ block, language, shop, shopId, recipient }: ClaimedMessage) => {
      const content = block.channel === 'email' ? block.content[language] : undefined;
      if (!content) return [];
      const { customerId } = recipient;
      return await productsOf({ shopId, shopUrl: shop.url, customerId, content });
    },
    coupons: (discounts: ShopDiscounts) => ({
      topUp: createTopUpCoupons({
        clock,
        inShop,
        store: { ...CouponDiscounts, ...CouponPool },
        readShop,
        discounts,
      }),
      hasWork: (shopId: number) => inShop(shopId, CouponPool.hasCouponsToAdd),
    }),
    routes: (email: Pick<EmailChannel, 'problem' | 'deliver'>) =>
      messageRoutes({
        clock,
        readShop: reading,
        store: { ...Recipients, ...MessageProducts },
        readProducts: (tx, question) => readProductsNow(MessageProducts, tx, question),
        readSettings,
        email,
        newId: randomUUID,
      }),
  };
}
