/**
 * Asks Shopify for whole customers where only webhooks have told of them: those lack language, tags, birthday and
 * consents. Runs after webhooks are applied.
 */
import type { Clock } from '../clock.ts';
import type * as Customers from '../database/customers-writer.ts';
import type * as Incomplete from '../database/incomplete-customers.ts';
import type { InShop } from '../database/tenant.ts';
import { isNamed } from '../named-error.ts';
import type { ShopQuestions } from '../shopify/shop-questions.ts';

export interface CompleteCustomersDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof Customers, 'writeCustomers'> &
    Pick<typeof Incomplete, 'readIncompleteCustomers' | 'leaveIncomplete'>;
  readonly ask: Pick<ShopQuestions, 'readCustomer'>;
}

/** `none`: nobody lacked anything; `more`: there were too many for one go. */
export type CompleteCustomers = (shopId: number) => Promise<'none' | 'done' | 'more'>;

const AT_A_TIME = 100;

export function createCompleteCustomers(deps: CompleteCustomersDeps): CompleteCustomers {
  const { clock, inShop, store } = deps;

  return async function completeCustomers(shopId) {
    const customerIds = await inShop(shopId, (tx) => store.readIncompleteCustomers(tx, AT_A_TIME));
    if (customerIds.length === 0) return 'none';
    for (const customerId of customerIds) {
      try {
        await complete(shopId, customerId);
      } catch (error) {
        // The app was removed; if it comes back, a whole sync does.
        if (isNamed(error, 'ShopifyAccessLostError')) return 'done';
        throw error;
      }
    }
    return customerIds.length === AT_A_TIME ? 'more' : 'done';
  };

  async function complete(shopId: number, customerId: number): Promise<void> {
    const asOf = clock.now();
    const customer = await ask(shopId, customerId);
    await inShop(shopId, async (tx) => {
      if (customer) await store.writeCustomers(tx, [customer], asOf);
      else await store.leaveIncomplete(tx, customerId);
    });
  }

  /** Null also for a record that cannot be read: asking again would not change it, the next sync reports it. */
  async function ask(shopId: number, customerId: number) {
    try {
      return await deps.ask.readCustomer(shopId, customerId);
    } catch (error) {
      const hopeless =
        isNamed(error, 'InvalidRecordError') || isNamed(error, 'ShopifyRefusedError');
      if (hopeless) return null;
      throw error;
    }
  }
}
