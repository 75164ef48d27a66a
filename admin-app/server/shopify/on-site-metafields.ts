/**
 * Puts what the widget decides with where the shop's pages find it: the messages in a metafield of the app's own, each
 * customer's facts in a metafield of the customer. The names are those that the theme block reads.
 */
import { z } from 'zod';
import type { CustomerFacts, OnSiteMessage } from '../../core/priority/on-site.ts';
import type { AdminApi, Operation } from './admin-api.ts';
import { ShopifyRefusedError } from './errors.ts';
import { READ_APP_INSTALLATION, SET_METAFIELDS } from './operations.ts';
import { gidOf } from './record-fields.ts';

export interface OnSiteMetafields {
  /** `zone` is the shop's: the widget counts days there. */
  writeOnSiteMessages(
    shopId: number,
    messages: readonly OnSiteMessage[],
    zone: string,
  ): Promise<void>;
  /** At most 25 at a time, Shopify's limit. A customer deleted meanwhile is left out, the others are written. */
  writeCustomerFacts(
    shopId: number,
    facts: readonly { readonly customerId: number; readonly facts: CustomerFacts }[],
  ): Promise<void>;
}

interface MetafieldInput {
  readonly ownerId: string;
  readonly namespace: string;
  readonly key: string;
  readonly type: 'json' | 'single_line_text_field';
  readonly value: string;
}

export function createOnSiteMetafields(api: AdminApi): OnSiteMetafields {
  return {
    async writeOnSiteMessages(shopId, messages, zone) {
      const { currentAppInstallation } = await api.run(shopId, APP_INSTALLATION, {});
      const ofApp = { ownerId: currentAppInstallation.id, namespace: 'rondo' };
      const problems = await setMetafields(api, shopId, [
        { ...ofApp, key: 'messages', type: 'json', value: JSON.stringify(messages) },
        { ...ofApp, key: 'zone', type: 'single_line_text_field', value: zone },
      ]);
      const [problem] = problems;
      if (problem)
        throw new ShopifyRefusedError(`Shopify refused the messages: ${problem.message}`);
    },
    async writeCustomerFacts(shopId, facts) {
      let inputs = facts.map(
        (entry): MetafieldInput => ({
          ownerId: gidOf('Customer', entry.customerId),
          namespace: '$app:rondo',
          key: 'facts',
          type: 'json',
          value: JSON.stringify(entry.facts),
        }),
      );
      // A call is carried out whole or not at all: each round leaves out the customers Shopify does not know.
      while (inputs.length > 0) {
        const problems = await setMetafields(api, shopId, inputs);
        if (problems.length === 0) return;
        const unknown = new Set(problems.map(unknownOwner));
        const known = inputs.filter((_, index) => !unknown.has(index));
        if (known.length === inputs.length) {
          throw new ShopifyRefusedError(`Shopify refused customer facts: ${problems[0]?.message}`);
        }
        inputs = known;
      }
    },
  };
}

interface Problem {
  readonly field?: readonly string[] | null | undefined;
  readonly message: string;
}

async function setMetafields(
  api: AdminApi,
  shopId: number,
  metafields: readonly MetafieldInput[],
): Promise<readonly Problem[]> {
  const { metafieldsSet } = await api.run(shopId, METAFIELDS_SET, { metafields });
  return metafieldsSet?.userErrors ?? [];
}

/** `["metafields", "3", "ownerId"]` says that the fourth owner does not exist; -1 for any other problem. */
function unknownOwner({ field }: Problem): number {
  return field?.[0] === 'metafields' && field[2] === 'ownerId' ? Number(field[1]) : -1;
}

const APP_INSTALLATION: Operation<{ currentAppInstallation: { id: string } }> = {
  name: 'the app installation',
  text: READ_APP_INSTALLATION,
  data: z.object({ currentAppInstallation: z.object({ id: z.string() }) }),
};

const METAFIELDS_SET: Operation<{
  metafieldsSet?: { userErrors: readonly Problem[] } | null | undefined;
}> = {
  name: 'writing metafields',
  text: SET_METAFIELDS,
  data: z.object({
    metafieldsSet: z
      .object({
        userErrors: z.array(
          z.object({ field: z.array(z.string()).nullish(), message: z.string() }),
        ),
      })
      .nullish(),
  }),
};
