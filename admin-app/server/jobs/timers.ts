/**
 * The product's own timers: looks for due enrolments and due sends of every installed shop, again and again. Due times
 * live in the rows themselves, so any number of processes may run this loop side by side.
 */
import { type Day, dayOf } from '../../core/time.ts';
import type { Enqueue } from '../background.ts';
import type { Clock } from '../clock.ts';

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
  /** Takes the next batch of due sends of a shop; returns how many it took. */
  readonly sendMessages: (shopId: number) => Promise<number>;
  /** Whether facts or the day have changed since segments were last compared with them. */
  readonly hasSegmentWork: (shopId: number, today: Day) => Promise<boolean>;
  readonly enqueue: Enqueue;
  readonly onError: (error: unknown, shopId: number | null) => void;
  readonly pollMs: number;
}

export interface Timers {
  /** Look now instead of at the next poll. */
  wake(): void;
  /** Resolves when the pass under way is over. */
  stop(): Promise<void>;
}

export function startTimers(deps: TimersDeps): Timers {
  const askedFor = new Map<number, Day>();
  let stopped = false;
  let wakeUp: () => void = () => {};
  let woken = false;
  const wake = () => {
    woken = true;
    wakeUp();
  };
  const unlisten = deps.clock.onMove(wake);

  async function pause(): Promise<void> {
    if (!woken && !stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deps.pollMs);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    woken = false;
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      const busy = await runPass(deps, askedFor);
      if (!busy) await pause();
    }
  }

  const running = loop();
  return {
    wake,
    stop: async () => {
      stopped = true;
      unlisten();
      wakeUp();
      await running;
    },
  };
}

/** One batch of each kind for each shop in turn, so that a large shop never starves a small one. */
async function runPass(deps: TimersDeps, askedFor: Map<number, Day>): Promise<boolean> {
  let taken = 0;
  for (const shop of await listShops(deps)) {
    try {
      taken += await deps.stepEnrolments(shop.shopId);
      taken += await deps.sendMessages(shop.shopId);
      await startDailyWork(deps, shop, askedFor);
      await startEvaluation(deps, shop);
    } catch (error) {
      deps.onError(error, shop.shopId);
    }
  }
  return taken > 0;
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
  if (await deps.hasSegmentWork(shopId, today)) await deps.enqueue('evaluate segments', { shopId });
}
