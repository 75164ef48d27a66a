/** What each background job does, and which side does it. */
import { type Day, dayOf } from '../core/time.ts';
import type { BackgroundTasks } from './background.ts';
import type { TaskHandlers } from './background-worker.ts';
import type { Clock } from './clock.ts';
import { markDailyWorkDone } from './database/daily-work.ts';
import { zoneOf } from './database/shops.ts';
import { readRunningSync } from './database/syncs.ts';
import { refreshTableStatistics } from './database/table-statistics.ts';
import type { ShopAccess } from './shop-access.ts';
import type { Sides } from './sides.ts';

const LONGEST_RECONCILIATION_MS = 30 * 60_000;

export function backgroundHandlers(
  sides: Sides,
  { clock, db, inShop, enqueue }: ShopAccess & { readonly clock: Clock },
): TaskHandlers {
  const { append, calendar, channels, counts, coupons, data, predictions } = sides;
  const { results, scenarios, segments, store, tiers } = sides;
  return {
    sync: async (payload) => {
      await store.sync(payload);
      if ((await inShop(payload.shopId, readRunningSync)) === null) {
        await refreshTableStatistics(db);
        await enqueue('count for pages', { shopId: payload.shopId });
      }
      await enqueue('compute retention', { shopId: payload.shopId });
    },
    'count for pages': async ({ shopId }) => {
      await counts.keepCounts.countAll(shopId, await todayOf(shopId));
      await enqueue('count inactive', { shopId });
    },
    'compute retention': ({ shopId }) => results.computeRetention(shopId),
    'compute calendar': ({ shopId }) => calendar.job.compute(shopId),
    'attribute orders': ({ shopId }) => results.attribution.catchUp(shopId),
    'apply webhooks': store.applyWebhooks,
    'retry sync problems': store.retrySyncProblems,
    'fit model': async ({ shopId }) => {
      await predictions.fitModel(shopId);
      await enqueue('count for pages', { shopId });
    },
    'enter scenarios': async ({ shopId }) => {
      await scenarios.enterScenarios(shopId);
    },
    'evaluate segments': ({ shopId }) => segments.evaluate(shopId),
    'assign tiers': async ({ shopId }) => {
      const syncId = await tiers.assign.catchUp(shopId);
      if (syncId !== null) await enqueue('sync', { shopId, syncId });
    },
    'count inactive': ({ shopId }) => segments.countInactive(shopId),
    'send tags': ({ shopId }) => store.sendTags(shopId),
    'top up coupons': ({ shopId }) => coupons.topUp(shopId),
    'sync audiences': ({ shopId }) => channels.syncAudiences(shopId),
    'publish on-site': ({ shopId }) => store.publishOnSite(shopId),
    'append imports': ({ shopId }) => append.imports.catchUp(shopId),
    'check addresses': ({ shopId }) => append.checkAddresses(shopId),
    'export shop': ({ shopId }) => data.exportShop(shopId),
    'trim data': ({ shopId }) => data.trimData(shopId),
    'daily work': doDailyWork,
  };

  async function todayOf(shopId: number): Promise<Day> {
    return dayOf(clock.now(), await inShop(shopId, zoneOf));
  }

  async function doDailyWork({ shopId }: BackgroundTasks['daily work']): Promise<void> {
    const today = await todayOf(shopId);
    await predictions.predictEverybody(shopId);
    // Joined by the fit at the end of the reconciliation, which catches what webhooks lost, unless that takes too long.
    await enqueue('fit model', { shopId }, { delayMs: LONGEST_RECONCILIATION_MS });
    await enqueue('compute retention', { shopId }, { delayMs: LONGEST_RECONCILIATION_MS });
    await store.startSync(shopId, 'reconciliation');
    await enqueue('top up coupons', { shopId });
    await append.wantAddressCheck(shopId);
    await enqueue('check addresses', { shopId });
    await enqueue('trim data', { shopId });
    await inShop(shopId, (tx) => markDailyWorkDone(tx, today));
  }
}
