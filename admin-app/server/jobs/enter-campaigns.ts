/**
 * Begins campaigns whose time has come and takes their audience in. Who it is for is written down in one statement at
 * that moment, whatever segments become afterwards; from there customers come in a thousand at a time, each batch in one
 * transaction with the rows it takes away. Killed anywhere, the rest comes in later and nobody twice; any number of
 * processes may do this side by side.
 */
import type { Campaign } from '../../core/scenario/campaign.ts';
import type { ResolvedQuery } from '../../core/segment/resolve.ts';
import type { Clock } from '../clock.ts';
import type * as Audiences from '../database/campaign-audience.ts';
import type * as Campaigns from '../database/campaigns.ts';
import type * as AtWork from '../database/campaigns-at-work.ts';
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type { ShopMoment } from '../database/segment-members.ts';
import type * as Segments from '../database/segments.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { EnterCustomers } from './enter-customers.ts';
import { type QueryStore, resolveQueries } from './scenario-queries.ts';

export interface EnterCampaignsDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: Pick<typeof Campaigns, 'setStanding'> &
    Pick<typeof AtWork, 'readCampaignsAtWork' | 'holdDueCampaign' | 'endCampaign'> &
    Pick<typeof Audiences, 'beginCampaign' | 'takeFromAudience'> &
    AudienceStore &
    Pick<typeof EntryCandidates, 'namedCandidates'>;
  readonly customers: EnterCustomers;
}

const AT_A_TIME = 1_000;
/** Then it is another shop's turn. */
const BATCHES = 4;
/** Every customer comes in for the same cause: once. */
const CAUSE = 'campaign';
const WORDS = 'in the campaign’s audience';
/** What is kept of a campaign that could not begin. */
const SEGMENT_GONE = 'segment gone';

/** Returns how many customers came in, or campaigns began or ended; 0 when there is nothing to do now. */
export type EnterCampaigns = (shopId: number) => Promise<number>;

export function createEnterCampaigns(deps: EnterCampaignsDeps): EnterCampaigns {
  const { clock, inShop, store } = deps;

  async function takeIn(shopId: number, campaignId: number): Promise<number> {
    let taken = 0;
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const some = await inShop(shopId, (tx) => takeSome(deps, tx, campaignId));
      if (some === 0) break;
      taken += some;
    }
    if (taken > 0) return taken;
    const ended = await inShop(shopId, (tx) => store.endCampaign(tx, campaignId, clock.now()));
    return ended ? 1 : 0;
  }

  return async (shopId) => {
    let done = 0;
    const now = clock.now();
    for (const campaign of await inShop(shopId, (tx) => store.readCampaignsAtWork(tx, now))) {
      const { campaignId, state } = campaign;
      if (state === 'scheduled') {
        done += await inShop(shopId, (tx) => begin(deps, tx, campaignId));
      }
      done += await takeIn(shopId, campaignId);
    }
    return done;
  };
}

/** 1 when it began, or turned out not to be possible; 0 when another process is at it. */
async function begin(
  { clock, store, customers }: EnterCampaignsDeps,
  tx: ShopTransaction,
  campaignId: number,
): Promise<number> {
  const at = clock.now();
  const due = await store.holdDueCampaign(tx, campaignId, at);
  if (!due) return 0;
  const moment = await customers.moment(tx);
  const question = await audienceOf(store, tx, due.content, moment);
  if (question === null) {
    const stands = { state: 'cancelled', status: 'done', startsAt: null } as const;
    await store.setStanding(tx, campaignId, { ...stands, problem: SEGMENT_GONE, at });
  } else {
    await store.beginCampaign(tx, campaignId, question, at);
  }
  return 1;
}

async function takeSome(
  { store, customers }: EnterCampaignsDeps,
  tx: ShopTransaction,
  campaignId: number,
): Promise<number> {
  const customerIds = await store.takeFromAudience(tx, campaignId, AT_A_TIME);
  if (customerIds === null || customerIds.length === 0) return 0;
  const entry = await customers.campaignEntry(tx, campaignId);
  if (!entry) {
    throw new Error(`campaign ${campaignId} is being sent, but its scenario is not active`);
  }
  const named = customerIds.map((customerId) => ({ customerId, cause: CAUSE, words: WORDS }));
  await customers.enter(tx, entry, store.namedCandidates(named), null);
  return customerIds.length;
}

export type AudienceStore = QueryStore & Pick<typeof Segments, 'readSegment'>;

/** Null when a segment that it names is gone, or cannot be asked any more. */
export async function audienceOf(
  store: AudienceStore,
  tx: ShopTransaction,
  { audience, channels }: Pick<Campaign, 'audience' | 'channels'>,
  moment: ShopMoment,
): Promise<Audiences.AudienceQuestion | null> {
  const segment = await queryOf(store, tx, audience.segmentId);
  const except = await queryOf(store, tx, audience.exceptSegmentId);
  if (segment === 'gone' || except === 'gone') return null;
  return { segment, except, channels, moment };
}

async function queryOf(
  store: AudienceStore,
  tx: ShopTransaction,
  segmentId: number | null,
): Promise<ResolvedQuery | null | 'gone'> {
  if (segmentId === null) return null;
  const segment = await store.readSegment(tx, segmentId);
  if (!segment || segment.archivedAt !== null) return 'gone';
  const resolved = (await resolveQueries(store, tx, [segment.text])).get(segment.text);
  return resolved ?? 'gone';
}
