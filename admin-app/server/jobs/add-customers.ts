/**
 * Takes customers into a scenario by hand or from a list. Staff decide: neither the start's condition nor whether the
 * customer has been inside before is asked, only that nobody is inside twice. A thousand at a time, each in a
 * transaction of its own; given again, those who entered are inside already.
 */
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type * as Named from '../database/named-customers.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { EnterCustomers } from './enter-customers.ts';

export interface AddCustomersDeps {
  readonly inShop: InShop;
  readonly store: typeof Named & Pick<typeof EntryCandidates, 'namedCandidates'>;
  readonly customers: EnterCustomers;
}

export interface Added {
  readonly matched: number;
  readonly entered: number;
  readonly alreadyInside: number;
  /** As they were given. */
  readonly unknown: readonly string[];
}

/** Null when the scenario is not active. `by` is who asks for it, in words. */
export type AddCustomers = (
  shopId: number,
  scenarioId: number,
  given: readonly (number | string)[],
  by: string,
) => Promise<Added | null>;

const AT_A_TIME = 1_000;

export function createAddCustomers(deps: AddCustomersDeps): AddCustomers {
  return async (shopId, scenarioId, given, by) => {
    const entries = [...new Set(given.map((it) => String(it).trim()))];
    let total: Added = { matched: 0, entered: 0, alreadyInside: 0, unknown: [] };
    for (let first = 0; first < entries.length; first += AT_A_TIME) {
      const some = entries.slice(first, first + AT_A_TIME);
      const added = await deps.inShop(shopId, (tx) => addSome(deps, tx, scenarioId, some, by));
      if (!added) return first === 0 ? null : total;
      total = sum(total, added);
    }
    return total;
  };
}

function sum(one: Added, other: Added): Added {
  return {
    matched: one.matched + other.matched,
    entered: one.entered + other.entered,
    alreadyInside: one.alreadyInside + other.alreadyInside,
    unknown: [...one.unknown, ...other.unknown],
  };
}

async function addSome(
  { store, customers }: AddCustomersDeps,
  tx: ShopTransaction,
  scenarioId: number,
  given: readonly string[],
  by: string,
): Promise<Added | null> {
  const entry = await customers.entry(tx, scenarioId);
  if (!entry) return null;
  const isNumber = (text: string) => /^\d{1,15}$/.test(text);
  const found = await store.findNamedCustomers(tx, {
    ids: given.filter(isNumber).map(Number),
    emails: given.filter((text) => !isNumber(text)),
  });
  const known = new Set(found.map((it) => it.given));
  const customerIds = [...new Set(found.map(({ customerId }) => customerId))];
  const inside = await store.readInside(tx, scenarioId, customerIds);
  const cause = `by hand ${new Date(entry.at).toISOString()}`;
  const candidates = store.namedCandidates(
    customerIds.map((customerId) => ({ customerId, cause, words: `added by ${by}` })),
  );
  const rules = { ...entry.rules, channels: null, condition: null, reentry: EACH_TIME };
  const entered = await customers.enter(tx, { ...entry, rules }, candidates, null);
  return {
    matched: customerIds.length,
    entered: entered.length,
    alreadyInside: inside.length,
    unknown: given.filter((text) => !known.has(text) && !known.has(String(Number(text)))),
  };
}

const EACH_TIME = { kind: 'each time' } as const;
