/**
 * Discounts and their codes at Shopify. One use of each code: Shopify counts the limit of a discount by code. Creating
 * and adding are safe to repeat: a code that is there already is found, and refused codes are told of one by one.
 */
import { z } from 'zod';
import type { CouponTerms } from '../../core/coupon/types.ts';
import { formatDecimal } from '../../core/money.ts';
import type { Instant } from '../../core/time.ts';
import type { AdminApi, Operation } from './admin-api.ts';
import { ShopifyRefusedError, ShopifyUnavailableError } from './errors.ts';
import {
  ADD_CODES,
  CREATE_BASIC_DISCOUNT,
  CREATE_FREE_SHIPPING_DISCOUNT,
  DELETE_CODES,
  FIND_DISCOUNT,
  READ_CODE_CREATION,
  READ_CREATED_CODES,
} from './operations.ts';

export interface NewDiscount {
  readonly title: string;
  /** A new discount needs one; by it the discount is found again. */
  readonly code: string;
  readonly terms: CouponTerms;
  /** ISO 4217, of the amounts. */
  readonly currency: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface AddedCodes {
  readonly added: readonly { readonly code: string; readonly shopifyId: string }[];
  /** Taken already, as a rule by an earlier try whose answer was lost. */
  readonly refused: readonly string[];
}

export interface ShopDiscounts {
  /** Its gid. Asked again for the same first code, the discount that has it. */
  createDiscount(shopId: number, discount: NewDiscount): Promise<string>;
  /**
   * At most 250, as many as Shopify takes in one call. Waits until it has worked through them. Null where there is no
   * such discount any more: the merchant may delete it.
   */
  addCodes(
    shopId: number,
    discountId: string,
    codes: readonly string[],
  ): Promise<AddedCodes | null>;
  /** By their gids, at most 250. Shopify does it a little later; unknown ones do no harm. */
  deleteCodes(shopId: number, discountId: string, codeIds: readonly string[]): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** With these pauses about three minutes. */
const MOST_LOOKS = 40;

export function createDiscounts(
  api: AdminApi,
  sleep: (ms: number) => Promise<unknown>,
): ShopDiscounts {
  return {
    async createDiscount(shopId, discount) {
      const { created } = await api.run(shopId, creationOf(discount), {
        discount: inputOf(discount),
      });
      const [problem] = created.userErrors;
      if (created.codeDiscountNode) return created.codeDiscountNode.id;
      if (problem?.code === 'TAKEN') {
        const { found } = await api.run(shopId, FIND, { code: discount.code });
        if (found) return found.id;
      }
      throw refused('the discount', problem);
    },
    async addCodes(shopId, discountId, codes) {
      const { added } = await api.run(shopId, ADD, {
        discountId,
        codes: codes.map((code) => ({ code })),
      });
      const [problem] = added.userErrors;
      if (problem?.field?.[0] === 'discountId') return null;
      if (!added.bulkCreation) throw refused('codes of a discount', problem);
      return await outcomeOf(shopId, added.bulkCreation.id, codes.length);
    },
    async deleteCodes(shopId, discountId, codeIds) {
      const { deleted } = await api.run(shopId, DELETE, { discountId, ids: [...codeIds] });
      const [problem] = deleted.userErrors;
      if (problem) throw refused('to take codes away', problem);
    },
  };

  async function untilDone(shopId: number, creationId: string): Promise<void> {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const { done } = await api.run(shopId, CREATION, { id: creationId });
      if (done) return;
      await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** look));
    }
    throw new ShopifyUnavailableError('Shopify did not finish adding codes to a discount');
  }

  async function outcomeOf(shopId: number, creationId: string, count: number): Promise<AddedCodes> {
    await untilDone(shopId, creationId);
    const { codes } = await api.run(shopId, CREATED, { id: creationId, first: count });
    return {
      added: codes.flatMap(({ code, discountRedeemCode }) =>
        discountRedeemCode ? [{ code, shopifyId: discountRedeemCode.id }] : [],
      ),
      refused: codes.filter((it) => !it.discountRedeemCode).map(({ code }) => code),
    };
  }
}

function inputOf({ title, code, terms, currency, startsAt, endsAt }: NewDiscount): object {
  const { discount, minimumMinor } = terms;
  const amount = (amountMinor: number) => formatDecimal({ amountMinor, currency });
  const shared = {
    title,
    code,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    usageLimit: 1,
    context: { all: 'ALL' },
    ...(minimumMinor !== null && {
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: amount(minimumMinor) } },
    }),
  };
  switch (discount.kind) {
    case 'free shipping':
      return { ...shared, destination: { all: true } };
    case 'percentage': {
      const value = { percentage: discount.percent / 100 };
      return { ...shared, customerGets: { items: { all: true }, value } };
    }
    case 'amount': {
      const value = {
        discountAmount: { amount: amount(discount.minor), appliesOnEachItem: false },
      };
      return { ...shared, customerGets: { items: { all: true }, value } };
    }
  }
}

interface Problem {
  readonly field?: readonly string[] | null | undefined;
  readonly message: string;
  readonly code?: string | null | undefined;
}

function refused(what: string, problem: Problem | undefined): ShopifyRefusedError {
  const reason = problem?.message ?? 'no reason given';
  return new ShopifyRefusedError(`Shopify refused ${what}: ${reason}`, problem?.code ?? null);
}

const problems = z.array(
  z.object({
    field: z.array(z.string()).nullish(),
    message: z.string(),
    code: z.string().nullish(),
  }),
);
const node = z.object({ id: z.string() }).nullish();

const NOTHING = { userErrors: [] };

type Created = {
  created: { codeDiscountNode?: { id: string } | null | undefined; userErrors: Problem[] };
};

const creationData = z.object({ codeDiscountNode: node, userErrors: problems }).nullish();

function creationOf({ terms }: NewDiscount): Operation<Created> {
  const name = 'to create a discount';
  if (terms.discount.kind === 'free shipping') {
    return {
      name,
      text: CREATE_FREE_SHIPPING_DISCOUNT,
      data: z
        .object({ discountCodeFreeShippingCreate: creationData })
        .transform((data) => ({ created: data.discountCodeFreeShippingCreate ?? NOTHING })),
    };
  }
  return {
    name,
    text: CREATE_BASIC_DISCOUNT,
    data: z
      .object({ discountCodeBasicCreate: creationData })
      .transform((data) => ({ created: data.discountCodeBasicCreate ?? NOTHING })),
  };
}

const FIND = {
  name: 'the discount of a code',
  text: FIND_DISCOUNT,
  data: z
    .object({ codeDiscountNodeByCode: node })
    .transform((data) => ({ found: data.codeDiscountNodeByCode ?? null })),
};

const ADD = {
  name: 'to add codes to a discount',
  text: ADD_CODES,
  data: z
    .object({
      discountRedeemCodeBulkAdd: z.object({ bulkCreation: node, userErrors: problems }).nullish(),
    })
    .transform((data) => ({
      added: data.discountRedeemCodeBulkAdd ?? { bulkCreation: null, ...NOTHING },
    })),
};

const CREATION = {
  name: 'how far codes are added',
  text: READ_CODE_CREATION,
  data: z
    .object({ discountRedeemCodeBulkCreation: z.object({ done: z.boolean() }).nullish() })
    .transform((data) => ({ done: data.discountRedeemCodeBulkCreation?.done ?? false })),
};

const CREATED = {
  name: 'which codes were added',
  text: READ_CREATED_CODES,
  data: z
    .object({
      discountRedeemCodeBulkCreation: z
        .object({
          codes: z.object({
            nodes: z.array(z.object({ code: z.string(), discountRedeemCode: node })),
          }),
        })
        .nullish(),
    })
    .transform((data) => ({ codes: data.discountRedeemCodeBulkCreation?.codes.nodes ?? [] })),
};

const DELETE = {
  name: 'to take codes of a discount away',
  text: DELETE_CODES,
  data: z
    .object({ discountCodeRedeemCodeBulkDelete: z.object({ userErrors: problems }).nullish() })
    .transform((data) => ({ deleted: data.discountCodeRedeemCodeBulkDelete ?? NOTHING })),
};
