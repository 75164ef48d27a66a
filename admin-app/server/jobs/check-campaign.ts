/** What is wrong with a campaign in this shop now, and whom it would reach. Writes nothing. */
import type { Language } from '../../core/message/types.ts';
import type { Campaign } from '../../core/scenario/campaign.ts';
import { type CampaignFault, campaignFaults } from '../../core/scenario/campaign-faults.ts';
import { type CampaignReach, campaignReach } from '../../core/scenario/campaign-reach.ts';
import type { Surroundings } from '../../core/scenario/surroundings.ts';
import type { Channel } from '../../core/scenario/types.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type { countAudience } from '../database/campaign-audience.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { ChannelProblems } from './channel-problems.ts';
import { type AudienceStore, audienceOf } from './enter-campaigns.ts';

export interface CheckCampaignDeps {
  readonly clock: Clock;
  readonly store: AudienceStore & { readonly countAudience: typeof countAudience };
  readonly channelProblems: ChannelProblems;
}

export interface CheckedCampaign {
  readonly faults: readonly CampaignFault[];
  /** Null when a segment is gone. */
  readonly reach: CampaignReach | null;
}

export type CheckCampaign = (
  tx: ShopTransaction,
  written: { readonly name: string; readonly campaign: Campaign },
  asked: {
    readonly zone: string;
    readonly currency: string;
    readonly language: Language;
    readonly surroundings: Surroundings;
  },
) => Promise<CheckedCampaign>;

export function createCheckCampaign(deps: CheckCampaignDeps): CheckCampaign {
  const { clock, store, channelProblems } = deps;
  return async (tx, { name, campaign }, { zone, currency, language, surroundings }) => {
    const now = clock.now();
    const moment = { today: dayOf(now, zone), zone, currency };
    const question = await audienceOf(store, tx, campaign, moment);
    const counted = question && (await store.countAudience(tx, question));
    const reach = counted && campaignReach(campaign, counted, { zone, now });
    const closedChannels: Channel[] = [];
    for (const channel of campaign.channels) {
      if ((await channelProblems(tx, [channel])).length > 0) closedChannels.push(channel);
    }
    const around = { now, shop: surroundings, closedChannels, reach };
    return { faults: campaignFaults(name, campaign, around, language), reach };
  };
}
