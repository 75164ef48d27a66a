/**
 * The product's own timers: looks for due enrolments and due sends of every installed shop, again and again. Due times
 * live in the rows themselves, so any number of processes may do this side by side. The sends of each channel have a
 * loop of their own, because they wait for a provider, which may be slow; nothing else does.
 */
import { type Day, dayOf } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';
import type { SendMessages } from './send-messages.ts';
import { startLoop, type TimerLoop } from './timer-loop.ts';

export interface TimedShop {
  readonly shopId: number;
  readonly zone: string;
  /** The shop-local day whose daily work is done; null before the first. */
  readonly dailyWorkDay: Day | null;
}

export interface TimersDeps {
  readonly clock: Clock;
  readonly listShops: () => Promise<readonly TimedShop[]>;
  /** Takes the next batch of due steps of a shop; returns how many it took. */
  readonly stepEnrolments: (shopId: number) => Promise<number>;
  /** One for each channel, the busiest first. */
  readonly senders: readonly SendMessages[];
  /** Whether facts or the day have changed since segments were last compared with them. */
  readonly hasSegmentWork: (shopId: number, today: Day) => Promise<boolean>;
  /** The same for value tiers. */
  readonly hasTierWork: (shopId: number, today: Day) => Promise<boolean>;
  /** Whether a social network is to be told of anybody. */
  readonly hasAudienceWork: (shopId: number) => Promise<boolean>;
  /** Whether somebody waits for coupon codes. */
  readonly hasCouponWork: (shopId: number) => Promise<boolean>;
  /** Whether the shop's pages are to be told of messages, or of customers. */
  readonly hasOnSiteWork: (shopId: number) => Promise<boolean>;
  /** Whether Shopify is to be told of tags. */
  readonly hasTagWork: (shopId: number) => Promise<boolean>;
  /** Whether the coming days are to be computed anew. */
  readonly hasCalendarWork: (shopId: number) => Promise<boolean>;
  /** Whether anything has changed that results are made of. */
  readonly hasAttributionWork: (shopId: number) => Promise<boolean>;
  readonly enqueue: Enqueue;
  readonly onError: (error: unknown, shopId: number | null) => void;
  readonly pollMs: number;
}

export interface Timers {
  /** Look now instead of at the next poll. */
  wake(): void;
  /** Resolves when the passes under way are over and every message begun has been settled. */
  stop(): Promise<void>;
}

/** Whoever comes into an audience within this time, or leaves it, is told of in one request. */
const TELL_TOGETHER_MS = 10_000;
/** What changes close together is published together. */
const PUBLISH_TOGETHER_MS = 2_000;
/** Who edits a scenario or the caps often does more at once. */
const PLAN_TOGETHER_MS = 3_000;
/** Channels that few shops send over are looked at at every so many polls. */
const SELDOM = 4;

export function startTimers(deps: TimersDeps): Timers {
  const askedFor = new Map<number, Day>();
  const loops = [
    startLoop(() => runPass(deps, askedFor), deps.pollMs),
    ...deps.senders.map((send, place) =>
      startSending(deps, send, place === 0 ? deps.pollMs : deps.pollMs * SELDOM),
    ),
  ];
  const wake = () => {
    for (const loop of loops) loop.wake();
  };
  const unlisten = deps.clock.onMove(wake);
  return {
    wake,
    stop: async () => {
      unlisten();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** One batch for each shop in turn, so that a large shop never starves a small one. */
async function runPass(deps: TimersDeps, askedFor: Map<number, Day>): Promise<boolean> {
  let taken = 0;
  for (const shop of await listShops(deps)) {
    try {
      taken += await deps.stepEnrolments(shop.shopId);
      await startDailyWork(deps, shop, askedFor);
      await startEvaluation(deps, shop);
    } catch (error) {
      deps.onError(error, shop.shopId);
    }
  }
  return taken > 0;
}

/** Begins one batch of messages for each shop in turn, and does not wait for a slow one to be delivered. */
function startSending(
  deps: TimersDeps,
  send: SendMessages,
  pollMs: number,
): Pick<TimerLoop, 'wake' | 'stop'> {
  const underWay = new Set<Promise<void>>();
  const loop = startLoop(pass, pollMs);

  async function pass(): Promise<boolean> {
    const shops = await listShops(deps);
    let taken = 0;
    for (const { shopId } of shops) {
      try {
        taken += await begin(shopId, shops.length > 1);
      } catch (error) {
        deps.onError(error, shopId);
      }
    }
    return taken > 0;
  }

  /** A shop that finds no free connection keeps its turn, so the next free one is its own. */
  async function begin(shopId: number, sharing: boolean): Promise<number> {
    while (!loop.stopping) {
      const sending = await send(shopId, { sharing });
      if (sending) {
        if (sending.customers > 0) follow(shopId, sending.settled);
        return sending.customers;
      }
      if (underWay.size > 0) await Promise.race(underWay);
    }
    return 0;
  }

  function follow(shopId: number, settled: Promise<void>): void {
    const ended = settled
      .catch((error) => deps.onError(error, shopId))
      .finally(() => {
        underWay.delete(ended);
        loop.wake();
      });
    underWay.add(ended);
  }

  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await Promise.all(underWay);
    },
  };
}

async function listShops(deps: TimersDeps): Promise<readonly TimedShop[]> {
  try {
    return await deps.listShops();
  } catch (error) {
    deps.onError(error, null);
    return [];
  }
}

/** Once per day and process; the queue keeps it until it has succeeded, and one waiting per shop. */
async function startDailyWork(
  deps: TimersDeps,
  shop: TimedShop,
  askedFor: Map<number, Day>,
): Promise<void> {
  const today = dayOf(deps.clock.now(), shop.zone);
  if (shop.dailyWorkDay === today || askedFor.get(shop.shopId) === today) return;
  await deps.enqueue('daily work', { shopId: shop.shopId });
  askedFor.set(shop.shopId, today);
}

/** Within a poll of the change, whoever made it. While one runs the next waits, and joins those asked for meanwhile. */
async function startEvaluation(deps: TimersDeps, { shopId, zone }: TimedShop): Promise<void> {
  const today = dayOf(deps.clock.now(), zone);
  if (await deps.hasTierWork(shopId, today)) await deps.enqueue('assign tiers', { shopId });
  if (await deps.hasSegmentWork(shopId, today)) await deps.enqueue('evaluate segments', { shopId });
  if (await deps.hasAudienceWork(shopId)) {
    await deps.enqueue('sync audiences', { shopId }, { delayMs: TELL_TOGETHER_MS });
  }
  if (await deps.hasOnSiteWork(shopId)) {
    await deps.enqueue('publish on-site', { shopId }, { delayMs: PUBLISH_TOGETHER_MS });
  }
  if (await deps.hasCouponWork(shopId)) await deps.enqueue('top up coupons', { shopId });
  if (await deps.hasTagWork(shopId)) await deps.enqueue('send tags', { shopId });
  if (await deps.hasAttributionWork(shopId)) await deps.enqueue('attribute orders', { shopId });
  if (await deps.hasCalendarWork(shopId)) {
    await deps.enqueue('compute calendar', { shopId }, { delayMs: PLAN_TOGETHER_MS });
  }
}
