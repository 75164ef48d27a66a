/** Joins what takes customers into scenarios and through them, whatever the messages go out by. */
import type { Clock } from './clock.ts';
import * as Audiences from './database/audiences.ts';
import * as CampaignAudiences from './database/campaign-audience.ts';
import * as CampaignFigures from './database/campaign-figures.ts';
import * as Campaigns from './database/campaigns.ts';
import * as CampaignsAtWork from './database/campaigns-at-work.ts';
import * as CategoryOrders from './database/category-orders.ts';
import * as CouponDiscounts from './database/coupon-discounts.ts';
import * as Coupons from './database/coupons.ts';
import * as CustomerMoments from './database/customer-moments.ts';
import * as CustomerUpdates from './database/customer-updates.ts';
import * as DryRunFacts from './database/dry-run-facts.ts';
import * as DryRunPasts from './database/dry-run-pasts.ts';
import * as Enrolments from './database/enrolments.ts';
import * as Entering from './database/entering.ts';
import * as EntryCandidates from './database/entry-candidates.ts';
import * as KnownToCome from './database/known-to-come.ts';
import * as Languages from './database/languages.ts';
import * as LiveView from './database/live-view.ts';
import * as NamedCustomers from './database/named-customers.ts';
import * as NewsCandidates from './database/news-candidates.ts';
import * as Priorities from './database/priorities.ts';
import * as QueryMatches from './database/query-matches.ts';
import * as Renames from './database/renames.ts';
import * as ScenarioChores from './database/scenario-chores.ts';
import * as ScenarioNews from './database/scenario-news.ts';
import * as ScenarioSurroundings from './database/scenario-surroundings.ts';
import * as ScenarioTiers from './database/scenario-tiers.ts';
import * as ScenarioVersions from './database/scenario-versions.ts';
import * as Scenarios from './database/scenarios.ts';
import * as Segments from './database/segments.ts';
import * as SendPlaces from './database/send-places.ts';
import * as Sends from './database/sends.ts';
import * as SendsInFlight from './database/sends-in-flight.ts';
import * as Shops from './database/shops.ts';
import * as SplitArms from './database/split-arms.ts';
import * as Suppressions from './database/suppressions.ts';
import type { InShop } from './database/tenant.ts';
import { readTiers } from './database/tiers.ts';
import { createAddCustomers } from './jobs/add-customers.ts';
import { createDryRun } from './jobs/dry-run.ts';
import { createEnterCampaigns } from './jobs/enter-campaigns.ts';
import { createEnterCustomers } from './jobs/enter-customers.ts';
import { createEnterNews } from './jobs/enter-news.ts';
import { createEnterScenarios } from './jobs/enter-scenarios.ts';
import { createScenarioChores } from './jobs/scenario-chores.ts';
import { createScenarioEvents } from './jobs/scenario-events.ts';
import { createScenarioSteps } from './jobs/scenario-steps.ts';
import { createStepEnrolments } from './jobs/step-enrolments.ts';
import { joinTierSide } from './tier-side.ts';

export interface ScenarioEngineParts {
  readonly clock: Clock;
  readonly inShop: InShop;
}

const store = {
  ...Audiences,
  ...CampaignAudiences,
  ...CampaignFigures,
  ...Campaigns,
  ...CampaignsAtWork,
  ...CategoryOrders,
  ...CouponDiscounts,
  ...Coupons,
  ...CustomerMoments,
  ...CustomerUpdates,
  ...DryRunFacts,
  ...DryRunPasts,
  ...Enrolments,
  ...Entering,
  ...EntryCandidates,
  ...KnownToCome,
  ...Languages,
  ...LiveView,
  ...SplitArms,
  ...NamedCustomers,
  ...NewsCandidates,
  ...Priorities,
  ...QueryMatches,
  ...Renames,
  ...ScenarioChores,
  ...ScenarioNews,
  ...ScenarioSurroundings,
  ...ScenarioTiers,
  ...ScenarioVersions,
  ...Scenarios,
  ...Segments,
  ...Sends,
  ...SendsInFlight,
  ...SendPlaces,
  ...Shops,
  ...Suppressions,
  readTiers,
};

export function joinScenarioEngine({ clock, inShop }: ScenarioEngineParts) {
  const { setTier } = joinTierSide({ clock, inShop }).assign;
  const steps = createScenarioSteps({ store, setTier });
  const events = createScenarioEvents({ clock, store, steps });
  const customers = createEnterCustomers({ clock, store, steps });
  const enterCampaigns = createEnterCampaigns({ clock, inShop, store, customers });
  const enterNews = createEnterNews({ clock, inShop, store, customers, steps });
  const doChores = createScenarioChores({ clock, inShop, store, steps });
  const stepDue = createStepEnrolments({ clock, inShop, store, steps });
  return {
    store,
    steps,
    events,
    customers,
    enterScenarios: createEnterScenarios({ inShop, store, customers }),
    /**
     * What has happened is taken in before what is due, so that nobody is followed up who has just reacted. Where one
     * part fails the others still have their turn; then it throws.
     */
    stepEnrolments: async (shopId: number) => {
      const state = await inShop(shopId, store.readNewsState);
      const parts = [
        () => enterNews(shopId, state),
        () => enterCampaigns(shopId),
        ...(state.chores ? [() => doChores(shopId)] : []),
        () => stepDue(shopId),
      ];
      const failures: unknown[] = [];
      let taken = 0;
      for (const part of parts) {
        try {
          taken += await part();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
      return taken;
    },
    dryRun: createDryRun({ clock, inShop, store, customers }),
    addCustomers: createAddCustomers({ inShop, store, customers }),
  };
}
