/** A campaign gets its time, loses it again, is called off or put away. Only for campaigns that the transaction holds. */
import type { Language } from '../../core/message/types.ts';
import { campaignDefinition, startOf } from '../../core/scenario/campaign.ts';
import type { CampaignFault } from '../../core/scenario/campaign-faults.ts';
import type { Surroundings } from '../../core/scenario/surroundings.ts';
import type { Clock } from '../clock.ts';
import type * as Audiences from '../database/campaign-audience.ts';
import type * as Figures from '../database/campaign-figures.ts';
import type * as Campaigns from '../database/campaigns.ts';
import type * as AtWork from '../database/campaigns-at-work.ts';
import type * as Chores from '../database/scenario-chores.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { CheckCampaign } from '../jobs/check-campaign.ts';
import { notFound, type Refusal, refusal, refuseOvertaken, wordedRefusal } from './refusal.ts';

export interface StandingDeps {
  readonly clock: Clock;
  readonly store: Pick<typeof Campaigns, 'setStanding'> &
    Pick<typeof Audiences, 'dismissAudience'> &
    Pick<typeof Figures, 'countShowing'> &
    Pick<typeof AtWork, 'withdrawOnSite'> &
    Pick<typeof Scenarios, 'activateDraft'> &
    Pick<typeof Chores, 'addChore'>;
  readonly checkCampaign: CheckCampaign;
}

const WITHDRAWN = 'campaign cancelled';

export interface ScheduleWish {
  readonly confirmed: boolean;
  readonly language: Language;
  /** Of the draft that staff have seen. */
  readonly revision: string;
  readonly zone: string;
  readonly currency: string;
  readonly surroundings: Surroundings;
}

/** Twice is once: what is scheduled already, or under way, stays as it is. */
export async function schedule(
  deps: StandingDeps,
  tx: ShopTransaction,
  { campaignId, name, content, state, archived, revision }: Campaigns.StoredCampaign,
  wish: ScheduleWish,
): Promise<void> {
  if (archived) throw notFound('campaign');
  if (state === 'scheduled' || state === 'sending') return;
  if (state !== 'draft') throw refusal(409, 'campaign not a draft', { state });
  refuseOvertaken('campaign', wish.revision, revision);
  const { faults } = await deps.checkCampaign(tx, { name, campaign: content }, wish);
  const fault = faults.find(({ severity }) => severity === 'fault');
  if (fault) throw refusalOf(422, fault);
  const warning = faults.find(({ severity }) => severity === 'warning');
  if (warning && !wish.confirmed) throw refusalOf(409, warning);
  const at = deps.clock.now();
  const startsAt = startOf(content, at);
  // The checks name a missing time.
  if (startsAt === null) throw refusal(422, 'campaign time missing', {}, 'timing');
  await deps.store.activateDraft(tx, campaignId, campaignDefinition(content, startsAt), at);
  const stands = { state: 'scheduled', status: 'active', startsAt, at } as const;
  await deps.store.setStanding(tx, campaignId, stands);
}

function refusalOf(status: 409 | 422, { field, message }: CampaignFault): Refusal {
  return wordedRefusal(status, message, field);
}

/** Back to a draft that can be changed. Once it has begun there is no way back: nobody gets another text than others. */
export async function unschedule(
  { clock, store }: StandingDeps,
  tx: ShopTransaction,
  { campaignId, state }: Campaigns.StoredCampaign,
): Promise<void> {
  if (state === 'draft') return;
  if (state !== 'scheduled') {
    throw refusal(409, 'campaign past recall', { state });
  }
  const draft = { state: 'draft', status: 'draft', startsAt: null, at: clock.now() } as const;
  await store.setStanding(tx, campaignId, draft);
}

/** Who has not got it yet does not get it. Done twice is done once. */
export async function cancel(
  { clock, store }: StandingDeps,
  tx: ShopTransaction,
  { campaignId, state, startsAt }: Campaigns.StoredCampaign,
): Promise<void> {
  if (state === 'cancelled') return;
  const at = clock.now();
  // It may be sent to everybody, and wait to be seen on the shop's pages.
  const showing = (await store.countShowing(tx, [campaignId], at)).has(campaignId);
  if (state !== 'scheduled' && state !== 'sending' && !showing) {
    throw refusal(409, 'campaign not scheduled', { state });
  }
  await store.dismissAudience(tx, campaignId);
  await store.withdrawOnSite(tx, campaignId, WITHDRAWN);
  await store.setStanding(tx, campaignId, { state: 'cancelled', status: 'done', startsAt, at });
  if (state !== 'sending') return;
  await store.addChore(tx, { scenarioId: campaignId, kind: 'let out', version: null });
}

export async function archive(
  { clock, store }: StandingDeps,
  tx: ShopTransaction,
  { campaignId, state, startsAt, problem }: Campaigns.StoredCampaign,
): Promise<void> {
  if (state === 'scheduled' || state === 'sending') {
    throw refusal(409, 'campaign still to go', { state });
  }
  const archived = { state, startsAt, problem, status: 'archived', at: clock.now() } as const;
  await store.setStanding(tx, campaignId, archived);
}
