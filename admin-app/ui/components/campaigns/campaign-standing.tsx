import { useState } from 'preact/hooks';
import type { CampaignView } from '../../../contract/campaigns.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { messageOver } from '../../models/campaign.ts';
import { messageIn } from '../../models/preview.ts';
import { to } from '../../navigation.ts';
import { ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { firstLanguage } from '../email/message-texts.tsx';
import { Preview } from '../email/preview.tsx';
import { Notice } from '../notice.tsx';
import { Progress } from '../progress.tsx';
import { Tabs } from '../tabs.tsx';
import { audienceName, CampaignFigures } from './campaign-list.tsx';
import './campaigns.css';

/** A campaign that is no draft any more: where it stands, what came of it, and what it says. */
export function CampaignStanding({ view }: { readonly view: CampaignView }) {
  return (
    <div class="campaign-columns">
      <div class="stack large">
        {view.problem && (
          <Notice tone="due">
            <span>{t(`campaign.problem.${view.problem}`)}</span>
          </Notice>
        )}
        <Card title={titleOf(view)}>
          <div class="stack">
            <p class="soft">
              {audienceName(view)}
              {view.audience !== null && ` · ${t('campaign.audience', { n: view.audience })}`}
            </p>
            {view.state === 'sending' && view.waiting > 0 && (
              <>
                <Progress share={doneShare(view)} label={t('campaign.underWay')} />
                <p class="small soft" aria-live="polite">
                  {t('campaign.underWayText', { n: view.waiting })}
                </p>
              </>
            )}
            {view.begunAt !== null && (
              <>
                <CampaignFigures campaign={view} />
                <div>
                  <ButtonLink href={to(`/scenarios/${view.campaignId}/results`)} icon="chart">
                    {t('campaign.results')}
                  </ButtonLink>
                </div>
              </>
            )}
          </div>
        </Card>
      </div>
      <div class="campaign-side stack large">
        <Said view={view} />
      </div>
    </div>
  );
}

function titleOf({ state, startsAt, begunAt, endedAt, updatedAt }: CampaignView): string {
  switch (state) {
    case 'scheduled':
      return t('campaign.goesOut', { when: dateTimeOf(startsAt ?? updatedAt) });
    case 'sending':
      return t('campaign.underWay');
    case 'done':
      return t('campaign.over.done', { when: dateTimeOf(begunAt ?? updatedAt) });
    case 'cancelled':
      return t('campaign.over.cancelled', { when: dateTimeOf(endedAt ?? updatedAt) });
    case 'draft':
      return t('campaign.state.draft');
  }
}

function doneShare({ audience, waiting }: CampaignView): number {
  return audience ? Math.max(0, 1 - waiting / audience) : 0;
}

/** What customers get, over each of its channels. */
function Said({ view: { campaign } }: { readonly view: CampaignView }) {
  const [wanted, setWanted] = useState(campaign.channels[0]);
  const channel = wanted ?? campaign.channels[0];
  const block = channel && messageOver(campaign, channel);
  const language = block ? firstLanguage(block) : campaign.fallbackLanguage;
  const message = block && messageIn(block, language);
  if (!message || !channel) return null;
  return (
    <Card title={t('campaign.message')}>
      <div class="stack">
        {campaign.channels.length > 1 && (
          <Tabs
            label={t('campaign.channels')}
            panelId="campaign-said"
            chosen={channel}
            onChoose={setWanted}
            tabs={campaign.channels.map((each) => ({
              id: each,
              label: t(`campaign.channel.${each}`),
            }))}
          />
        )}
        <div id="campaign-said">
          <Preview message={message} language={language} coupon={null} form={campaign.onSiteForm} />
        </div>
      </div>
    </Card>
  );
}
