import type { Settings, SettingsView } from '../../contract/settings.ts';
import type { Api } from '../api.ts';
import { type Form, form } from './form.ts';
import { type Resource, resource } from './resource.ts';

export interface SettingsModel {
  readonly settings: Resource<SettingsView>;
  readonly form: Form<Settings>;
  dispose(): void;
}

const UNSET: Settings = { senderName: '', senderEmail: '', postalAddress: '' };

export function settingsModel(api: Api): SettingsModel {
  const settings = resource('settings', (abort) =>
    api.get<SettingsView>('/api/settings', {}, abort),
  );
  const fields = form<Settings>(async (value) => {
    const view = await api.put<SettingsView>('/api/settings', value);
    settings.set(view);
    return view.settings ?? value;
  });

  async function load(): Promise<void> {
    await settings.load();
    const view = settings.value.peek();
    if (view && !fields.dirty.peek()) fields.begin(view.settings ?? UNSET);
  }
  void load();

  return {
    settings: { ...settings, load },
    form: fields,
    dispose: () => {
      fields.dispose();
      settings.dispose();
    },
  };
}
