/**
 * Looks at every address that could be mailed: whether a mail would reach anybody. Name servers are asked between the
 * transactions, each domain once a month; where none answers, what else is known counts.
 */
import { addressRisk, mailDomainOf } from '../../core/consent/address-risk.ts';
import { askable, listQuery } from '../../core/segment/inactive.ts';
import { DAY_MS, dayOf, type Instant } from '../../core/time.ts';
import type { DomainRecords } from '../channels/domain-records.ts';
import type { Clock } from '../clock.ts';
import type * as Risks from '../database/address-risks.ts';
import type * as Inactive from '../database/inactive.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface CheckAddressesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<
    typeof Risks,
    | 'readAddressesToCheck'
    | 'writeAddressRisks'
    | 'readMailDomains'
    | 'writeMailDomains'
    | 'readAddressCheck'
    | 'addressCheckAdvanced'
    | 'addressCheckFinished'
  >;
  readonly records: Pick<DomainRecords, 'acceptsMail'>;
}

const CUSTOMERS_AT_A_TIME = 2_000;
const QUESTIONS_AT_ONCE = 20;
/** The domains beyond these are asked at the next check. */
const MOST_QUESTIONS = 2_000;
const KNOWN_FOR_MS = 30 * DAY_MS;

/** Goes on where the last check was interrupted. */
export function createCheckAddresses(deps: CheckAddressesDeps) {
  const { clock, inShop, store } = deps;

  return async function checkAddresses(shopId: number): Promise<void> {
    const names = new NameQuestions(deps, shopId);
    let { through } = await inShop(shopId, store.readAddressCheck);
    for (;;) {
      const after = through;
      const page = await inShop(shopId, (tx) =>
        store.readAddressesToCheck(tx, { after, limit: CUSTOMERS_AT_A_TIME }),
      );
      const last = page.at(-1);
      const accepts = await names.ask(
        page.flatMap(({ email }) => mailDomainOf(email.trim()) ?? []),
      );
      const risks = page.flatMap(({ customerId, email, bounces }): Risks.FoundRisk[] => {
        const acceptsMail = accepts.get(mailDomainOf(email.trim()) ?? '') ?? null;
        const risk = addressRisk(email, { acceptsMail, bounces });
        return risk.verdict === 'fine' ? [] : [{ customerId, email, ...risk }];
      });
      through = last?.customerId ?? Number.MAX_SAFE_INTEGER;
      const range = { after, through };
      await inShop(shopId, async (tx) => {
        await store.writeAddressRisks(tx, range, risks, clock.now());
        if (last) await store.addressCheckAdvanced(tx, range.through);
        else {
          const withoutNames = names.silent;
          await store.addressCheckFinished(tx, { at: clock.now(), withoutNames });
        }
      });
      if (!last) return;
    }
  };
}

/** What one check asks of name servers. */
class NameQuestions {
  silent = false;
  readonly #deps: CheckAddressesDeps;
  readonly #shopId: number;
  #asked = 0;

  constructor(deps: CheckAddressesDeps, shopId: number) {
    this.#deps = deps;
    this.#shopId = shopId;
  }

  /** By domain; those of which nothing is known are left out. */
  async ask(domains: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const { inShop, store, clock } = this.#deps;
    const different = [...new Set(domains)];
    const since = clock.now() - KNOWN_FOR_MS;
    const known = await inShop(this.#shopId, (tx) => store.readMailDomains(tx, different, since));
    const unknown = different.filter((domain) => !known.has(domain));
    const answered = await this.#askServers(unknown);
    if (answered.size > 0)
      await inShop(this.#shopId, (tx) => store.writeMailDomains(tx, answered, clock.now()));
    return new Map([...known, ...answered]);
  }

  async #askServers(domains: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const answered = new Map<string, boolean>();
    for (let from = 0; from < domains.length; from += QUESTIONS_AT_ONCE) {
      if (this.silent || this.#asked >= MOST_QUESTIONS) return answered;
      const some = domains.slice(from, from + QUESTIONS_AT_ONCE);
      this.#asked += some.length;
      const answers = await Promise.all(
        some.map(async (domain) => [domain, await this.#deps.records.acceptsMail(domain)] as const),
      );
      for (const [domain, accepts] of answers) if (accepts !== null) answered.set(domain, accepts);
      // Where nobody answers twenty questions, nobody will.
      this.silent = answers.every(([, accepts]) => accepts === null);
    }
    return answered;
  }
}

export interface AddressGateDeps {
  readonly store: Pick<typeof Risks, 'readAddressRefusals'> & Pick<typeof Inactive, 'readInactive'>;
}

export interface GateMoment {
  readonly now: Instant;
  readonly zone: string;
  readonly currency: string;
}

/** Whom not to mail because they are inactive and the mail would come back; why, by customer. */
export type AddressGate = (
  tx: ShopTransaction,
  customerIds: readonly number[],
  moment: GateMoment,
) => Promise<ReadonlyMap<number, string>>;

export function createAddressGate({ store }: AddressGateDeps): AddressGate {
  return async (tx, customerIds, { now, zone, currency }) => {
    const { definition } = await store.readInactive(tx);
    const inactive = askable(listQuery('inactive', definition));
    const moment = { today: dayOf(now, zone), zone, currency };
    return await store.readAddressRefusals(tx, customerIds, inactive, moment);
  };
}
