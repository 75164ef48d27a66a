import type { ChannelsView } from '../../../contract/channels.ts';
import { t } from '../../language/t.ts';
import { useServices } from '../../services.ts';
import { pushBlockEditor } from '../../theme-editor.ts';
import { ButtonLink } from '../button.tsx';
import { ChannelCard } from './channel-card.tsx';
import { TryChannel } from './try-channel.tsx';

/** How many browsers can be reached, and how customers come to allow it. */
export function PushCard({ view }: { readonly view: ChannelsView }) {
  const { host } = useServices();
  return (
    <ChannelCard view={view} channel="push">
      <p class="soft">{t('channels.pushText')}</p>
      <p class="channel-figure">{t('channels.subscribers', { n: view.push.subscribers })}</p>
      <div class="stack tight">
        <h3>{t('channels.pushHow')}</h3>
        <ol class="channel-steps">
          <li>{t('channels.pushAdd')}</li>
          <li>{t('channels.pushAsk')}</li>
          <li>{t('channels.pushBack')}</li>
        </ol>
      </div>
      <div>
        <ButtonLink outside icon="external" href={pushBlockEditor(host)}>
          {t('channels.pushEditor')}
        </ButtonLink>
      </div>
      <TryChannel channel="push" />
    </ChannelCard>
  );
}
