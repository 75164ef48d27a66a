import { useLocation } from 'preact-iso';
import { Await } from '../components/await.tsx';
import { Button } from '../components/button.tsx';
import { CampaignList } from '../components/campaigns/campaign-list.tsx';
import { CampaignsTabs } from '../components/campaigns/campaigns-tabs.tsx';
import { CreateCampaign } from '../components/campaigns/create-campaign.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { RowBones } from '../components/skeleton.tsx';
import '../language/campaigns/texts.ts';
import { t } from '../language/t.ts';
import { campaignsModel } from '../models/campaigns.ts';
import { navigate, setQuery, to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** All campaigns, the newest first. `?new=campaign` asks for the name of another. */
export function CampaignsPage() {
  const model = useModel(({ api }) => campaignsModel(api), 'campaigns');
  const isCreating = useLocation().query.new === 'campaign';
  const create = (
    <Button kind="primary" icon="add" onClick={() => setQuery({ new: 'campaign' }, false)}>
      {t('campaigns.new')}
    </Button>
  );
  return (
    <Page title={t('campaigns.title')} lead={t('campaigns.lead')} actions={create}>
      <CampaignsTabs current="campaigns" />
      <Card flush>
        <Await of={model.list} bones={<RowBones />}>
          {({ campaigns }) =>
            campaigns.length === 0 ? (
              <Empty icon="launch" title={t('campaigns.none')}>
                {t('campaigns.noneText')}
              </Empty>
            ) : (
              <CampaignList campaigns={campaigns} />
            )
          }
        </Await>
      </Card>
      {isCreating && (
        <CreateCampaign
          onClose={() => setQuery({ new: undefined })}
          onCreate={async (name) => navigate(to(`/campaigns/${await model.create(name)}`))}
        />
      )}
    </Page>
  );
}
