import type { Settings, SettingsView } from '../../contract/settings.ts';
import type { Api } from '../api.ts';
import { type SettingsForm, settingsForm } from './settings-form.ts';

export type SettingsModel = SettingsForm<SettingsView, Settings>;

const UNSET: Settings = { senderName: '', senderEmail: '', postalAddress: '' };

export function settingsModel(api: Api): SettingsModel {
  return settingsForm(api, '/api/settings', {
    fieldsOf: ({ settings }) => settings ?? UNSET,
    bodyOf: (settings, begun) => ({ ...settings, revision: begun?.revision }),
  });
}
