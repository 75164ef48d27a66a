/**
 * Hands the shop's pages what the widget decides with: the active messages (one metafield of the app's) and the facts of
 * the customers whom they concern (a metafield of each). Facts say ranges of days ahead, so that a new day changes few;
 * when messages change, only those are looked at whom that can concern, and otherwise those of whom something has
 * changed. Repeating it writes nothing that is already there; killed at any moment, it goes on where it was.
 */
import { createHash } from 'node:crypto';
import { inShopLanguages } from '../../core/message/on-site-languages.ts';
import { ON_SITE_TEMPLATES } from '../../core/message/templates/on-site.ts';
import {
  inClassOrder,
  type NumberedMessage,
  pageMessagesOf,
  readPageId,
  versionFor,
} from '../../core/priority/authored-message.ts';
import { changeOfFacts, factsBasis } from '../../core/priority/facts-basis.ts';
import {
  areStillRight,
  type FactsOf,
  prepareFacts,
  visitsInClassOrder,
} from '../../core/priority/facts-for.ts';
import type { OccasionMoment } from '../../core/priority/occasions.ts';
import type { CustomerFacts, OnSiteMessage } from '../../core/priority/on-site.ts';
import type { PriorityClass } from '../../core/priority/types.ts';
import { type Day, dayOf, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as CustomerFactsTable from '../database/customer-facts.ts';
import type * as HandedOnSite from '../database/handed-on-site.ts';
import type * as Languages from '../database/languages.ts';
import type * as Concerned from '../database/onsite-concerned.ts';
import type * as OnSiteEvents from '../database/onsite-events.ts';
import type * as OnSiteMessages from '../database/onsite-messages.ts';
import type * as Publications from '../database/onsite-publications.ts';
import type * as Priorities from '../database/priorities.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';

export interface PublishOnSiteDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly store: typeof CustomerFactsTable &
    typeof Concerned &
    typeof Publications &
    Pick<
      typeof OnSiteMessages,
      'readOnSiteMessages' | 'hasOnSiteMessages' | 'insertOnSiteMessage'
    > &
    Pick<typeof HandedOnSite, 'clearOnSite'> &
    Pick<typeof OnSiteEvents, 'forgetReports'> &
    Pick<typeof Languages, 'readLanguages'> &
    Pick<typeof Priorities, 'readPriorities'>;
  readonly shopify: {
    readonly writeOnSiteMessages: (
      shopId: number,
      messages: readonly OnSiteMessage[],
      zone: string,
    ) => Promise<void>;
    /** At most `FACTS_AT_A_TIME`; a customer whom Shopify does not know any more is passed over. */
    readonly writeCustomerFacts: (
      shopId: number,
      facts: readonly CustomerFactsTable.ChangedFacts[],
    ) => Promise<void>;
  };
}

/** Shopify's limit of metafields in one call. */
const FACTS_AT_A_TIME = 25;
/** Killed in between, so many are written once more. */
const MARKED_AT_A_TIME = 250;
const READ_AT_A_TIME = 5_000;
/** Occasions are written so many days ahead, when fewer than so many are left of what was written. */
const AHEAD_DAYS = 45;
const MARGIN_DAYS = 14;
/**
 * On a new day nothing else has changed, so besides those of whose facts something is over one part of so many is looked
 * at: everybody's turn comes before what is told beforehand has begun.
 */
const TURNS = 10;

/** What everybody's facts are worked out from. */
interface ShopOnSite {
  readonly shopId: number;
  readonly zone: string;
  readonly now: Instant;
  readonly messages: readonly NumberedMessage[];
  readonly moment: OccasionMoment;
  readonly tierPlaces: OccasionMoment['tierPlaces'];
  /** The owner's order of them. */
  readonly classes: readonly PriorityClass[];
  readonly factsOf: FactsOf;
}

export async function publishOnSite(deps: PublishOnSiteDeps, shopId: number): Promise<void> {
  const shop = await deps.inShop(shopId, (tx) => readOrBegin(deps, tx));
  await publishMessages(deps, shop);
  await deps.inShop(shopId, (tx) => deps.store.clearOnSite(tx, shop.now));
  while (await publishWaiting(deps, shop));
  await publishMany(deps, shop);
}

async function readOrBegin(deps: PublishOnSiteDeps, tx: ShopTransaction): Promise<ShopOnSite> {
  const { store, clock } = deps;
  if (!(await store.hasOnSiteMessages(tx))) {
    // A shop's first time: the templates, switched off.
    for (const message of ON_SITE_TEMPLATES)
      await store.insertOnSiteMessage(tx, { active: false, message, at: clock.now() });
  }
  return await readShopOnSite(deps, tx);
}

async function readShopOnSite(deps: PublishOnSiteDeps, tx: ShopTransaction): Promise<ShopOnSite> {
  const { store, clock } = deps;
  const now = clock.now();
  const zone = await deps.zoneOf(tx);
  const active = (await store.readOnSiteMessages(tx)).filter(({ active }) => active);
  const { classes } = await store.readPriorities(tx);
  const { choice } = await store.readLanguages(tx);
  const messages = inShopLanguages(inClassOrder(active, classes), choice);
  const tierPlaces = await store.readTierPlaces(tx);
  const moment = { today: dayOf(now, zone), ahead: AHEAD_DAYS, tierPlaces };
  const factsOf = prepareFacts(messages, moment);
  return { shopId: tx.shopId, zone, now, messages, moment, tierPlaces, classes, factsOf };
}

async function publishMessages(deps: PublishOnSiteDeps, shop: ShopOnSite): Promise<void> {
  const { shopId, zone, messages, now } = shop;
  const published = messages.flatMap(pageMessagesOf);
  const text = JSON.stringify([published, zone]);
  const hash = createHash('sha256').update(text).digest('hex');
  const { messagesHash } = await deps.inShop(shopId, deps.store.readPublication);
  if (hash === messagesHash) return;
  await deps.shopify.writeOnSiteMessages(shopId, published, zone);
  await deps.inShop(shopId, (tx) => deps.store.noteMessagesPublished(tx, hash, now));
}

/** True when there may be more. */
async function publishWaiting(deps: PublishOnSiteDeps, shop: ShopOnSite): Promise<boolean> {
  const { inShop, store } = deps;
  const { shopId } = shop;
  const { changeIds, customerIds, customers } = await inShop(shopId, async (tx) => {
    const waiting = await store.readWaitingCustomers(tx, READ_AT_A_TIME);
    if (waiting.customerIds.length === 0) return { ...waiting, customers: [] };
    const customers = await store.readCustomersOnSite(tx, shop.messages, waiting, shop);
    return { ...waiting, customers };
  });
  if (changeIds.length === 0) return false;
  const there = new Set(customers.map(({ customerId }) => customerId));
  const gone = customerIds.filter((customerId) => !there.has(customerId));
  await publishFacts(deps, shop, [
    ...changedOf(shop, customers),
    // Deleted or redacted: whatever the pages knew is to be gone, also where we have forgotten that they did.
    ...gone.map((customerId) => ({ customerId, facts: null })),
  ]);
  await inShop(shopId, (tx) => store.forgetWaiting(tx, changeIds));
  return changeIds.length === READ_AT_A_TIME;
}

/** On a new day, and when something has changed for many; goes on, with everybody, where a killed process stopped. */
async function publishMany(deps: PublishOnSiteDeps, before: ShopOnSite): Promise<void> {
  const { inShop, store } = deps;
  const { shopId, now } = before;
  const look = await inShop(shopId, (tx) => beginLook(deps, tx, before));
  if (!look) return;
  const { shop } = look;
  const basis = factsBasis(shop.messages, shop);
  let after: number | null = look.after;
  while (after !== null) {
    const from: number = after;
    const { customers, last } = await inShop(shopId, (tx) => readNext(store, tx, look, from));
    await publishFacts(deps, shop, changedOf(shop, customers));
    // Messages were changed meanwhile: the job that waits for this one looks at everybody with those.
    if (!(await inShop(shopId, (tx) => store.noteLookedAt(tx, { after: last, basis }, now))))
      return;
    after = last;
  }
}

interface Reached {
  readonly customers: readonly CustomerFactsTable.CustomerOnSite[];
  /** Null at the end. */
  readonly last: number | null;
}

interface Look {
  readonly shop: ShopOnSite;
  /** By number; null for everybody. */
  readonly customerIds: readonly number[] | null;
  /** The last who has been looked at. */
  readonly after: number;
}

/** Null where nobody is to be looked at. What the messages are is read after it began: no change goes unnoticed. */
async function beginLook(
  deps: PublishOnSiteDeps,
  tx: ShopTransaction,
  before: ShopOnSite,
): Promise<Look | null> {
  const { store } = deps;
  const publication = await store.readPublication(tx);
  const { everybody, day, after } = publication;
  const { today } = before.moment;
  if (!everybody && day === today)
    return after === null ? null : { shop: before, customerIds: null, after };
  await store.beginEverybody(tx, today);
  await store.forgetReports(tx, before.now);
  const shop = await readShopOnSite(deps, tx);
  return { shop, customerIds: await readWhom(store, tx, shop, publication), after: 0 };
}

/** Whose turn it is, and whom the change concerns; null for everybody. */
async function readWhom(
  store: PublishOnSiteDeps['store'],
  tx: ShopTransaction,
  shop: ShopOnSite,
  publication: Publications.OnSitePublication,
): Promise<readonly number[] | null> {
  const { messages, now, zone, moment } = shop;
  const turns = turnsSince(publication, moment.today);
  const change = changeOfFacts(publication.basis, factsBasis(messages, shop));
  if (turns === null || change === 'everybody') return null;
  const due = { turns, of: TURNS, today: moment.today, now };
  const customerIds = new Set([
    ...(turns.length > 0 ? await store.readDueOnSite(tx, due) : []),
    ...(await store.readConcerned(tx, change, messages, { ...moment, zone, now })),
  ]);
  return [...customerIds].sort((one, other) => one - other);
}

/** Those of the days since everybody, or their turn, was last looked at; null where that was not done to its end. */
function turnsSince(
  { day, after }: Publications.OnSitePublication,
  today: Day,
): readonly number[] | null {
  if (day === null || after !== null || today < day || today - day >= TURNS) return null;
  return Array.from({ length: today - day }, (_, passed) => (day + 1 + passed) % TURNS);
}

/** By number; whoever is gone meanwhile is noted as changed. */
async function readNext(
  store: PublishOnSiteDeps['store'],
  tx: ShopTransaction,
  { shop, customerIds }: Look,
  after: number,
): Promise<Reached> {
  const some = customerIds?.filter((id) => id > after).slice(0, READ_AT_A_TIME);
  const asked = some ? { customerIds: some } : { after, limit: READ_AT_A_TIME };
  const customers = await store.readCustomersOnSite(tx, shop.messages, asked, shop);
  const numbers = some ?? customers.map(({ customerId }) => customerId);
  return { customers, last: numbers.length < READ_AT_A_TIME ? null : (numbers.at(-1) ?? null) };
}

function changedOf(
  { moment, classes, factsOf }: ShopOnSite,
  customers: readonly CustomerFactsTable.CustomerOnSite[],
): readonly CustomerFactsTable.ChangedFacts[] {
  const { today } = moment;
  return customers.flatMap(({ customerId, known, visits, published }) => {
    const facts = factsOf(known, visitsInClassOrder(visits, classes));
    const isRight = areStillRight(published, facts, { today, margin: MARGIN_DAYS });
    return isRight ? [] : [{ customerId, facts }];
  });
}

async function publishFacts(
  deps: PublishOnSiteDeps,
  shop: ShopOnSite,
  changed: readonly CustomerFactsTable.ChangedFacts[],
): Promise<void> {
  const { shopId, now } = shop;
  for (let first = 0; first < changed.length; first += MARKED_AT_A_TIME) {
    const some = changed.slice(first, first + MARKED_AT_A_TIME);
    for (let at = 0; at < some.length; at += FACTS_AT_A_TIME)
      await deps.shopify.writeCustomerFacts(shopId, some.slice(at, at + FACTS_AT_A_TIME));
    // Written first, marked then: killed in between, the same facts are written once more.
    await deps.inShop(shopId, async (tx) => {
      await deps.store.markFactsPublished(tx, some, now);
      await deps.store.keepOccasions(tx, occasionsOf(shop, some));
    });
  }
}

/** Those with a first day, of messages of staff; each message once, whatever its versions. */
function occasionsOf(
  { messages }: ShopOnSite,
  changed: readonly CustomerFactsTable.ChangedFacts[],
): readonly CustomerFactsTable.CustomerOccasion[] {
  const numbered = new Map(messages.map((each) => [each.messageId, each]));
  return changed.flatMap(({ customerId, facts }) =>
    Object.entries(facts?.occasions ?? ({} satisfies CustomerFacts['occasions'])).flatMap(
      ([pageId, [firstDay, lastDay]]) => {
        const place = readPageId(pageId);
        const message = place?.version === 'a' ? numbered.get(place.messageId) : undefined;
        if (!message || firstDay === null) return [];
        const { messageId } = message;
        const version = versionFor(message, customerId);
        return [{ messageId, customerId, firstDay, lastDay, version }];
      },
    ),
  );
}
