/** What staff see of campaigns: what they wrote, where each stands and what came of it. */
import type { CampaignProblem, CampaignSummary, CampaignView } from '../../contract/campaigns.ts';
import { HOUR_MS } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Audiences from '../database/campaign-audience.ts';
import type * as Figures from '../database/campaign-figures.ts';
import type * as Campaigns from '../database/campaigns.ts';
import type * as Segments from '../database/segments.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import { notFound } from './refusal.ts';

type StoredCampaign = Campaigns.StoredCampaign;

export interface CampaignViewDeps {
  readonly clock: Clock;
  readonly store: typeof Figures &
    Pick<typeof Campaigns, 'readCampaign'> &
    Pick<typeof Audiences, 'countToCome'> &
    Pick<typeof Segments, 'readSegments'>;
}

/** From then on the results have taken in all that was sent. */
const RESULTS_FOLLOW_MS = HOUR_MS;
const NOTHING = { sent: 0, waiting: 0, opened: 0, clicked: 0 };

/** Refuses an unknown one. */
export async function viewOf(
  deps: CampaignViewDeps,
  tx: ShopTransaction,
  id: number,
): Promise<CampaignView> {
  const found = await deps.store.readCampaign(tx, id);
  const [view] = found ? await summarise(deps, tx, [found]) : [];
  if (!view) throw notFound('campaign');
  return view;
}

export async function summarise(
  deps: CampaignViewDeps,
  tx: ShopTransaction,
  campaigns: readonly StoredCampaign[],
): Promise<readonly CampaignSummary[]> {
  const { clock, store } = deps;
  const begun = campaigns.filter((it) => it.begunAt !== null).map((it) => it.campaignId);
  const figures = await figuresOf(deps, tx, campaigns);
  const revenue = begun.length === 0 ? new Map() : await store.readCampaignRevenue(tx, begun);
  const showing = begun.length === 0 ? new Map() : await store.countShowing(tx, begun, clock.now());
  const segments = new Map(
    (await store.readSegments(tx)).map(({ segmentId, name }) => [segmentId, name]),
  );
  const views: CampaignSummary[] = [];
  for (const { content, problem, ...campaign } of campaigns) {
    const { campaignId, state } = campaign;
    const toCome = state === 'sending' ? await store.countToCome(tx, campaignId) : 0;
    const { sent, waiting, opened, clicked } = figures.get(campaignId) ?? NOTHING;
    views.push({
      ...campaign,
      campaign: content,
      segmentName: segments.get(content.audience.segmentId ?? 0) ?? null,
      problem: problem as CampaignProblem | null,
      sent,
      opened,
      clicked,
      waiting: state === 'sending' ? waiting + toCome : 0,
      showing: showing.get(campaignId) ?? 0,
      revenueMinor: revenue.get(campaignId) ?? 0,
    });
  }
  return views;
}

/** Counted anew only while a campaign is, or was just, under way. */
async function figuresOf(
  { clock, store }: CampaignViewDeps,
  tx: ShopTransaction,
  campaigns: readonly StoredCampaign[],
): Promise<ReadonlyMap<number, Figures.CampaignFigures>> {
  const since = clock.now() - RESULTS_FOLLOW_MS;
  const begun = campaigns.filter((it) => it.begunAt !== null);
  const isOver = ({ endedAt }: StoredCampaign) => endedAt !== null && endedAt < since;
  const ids = (some: readonly StoredCampaign[]) => some.map(({ campaignId }) => campaignId);
  const counted = ids(begun.filter((it) => !isOver(it)));
  const summed = ids(begun.filter(isOver));
  return new Map([
    ...(counted.length === 0 ? [] : await store.countCampaignFigures(tx, counted)),
    ...(summed.length === 0 ? [] : await store.readCampaignFigures(tx, summed)),
  ]);
}
