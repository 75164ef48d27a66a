import type { ChannelsView } from '../../../contract/channels.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { useServices } from '../../services.ts';
import { embedEditor } from '../../theme-editor.ts';
import { ButtonLink } from '../button.tsx';
import { ChannelCard } from './channel-card.tsx';
import { SenderDomain } from './sender-domain.tsx';
import { TryChannel } from './try-channel.tsx';

export function EmailCard({ view }: { readonly view: ChannelsView }) {
  return (
    <ChannelCard view={view} channel="email">
      <p class="soft">
        {t('channels.emailText')} <a href={to('/settings')}>{t('channels.toSender')}</a>
      </p>
      <SenderDomain />
      <TryChannel channel="email" />
    </ChannelCard>
  );
}

interface OnSiteProps {
  readonly view: ChannelsView;
  /** Null where nobody can tell. */
  readonly embedOn: boolean | null;
}

export function OnSiteCard({ view, embedOn }: OnSiteProps) {
  const { host } = useServices();
  const isOff = embedOn === false;
  return (
    <ChannelCard view={view} channel="on-site" hindrance={isOff ? t('channels.embedOff') : null}>
      <p class="soft">{isOff ? t('channels.embedOffText') : t('channels.onSiteText')}</p>
      <div class="row">
        {isOff && (
          <ButtonLink outside icon="external" href={embedEditor(host)}>
            {t('guide.embedAction')}
          </ButtonLink>
        )}
        <ButtonLink href={to('/on-site')}>{t('channels.toOnSite')}</ButtonLink>
      </div>
    </ChannelCard>
  );
}
