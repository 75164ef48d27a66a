import type { Settings } from '../../contract/settings.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { TextField } from '../components/field.tsx';
import { Failed, Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { SettingsGroups } from '../components/settings/settings-groups.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import '../language/settings/texts.ts';
import { t } from '../language/t.ts';
import { type SettingsModel, settingsModel } from '../models/settings.ts';
import { useModel, useServices } from '../services.ts';

/** Who the mails come from, and the way to everything else that is set once. */
export function SettingsPage() {
  const model = useModel(({ api }) => settingsModel(api), 'settings');
  const { host } = useServices();
  const { form } = model;
  async function save(): Promise<void> {
    const saved = await form.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }
  return (
    <>
      <SaveBar
        dirty={form.dirty.value}
        saving={form.saving.value}
        onSave={() => void save()}
        onDiscard={form.discard}
      />
      <Page width="narrow" title={t('settings.title')} lead={t('overview.lead')}>
        <Await of={model.settings} bones={<SettingsBones />}>
          {({ channelProblem }) => (
            <form
              class="stack"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void save();
              }}
            >
              {channelProblem && (
                <Notice tone="due" title={t('settings.channelTitle')}>
                  <span>{channelProblem}</span>
                </Notice>
              )}
              <Fields model={model} />
              {/* Enter in a field saves; the visible button is the save bar's. */}
              <button type="submit" class="visually-hidden" tabIndex={-1}>
                {t('action.save')}
              </button>
            </form>
          )}
        </Await>
        <SettingsGroups />
      </Page>
    </>
  );
}

function Fields({ model }: { readonly model: SettingsModel }) {
  const { form } = model;
  const value = form.value.value;
  const failure = form.failure.value;
  if (!value) return <SettingsBones />;
  const faultAt = (field: keyof Settings) => (failure?.field === field ? failure.message : null);
  return (
    <>
      {failure && failure.field === null && <Failed failure={failure} />}
      <Card title={t('settings.sender')}>
        <div class="stack">
          <TextField
            label={t('settings.senderName')}
            hint={t('settings.senderNameHint')}
            value={value.senderName}
            maxLength={80}
            autoComplete="organization"
            fault={faultAt('senderName')}
            onInput={(senderName) => form.edit({ senderName })}
          />
          <TextField
            label={t('settings.senderEmail')}
            hint={t('settings.senderEmailHint')}
            type="email"
            value={value.senderEmail}
            maxLength={254}
            autoComplete="email"
            fault={faultAt('senderEmail')}
            onInput={(senderEmail) => form.edit({ senderEmail })}
          />
          <TextField
            label={t('settings.postalAddress')}
            hint={t('settings.postalAddressHint')}
            lines={2}
            value={value.postalAddress}
            maxLength={300}
            fault={faultAt('postalAddress')}
            onInput={(postalAddress) => form.edit({ postalAddress })}
          />
        </div>
      </Card>
    </>
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
