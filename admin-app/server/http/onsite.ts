/** On-site messages as staff write them, what came of them, and what a shopper would see. */
import { Hono } from 'hono';
import {
  createOnSiteMessage,
  type OnSiteContent,
  type OnSiteMessagesView,
  type OnSiteMessageView,
  type OnSiteQuestion,
  type OnSiteRankingView,
  type OnSiteResultsView,
  onSiteQuestion,
  saveOnSiteMessage,
} from '../../contract/onsite.ts';
import { type NumberedMessage, pageMessagesOf } from '../../core/priority/authored-message.ts';
import { type ExplainedMessage, explainOnSite } from '../../core/priority/explain-on-site.ts';
import { judgeSplit } from '../../core/results/split-arms.ts';
import { DAY_MS, dayOf } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type * as OnSiteMessages from '../database/onsite-messages.ts';
import type * as Publications from '../database/onsite-publications.ts';
import type * as OnSiteResults from '../database/onsite-results.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ReadOnSiteSituation } from '../jobs/on-site-situation.ts';
import { parseBody, parseId } from './parse-input.ts';
import { notFound, refusal, refuseOvertaken } from './refusal.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';

export interface OnSiteRoutesDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly zoneOf: (tx: ShopTransaction) => Promise<string>;
  readonly store: typeof OnSiteMessages &
    typeof OnSiteResults &
    Pick<typeof Publications, 'readPublication' | 'countWaiting'>;
  readonly readSituation: ReadOnSiteSituation;
  readonly enqueue: Enqueue;
}

const RECENT_DAYS = 30;
/** Orders count from the first day of an occasion on, so many days. */
const WINDOW_DAYS = 7;
/** Shopify's limit of a metafield is 128 KB; some of it is left for what follows. */
const MOST_BYTES = 120_000;
const NOTHING = { seen: 0, closed: 0, clicked: 0, copied: 0 };

export function onSiteRoutes(deps: OnSiteRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  const { inShop, readShop, store, clock, enqueue } = deps;

  routes.get('/', async (c) => {
    const view = await readShop(c.get('shop').shopId, async (tx) => {
      const recently = await countRecently(deps, tx);
      const { publishedAt } = await store.readPublication(tx);
      const messages = await store.readOnSiteMessages(tx);
      const views = messages.map((stored) => ({ ...stored, recently: recently(stored.messageId) }));
      return { messages: views, publishedAt, waiting: await store.countWaiting(tx) };
    });
    return c.json<OnSiteMessagesView>(view);
  });

  routes.post('/', async (c) => {
    const { shopId } = c.get('shop');
    const given = await parseBody(c, createOnSiteMessage);
    const created = await inShop(shopId, async (tx) => {
      const stored = await store.insertOnSiteMessage(tx, { ...given, at: clock.now() });
      await refuseTooMuch(deps, tx);
      const { messageId } = stored;
      await noteStaffAct(c, tx, { kind: 'onsite.created', subjectId: messageId });
      return stored;
    });
    await enqueue('publish on-site', { shopId });
    return c.json<OnSiteMessageView>(withoutHistory(created), 201);
  });

  routes.put('/:messageId', async (c) => {
    const { shopId } = c.get('shop');
    const messageId = parseId(c, 'messageId', 'message');
    const { revision, ...given } = await parseBody(c, saveOnSiteMessage);
    const saved = await inShop(shopId, async (tx) => {
      const held = await store.holdOnSiteMessage(tx, messageId);
      if (!held) throw notFound('message');
      refuseOvertaken('message', revision, held.revision);
      const stored = await store.updateOnSiteMessage(tx, messageId, { ...given, at: clock.now() });
      await refuseTooMuch(deps, tx);
      await noteStaffAct(c, tx, { kind: 'onsite.changed', subjectId: messageId });
      return { ...stored, recently: (await countRecently(deps, tx))(messageId) };
    });
    await enqueue('publish on-site', { shopId });
    return c.json<OnSiteMessageView>(saved);
  });

  routes.post('/:messageId/duplicate', async (c) => {
    const messageId = parseId(c, 'messageId', 'message');
    const copy = await inShop(c.get('shop').shopId, async (tx) => {
      const { message } = await find(deps, tx, messageId);
      return await store.insertOnSiteMessage(tx, { active: false, message, at: clock.now() });
    });
    return c.json<OnSiteMessageView>(withoutHistory(copy), 201);
  });

  routes.delete('/:messageId', async (c) => {
    const { shopId } = c.get('shop');
    const messageId = parseId(c, 'messageId', 'message');
    await inShop(shopId, async (tx) => {
      const archived = await store.archiveOnSiteMessage(tx, messageId, clock.now());
      if (!archived) throw notFound('message');
      await noteStaffAct(c, tx, { kind: 'onsite.archived', subjectId: messageId });
    });
    await enqueue('publish on-site', { shopId });
    return c.body(null, 204);
  });

  routes.get('/:messageId/results', async (c) => {
    const messageId = parseId(c, 'messageId', 'message');
    const view = await readShop(c.get('shop').shopId, (tx) => readResults(deps, tx, messageId));
    return c.json<OnSiteResultsView>(view);
  });

  routes.post('/ranking', async (c) => {
    const question = await parseBody(c, onSiteQuestion);
    const view = await readShop(c.get('shop').shopId, (tx) => readRanking(deps, tx, question));
    return c.json<OnSiteRankingView>(view);
  });

  return routes;
}

function withoutHistory(stored: OnSiteMessages.StoredOnSiteMessage): OnSiteMessageView {
  return { ...stored, recently: { seen: 0, clicked: 0, guestsSeen: 0 } };
}

async function find(
  { store }: OnSiteRoutesDeps,
  tx: ShopTransaction,
  messageId: number,
): Promise<OnSiteMessages.StoredOnSiteMessage> {
  const messages = await store.readOnSiteMessages(tx);
  const found = messages.find((each) => each.messageId === messageId);
  if (!found) throw notFound('message');
  return found;
}

/** What is on must fit into what Shopify takes; throws, so that nothing is saved. */
async function refuseTooMuch({ store }: OnSiteRoutesDeps, tx: ShopTransaction): Promise<void> {
  const active = (await store.readOnSiteMessages(tx)).filter(({ active }) => active);
  const bytes = Buffer.byteLength(JSON.stringify(active.flatMap(pageMessagesOf)));
  if (bytes <= MOST_BYTES) return;
  const sizes = { size: Math.ceil(bytes / 1000), most: MOST_BYTES / 1000 };
  throw refusal(422, 'on-site messages too large', sizes);
}

async function countRecently(deps: OnSiteRoutesDeps, tx: ShopTransaction) {
  const now = deps.clock.now();
  const at = now - RECENT_DAYS * DAY_MS;
  const since = { at, day: dayOf(at, await deps.zoneOf(tx)) };
  const counts = await deps.store.countOnSite(tx, { messageId: null, since });
  return (messageId: number): OnSiteMessageView['recently'] => {
    const own = counts.filter((each) => each.messageId === messageId);
    const sum = (who: 'customers' | 'guests', what: 'seen' | 'clicked') =>
      own.filter((each) => each.who === who).reduce((all, each) => all + each[what], 0);
    return {
      seen: sum('customers', 'seen'),
      clicked: sum('customers', 'clicked'),
      guestsSeen: sum('guests', 'seen'),
    };
  };
}

async function readResults(
  deps: OnSiteRoutesDeps,
  tx: ShopTransaction,
  messageId: number,
): Promise<OnSiteResultsView> {
  const { store, clock } = deps;
  const { message } = await find(deps, tx, messageId);
  const zone = await deps.zoneOf(tx);
  const counts = await store.countOnSite(tx, { messageId, since: { at: 0, day: 0 } });
  const versions = (message.versionB ? (['a', 'b'] as const) : (['a'] as const)).map((version) => {
    const of = (who: 'customers' | 'guests') => {
      const found = counts.find((each) => each.version === version && each.who === who) ?? NOTHING;
      const { seen, closed, clicked, copied } = found;
      return { seen, closed, clicked, copied };
    };
    return { version, customers: of('customers'), guests: of('guests') };
  });
  const arms = versions.map(({ version, customers }) => ({
    ...{ armId: version, customers: customers.seen },
    returned: Math.min(customers.clicked, customers.seen),
  }));
  const today = dayOf(clock.now(), zone);
  const asked = { messageId, windowDays: WINDOW_DAYS, zone, today };
  const occasions = await store.countOccasions(tx, asked);
  const outcome = (heldOut: boolean) => {
    const { customers = 0, ordered = 0 } = occasions.find((it) => it.heldOut === heldOut) ?? {};
    return { customers, ordered };
  };
  const [shown, held] = [outcome(false), outcome(true)];
  return {
    versions,
    verdict: message.versionB ? judgeSplit(arms).verdict : null,
    heldOut: held.customers === 0 ? null : { windowDays: WINDOW_DAYS, shown, held },
  };
}

async function readRanking(
  deps: OnSiteRoutesDeps,
  tx: ShopTransaction,
  question: OnSiteQuestion,
): Promise<OnSiteRankingView> {
  const { customerId, loggedIn, daysAway, draft, language, pageType, path } = question;
  const asked = loggedIn ? customerId : null;
  const situation = await deps.readSituation(tx, asked, numbered(draft));
  if (asked !== null && !situation.shopper) throw notFound('customer');
  const { today } = situation.moment;
  const { entries, winner, facts } = explainOnSite({
    ...situation,
    page: { now: deps.clock.now(), language, pageType, path },
    ...(daysAway !== null && {
      history: { lastDay: today - daysAway },
    }),
  });
  const texts = new Map(situation.messages.map((each) => [each.messageId, each.message]));
  const titleOf = ({ messageId, message }: ExplainedMessage) => {
    const written = message ?? (messageId === null ? undefined : texts.get(messageId));
    const own = written && (written.texts[language] ?? Object.values(written.texts)[0]);
    return own?.title ?? '';
  };
  return {
    entries: entries.map((entry) => ({
      ...{ key: entry.key, messageId: entry.messageId, outcome: entry.outcome },
      title: titleOf(entry),
    })),
    winner,
    facts,
  };
}

function numbered(
  draft: { readonly messageId: number; readonly message: OnSiteContent } | null,
): NumberedMessage | null {
  return draft;
}
