import type { Settings } from '../../contract/settings.ts';
import { Card } from '../components/card.tsx';
import { TextField } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { SettingsGroups } from '../components/settings/settings-groups.tsx';
import { SettingsPage } from '../components/settings-page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import '../language/settings/texts.ts';
import { t } from '../language/t.ts';
import { faultAt } from '../models/form.ts';
import { type SettingsModel, settingsModel } from '../models/settings.ts';
import { useModel } from '../services.ts';

/** Who the mails come from, and the way to everything else that is set once. */
export function SettingsOverview() {
  const model = useModel(({ api }) => settingsModel(api), 'settings');
  return (
    <SettingsPage
      model={model}
      title={t('settings.title')}
      lead={t('overview.lead')}
      back={null}
      bones={<SettingsBones />}
      fields={(settings, { channelProblem }) => (
        <>
          {channelProblem && (
            <Notice tone="due" title={t('settings.channelTitle')}>
              <span>{channelProblem}</span>
            </Notice>
          )}
          <SenderCard settings={settings} form={model.form} />
        </>
      )}
    >
      <SettingsGroups />
    </SettingsPage>
  );
}

interface SenderProps {
  readonly settings: Settings;
  readonly form: SettingsModel['form'];
}

function SenderCard({ settings, form }: SenderProps) {
  const failure = form.failure.value;
  return (
    <Card title={t('settings.sender')}>
      <div class="stack">
        <TextField
          label={t('settings.senderName')}
          hint={t('settings.senderNameHint')}
          value={settings.senderName}
          maxLength={80}
          autoComplete="organization"
          fault={faultAt(failure, 'senderName')}
          onInput={(senderName) => form.edit({ senderName })}
        />
        <TextField
          label={t('settings.senderEmail')}
          hint={t('settings.senderEmailHint')}
          type="email"
          value={settings.senderEmail}
          maxLength={254}
          autoComplete="email"
          fault={faultAt(failure, 'senderEmail')}
          onInput={(senderEmail) => form.edit({ senderEmail })}
        />
        <TextField
          label={t('settings.postalAddress')}
          hint={t('settings.postalAddressHint')}
          lines={2}
          value={settings.postalAddress}
          maxLength={300}
          fault={faultAt(failure, 'postalAddress')}
          onInput={(postalAddress) => form.edit({ postalAddress })}
        />
      </div>
    </Card>
  );
}

function SettingsBones() {
  return (
    <div class="stack">
      <Card>
        <Bone width={30} height={20} />
        <Bones lines={3} />
        <Bone height={38} />
        <Bone height={38} />
      </Card>
    </div>
  );
}
