import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { EmailCard, OnSiteCard } from '../components/channels/channel-cards.tsx';
import { PushCard } from '../components/channels/push-card.tsx';
import { SmsCard } from '../components/channels/sms-card.tsx';
import { Page } from '../components/page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import '../language/channels/texts.ts';
import '../language/messages/texts.ts';
import { t } from '../language/t.ts';
import { channelsModel } from '../models/channels.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** Which ways to customers work, what the others lack, and a test of each. */
export function ChannelsPage() {
  const model = useModel(({ api, host }) => channelsModel(api, host), 'channels');
  return (
    <Page
      width="narrow"
      title={t('channels.title')}
      lead={t('channels.lead')}
      back={{ href: to('/settings'), label: t('settings.title') }}
    >
      <Await of={model.channels} bones={<ChannelsBones />}>
        {(view) => (
          <div class="stack">
            <EmailCard view={view} />
            <SmsCard view={view} model={model} />
            <PushCard view={view} />
            <OnSiteCard view={view} embedOn={model.embedOn.value} />
          </div>
        )}
      </Await>
    </Page>
  );
}

function ChannelsBones() {
  return (
    <div class="stack">
      {[2, 6, 4, 2].map((lines, at) => (
        <Card key={at}>
          <Bone width={30} height={20} />
          <Bones lines={lines} />
        </Card>
      ))}
    </div>
  );
}
