/** Adds tags to customers in Shopify, or takes them away. Repeating it changes nothing. */
import { z } from 'zod';
import type { AdminApi, Operation } from './admin-api.ts';
import { ADD_TAGS, REMOVE_TAGS } from './operations.ts';

export interface CustomerTags {
  /** Null when it is done; else why Shopify refuses this customer or tag, in words. */
  change(
    shopId: number,
    customerId: number,
    change: { readonly action: 'add' | 'remove'; readonly tags: readonly string[] },
  ): Promise<string | null>;
}

export function createCustomerTags(api: AdminApi): CustomerTags {
  return {
    async change(shopId, customerId, { action, tags }) {
      const id = `gid://shopify/Customer/${customerId}`;
      const { outcome } = await api.run(shopId, OPERATIONS[action], { id, tags });
      return outcome?.userErrors[0]?.message ?? null;
    },
  };
}

const outcome = z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullish();
const data = z.object({ outcome });

const OPERATIONS: Readonly<Record<'add' | 'remove', Operation<z.infer<typeof data>>>> = {
  add: { name: 'adding tags to a customer', text: ADD_TAGS, data },
  remove: { name: 'taking tags from a customer', text: REMOVE_TAGS, data },
};
