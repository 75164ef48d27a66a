/**
 * Asks a shop's Admin API: waits for the shop's query budget instead of running into it, tries again what may work
 * later, and gets one new token when Shopify does not take the present one.
 */
import type { z } from 'zod';
import type { ApiAnswer, QueryCost, QueryError } from './api-answer.ts';
import { ShopifyRefusedError, ShopifyUnavailableError } from './errors.ts';
import type { Shopify } from './shopify.ts';

/** A GraphQL text and the shape of what it answers. */
export interface Operation<Data> {
  readonly name: string;
  readonly text: string;
  readonly data: z.ZodType<Data>;
}

export interface ShopAccess {
  readonly shop: string;
  readonly accessToken: string;
}

/** Where tokens come from; see access-tokens.ts. */
export interface AccessSource {
  current(shopId: number): Promise<ShopAccess>;
  /** Shopify refused this token: another one, newer than it. */
  renew(shopId: number, refusedToken: string): Promise<ShopAccess>;
}

export interface AdminApi {
  /**
   * Throws ShopifyRefusedError for what Shopify will not do, ShopifyUnavailableError when it kept failing, and
   * ShopifyAccessLostError when there is no token to be had.
   */
  run<Data>(
    shopId: number,
    operation: Operation<Data>,
    variables: Readonly<Record<string, unknown>>,
    options?: {
      /** Times that Shopify may fail before we give up; few where a person waits. */
      readonly tries?: number;
    },
  ): Promise<Data>;
}

/** In the background; with the pauses between them about half a minute. */
const TRIES = 7;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20_000;
/** Throttling is not a failure, but an answer that never comes is. */
const MOST_THROTTLED = 30;

export function createAdminApi(deps: {
  readonly send: Shopify['request'];
  readonly access: AccessSource;
  readonly sleep: (ms: number) => Promise<unknown>;
}): AdminApi {
  const budgets = new QueryBudgets();

  async function ask(
    shopId: number,
    operation: Operation<unknown>,
    { variables, tries }: { readonly variables: object; readonly tries: number },
  ) {
    let access = await deps.access.current(shopId);
    let renewed = false;
    let failures = 0;
    let throttled = 0;
    for (;;) {
      await deps.sleep(budgets.waitMs(access.shop, operation.text));
      const answer = await deps.send({
        ...access,
        text: operation.text,
        variables: { ...variables },
      });
      budgets.learn(access.shop, operation.text, answer);
      if (answer.kind === 'data') return answer.data;
      if (answer.kind === 'errors') throw refusalOf(operation, answer.errors);
      if (answer.kind === 'refused') throw refused(operation, answer.reason);
      if (answer.kind === 'unauthorized') {
        if (renewed) throw refused(operation, 'a fresh access token was refused too');
        access = await deps.access.renew(shopId, access.accessToken);
        renewed = true;
      } else if (answer.kind === 'throttled') {
        throttled += 1;
        if (throttled >= MOST_THROTTLED) throw unavailable(operation, 'it kept throttling');
        // With the cost told, the wait before the next request is known; without, guess.
        if (answer.cost === null) await deps.sleep(pauseMs(throttled));
      } else {
        failures += 1;
        if (failures >= tries) throw unavailable(operation, answer.reason);
        await deps.sleep(answer.retryAfterMs ?? pauseMs(failures));
      }
    }
  }

  return {
    async run(shopId, operation, variables, { tries = TRIES } = {}) {
      const answer = await ask(shopId, operation, { variables, tries });
      const parsed = operation.data.safeParse(answer);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const field = issue?.path.join('.') ?? '';
      throw refused(
        operation,
        `its answer is not as expected at ${field}: ${issue?.message ?? ''}`,
      );
    },
  };
}

/** Doubles from try to try, with up to half of it by chance, so that processes do not come back together. */
function pauseMs(failures: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  return full * (0.5 + Math.random() / 2);
}

function refusalOf(operation: Operation<unknown>, errors: readonly QueryError[]) {
  const [first] = errors;
  const place = first?.path ? ` (at ${first.path})` : '';
  return refused(operation, `${first?.message ?? 'no reason given'}${place}`, first?.code ?? null);
}

function refused(operation: Operation<unknown>, reason: string, code: string | null = null) {
  return new ShopifyRefusedError(`Shopify refused ${operation.name}: ${reason}`, code);
}

function unavailable(operation: Operation<unknown>, reason: string) {
  return new ShopifyUnavailableError(`Shopify did not answer ${operation.name}: ${reason}`);
}

/** What each shop's budget was when Shopify last told, and what each text costs. */
class QueryBudgets {
  readonly #byShop = new Map<string, { readonly cost: QueryCost; readonly at: number }>();
  readonly #costOfText = new Map<string, number>();

  learn(shop: string, text: string, answer: ApiAnswer): void {
    if (!('cost' in answer) || answer.cost === null) return;
    this.#byShop.set(shop, { cost: answer.cost, at: performance.now() });
    this.#costOfText.set(text, answer.cost.requested);
  }

  /** How long until the shop's budget should allow this text again, by what was last told. */
  waitMs(shop: string, text: string): number {
    const told = this.#byShop.get(shop);
    const wanted = this.#costOfText.get(text);
    if (!told || wanted === undefined || told.cost.restorePerSecond <= 0) return 0;
    const { available, restorePerSecond, maximum } = told.cost;
    const restored = ((performance.now() - told.at) / 1000) * restorePerSecond;
    const lacking = Math.min(wanted, maximum) - (available + restored);
    return lacking <= 0 ? 0 : Math.ceil((lacking / restorePerSecond) * 1000);
  }
}
