/** How the app does for one shop, with a verdict on each part. */
import { Hono } from 'hono';
import type { PartStatus, StatusPart, StatusView, Verdict } from '../../contract/status.ts';
import type { Language } from '../../core/message/types.ts';
import { problemInWords } from '../../core/scenario/channel-problems.ts';
import { CHANNELS } from '../../core/scenario/types.ts';
import { DAY_MS, dayOf, formatDay, HOUR_MS, type Instant } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type { CustomerCounts } from '../database/customer-counts.ts';
import type { ModelFit } from '../database/model-fits.ts';
import type { DiskUse, ShopStatus, Waiting } from '../database/shop-status.ts';
import type { SyncOverview } from '../database/sync-view.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ChannelProblems } from '../jobs/channel-problems.ts';
import type { ReadCounts } from '../jobs/keep-counts.ts';
import { readerLanguage } from './reader-language.ts';
import type { ShopContext, ShopEnvironment, ShopRoutes } from './shop-context.ts';

export interface StatusRoutesDeps {
  readonly clock: Clock;
  readonly readShop: InShop;
  readonly readShopStatus: (tx: ShopTransaction, now: Instant) => Promise<ShopStatus>;
  readonly readCustomerCounts: ReadCounts<CustomerCounts>;
  readonly isOnlyShop: () => Promise<boolean>;
  readonly readDiskUse: (
    tx: ShopTransaction,
    of: { readonly rows: number; readonly isOnlyShop: boolean },
  ) => Promise<DiskUse>;
  readonly readSync: (tx: ShopTransaction) => Promise<SyncOverview>;
  readonly readModelFit: (tx: ShopTransaction) => Promise<ModelFit>;
  readonly channelProblems: ChannelProblems;
  readonly version: string;
}

/** What is due is done within seconds; longer means that something holds it up. */
const LATE_MS = 10 * 60_000;
const BAD_MS = HOUR_MS;

/** Mounted at /api/status. */
export function statusRoutes(deps: StatusRoutesDeps): ShopRoutes {
  const routes = new Hono<ShopEnvironment>();
  routes.get('/', async (c) => {
    const shop = c.get('shop');
    const asked = { shop, language: readerLanguage(c), isOnlyShop: await deps.isOnlyShop() };
    return c.json<StatusView>(await deps.readShop(shop.shopId, (tx) => readView(deps, tx, asked)));
  });
  return routes;
}

interface Asked {
  readonly shop: ShopContext;
  readonly language: Language;
  readonly isOnlyShop: boolean;
}

async function readView(
  deps: StatusRoutesDeps,
  tx: ShopTransaction,
  { shop, language, isOnlyShop }: Asked,
): Promise<StatusView> {
  const now = deps.clock.now();
  const today = dayOf(now, shop.zone);
  const status = await deps.readShopStatus(tx, now);
  const parts = [
    syncStatus(await deps.readSync(tx), now),
    webhookStatus(status, now),
    modelStatus(await deps.readModelFit(tx)),
    queueStatus('steps', status.steps, now),
    sendStatus(status, now),
    countStatus('segments', status.segmentChanges),
    countStatus('results', status.resultChanges),
    nightlyStatus(status, today),
  ];
  for (const channel of CHANNELS) {
    if (channel === 'on-site') continue;
    const [cause] = await deps.channelProblems(tx, [channel]);
    const problem = cause === undefined ? null : problemInWords(cause, language);
    parts.push({ ...QUIET, part: channel, verdict: problem === null ? 'good' : 'off', problem });
  }
  const counted = await deps.readCustomerCounts(tx, today);
  const customers = counted?.counts.customers ?? null;
  const countedAt = counted?.countedAt ?? null;
  const { orders } = status;
  const disk = await deps.readDiskUse(tx, { rows: (customers ?? 0) + orders, isOnlyShop });
  return { now, version: deps.version, parts, customers, countedAt, orders, disk };
}

const QUIET = { lastAt: null, waiting: 0, lagMs: 0, problem: null } as const;

function syncStatus(sync: SyncOverview, now: Instant): PartStatus {
  const { state, finishedAt, error } = sync;
  const stale = finishedAt !== null && now - finishedAt > 2 * DAY_MS;
  const verdict: Verdict =
    state === 'failed' ? 'bad' : state === 'done' ? (stale ? 'late' : 'good') : 'working';
  return { ...QUIET, part: 'sync', verdict, lastAt: finishedAt, problem: error };
}

function webhookStatus({ webhooks }: ShopStatus, now: Instant): PartStatus {
  const { failed, lastAt } = webhooks;
  const queue = queueStatus('webhooks', webhooks, now);
  const verdict = queue.verdict === 'good' && failed > 0 ? 'late' : queue.verdict;
  return { ...queue, verdict, lastAt };
}

function modelStatus({ state, finishedAt, error }: ModelFit): PartStatus {
  const verdict: Verdict =
    error !== null ? 'bad' : state === 'waiting' || state === 'running' ? 'working' : 'good';
  return { ...QUIET, part: 'model', verdict, lastAt: finishedAt, problem: error };
}

function queueStatus(part: StatusPart, { waiting, since }: Waiting, now: Instant): PartStatus {
  const lagMs = since === null ? 0 : Math.max(0, now - since);
  const verdict: Verdict =
    lagMs > BAD_MS ? 'bad' : lagMs > LATE_MS ? 'late' : waiting > 0 ? 'working' : 'good';
  return { ...QUIET, part, verdict, waiting, lagMs };
}

/** A message that is "sending" for long was interrupted, and is being found out about. */
function sendStatus({ sends }: ShopStatus, now: Instant): PartStatus {
  const queue = queueStatus('sends', sends, now);
  return sends.stuck > 0 && queue.verdict !== 'bad' ? { ...queue, verdict: 'late' } : queue;
}

function countStatus(part: StatusPart, waiting: number): PartStatus {
  return { ...QUIET, part, verdict: waiting > 0 ? 'working' : 'good', waiting };
}

/** The shop's own midnight begins it. */
function nightlyStatus({ dailyWorkOn }: ShopStatus, today: number): PartStatus {
  const verdict: Verdict =
    dailyWorkOn === null
      ? 'working'
      : dailyWorkOn === formatDay(today)
        ? 'good'
        : dailyWorkOn === formatDay(today - 1)
          ? 'working'
          : 'bad';
  return { ...QUIET, part: 'nightly', verdict };
}
