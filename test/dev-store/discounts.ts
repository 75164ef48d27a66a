/** A shop's discounts and their codes: who may use them, what they take off, and how often they were used. */
import type { Instant } from '../../admin-app/core/time.ts';

export interface Discount {
  readonly id: number;
  readonly title: string;
  readonly gives:
    | { readonly kind: 'percentage'; readonly share: number }
    | { readonly kind: 'amount'; readonly minor: number }
    | { readonly kind: 'free shipping' };
  /** The least the cart must be worth. */
  readonly minimumMinor: number | null;
  /** Of each code. */
  readonly usageLimit: number | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly createdAt: Instant;
}

export interface RedeemCode {
  readonly id: number;
  readonly discountId: number;
  readonly code: string;
  readonly uses: number;
}

/** Codes being added, and what came of each. */
export interface CodeCreation {
  readonly id: number;
  readonly discountId: number;
  readonly createdAt: Instant;
  readonly results: readonly {
    readonly code: string;
    readonly redeemCodeId: number | null;
    readonly problem: string | null;
  }[];
}

/** Why a code cannot be used with a cart. */
export type CodeProblem = 'unknown' | 'not started' | 'expired' | 'used' | 'minimum';

export type CodeAnswer =
  | {
      readonly ok: true;
      readonly code: string;
      readonly amountMinor: number;
      readonly freeShipping: boolean;
    }
  | {
      readonly ok: false;
      readonly problem: CodeProblem;
      readonly minimumMinor: number | null;
    };

export interface DiscountContent {
  readonly discounts: readonly Discount[];
  readonly codes: readonly RedeemCode[];
}

interface Surroundings {
  readonly now: () => Instant;
  readonly nextId: () => number;
  readonly changed: () => void;
}

export class Discounts {
  readonly #surroundings: Surroundings;
  readonly #discounts = new Map<number, Discount>();
  readonly #codes = new Map<string, RedeemCode>();
  readonly #creations = new Map<number, CodeCreation>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  discount(id: number): Discount | undefined {
    return this.#discounts.get(id);
  }
  all(): readonly Discount[] {
    return [...this.#discounts.values()];
  }
  codesOf(discountId: number): readonly RedeemCode[] {
    return [...this.#codes.values()].filter((code) => code.discountId === discountId);
  }
  creation(id: number): CodeCreation | undefined {
    return this.#creations.get(id);
  }
  /** Whatever its capitals. */
  code(text: string): RedeemCode | undefined {
    return this.#codes.get(fold(text));
  }

  /** With its first code, which must not be taken. */
  create(draft: Omit<Discount, 'id' | 'createdAt'>, code: string): Discount {
    const { nextId, now, changed } = this.#surroundings;
    const discount = { ...draft, id: nextId(), createdAt: now() };
    this.#discounts.set(discount.id, discount);
    this.#addCode(discount.id, code);
    changed();
    return discount;
  }

  /** As staff delete one in the admin: its codes go with it. */
  delete(discountId: number): void {
    this.#discounts.delete(discountId);
    this.removeCodes(discountId, new Set(this.codesOf(discountId).map(({ id }) => id)));
  }

  addCodes(discountId: number, codes: readonly string[]): CodeCreation {
    const seen = new Set<string>();
    const results = codes.map((code) => {
      const problem = this.#problemOf(code, seen);
      seen.add(fold(code));
      const added = problem === null ? this.#addCode(discountId, code) : null;
      return { code, problem, redeemCodeId: added?.id ?? null };
    });
    const { nextId, now, changed } = this.#surroundings;
    const creation = { id: nextId(), discountId, createdAt: now(), results };
    this.#creations.set(creation.id, creation);
    changed();
    return creation;
  }

  removeCodes(discountId: number, ids: ReadonlySet<number>): void {
    for (const [key, code] of this.#codes) {
      if (code.discountId === discountId && ids.has(code.id)) this.#codes.delete(key);
    }
    this.#surroundings.changed();
  }

  /** What a code would take off a cart, or why it cannot be used. */
  check(text: string, cartMinor: number): CodeAnswer {
    const code = this.code(text);
    const discount = code && this.#discounts.get(code.discountId);
    const refuse = (problem: CodeProblem): CodeAnswer => ({
      ok: false,
      problem,
      minimumMinor: discount?.minimumMinor ?? null,
    });
    if (!code || !discount) return refuse('unknown');
    const now = this.#surroundings.now();
    if (now < discount.startsAt) return refuse('not started');
    if (discount.endsAt !== null && now >= discount.endsAt) return refuse('expired');
    if (discount.usageLimit !== null && code.uses >= discount.usageLimit) return refuse('used');
    if (cartMinor < (discount.minimumMinor ?? 0)) return refuse('minimum');
    const { gives } = discount;
    return {
      ok: true,
      code: code.code,
      amountMinor:
        gives.kind === 'percentage'
          ? Math.round(cartMinor * gives.share)
          : gives.kind === 'amount'
            ? Math.min(gives.minor, cartMinor)
            : 0,
      freeShipping: gives.kind === 'free shipping',
    };
  }

  /** Counts a use, for an order that was placed with it. */
  redeem(text: string): void {
    const code = this.code(text);
    if (!code) return;
    this.#codes.set(fold(text), { ...code, uses: code.uses + 1 });
    this.#surroundings.changed();
  }

  content(): DiscountContent {
    return { discounts: this.all(), codes: [...this.#codes.values()] };
  }

  load({ discounts, codes }: DiscountContent): void {
    for (const discount of discounts) this.#discounts.set(discount.id, discount);
    for (const code of codes) this.#codes.set(fold(code.code), code);
  }

  /** Shopify's own words. */
  #problemOf(code: string, seen: ReadonlySet<string>): string | null {
    if (code.trim() === '') return "can't be blank";
    if (code.length > 255) return 'is too long (maximum is 255 characters)';
    if (seen.has(fold(code))) return 'Codes must be unique within BulkDiscountCodeCreation';
    return this.code(code) ? 'must be unique. Please try a different code.' : null;
  }

  #addCode(discountId: number, code: string): RedeemCode {
    const added = { id: this.#surroundings.nextId(), discountId, code, uses: 0 };
    this.#codes.set(fold(code), added);
    return added;
  }
}

function fold(code: string): string {
  return code.trim().toUpperCase();
}
