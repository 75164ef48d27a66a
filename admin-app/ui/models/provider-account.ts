/** The shop's own account at a provider: typed, saved, removed; its secret is never read back. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChannelsView } from '../../contract/channels.ts';
import type { Api } from '../api.ts';
import type { Form } from './form.ts';
import { asFailure, type Resource } from './resource.ts';
import { settingsForm } from './settings-form.ts';

export interface ProviderAccount<Fields> extends Form<Fields> {
  readonly removing: ReadonlySignal<boolean>;
  /** Forgets the account; resolves to why it could not be done, or null. */
  remove(): Promise<string | null>;
}

interface Kind<Fields> {
  readonly path: string;
  /** What there is to edit: all but the secret, and nothing of an account that is not the shop's own. */
  readonly fieldsOf: (view: ChannelsView) => Fields;
  readonly bodyOf?: (fields: Fields) => object;
}

/** The account with the channels that it stands among. */
export function providerAccount<Fields extends object>(
  api: Api,
  { path, fieldsOf, bodyOf = (fields) => fields }: Kind<Fields>,
): { readonly channels: Resource<ChannelsView>; readonly account: ProviderAccount<Fields> } {
  const { view, form, take, dispose } = settingsForm<ChannelsView, Fields>(api, '/api/channels', {
    fieldsOf,
    bodyOf,
    savedAt: path,
  });
  const removing = signal(false);
  async function remove(): Promise<string | null> {
    removing.value = true;
    try {
      take(await api.delete<ChannelsView>(path));
      return null;
    } catch (error) {
      return asFailure(error).message;
    } finally {
      removing.value = false;
    }
  }
  return { channels: view, account: { ...form, removing, remove, dispose } };
}
