import type { ChannelsView } from '../../../contract/channels.ts';
import { t } from '../../language/t.ts';
import type { ChannelsModel } from '../../models/channels.ts';
import { faultAt } from '../../models/form.ts';
import { TextField } from '../field.tsx';
import { AccountForm } from './account-form.tsx';
import { ChannelCard } from './channel-card.tsx';
import { CopyField } from './copy-field.tsx';
import { TryChannel } from './try-channel.tsx';

interface Props {
  readonly view: ChannelsView;
  readonly model: ChannelsModel;
}

/** The shop's own account at an SMS provider: entered here, never read back whole. */
export function SmsCard({ view, model }: Props) {
  const { account, inboundUrl } = view.sms;
  return (
    <ChannelCard view={view} channel="sms">
      <p class="soft">{t('channels.smsText')}</p>
      {account && !account.own && (
        <p class="soft">
          {t('channels.smsShared', { account: account.accountSid, from: account.from })}
        </p>
      )}
      <AccountForm
        account={model.smsAccount}
        removal={
          account?.own
            ? {
                title: t('channels.removeTitle'),
                text: t('channels.removeText', { account: account.accountSid }),
              }
            : null
        }
      >
        <Fields model={model} />
      </AccountForm>
      <CopyField label={t('channels.inbound')} hint={t('channels.inboundHint')} text={inboundUrl} />
      <TryChannel channel="sms" />
    </ChannelCard>
  );
}

function Fields({ model: { smsAccount } }: { readonly model: ChannelsModel }) {
  const value = smsAccount.value.value;
  const failure = smsAccount.failure.value;
  if (!value) return null;
  return (
    <>
      <TextField
        label={t('channels.accountSid')}
        hint={t('channels.accountSidHint')}
        value={value.accountSid}
        maxLength={62}
        fault={faultAt(failure, 'accountSid')}
        onInput={(accountSid) => smsAccount.edit({ accountSid })}
      />
      <TextField
        label={t('channels.authToken')}
        hint={t('channels.authTokenHint')}
        type="password"
        value={value.authToken}
        maxLength={200}
        fault={faultAt(failure, 'authToken')}
        onInput={(authToken) => smsAccount.edit({ authToken })}
      />
      <TextField
        label={t('channels.from')}
        hint={t('channels.fromHint')}
        value={value.from}
        maxLength={40}
        fault={faultAt(failure, 'from')}
        onInput={(from) => smsAccount.edit({ from })}
      />
    </>
  );
}
