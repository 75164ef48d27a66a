import { useState } from 'preact/hooks';
import type { ChannelsView } from '../../../contract/channels.ts';
import { t } from '../../language/t.ts';
import type { ChannelsModel, SmsAccountFields } from '../../models/channels.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { Failed } from '../notice.tsx';
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
      <AccountForm model={model} own={account?.own ? account.accountSid : null} />
      <CopyField label={t('channels.inbound')} hint={t('channels.inboundHint')} text={inboundUrl} />
      <TryChannel channel="sms" />
    </ChannelCard>
  );
}

interface FormProps {
  readonly model: ChannelsModel;
  /** The id of the shop's own account. */
  readonly own: string | null;
}

function AccountForm({ model, own }: FormProps) {
  const { host } = useServices();
  const { smsAccount } = model;
  const failure = smsAccount.failure.value;
  async function save(): Promise<void> {
    const saved = await smsAccount.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {failure && failure.field === null && <Failed failure={failure} />}
      <Fields model={model} />
      <div class="row">
        <Button
          type="submit"
          kind="primary"
          disabled={!smsAccount.dirty.value}
          busy={smsAccount.saving.value}
        >
          {t('channels.saveAccount')}
        </Button>
        {own !== null && <RemoveAccount model={model} account={own} />}
      </div>
    </form>
  );
}

function Fields({ model: { smsAccount } }: { readonly model: ChannelsModel }) {
  const value = smsAccount.value.value;
  const failure = smsAccount.failure.value;
  if (!value) return null;
  const faultAt = (field: keyof SmsAccountFields) =>
    failure?.field === field ? failure.message : null;
  return (
    <>
      <TextField
        label={t('channels.accountSid')}
        hint={t('channels.accountSidHint')}
        value={value.accountSid}
        maxLength={62}
        fault={faultAt('accountSid')}
        onInput={(accountSid) => smsAccount.edit({ accountSid })}
      />
      <TextField
        label={t('channels.authToken')}
        hint={t('channels.authTokenHint')}
        type="password"
        value={value.authToken}
        maxLength={200}
        fault={faultAt('authToken')}
        onInput={(authToken) => smsAccount.edit({ authToken })}
      />
      <TextField
        label={t('channels.from')}
        hint={t('channels.fromHint')}
        value={value.from}
        maxLength={40}
        fault={faultAt('from')}
        onInput={(from) => smsAccount.edit({ from })}
      />
    </>
  );
}

function RemoveAccount({ model, account }: Pick<Props, 'model'> & { readonly account: string }) {
  const { host } = useServices();
  const [asking, setAsking] = useState(false);
  async function remove(): Promise<void> {
    const problem = await model.removeSmsAccount();
    setAsking(false);
    host.toast(problem ?? t('channels.removed'), problem === null ? 'done' : 'problem');
  }
  return (
    <>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t('channels.removeAccount')}
      </Button>
      {asking && (
        <Dialog
          title={t('channels.removeTitle')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('action.cancel')}</Button>
              <Button kind="danger" busy={model.removing.value} onClick={() => void remove()}>
                {t('channels.removeAccount')}
              </Button>
            </>
          }
        >
          <p>{t('channels.removeText', { account })}</p>
        </Dialog>
      )}
    </>
  );
}
