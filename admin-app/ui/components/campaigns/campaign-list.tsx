import type { CampaignSummary } from '../../../contract/campaigns.ts';
import { fromNow, money, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { now } from '../../models/shop.ts';
import { to } from '../../navigation.ts';
import '../scenarios/scenarios.css';
import '../table.css';
import { CampaignBadge } from './campaign-badge.tsx';

export function CampaignList({ campaigns }: { readonly campaigns: readonly CampaignSummary[] }) {
  return (
    <ul class="scenario-list">
      {campaigns.map((campaign) => (
        <li key={campaign.campaignId}>
          <div class="stack tight">
            <span class="row">
              <a class="row-link" href={to(`/campaigns/${campaign.campaignId}`)}>
                {campaign.name}
              </a>
              <CampaignBadge state={campaign.state} />
            </span>
            <span class="small soft">
              {audienceName(campaign)} · {whenOf(campaign)}
            </span>
          </div>
          {campaign.begunAt !== null && <Figures campaign={campaign} />}
        </li>
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

export function Figures({ campaign }: { readonly campaign: CampaignSummary }) {
  const { sent, opened, clicked, revenueMinor } = campaign;
  return (
    <dl class="scenario-figures">
      <Figure name={t('campaigns.sent')} value={number(sent)} />
      <Figure name={t('campaigns.opened')} value={number(opened)} />
      <Figure name={t('campaigns.clicked')} value={number(clicked)} />
      <Figure name={t('campaigns.revenue')} value={money(revenueMinor)} />
    </dl>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
