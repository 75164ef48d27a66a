/** Joins Home and the settings: how far the shop is, how the app does, and what holds for everything. */
import type { Enqueue } from './background.ts';
import type { Clock } from './clock.ts';
import { revenueBroughtBack } from './database/attribution.ts';
import { countOpenAlerts } from './database/customer-updates.ts';
import * as Languages from './database/languages.ts';
import { readModelFit } from './database/model-fits.ts';
import * as NotSent from './database/not-sent.ts';
import * as OnSiteMessages from './database/onsite-messages.ts';
import type { Database } from './database/pool.ts';
import { readModelInUse } from './database/prediction-models.ts';
import * as Priorities from './database/priorities.ts';
import * as SetUp from './database/set-up.ts';
import { readDiskUse, readShopStatus } from './database/shop-status.ts';
import { isOnlyShop } from './database/shops.ts';
import * as StaffLog from './database/staff-log.ts';
import { readStaffNames } from './database/staff-names.ts';
import { readSyncProblems } from './database/sync-problems.ts';
import { readSync } from './database/sync-view.ts';
import type { InShop } from './database/tenant.ts';
import { readTiers } from './database/tiers.ts';
import { homeRoutes } from './http/home.ts';
import { type LanguageRoutesDeps, languageRoutes } from './http/languages.ts';
import { notSentRoutes } from './http/not-sent.ts';
import { priorityRoutes } from './http/priorities.ts';
import { settingsRoutes } from './http/settings.ts';
import { staffLogRoutes } from './http/staff-log.ts';
import { type StatusRoutesDeps, statusRoutes } from './http/status.ts';
import type { joinScenarioSide } from './scenario-side.ts';
import type { joinStoreSide } from './store-side.ts';
import { readVersion } from './version.ts';

export interface HomeSideParts {
  readonly clock: Clock;
  readonly db: Database;
  readonly inShop: InShop;
  readonly readShop: InShop;
  readonly enqueue: Enqueue;
  readonly readCustomerCounts: StatusRoutesDeps['readCustomerCounts'];
  readonly readLanguageCounts: LanguageRoutesDeps['readLanguageCounts'];
  readonly scenarios: Pick<
    ReturnType<typeof joinScenarioSide>,
    'channelProblem' | 'channelProblems'
  >;
  readonly store: Pick<ReturnType<typeof joinStoreSide>, 'startSync'>;
}

/** Below /api. */
export function joinHomeSide(parts: HomeSideParts) {
  const { clock, db, inShop, readShop, enqueue, store } = parts;
  const { readCustomerCounts, readLanguageCounts } = parts;
  const { channelProblem, channelProblems } = parts.scenarios;
  return {
    '/': homeRoutes({
      ...{
        clock,
        readShop,
        readSetUp: SetUp.readSetUp,
        revenueBroughtBack,
        readModelInUse,
        countOpenAlerts,
      },
      ...{ readStaffNames, readSync, readSyncProblems, readLanguages: Languages.readLanguages },
      readCounts: readCustomerCounts,
      startSync: (shopId) => store.startSync(shopId, 'manual'),
    }),
    '/not-sent': notSentRoutes({ clock, readShop, store: NotSent }),
    '/status': statusRoutes({
      ...{ clock, readShop, readShopStatus, readSync, readModelFit, channelProblems },
      ...{ readCustomerCounts, readDiskUse, isOnlyShop: () => isOnlyShop(db) },
      version: readVersion(),
    }),
    '/staff-log': staffLogRoutes({ readShop, store: StaffLog }),
    '/settings/languages': languageRoutes({
      ...{ clock, inShop, readShop, readLanguageCounts, enqueue },
      store: { ...Languages, ...OnSiteMessages, readTiers },
    }),
    '/settings/priorities': priorityRoutes({ inShop, store: Priorities }),
    '/settings': settingsRoutes({ inShop, store: SetUp, channelProblem }),
  };
}
