/** The ways to customers: which of them work, and the shop's own account for text messages. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { ChannelsView } from '../../contract/channels.ts';
import type { Api } from '../api.ts';
import type { Host } from '../host/host.ts';
import { type ProviderAccount, providerAccount } from './provider-account.ts';
import { type Resource, resource } from './resource.ts';

/** As typed; the token is never read back, so it is empty unless somebody is typing one. */
export interface SmsAccountFields {
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
}

export interface ChannelsModel {
  readonly channels: Resource<ChannelsView>;
  readonly smsAccount: ProviderAccount<SmsAccountFields>;
  /** Whether the theme shows our app embed; null where nobody can tell. */
  readonly embedOn: ReadonlySignal<boolean | null>;
  dispose(): void;
}

export function channelsModel(api: Api, host: Pick<Host, 'embedIsOn'>): ChannelsModel {
  const channels = resource('channels', (abort) =>
    api.get<ChannelsView>('/api/channels', {}, abort),
  );
  const embedOn = signal<boolean | null>(null);
  const smsAccount = providerAccount<SmsAccountFields>(api, channels, {
    path: '/api/channels/sms/account',
    fieldsOf,
    bodyOf: (fields) => fields,
  });

  async function load(): Promise<void> {
    await channels.load();
    const view = channels.value.peek();
    if (view && !smsAccount.dirty.peek()) smsAccount.begin(fieldsOf(view));
  }
  void load();
  void host.embedIsOn().then((on) => {
    embedOn.value = on;
  });

  return {
    channels: { ...channels, load },
    smsAccount,
    embedOn,
    dispose: () => {
      smsAccount.dispose();
      channels.dispose();
    },
  };
}

function fieldsOf({ sms: { account } }: ChannelsView): SmsAccountFields {
  const { accountSid, from } = account?.own ? account : { accountSid: '', from: '' };
  return { accountSid, authToken: '', from };
}
