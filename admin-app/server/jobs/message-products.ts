/**
 * The products of each customer's mail. Mails are made side by side, each asking for its own; those that ask in the same
 * moment are answered together. What a shop has on its shelves is kept for some minutes: a mail is read hours later
 * anyway, and a shop's sales need not be added up for each batch.
 */
import {
  chooseProducts,
  type ShelfProduct,
  type Shelves,
  type ShopperFacts,
  sortShelves,
} from '../../core/message/choose-products.ts';
import type {
  Deal,
  EmailContent,
  MessageProduct,
  ProductsBlock,
} from '../../core/message/types.ts';
import type { Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as MessageProducts from '../database/message-products.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface MessageProductsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof MessageProducts,
    'readShelfProducts' | 'readDealProducts' | 'readShoppers'
  >;
}

export interface ProductsQuestion {
  readonly shopId: number;
  readonly shopUrl: string;
  readonly customerId: number;
  readonly content: EmailContent;
}

/** Of each products block of the content, in the order of the body. */
export type ProductsOf = (
  question: ProductsQuestion,
) => Promise<readonly (readonly MessageProduct[])[]>;

interface Waiting {
  readonly question: ProductsQuestion;
  readonly blocks: readonly ProductsBlock[];
  readonly resolve: (products: readonly (readonly MessageProduct[])[]) => void;
  readonly reject: (error: unknown) => void;
}

const KEPT_MS = 5 * 60_000;
const MOST_SHOPS_KEPT = 50;

export function createProductsOf(deps: MessageProductsDeps): ProductsOf {
  const shelves = new KeptShelves(deps);
  const waiting = new Map<number, Waiting[]>();

  async function answer(shopId: number): Promise<void> {
    const batch = waiting.get(shopId) ?? [];
    waiting.delete(shopId);
    try {
      const customerIds = [...new Set(batch.map(({ question }) => question.customerId))];
      await deps.inShop(shopId, async (tx) => {
        const shopUrl = batch[0]?.question.shopUrl ?? '';
        const setting = { now: deps.clock.now(), shopUrl };
        const deals = dealsOf(batch.flatMap(({ blocks }) => blocks));
        const shelf = await shelves.of(tx, deals, setting);
        const shoppers = await deps.store.readShoppers(tx, customerIds);
        for (const { question, blocks, resolve } of batch) {
          resolve(chooseProducts(blocks, shoppers.get(question.customerId) ?? STRANGER, shelf));
        }
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return async (question) => {
    const blocks = productsBlocks(question.content);
    if (blocks.length === 0) return [];
    return await new Promise((resolve, reject) => {
      const asked = waiting.get(question.shopId);
      if (asked) {
        asked.push({ question, blocks, resolve, reject });
        return;
      }
      waiting.set(question.shopId, [{ question, blocks, resolve, reject }]);
      setImmediate(() => void answer(question.shopId));
    });
  };
}

/** The same for a single customer, from what is there at this moment: a preview shows what staff just changed. */
export async function readProductsNow(
  store: MessageProductsDeps['store'],
  tx: ShopTransaction,
  question: Omit<ProductsQuestion, 'shopId' | 'customerId'> & {
    readonly customerId: number | null;
    readonly now: Instant;
  },
): Promise<readonly (readonly MessageProduct[])[]> {
  const { content, customerId, now, shopUrl } = question;
  const blocks = productsBlocks(content);
  if (blocks.length === 0) return [];
  const setting = { now, shopUrl };
  const shelf = await readShelves(store, tx, setting);
  const deals = await store.readDealProducts(tx, dealsOf(blocks), setting);
  const shoppers = await store.readShoppers(tx, customerId === null ? [] : [customerId]);
  const shopper = shoppers.get(customerId ?? 0) ?? exampleShopper(shelf);
  return chooseProducts(blocks, shopper, withDeals(shelf, deals));
}

/** Of whom nothing is known. */
const STRANGER: ShopperFacts = { lastCategory: null, justBought: [], lastSeenAt: null };

/** Somebody who likes what sells best. */
function exampleShopper({ bySales }: Shelves): ShopperFacts {
  return { ...STRANGER, lastCategory: bySales[0]?.category ?? null };
}

function productsBlocks({ body }: EmailContent): readonly ProductsBlock[] {
  return body.filter((block) => block.kind === 'products');
}

function dealsOf(blocks: readonly ProductsBlock[]): readonly Deal[] {
  return blocks
    .flatMap(({ source, fallback }) => [source, fallback])
    .flatMap((source) => (source?.kind === 'deal' ? [source.of] : []));
}

function withDeals(shelves: Shelves, deals: readonly ShelfProduct[]): Shelves {
  const known = new Set(shelves.bySales.map(({ productId }) => productId));
  const added = deals.filter(({ productId }) => !known.has(productId));
  if (added.length === 0) return shelves;
  return sortShelves([...shelves.bySales, ...added], shelves.now);
}

interface Kept {
  readonly shelves: Shelves;
  /** Whose products are on the shelves. */
  readonly deals: ReadonlySet<string>;
}

/** Shelves by shop; the shop whose shelves were filled longest ago is forgotten first. */
class KeptShelves {
  readonly #deps: MessageProductsDeps;
  readonly #kept = new Map<number, Kept>();

  constructor(deps: MessageProductsDeps) {
    this.#deps = deps;
  }

  async of(
    tx: ShopTransaction,
    deals: readonly Deal[],
    setting: { readonly now: Instant; readonly shopUrl: string },
  ): Promise<Shelves> {
    const { store } = this.#deps;
    const known = this.#fresh(tx.shopId, setting.now);
    const shelves = known?.shelves ?? (await readShelves(store, tx, setting));
    const missing = deals.filter((deal) => !known?.deals.has(JSON.stringify(deal)));
    if (known && missing.length === 0) return shelves;
    const filled = withDeals(shelves, await store.readDealProducts(tx, missing, setting));
    const names = missing.map((deal) => JSON.stringify(deal));
    this.#keep(tx.shopId, { shelves: filled, deals: new Set([...(known?.deals ?? []), ...names]) });
    return filled;
  }

  #fresh(shopId: number, now: Instant): Kept | null {
    const kept = this.#kept.get(shopId);
    const age = kept ? now - kept.shelves.now : Number.POSITIVE_INFINITY;
    return kept && age >= 0 && age < KEPT_MS ? kept : null;
  }

  #keep(shopId: number, kept: Kept): void {
    this.#kept.delete(shopId);
    this.#kept.set(shopId, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_SHOPS_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}

async function readShelves(
  store: MessageProductsDeps['store'],
  tx: ShopTransaction,
  setting: { readonly now: Instant; readonly shopUrl: string },
): Promise<Shelves> {
  return sortShelves(await store.readShelfProducts(tx, setting), setting.now);
}
