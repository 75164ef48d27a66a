/** Reads what decides about a customer's page: the shop's active messages and what is known of the customer. */
import { inShopLanguages } from '../../core/message/on-site-languages.ts';
import { inClassOrder, type NumberedMessage } from '../../core/priority/authored-message.ts';
import type { Shopper } from '../../core/priority/explain-on-site.ts';
import { visitsInClassOrder } from '../../core/priority/facts-for.ts';
import type { OccasionMoment } from '../../core/priority/occasions.ts';
import { dayOf, type Instant } from '../../core/time.ts';
import type * as CustomerFacts from '../database/customer-facts.ts';
import type * as Languages from '../database/languages.ts';
import type * as OnSiteMessages from '../database/onsite-messages.ts';
import type * as Priorities from '../database/priorities.ts';
import type { ShopTransaction } from '../database/tenant.ts';

export interface OnSiteSituationStore {
  readonly now: () => Instant;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly readLanguage: (tx: ShopTransaction, customerId: number) => Promise<string | null>;
  readonly store: Pick<typeof CustomerFacts, 'readCustomersOnSite' | 'readTierPlaces'> &
    Pick<typeof OnSiteMessages, 'readOnSiteMessages'> &
    Pick<typeof Languages, 'readLanguages'> &
    Pick<typeof Priorities, 'readPriorities'>;
}

export interface ReadSituation {
  readonly zone: string;
  readonly messages: readonly NumberedMessage[];
  readonly moment: OccasionMoment;
  /** Null for a guest, and for a customer that the shop does not have. */
  readonly shopper: Shopper | null;
  /** The customer's own; the shop's fallback where it is not known. */
  readonly language: string;
}

/** `draft` takes the place of the stored message with its number, and is on. */
export type ReadOnSiteSituation = (
  tx: ShopTransaction,
  customerId: number | null,
  draft: NumberedMessage | null,
) => Promise<ReadSituation>;

export function createReadSituation(deps: OnSiteSituationStore): ReadOnSiteSituation {
  const { store, now, zoneOf } = deps;
  return async (tx, customerId, draft) => {
    const zone = await zoneOf(tx);
    const active = (await store.readOnSiteMessages(tx)).filter(({ active }) => active);
    const others = active.filter(({ messageId }) => messageId !== draft?.messageId);
    const { classes } = await store.readPriorities(tx);
    const { choice } = await store.readLanguages(tx);
    const ranked = inClassOrder(draft ? [...others, draft] : others, classes);
    const messages = inShopLanguages(ranked, choice);
    const at = now();
    const moment = {
      today: dayOf(at, zone),
      ahead: 0,
      tierPlaces: await store.readTierPlaces(tx),
    };
    const asked = { customerIds: customerId === null ? [] : [customerId] };
    const [known] = await store.readCustomersOnSite(tx, messages, asked, {
      zone,
      now: at,
    });
    const own = customerId === null ? null : await deps.readLanguage(tx, customerId);
    const language = own ?? choice.fallback;
    const shopper = known ? { ...known, visits: visitsInClassOrder(known.visits, classes) } : null;
    return { zone, messages, moment, shopper, language };
  };
}
