/**
 * Puts what the widget decides with where the shop's pages find it: the messages in a metafield of the app's own, each
 * customer's facts in a metafield of the customer. The names are those that the theme block reads.
 */
import { z } from 'zod';
import type { CustomerFacts, OnSiteMessage } from '../../core/priority/on-site.ts';
import type { AdminApi, Operation } from './admin-api.ts';
import { ShopifyRefusedError } from './errors.ts';
import { DELETE_METAFIELDS, READ_APP_INSTALLATION, SET_METAFIELDS } from './operations.ts';
import { gidOf } from './record-fields.ts';

export interface OnSiteMetafields {
  /** `zone` is the shop's: the widget counts days there. */
  writeOnSiteMessages(
    shopId: number,
    messages: readonly OnSiteMessage[],
    zone: string,
  ): Promise<void>;
  /**
   * At most 25 at a time, Shopify's limit; null takes the customer's facts away. A customer deleted meanwhile is left
   * out, the others are written.
   */
  writeCustomerFacts(
    shopId: number,
    facts: readonly { readonly customerId: number; readonly facts: CustomerFacts | null }[],
  ): Promise<void>;
}

interface MetafieldPlace {
  readonly ownerId: string;
  readonly namespace: string;
  readonly key: string;
}

interface MetafieldInput extends MetafieldPlace {
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
      const inputs: MetafieldInput[] = [];
      const gone: MetafieldPlace[] = [];
      for (const { customerId, facts: wanted } of facts) {
        const place = factsOf(customerId);
        if (wanted === null) gone.push(place);
        else inputs.push({ ...place, type: 'json', value: JSON.stringify(wanted) });
      }
      await withoutUnknown(inputs, (some) => setMetafields(api, shopId, some));
      await withoutUnknown(gone, (some) => deleteMetafields(api, shopId, some));
    },
  };
}

function factsOf(customerId: number): MetafieldPlace {
  return { ownerId: gidOf('Customer', customerId), namespace: '$app:rondo', key: 'facts' };
}

interface Problem {
  readonly field?: readonly string[] | null | undefined;
  readonly message: string;
}

/** A call is carried out whole or not at all: each round leaves out the customers Shopify does not know. */
async function withoutUnknown<Place>(
  all: readonly Place[],
  write: (some: readonly Place[]) => Promise<readonly Problem[]>,
): Promise<void> {
  let places = all;
  while (places.length > 0) {
    const problems = await write(places);
    if (problems.length === 0) return;
    const unknown = new Set(problems.map(unknownOwner));
    const known = places.filter((_, index) => !unknown.has(index));
    if (known.length === places.length) {
      throw new ShopifyRefusedError(`Shopify refused customer facts: ${problems[0]?.message}`);
    }
    places = known;
  }
}

async function setMetafields(
  api: AdminApi,
  shopId: number,
  metafields: readonly MetafieldInput[],
): Promise<readonly Problem[]> {
  const { metafieldsSet } = await api.run(shopId, METAFIELDS_SET, { metafields });
  return metafieldsSet?.userErrors ?? [];
}

async function deleteMetafields(
  api: AdminApi,
  shopId: number,
  metafields: readonly MetafieldPlace[],
): Promise<readonly Problem[]> {
  const { metafieldsDelete } = await api.run(shopId, METAFIELDS_DELETE, { metafields });
  return metafieldsDelete?.userErrors ?? [];
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

const problems = z
  .object({
    userErrors: z.array(z.object({ field: z.array(z.string()).nullish(), message: z.string() })),
  })
  .nullish();
type Answered = { readonly userErrors: readonly Problem[] } | null | undefined;

const METAFIELDS_SET: Operation<{ metafieldsSet?: Answered }> = {
  name: 'writing metafields',
  text: SET_METAFIELDS,
  data: z.object({ metafieldsSet: problems }),
};

const METAFIELDS_DELETE: Operation<{ metafieldsDelete?: Answered }> = {
  name: 'taking metafields away',
  text: DELETE_METAFIELDS,
  data: z.object({ metafieldsDelete: problems }),
};
