import { DAY_MS, type Instant } from '../time.ts';
import type { MessageFields } from './types.ts';

export interface MessageReader {
  readonly firstName: string;
  readonly lastName: string;
  readonly lastOrder: { readonly at: Instant; readonly product: string } | null;
}

/** What texts can say to this customer now. */
export function messageFields(
  { firstName, lastName, lastOrder }: MessageReader,
  shop: MessageFields['shop'],
  now: Instant,
): MessageFields {
  return {
    customer: { first_name: firstName, last_name: lastName },
    shop: { name: shop.name, url: shop.url },
    last_order: lastOrder && {
      days_ago: Math.max(0, Math.floor((now - lastOrder.at) / DAY_MS)),
      product: lastOrder.product,
    },
  };
}
