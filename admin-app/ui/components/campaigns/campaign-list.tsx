import type { CampaignSummary } from '../../../contract/campaigns.ts';
import { exactMoney, fromNow, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { Figures, Listed } from '../scenarios/listed.tsx';
import { CampaignBadge } from './campaign-badge.tsx';

export function CampaignList({ campaigns }: { readonly campaigns: readonly CampaignSummary[] }) {
  return (
    <ul class="scenario-list">
      {campaigns.map((campaign) => (
        <Listed
          key={campaign.campaignId}
          path={`/campaigns/${campaign.campaignId}`}
          name={campaign.name}
          badge={<CampaignBadge state={campaign.state} />}
          about={`${audienceName(campaign)} · ${whenOf(campaign)}`}
        >
          {campaign.begunAt !== null && <CampaignFigures campaign={campaign} />}
        </Listed>
      ))}
    </ul>
  );
}

export function audienceName({ campaign, segmentName }: CampaignSummary): string {
  if (campaign.audience.segmentId === null) return t('campaigns.everybody');
  return segmentName ?? t('campaigns.segmentGone');
}

function whenOf(campaign: CampaignSummary): string {
  const { state } = campaign;
  return t(`campaign.when.${state}`, { when: fromNow(momentOf(campaign), now()) });
}

/** The moment that matters most in its state. */
function momentOf({ state, startsAt, begunAt, endedAt, updatedAt }: CampaignSummary): number {
  switch (state) {
    case 'draft':
      return updatedAt;
    case 'scheduled':
      return startsAt ?? updatedAt;
    case 'sending':
      return begunAt ?? updatedAt;
    case 'done':
      return begunAt ?? updatedAt;
    case 'cancelled':
      return endedAt ?? updatedAt;
  }
}

export function CampaignFigures({ campaign }: { readonly campaign: CampaignSummary }) {
  const { sent, opened, clicked, revenueMinor } = campaign;
  return (
    <Figures
      of={{
        [t('campaigns.sent')]: number(sent),
        [t('campaigns.opened')]: number(opened),
        [t('campaigns.clicked')]: number(clicked),
        [t('campaigns.revenue')]: exactMoney(revenueMinor),
      }}
    />
  );
}
