import { useState } from 'preact/hooks';
import { AudienceList } from '../components/audiences/audience-list.tsx';
import { CreateAudience } from '../components/audiences/create-audience.tsx';
import { NetworkCard } from '../components/audiences/network-card.tsx';
import { Await } from '../components/await.tsx';
import { Button } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Bones } from '../components/skeleton.tsx';
import '../language/channels/texts.ts';
import { t } from '../language/t.ts';
import { audiencesModel } from '../models/audiences.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** Groups of customers that a network outside knows by hashed addresses, and the account there. */
export function AudiencesPage() {
  const model = useModel(({ api }) => audiencesModel(api), 'audiences');
  const [creating, setCreating] = useState(false);
  return (
    <Page
      width="narrow"
      title={t('audiences.title')}
      lead={t('audiences.lead')}
      back={{ href: to('/settings'), label: t('settings.title') }}
      actions={
        <Button kind="primary" icon="add" onClick={() => setCreating(true)}>
          {t('audiences.new')}
        </Button>
      }
    >
      <div class="stack">
        <Card flush>
          <Await of={model.audiences} bones={<ListBones />}>
            {({ audiences }) =>
              audiences.length === 0 ? (
                <Empty icon="group" title={t('audiences.none')}>
                  {t('audiences.noneText')}
                </Empty>
              ) : (
                <AudienceList audiences={audiences} model={model} />
              )
            }
          </Await>
        </Card>
        <NetworkCard model={model} />
      </div>
      {creating && <CreateAudience model={model} onClose={() => setCreating(false)} />}
    </Page>
  );
}

function ListBones() {
  return (
    <div class="audiences-bones">
      <Bones lines={4} />
    </div>
  );
}
