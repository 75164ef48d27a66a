/** What can happen in a store, as webhooks tell it. */
import type {
  CustomerProfile,
  DatedConsent,
  EmailConsent,
  SmsConsent,
  StoreOrder,
  StoreOrderLine,
  StoreProduct,
  StoreProfile,
} from '../../core/store-records.ts';
import type { Instant } from '../../core/time.ts';

export type StoreEvent =
  | {
      readonly kind: 'order';
      readonly order: StoreOrder;
      readonly lines: readonly StoreOrderLine[];
      /** What the order's payload says of its customer; null where it says only the number. */
      readonly customer: CustomerProfile | null;
    }
  | { readonly kind: 'order deleted'; readonly orderId: number }
  | { readonly kind: 'customer'; readonly customer: CustomerProfile }
  | { readonly kind: 'customer deleted'; readonly customerId: number }
  | { readonly kind: 'customers merged'; readonly keptId: number; readonly deletedId: number }
  | {
      readonly kind: 'email consent';
      readonly customerId: number;
      readonly consent: DatedConsent<EmailConsent>;
    }
  | {
      readonly kind: 'sms consent';
      readonly customerId: number;
      readonly consent: DatedConsent<SmsConsent>;
    }
  | {
      readonly kind: 'tags';
      readonly customerId: number;
      readonly tags: readonly string[];
      /** Added, or removed. */
      readonly present: boolean;
      readonly at: Instant;
    }
  | { readonly kind: 'product'; readonly product: StoreProduct }
  | { readonly kind: 'product deleted'; readonly productId: number }
  | { readonly kind: 'uninstalled' }
  | { readonly kind: 'scopes'; readonly scopes: readonly string[]; readonly at: Instant }
  | { readonly kind: 'shop'; readonly profile: StoreProfile }
  | { readonly kind: 'bulk operation finished'; readonly operationId: string }
  | { readonly kind: 'data request'; readonly customerId: number; readonly requestId: string }
  | {
      readonly kind: 'redact customer';
      readonly customerId: number;
      readonly orderIds: readonly number[];
    }
  | { readonly kind: 'redact shop' }
  /** Nothing that Rondo keeps changed, e.g. a merge that failed. */
  | { readonly kind: 'nothing' };
